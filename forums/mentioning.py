"""Name a colleague in a post. A mention is a link to their page, so that it survives a new name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Lower

from community.lib import rendering
from community.lib.links import links_of
from community.lib.rendering import Unfit
from community.members.models import User
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer
from forums.access import visible_posts
from forums.granting import readers_of
from forums.limits import MENTIONS_AT_MOST, NAMES_AT_MOST
from forums.models import Board

PAGE = re.compile(r"/members/(\d{1,18})/")

# What a paragraph may hold of interest. Code, other links and addresses are passed over whole; a
# name that is typed ends where it could not go on, and how much of it is one is looked up.
_PIECES = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?<!\\)\[@(?P<label>(?:\\.|[^\\\[\]\n]){1,200})\]\(/members/(?P<id>\d{1,18})/\)"
    r"|\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"
    r"|<[^<>\s]+>|\bhttps?://\S+"
    r"|(?<![\w.+\\/@-])@(?P<typed>[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,5})",
    re.S,
)
_LINK = re.compile(r"(?<!\\)\[(@(?:\\.|[^\\\[\]\n]){1,200})\]\(/members/\d{1,18}/\)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~&|])")

# Places looked at in one post. No one names more; it bounds what is asked of the database.
_PLACES = 100

People = dict[int, str]


@dataclass(frozen=True)
class Colleague:
    """One who can be mentioned, with what tells namesakes apart and what to write into the post."""

    user: User
    badge: Badge | None
    mention: str


def resolve(board: Board, source: str) -> str:
    """The source with each "@Name Surname" of one who may read the board made a link to them, and
    each such link that names someone else undone. A name that two of them share stays as typed.

    No query for a source without an "@", else two at most. Raises Unfit for too many, and for a
    link that is dressed up as a mention.
    """
    if "@" not in unescape(source):
        return source
    people = _people(board, *_asked(source))
    resolved = _rewritten(source, lambda piece, quoted: _kept(people, piece))
    resolved = _rewritten(
        resolved, lambda piece, quoted: piece[0] if quoted else _linked(people, piece)
    )
    _require_true(people, resolved)
    return resolved


def mentioned(html: str) -> list[int]:
    """Ids of the members whom a post names in its author's own words, not in a quotation."""
    own = [link for link in links_of(html) if link.text.startswith("@") and not link.quotes]
    return list(dict.fromkeys(user_id for link in own if (user_id := _named(link.href))))


def link_to(user_id: int, name: str) -> str:
    """A mention as it stands in a source."""
    shown = _SPECIAL.sub(r"\\\1", name)
    return f"[@{shown}]({User(pk=user_id).get_absolute_url()})"


def colleagues(viewer: Viewer, board: Board, start: str, topic_id: int | None) -> list[Colleague]:
    """The members who may read the board with a name that begins so, first name or surname, up to
    NAMES_AT_MOST. Those who have written in the topic under it come first. Three queries."""
    found = (
        readers_of(board)
        .filter(
            Q(name__istartswith=start)
            | Q(name__icontains=f" {start}")
            | Q(name__icontains=f"-{start}")
        )
        .exclude(pk=viewer.member_id)
        .select_related("specialty")
        .order_by(Lower("name"), "pk")
    )
    if topic_id:
        # Under their own name: or a look at who comes first would say whose a pseudonym is.
        here = visible_posts(viewer).filter(topic=topic_id, topic__board=board, pseudonym=None)
        elsewhere = Case(When(pk__in=here.values("author"), then=0), default=1)
        found = found.order_by(elsewhere, Lower("name"), "pk")
    people = list(found[:NAMES_AT_MOST])
    badges = badges_for(user.pk for user in people)
    return [Colleague(u, badges.get(u.pk), link_to(u.pk, u.name)) for u in people]


# --- How it is done ------------------------------------------------------------------------------


def _asked(source: str) -> tuple[set[int], set[str]]:
    """Ids of the members that links name, and whatever might be a name, in small letters. Links
    that will be undone are read as typed, too."""
    ids: set[int] = set()
    names: set[str] = set()
    for text in (source, _LINK.sub(r"\1", source)):
        for _, start, end, _ in _paragraphs(text):
            for piece in _PIECES.finditer(text, start, end):
                if piece["id"] and len(ids) < _PLACES:
                    ids.add(int(piece["id"]))
                elif piece["typed"] and len(names) < 12 * _PLACES:
                    names.update(name.lower() for name in _readings(piece["typed"]))
    return ids, names


def _people(board: Board, ids: set[int], names: set[str]) -> People:
    if not ids and not names:
        return {}
    readers: QuerySet[User] = readers_of(board).annotate(small=Lower("name"))
    return dict(readers.filter(Q(pk__in=ids) | Q(small__in=names)).values_list("pk", "name"))


def _paragraphs(source: str) -> Iterator[tuple[int, int, int, bool]]:
    """(end of the one before, start, end, whether quoted) of each paragraph, in characters."""
    starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
    at = 0
    for first, last, quoted in rendering.prose_lines(source):
        start, end = starts[first], min(starts[last], len(source))
        if start >= at:  # the cells of a table share their line
            yield at, start, end, quoted
            at = end


def _rewritten(source: str, change: Callable[[re.Match[str], bool], str]) -> str:
    """The source with each piece of its paragraphs changed, and all else as it was."""
    parts, at = [], 0
    for before, start, end, quoted in _paragraphs(source):
        parts.append(source[before:start])
        at = start
        for piece in _PIECES.finditer(source, start, end):
            parts += [source[at : piece.start()], change(piece, quoted)]
            at = piece.end()
        parts.append(source[at:end])
        at = end
    return "".join(parts) + source[at:]


def _readings(typed: str) -> Iterator[str]:
    """What the name might be, the longest first: "Anna Sharma will", "Anna Sharma", "Anna"."""
    words = typed.split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        yield name
        for end in ("'s", "’s"):
            if name.endswith(end):
                yield name.removesuffix(end)
        if (bare := name.rstrip(".'’-")) != name:
            yield bare


def _kept(people: People, piece: re.Match[str]) -> str:
    """A link that names a reader, by their name; one that does not is words again."""
    if not piece["id"]:
        return piece[0]
    user_id = int(piece["id"])
    if user_id in people:
        return link_to(user_id, people[user_id])
    return f"@{piece['label']}"


def _linked(people: People, piece: re.Match[str]) -> str:
    """A typed name, made a link where it is that of one reader."""
    typed = piece["typed"]
    for name in _readings(typed) if typed else ():
        same = [user_id for user_id, known in people.items() if known.lower() == name.lower()]
        if same:
            if len(same) > 1:
                break
            return link_to(same[0], people[same[0]]) + typed[len(name) :]
    return piece[0]


def _require_true(people: People, source: str) -> None:
    """Refuse what shows a name and leads elsewhere on this site, however the link is written."""
    rendering.require_fit(source)
    if "](" not in source and "]:" not in source:
        return
    named = set()
    for link in links_of(rendering.render(source).html):
        if not link.text.startswith("@") or not _is_here(link.href):
            continue
        user_id = _named(link.href)
        if user_id not in people or _words(link.text[1:]) != _words(people[user_id]):
            raise Unfit("Write a mention as @ and the full name; a link like this one misleads.")
        if not link.quotes:
            named.add(user_id)
    if len(named) > MENTIONS_AT_MOST:
        raise Unfit(
            f"This mentions {len(named)} colleagues; at most {MENTIONS_AT_MOST} are told of a post."
        )


def _is_here(href: str) -> bool:
    return href.startswith(settings.SITE_URL) or not re.match(r"[a-z]+:|//", href, re.I)


def _words(name: str) -> list[str]:
    return name.split()


def _named(href: str) -> int | None:
    page = PAGE.fullmatch(href.removeprefix(settings.SITE_URL))
    return int(page[1]) if page else None
