"""Take words of a post out of what quotes it: in its topic, and wherever its address is named."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from community.copies import Copy, amend
from community.lib import rendering, spans
from community.lib.spans import Span
from forums.limits import SHORTEST_QUOTED, SHORTEST_UNSAID
from forums.models import Draft, Post, Revision, Topic
from forums.quoting import quoted_blocks
from forums.storing import CONTENT, lock, lock_many

# A quotation that says whose it is, and what is no word in a line.
_SAID = re.compile(r"\]\([^\s()]*/p/\d+/[^\s()]*\)")
_MARKS = re.compile(r"[>*_`]+")
_LINK = re.compile(r"(?<!\\)\[((?:\\.|\[redacted\]|[^\\\[\]\n])*)\]\([^()\n]*\)")


def lock_with_quoting(post_id: int) -> tuple[Topic, Post]:
    """The post and its topic, locked, and before them all topics in which the post is quoted: one
    after the other by their ids, so that two who redact at once do not wait for each other."""
    address = Post(pk=post_id).get_absolute_url()
    topics = set(_topics_naming(address))
    topics.update(Topic.objects.filter(posts=post_id).values_list("pk", flat=True))
    lock_many([], topics)
    return lock(post_id)


def clear_quotes(
    topic: Topic, post: Post, words: Iterable[str], *, whole: bool = False
) -> list[Copy]:
    """Take these words of `post` out of the lines that quote them, in other posts, their history
    and drafts; return what was changed. With `whole`, all of each quotation that says whose it is.
    """
    quoted = _Quoted(post.get_absolute_url(), _lines_of(words), whole)
    if not quoted.lines:
        return []
    others = Post.objects.select_for_update(no_key=True, of=("self",)).exclude(pk=post.pk)
    copies: list[Copy] = []
    for other in others.filter(pk__in=_quoting(topic, quoted)).order_by("pk"):
        copies += _unquote(other, quoted)
    place = Q(topic=topic) | Q(post__topic=topic) | quoted.says_whose
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
    return unlinked(spans.without(source, words, rendering.REDACTED))


def unlinked(source: str) -> str:
    """A link whose words were redacted is words alone: where it led may say what is gone."""
    return _LINK.sub(lambda link: link[1] if rendering.REDACTED in link[1] else link[0], source)


def _quoting(topic: Topic, quoted: "_Quoted") -> set[int]:
    """Ids of posts to look through: all that name it or did before an edit, and those of its own
    topic that hold, or held, a line of it."""
    found: set[int] = set()
    for rows, pk in ((Post.objects, "pk"), (Revision.objects, "post")):
        found.update(rows.filter(quoted.says_whose).values_list(pk, flat=True))
        here = Q(topic=topic) if pk == "pk" else Q(post__topic=topic)
        found.update(rows.filter(here, quoted.held).values_list(pk, flat=True))
        beside = rows.filter(here, source__contains=">").values_list(pk, "source")
        found.update(pk for pk, source in beside.iterator() if quoted.stands_in(source))
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


def _lines_of(words: Iterable[str]) -> set[str]:
    """A quotation repeats the page or the source, so each line is looked for as written and as
    read. What is too short to be known for a quotation is left out."""
    return {
        line.strip()
        for word in words
        for text in (word, rendering.render(word).text)
        for line in text.splitlines()
        if len(line.strip()) >= SHORTEST_QUOTED
    }


class _Quoted:
    """Lines to be taken out of whatever quotes them. `url` is that of the post they were in."""

    def __init__(self, url: str, lines: set[str], whole: bool) -> None:
        self.lines, self.whole = lines, whole
        self.says_whose = Q(source__contains=url)
        self.said = re.compile(rf"\]\((?:https?://[^\s()/]+)?{re.escape(url)}[^\s()]*\)")
        self.patterns = [
            re.compile(r"\s+".join(map(re.escape, line.split())))
            for line in sorted(lines, key=len, reverse=True)
        ]

    @property
    def held(self) -> Q:
        """All that holds a line of it."""
        holds = [Q(source__contains=line) | Q(text__contains=line) for line in self.lines]
        return reduce(or_, holds)

    def stands_in(self, source: str) -> bool:
        """Whether it quotes a part of a line without saying whose it is."""
        lines = source.split("\n")
        return any(
            self._is_part(line)
            for first, last in quoted_blocks(source)
            for line in lines[first:last]
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
                if not _SAID.search(block):
                    block = "\n".join(map(self._part_taken_out, lines[first:last]))
                lines[first:last] = self._without(block, is_said).split("\n")
        return "\n".join(lines)

    def _part_taken_out(self, line: str) -> str:
        """A line that quotes a part of one, in a quotation that does not say whose it is."""
        if not self._is_part(line):
            return line
        return f"{line[: len(line) - len(line.lstrip(' >'))]}{rendering.REDACTED}"

    def _is_part(self, line: str) -> bool:
        part = _MARKS.sub("", line).strip(" .…")
        return len(part) >= SHORTEST_UNSAID and any(part in other for other in self.lines)

    def _without(self, block: str, is_said: bool) -> str:
        """The lines as written first, then as read: marks may stand elsewhere in the quotation."""
        block = without(block, self.lines)
        text = rendering.render(block).text
        found = [match.span() for pattern in self.patterns for match in pattern.finditer(text)]
        if is_said:
            found += self._cut(text)
        if not found:
            return block
        places = spans.alignment(block, text)
        marks = [spans.to_source(places, span) for span in spans.merged(found)]
        return unlinked(spans.replaced(block, marks, rendering.REDACTED))

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
