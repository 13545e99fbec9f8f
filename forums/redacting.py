"""Take words out of a post, its history and its topic's title, for everyone and at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from community.lib import rendering, spans
from community.lib.spans import Span
from community.subjects import Changed
from forums.kinds import kind_of
from forums.limits import POLL_OPTION_LENGTH, POLL_QUESTION_LENGTH, SHORTEST_QUOTED
from forums.models import Draft, Poll, Post, Revision, Topic
from forums.models.poll import POLL_OPTIONS, POLL_QUESTION
from forums.quoting import quoted_blocks
from forums.storing import CONTENT, lock, show

_LINK = re.compile(r"(?<!\\)\[((?:\\.|\[redacted\]|[^\\\[\]\n])*)\]\([^()\n]*\)")


def redact(post_id: int, version: int, marks: Mapping[str, Sequence[Span]]) -> dict[str, str]:
    """Replace the marked spans ("title", "body", those of its poll) and return the fields as they
    were.

    Raises Changed when the post is no longer at `version`. The same words go from every earlier
    revision, from other posts of the topic that quote them, and from what is kept unsent.
    """
    topic, post = lock(post_id)
    if post.version != version:
        raise Changed
    original, poll = {"body": post.source}, None
    if post.number == 1:
        poll = Poll.objects.select_for_update(no_key=True).filter(topic=topic).first()
        original = {"title": topic.title} | original | (poll.words if poll else {})
    words = {original[name][start:end] for name, marked in marks.items() for start, end in marked}
    if title_marks := marks.get("title"):
        topic.title = spans.replaced(topic.title, title_marks, rendering.REDACTED)[:150]
        topic.save(update_fields=["title"])
    if body_marks := marks.get("body"):
        post.source = spans.replaced(post.source, body_marks, rendering.REDACTED)
    if poll:
        _clear_poll(poll, marks, words)
    _clear_revisions(post, words)
    _clear_drafts(post, words)
    _clear_quotes(topic, post, words)
    post.source = _without(post.source, words)
    show(post, rendering.render(post.source))
    post.version += 1
    post.save(update_fields=[*CONTENT, "version"])
    if post.number == 1:
        kind_of(topic).edited(topic, post, {})
    return original


def _clear_poll(poll: Poll, marks: Mapping[str, Sequence[Span]], words: set[str]) -> None:
    """An option stays an option, by its number, whatever is left of its words."""
    question = spans.replaced(poll.question, marks.get(POLL_QUESTION, ()), rendering.REDACTED)
    poll.question = spans.without(question, words, rendering.REDACTED)[:POLL_QUESTION_LENGTH]
    begins, options = 0, []
    for option in poll.options:
        ends = begins + len(option)
        here = [
            (max(start, begins) - begins, min(end, ends) - begins)
            for start, end in marks.get(POLL_OPTIONS, ())
            if start < ends and end > begins
        ]
        left = spans.replaced(option, here, rendering.REDACTED)
        options.append(spans.without(left, words, rendering.REDACTED)[:POLL_OPTION_LENGTH])
        begins = ends + 1
    poll.options = options
    poll.save(update_fields=["question", "options"])


def _clear_revisions(post: Post, words: set[str]) -> None:
    for revision in post.revisions.all():
        revision.title = spans.without(revision.title, words, rendering.REDACTED)[:150]
        _rewrite(revision, _without(revision.source, words))
        revision.save(update_fields=["title", "source", "html", "text"])


def remove_copies(topic: Topic, post: Post, words: Iterable[str]) -> None:
    """Take all of a removed post out of what quotes it, and forget what was kept for its edit."""
    post.drafts.all().delete()
    _clear_quotes(topic, post, words, whole=True)


def _clear_drafts(post: Post, words: Iterable[str]) -> None:
    """An edit that its author has not sent repeats the post."""
    for draft in Draft.objects.select_for_update().filter(post=post):
        draft.title = spans.without(draft.title, words, rendering.REDACTED)[:150]
        draft.source = _without(draft.source, words)
        _save_draft(draft)


def _clear_quotes(topic: Topic, post: Post, words: Iterable[str], *, whole: bool = False) -> None:
    """Take these words of `post` out of the lines that quote them, in the topic's other posts,
    their history and its drafts. With `whole`, all of each quotation that says whose it is."""
    quoted = _Quoted(post.get_absolute_url(), _lines_of(words), whole)
    if not quoted.lines:
        return
    revised = Revision.objects.filter(quoted.held(), post__topic=topic).exclude(post=post)
    others = Post.objects.select_for_update(no_key=True, of=("self",)).filter(
        quoted.held() | Q(pk__in=revised.values("post")), topic=topic
    )
    for other in others.exclude(pk=post.pk).order_by("pk"):
        _unquote(other, quoted)
    place = Q(topic=topic) | Q(post__topic=topic)
    kept = Draft.objects.select_for_update(of=("self",)).filter(place, source__contains=">")
    for draft in kept.order_by("pk"):
        source = quoted.taken_out(draft.source)
        if source != draft.source:
            draft.source = source
            _save_draft(draft)


def _unquote(post: Post, quoted: "_Quoted") -> None:
    for revision in post.revisions.all():
        if _rewrite(revision, quoted.taken_out(revision.source)):
            revision.save(update_fields=["source", "html", "text"])
    if _rewrite(post, quoted.taken_out(post.source)):
        post.version += 1
        post.save(update_fields=["source", "html", "text", "version"])


def _rewrite(written: Post | Revision, source: str) -> bool:
    if source == written.source:
        return False
    rendered = rendering.render(source)
    written.source, written.html, written.text = source, rendered.html, rendered.text
    return True


def _without(source: str, words: Iterable[str]) -> str:
    return _unlinked(spans.without(source, words, rendering.REDACTED))


def _unlinked(source: str) -> str:
    """A link whose words were redacted is words alone: where it led may say what is gone."""
    return _LINK.sub(lambda link: link[1] if rendering.REDACTED in link[1] else link[0], source)


def _save_draft(draft: Draft) -> None:
    draft.version += 1  # a window that still holds the words cannot save them over this
    draft.save(update_fields=["title", "source", "version"])


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
        self.url, self.lines, self.whole = url, lines, whole
        self.patterns = [
            re.compile(r"\s+".join(map(re.escape, line.split())))
            for line in sorted(lines, key=len, reverse=True)
        ]

    def held(self) -> Q:
        """What to look through: all that says it quotes the post, and all that holds a line."""
        holds = [Q(source__contains=line) | Q(text__contains=line) for line in self.lines]
        return reduce(or_, holds, Q(source__contains=f"({self.url})"))

    def taken_out(self, source: str) -> str:
        lines = source.split("\n")
        for first, last in reversed(quoted_blocks(source)):
            block = "\n".join(lines[first:last])
            is_said = f"({self.url})" in block
            if is_said and self.whole:
                said = next(line for line in lines[first:last] if f"({self.url})" in line)
                lines[first:last] = [said, ">", f"> {rendering.REDACTED}"]
            else:
                lines[first:last] = self._without(block, is_said).split("\n")
        return "\n".join(lines)

    def _without(self, block: str, is_said: bool) -> str:
        """The lines as written first, then as read: marks may stand elsewhere in the quotation."""
        block = _without(block, self.lines)
        text = rendering.render(block).text
        found = [match.span() for pattern in self.patterns for match in pattern.finditer(text)]
        if is_said:
            found += self._cut(text)
        if not found:
            return block
        places = spans.alignment(block, text)
        marks = [spans.to_source(places, span) for span in spans.merged(found)]
        return _unlinked(spans.replaced(block, marks, rendering.REDACTED))

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
