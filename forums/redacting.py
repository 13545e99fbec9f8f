"""Take words out of a post and of all that repeats it in the forums, for everyone and at once.

What goes is returned for the sealed store: each thing that was changed, as it was and as it reads
now. `reinstating` puts it back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from community.copies import Copy, Original, amend, joined
from community.lib import rendering, spans
from community.lib.repeats import Taken
from community.lib.spans import Span
from community.subjects import Changed
from forums import keeping, shelving
from forums.addressing import clear_addresses, unaddressed
from forums.drafting import POLL
from forums.kinds import kind_of
from forums.limits import NOTE_LENGTH, POLL_OPTION_LENGTH, POLL_QUESTION_LENGTH, TITLE_LENGTH
from forums.models import Bookmark, Draft, Picture, Poll, Post, Revision, State, Topic, Unmasking
from forums.models.poll import POLL_OPTIONS, POLL_QUESTION
from forums.storing import CONTENT, change_state, empty, show
from forums.unquoting import (
    clear_quotes,
    lock_with_quoting,
    plain_without,
    rewrite,
    save_draft,
    unlinked,
    without,
)


def redact(post_id: int, version: int, marks: Mapping[str, Sequence[Span]]) -> Original:
    """Replace the marked spans ("title", "body", those of its poll).

    Raises Changed when the post is no longer at `version`. The same words go from every earlier
    revision, from other posts that quote it, on whatever board, from what is kept unsent and from
    what was noted about it.
    """
    topic, post = lock_with_quoting(post_id)
    if post.version != version:
        raise Changed
    fields, poll = {"body": post.source}, None
    if post.number == 1 or _begun_and_merged(post).exists():  # its poll came along
        poll = Poll.objects.select_for_update(no_key=True).filter(topic=topic).first()
    if post.number == 1:
        fields = {"title": topic.title} | fields | (poll.words if poll else {})
    words = {fields[name][start:end] for name, marked in marks.items() for start, end in marked}
    copies: list[Copy] = []
    if "title" in fields:
        title = spans.replaced(topic.title, marks.get("title", ()), rendering.REDACTED)
        copies += amend(topic, "topic", title=plain_without(title, words)[:TITLE_LENGTH])
    if poll:
        copies += _clear_poll(poll, marks, words)
    copies += _clear_revisions(post, words)
    copies += _clear_drafts(post, words)
    source = spans.replaced(post.source, marks.get("body", ()), rendering.REDACTED)
    if any("title" in copy["before"] for copy in copies if copy["what"] in ("topic", "revision")):
        copies += clear_addresses(topic, post)
        source = unaddressed(source, topic)
    taken = _marked(words)
    copies += _clear_merged(post, lambda said: _cleared(said, words, taken))
    copies += clear_quotes(post, words)
    copies += _clear_notes(post, taken)
    copies += _clear_beside(post, taken)
    copies += amend(post, "post", source=without(source, words))
    show(post, rendering.render(post.source))
    post.version += 1
    post.save(update_fields=[*CONTENT, "version"])
    if post.number == 1:
        kind_of(topic).edited(topic, post, {})
    return Original(fields=fields, copies=joined(copies))


def remove(post_id: int) -> Original:
    """Take the whole post away, with its pictures, its poll and that poll's votes, and with all of
    each quotation that says whose it is. What only its author had not sent of it goes as well."""
    topic, post = lock_with_quoting(post_id)
    copies = _as_it_was(topic, post)
    fields = empty(topic, post, "Removed topic")
    for copy in copies:
        if copy["what"] == "topic":
            copy["after"] = {"title": topic.title}
        elif copy["what"] == "post":
            copy["after"] = {name: getattr(post, name) for name in copy["before"]}
    keeping.keep_drafts(post.drafts.all(), "removed")
    post.drafts.all().delete()
    if post.number == 1:
        copies += clear_addresses(topic, post)
    copies += _clear_merged(post, lambda said: rendering.REDACTED)
    copies += clear_quotes(post, fields.values(), whole=True)
    copies += _clear_drafts_of_author(post, _whole(fields, names=False))
    copies += _clear_notes(post, _whole(fields))
    there = post.pictures.exclude(state=Picture.State.REMOVED)
    pictures, files = shelving.take_away(there.select_for_update(no_key=True, of=("self",)))
    change_state(topic, post, State.REMOVED)
    return Original(fields=fields, copies=joined(copies) + pictures, files=files)


def _as_it_was(topic: Topic, post: Post) -> list[Copy]:
    """All that goes with the post: what is deleted has no `after`."""
    copies = [
        Copy(
            what="post",
            id=post.pk,
            before={"source": post.source, "kept_reason": post.kept_reason},
            after={},
        )
    ]
    copies += [_gone("revision", kept) for kept in Revision.objects.filter(post=post)]
    copies += [_gone("draft", kept) for kept in Draft.objects.filter(post=post)]
    if post.number == 1:
        copies.append(Copy(what="topic", id=topic.pk, before={"title": topic.title}, after={}))
        copies += [_gone("poll", kept) for kept in Poll.objects.filter(topic=topic)]
    return copies


# What brings back a thing that was deleted.
_NEEDED = {
    "revision": ("version", "title", "source", "written_at"),
    "draft": ("user_id", "place", "board_id", "topic_id", "title", "source", "more"),
    "poll": ("question", "method", "options", "closes_at", "created_at"),
}


def _gone(what: str, thing: Revision | Draft | Poll) -> Copy:
    values = {name: getattr(thing, name) for name in _NEEDED[what]}
    before = {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in values.items()}
    return Copy(what=what, id=thing.pk, before=before, after=None)


def _clear_poll(
    poll: Poll, marks: Mapping[str, Sequence[Span]], words: Iterable[str]
) -> list[Copy]:
    """An option stays an option, by its number, whatever is left of its words."""
    question = spans.replaced(poll.question, marks.get(POLL_QUESTION, ()), rendering.REDACTED)
    question = plain_without(question, words)[:POLL_QUESTION_LENGTH]
    begins, options = 0, []
    for option in poll.options:
        ends = begins + len(option)
        here = [
            (max(start, begins) - begins, min(end, ends) - begins)
            for start, end in marks.get(POLL_OPTIONS, ())
            if start < ends and end > begins
        ]
        left = spans.replaced(option, here, rendering.REDACTED)
        options.append(plain_without(left, words)[:POLL_OPTION_LENGTH])
        begins = ends + 1
    return amend(poll, "poll", question=question, options=options)


def _clear_revisions(post: Post, words: set[str]) -> list[Copy]:
    """What it said before may say it in another way: each name and number goes as well."""
    copies: list[Copy] = []
    taken = _marked(words)
    for revision in post.revisions.all():
        title = _cleared(revision.title, words, taken)[:TITLE_LENGTH]
        copies += amend(revision, "revision", title=title)
        source = taken.out_of(without(revision.source, words), rendering.REDACTED)
        copies += rewrite(revision, unlinked(source))
    return copies


def _clear_merged(post: Post, clear: Callable[[str], str]) -> list[Copy]:
    """The title of a topic that it began waits for the merge to be undone."""
    copies: list[Copy] = []
    for left in _begun_and_merged(post):
        if changed := amend(left, "topic", title=clear(left.title)[:TITLE_LENGTH]):
            copies += changed + clear_addresses(left, post)
    return copies


def _begun_and_merged(post: Post) -> QuerySet[Topic]:
    return Topic.objects.filter(traces__post=post, traces__number=1, state=State.MERGED)


def _cleared(text: str, words: set[str], taken: Taken) -> str:
    """What has no marks, without these words and without each name and number among them."""
    return taken.out_of(plain_without(text, words), rendering.REDACTED)


def _clear_drafts(post: Post, words: set[str]) -> list[Copy]:
    """An edit that was not sent repeats the post, and so may what its author writes elsewhere."""
    copies: list[Copy] = []
    for draft in _drafts(post=post):
        copies += _clear_draft(draft, lambda text: without(text, words))
    return copies + _clear_drafts_of_author(post, _marked(words))


def _clear_drafts_of_author(post: Post, taken: Taken) -> list[Copy]:
    copies: list[Copy] = []
    for draft in _drafts(user=post.author_id).exclude(post=post):
        copies += _clear_draft(draft, lambda text: taken.out_of(text, rendering.REDACTED))
    return copies


def _drafts(**which: Any) -> QuerySet[Draft]:
    return Draft.objects.select_for_update(of=("self",)).filter(**which).order_by("pk")


def _clear_draft(draft: Draft, clear: Callable[[str], str]) -> list[Copy]:
    more = draft.more
    if isinstance(poll := more.get(POLL), dict):
        said = {name: clear(words) for name, words in poll.items() if isinstance(words, str)}
        more = more | {POLL: poll | said}
    title = clear(draft.title)[:TITLE_LENGTH]
    return save_draft(draft, title=title, source=clear(draft.source), more=more)


def _clear_notes(post: Post, taken: Taken) -> list[Copy]:
    """What was noted about it: by those who keep it, and by who asked whose a pseudonym is."""
    copies: list[Copy] = []
    for mark in Bookmark.objects.select_for_update(of=("self",)).filter(post=post).exclude(note=""):
        copies += _clear_fields(mark, "bookmark", taken, note=NOTE_LENGTH)
    for asked in Unmasking.objects.select_for_update(of=("self",)).filter(post=post):
        copies += _clear_fields(asked, "unmasking", taken, reason=500, decision_reason=500)
    return copies


def _clear_beside(post: Post, taken: Taken) -> list[Copy]:
    """What its author wrote beside it. What a machine read in a picture stands in its pixels, and
    goes when that is covered."""
    copies = _clear_fields(post, "post", taken, kept_reason=200)
    for picture in Picture.objects.select_for_update(of=("self",)).filter(post=post):
        if changed := _clear_fields(picture, "picture", taken, alt=300, caption=300):
            copies += changed
            picture.version += 1
            picture.save(update_fields=["version"])
    return copies


def _clear_fields(thing: Model, what: str, taken: Taken, **longest: int) -> list[Copy]:
    """A word that stands for shorter ones can make a field too long for its column."""
    left = {
        name: taken.out_of(getattr(thing, name), rendering.REDACTED)[:length]
        for name, length in longest.items()
    }
    return amend(thing, what, **left)


def _marked(words: Iterable[str]) -> Taken:
    """As written, and as read."""
    return Taken(text for word in words for text in (word, rendering.render(word).text))


def _whole(fields: Mapping[str, str], *, names: bool = True) -> Taken:
    texts = [text for field in fields.values() for text in (field, rendering.render(field).text)]
    return Taken(whole=texts, names=names)
