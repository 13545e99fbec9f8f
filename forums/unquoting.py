"""Take words of a post out of what quotes it: in its topic and those that were parted from it or
joined to it, and wherever its address is named."""

import re
from collections.abc import Callable, Iterable
from functools import reduce
from html import unescape
from operator import or_

from django.db.models import Q
from django.urls import reverse

from community.copies import Copy, amend
from community.lib import rendering, spans
from community.lib.spans import Span
from forums.limits import SHORTEST_QUOTED, SHORTEST_UNSAID
from forums.models import Draft, Post, Revision, Topic, Trace
from forums.quoting import quoted_blocks
from forums.storing import CONTENT, lock, lock_many
from moderation.detectors.normalise import Page

# A quotation that says whose it is, and what is no word in a line.
_SAID = re.compile(r"\]\([^\s()]*/p/\d+/[^\s()]*\)")
_MARKS = re.compile(r"[>*_`]+")
_LINK = re.compile(r"(?<!\\)\[((?:\\.|\[redacted\]|[^\\\[\]\n])*)\]\([^()\n]*\)")


def lock_with_quoting(post_id: int) -> tuple[Topic, Post]:
    """The post and its topic, locked, and before them all topics in which the post is quoted, or a
    link says their title: one after the other by their ids, so that two who redact at once do not
    wait for each other."""
    beside = _beside(post_id)
    topics = {*beside, *_topics_naming(Post(pk=post_id).get_absolute_url())}
    for topic in beside:
        topics.update(_topics_naming(reverse("topic_short", args=[topic])))
    lock_many([], topics)
    return lock(post_id)


def _beside(post_id: int) -> set[int]:
    """Ids of its topic, of those it was taken from, and of those to which others were taken from
    its topic: what answered it may be there."""
    topics = set(Topic.objects.filter(posts=post_id).values_list("pk", flat=True))
    left = Trace.objects.filter(topic__in=topics).values_list("post__topic", flat=True)
    came = Trace.objects.filter(post=post_id).values_list("topic", flat=True)
    return topics | set(left) | set(came)


def clear_quotes(post: Post, words: Iterable[str], *, whole: bool = False) -> list[Copy]:
    """Take these words of `post` out of the lines that quote them, in other posts, their history
    and drafts; return what was changed. With `whole`, all of each quotation that says whose it is.
    """
    quoted = _Quoted(post, _lines_of(words), whole)
    if not quoted.lines:
        return []
    beside = _beside(post.pk)
    others = Post.objects.select_for_update(no_key=True, of=("self",)).exclude(pk=post.pk)
    copies: list[Copy] = []
    for other in others.filter(pk__in=_quoting(beside, quoted)).order_by("pk"):
        copies += _unquote(other, quoted)
    place = Q(topic__in=beside) | Q(post__topic__in=beside) | quoted.says_whose
    kept = Draft.objects.select_for_update(of=("self",)).filter(place, source__contains=">")
    for draft in kept.order_by("pk"):
        copies += save_draft(draft, source=quoted.taken_out(draft.source))
    return copies


def rewrite(written: Post | Revision, source: str) -> list[Copy]:
    """Give it another source, and show that. What it was is not kept as a revision."""
    what = "revision" if isinstance(written, Revision) else "post"
    if not (copies := amend(written, what, source=source)):
        return []
    rendered = rendering.render(source)
    written.html, written.text = rendered.html, rendered.text
    if isinstance(written, Post):
        written.renderer = rendering.VERSION
        written.version += 1
        written.save(update_fields=[*CONTENT, "version"])
    else:
        written.save(update_fields=["html", "text"])
    return copies


def save_draft(draft: Draft, **values: object) -> list[Copy]:
    if copies := amend(draft, "draft", **values):
        draft.version += 1  # a window that still holds the words cannot save them over this
        draft.save(update_fields=["version"])
    return copies


def without(source: str, words: Iterable[str]) -> str:
    """A source without these words, however they are written in it: with other marks, broken over
    two lines, in capitals."""
    words = set(words)
    left = spans.without(source, words, rendering.REDACTED)
    return unlinked(_unread(left, _patterns(_readings(words))))


def plain_without(text: str, words: Iterable[str]) -> str:
    """The same of what has no marks: a title, what a poll asks."""
    words = set(words)
    left = spans.without(text, words, rendering.REDACTED)
    found = _found(left, _patterns(_readings(words)))
    return spans.replaced(left, found, rendering.REDACTED)


def unlinked(source: str) -> str:
    """A link whose words were redacted is words alone: where it led may say what is gone."""
    return _LINK.sub(lambda link: link[1] if rendering.REDACTED in link[1] else link[0], source)


def _quoting(beside: set[int], quoted: "_Quoted") -> set[int]:
    """Ids of posts to look through: all that name it or did before an edit, and those of these
    topics that hold, or held, a line of it."""
    found: set[int] = set()
    for rows, pk in ((Post.objects, "pk"), (Revision.objects, "post")):
        found.update(rows.filter(quoted.says_whose).values_list(pk, flat=True))
        here = Q(topic__in=beside) if pk == "pk" else Q(post__topic__in=beside)
        found.update(rows.filter(here, quoted.held).values_list(pk, flat=True))
        quoting = rows.filter(here, source__contains=">").values_list(pk, "source")
        found.update(pk for pk, source in quoting.iterator() if quoted.stands_in(source))
    return found


def _topics_naming(address: str) -> Iterable[int]:
    named = Q(source__contains=address)
    yield from Post.objects.filter(named).values_list("topic", flat=True).distinct()
    yield from Revision.objects.filter(named).values_list("post__topic", flat=True).distinct()


def _unquote(post: Post, quoted: "_Quoted") -> list[Copy]:
    copies: list[Copy] = []
    for revision in post.revisions.all():
        copies += rewrite(revision, quoted.taken_out(revision.source))
    return copies + rewrite(post, quoted.taken_out(post.source))


# --- Finding copies ------------------------------------------------------------------------------


def _readings(words: Iterable[str]) -> set[str]:
    """As written and as read."""
    return {text for word in words for text in (word, rendering.render(word).text)}


def _lines_of(words: Iterable[str]) -> set[str]:
    """A quotation repeats the page or the source, so each line is looked for as written and as
    read. What is too short to be known for a quotation is left out."""
    lines = (line.strip() for text in _readings(words) for line in text.splitlines())
    return {line for line in lines if len(line) >= SHORTEST_QUOTED}


def _patterns(texts: Iterable[str]) -> list[re.Pattern[str]]:
    """Each in capitals or not, with any space between its words; the longest first. What is too
    short to be known is left out. They are looked for in a `Page`."""
    split = {tuple(Page.of(text).text.split()) for text in texts}
    known = [words for words in split if len("".join(words)) >= SHORTEST_QUOTED]
    return [_pattern(words) for words in sorted(known, key=lambda words: -len("".join(words)))]


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after, re.I)


def _found(text: str, patterns: Iterable[re.Pattern[str]]) -> list[Span]:
    """Where they stand, with an accent more or less or a soft hyphen in them."""
    page = Page.of(text)
    return [page.span(*m.span()) for pattern in patterns for m in pattern.finditer(page.text)]


def _plain(block: str) -> str:
    """About as it reads: quicker than to render it."""
    return " ".join(Page.of(unescape(_MARKS.sub("", block))).text.split())


def _unread(
    source: str,
    patterns: Iterable[re.Pattern[str]],
    cut: Callable[[str], list[Span]] = lambda text: [],
) -> str:
    """A source without what is found in it as it reads: marks may stand anywhere in the words."""
    text = rendering.render(source).text
    found = _found(text, patterns) + cut(text)
    if not found:
        return source
    places = spans.alignment(source, text)
    marks = [spans.to_source(places, span) for span in spans.merged(found)]
    return spans.replaced(source, marks, rendering.REDACTED)


class _Quoted:
    """Lines to be taken out of whatever quotes them: `post`, in which they stand still."""

    def __init__(self, post: Post, lines: set[str], whole: bool) -> None:
        url = post.get_absolute_url()
        self.lines, self.whole = lines, whole
        self.post = _plain(post.text)
        self.says_whose = Q(source__contains=url)
        self.said = re.compile(rf"\]\((?:https?://[^\s()/]+)?{re.escape(url)}[^\s()]*\)")
        self.patterns = _patterns(lines)

    @property
    def held(self) -> Q:
        """All that holds a line of it."""
        holds = [Q(source__contains=line) | Q(text__contains=line) for line in self.lines]
        return reduce(or_, holds)

    def stands_in(self, source: str) -> bool:
        """Whether it quotes a line or a part of one without saying whose it is."""
        lines = source.split("\n")
        return any(
            any(map(self._is_part, lines[first:last]))
            or self._repeats(block := "\n".join(lines[first:last]))
            or any(pattern.search(_plain(block)) for pattern in self.patterns)
            for first, last in quoted_blocks(source)
        )

    def taken_out(self, source: str) -> str:
        lines = source.split("\n")
        for first, last in reversed(quoted_blocks(source)):
            block = "\n".join(lines[first:last])
            is_said = bool(self.said.search(block))
            if is_said and self.whole:
                said = next(line for line in lines[first:last] if self.said.search(line))
                lines[first:last] = [said, ">", f"> {rendering.REDACTED}"]
            else:
                is_its = is_said or self._repeats(block)
                if not _SAID.search(block):
                    block = "\n".join(map(self._part_taken_out, lines[first:last]))
                lines[first:last] = self._without(block, is_its).split("\n")
        return "\n".join(lines)

    def _part_taken_out(self, line: str) -> str:
        """A line that quotes a part of one, in a quotation that does not say whose it is."""
        if not self._is_part(line):
            return line
        return f"{line[: len(line) - len(line.lstrip(' >'))]}{rendering.REDACTED}"

    def _is_part(self, line: str) -> bool:
        part = _MARKS.sub("", line).strip(" .…")
        return len(part) >= SHORTEST_UNSAID and any(part in other for other in self.lines)

    def _repeats(self, block: str) -> bool:
        """Whether it is this post's, though it does not say so: a line of it stands there, or all
        of it in other lines."""
        if _SAID.search(block):
            return False
        parts = (_plain(part).strip(" .…") for part in (*block.split("\n"), block))
        return any(len(part) >= SHORTEST_UNSAID and part in self.post for part in parts)

    def _without(self, block: str, is_its: bool) -> str:
        """The lines as written first, then as read; where it is this post's, their parts too."""
        block = spans.without(block, self.lines, rendering.REDACTED)
        if is_its:
            return unlinked(_unread(block, self.patterns, self._cut))
        return unlinked(_unread(block, self.patterns))

    def _cut(self, text: str) -> list[Span]:
        """Where a quotation holds only a part of a line, as the selection began or ended in it."""
        found = []
        for match in re.finditer(r"^[ \t]*(?:\d+\. )?(.+?)[ …]*$", text, re.M):
            words, start = match[1], match.start(1)
            for line in self.lines if len(words) >= SHORTEST_QUOTED else ():
                if words in line:
                    found.append((start, start + len(words)))
                    continue
                longest = min(len(words), len(line))
                for size in range(longest, SHORTEST_QUOTED - 1, -1):
                    if words.endswith(line[:size]):
                        found.append((start + len(words) - size, start + len(words)))
                        break
                for size in range(longest, SHORTEST_QUOTED - 1, -1):
                    if words.startswith(line[-size:]):
                        found.append((start, start + size))
                        break
        return found
