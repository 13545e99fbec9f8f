"""Keep what a member has written and not sent: saved as they type, offered again, discarded."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, FloatField, Q, QuerySet
from django.db.models.functions import Cast, Extract
from django.utils import timezone

from community.lib import limits
from community.lib.paging import page_after
from community.lib.rendering import MAX_LENGTH
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import Viewer
from community.pipeline.models import SubmittedForm
from forums import keeping
from forums.access import visible_drafts
from forums.limits import CLEARED_AT_ONCE, DRAFTS_AT_MOST, DRAFTS_KEPT, DRAFTS_PER_PAGE, SAVING
from forums.models import Draft, Picture, Poll, Post
from forums.places import Place, where_written

# In what a draft holds besides words: whether there are pictures at its place.
PICTURES = "pictures"
POLL = "poll"  # and what is asked in one: "question", "method", "options" (one a line), "days"


@dataclass(frozen=True)
class Typed:
    """What a composer held. `seen` is the version of the draft it last knew of, 0 for none;
    `begun_on` the version of the post that an edit began with; `key` the form's; `more` whatever
    else it held that is not in words."""

    source: str = ""
    title: str = ""
    seen: int = 0
    begun_on: int | None = None
    key: uuid.UUID | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


class Behind(Exception):
    """Another window has saved, sent or discarded the draft since. `draft` is what there is now."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__(
            "Another window has saved a newer draft of this."
            if draft
            else "This was sent or discarded in another window."
        )
        self.draft = draft


class Full(Exception):
    """There is no room for this draft; the message says what to do."""


# --- Reading -------------------------------------------------------------------------------------


def offered(viewer: Viewer, place: Place) -> Draft | None:
    """What the viewer has written here and not sent. One query."""
    return visible_drafts(viewer).filter(_at(place.name)).first()


def get_draft(viewer: Viewer, pk: int) -> Draft | None:
    return _whole(viewer).filter(pk=pk).first()


def page_of_drafts(viewer: Viewer, after: str | None) -> tuple[list[Draft], str | None]:
    """The drafts last touched first, from the key `after` on, and the key to go on from."""
    seconds = Extract("updated_at", "epoch", output_field=FloatField())
    drafts = _whole(viewer).annotate(touched=Cast(seconds * 1_000_000, BigIntegerField()))
    return page_after(drafts, ("touched", "pk"), after, DRAFTS_PER_PAGE)


def begun_on(draft: Draft) -> int | None:
    """The version of the post that an edit began with: the end of its place, as in "edit 12 v3"."""
    _, _, version = draft.place.partition(" v")
    return int(version) if version else None


def _whole(viewer: Viewer) -> QuerySet[Draft]:
    return visible_drafts(viewer).select_related(
        "board__specialty", "topic__board", "topic__question", "post__topic__board", "post__author"
    )


def _at(name: str) -> Q:
    return Q(place=name) | Q(place__startswith=f"{name} v")


# --- Writing -------------------------------------------------------------------------------------


def save(viewer: Viewer, place: Place, typed: Typed, *, anyway: bool = False) -> Draft | None:
    """Keep what was typed as the draft of its place. None when there is nothing to keep, which is
    how a box that was emptied discards it.

    Raises Refused for an edit of another's post, TooFast, Full, or Behind: when the draft is not
    the one last seen, or the form was sent already. `anyway` is for who was told so and goes on.
    """
    _require_own(viewer, place)
    limits.spend(SAVING, viewer.member_id)
    with transaction.atomic():
        draft = _lock(viewer.member_id, place.name)
        if draft and _held(draft) == (typed.source, typed.title, typed.more):
            return draft
        if draft is None and _is_nothing(place, typed):
            return None
        if typed.seen != (draft.version if draft else 0):
            raise Behind(draft)
        if not anyway and _was_sent(viewer, typed):
            raise Behind(draft)
        return _write(viewer, place, draft, typed)


def add(viewer: Viewer, place: Place, typed: Typed) -> Draft | None:
    """Keep what was typed where no one can be asked what to do with a newer draft: below it, and
    only if it is not in there. None when there is nothing to keep. Raises Refused, TooFast
    or Full."""
    _require_own(viewer, place)
    limits.spend(SAVING, viewer.member_id)
    with transaction.atomic():
        draft = _lock(viewer.member_id, place.name)
        if _is_nothing(place, typed) or _was_sent(viewer, typed):
            return None
        if draft is None or draft.version == typed.seen:
            return _write(viewer, place, draft, typed)
        both = Typed(
            _joined([draft.source, typed.source]),
            draft.title or typed.title,
            begun_on=begun_on(draft),
            # What was to go out under a pseudonym still is.
            more=draft.more | dict(typed.more),
        )
        if (both.source, both.title, both.more) == _held(draft):
            return draft
        if len(both.source) > MAX_LENGTH:
            raise Full("Another draft of this is kept already, and both together are too long.")
        return _write(viewer, place, draft, both)


def discard(viewer: Viewer, place: str, sent: str = "", seen: int | None = None) -> None:
    """Forget the draft of this place ("reply 7", "topic 3", "edit 12"): not wanted, or sent by a
    window that last saw the version `seen`. What another window has saved since then stays."""
    drafts = Draft.objects.filter(_at(place), user=viewer.member_id)
    if seen is not None:
        drafts = drafts.filter(Q(version__lte=seen) | Q(source=sent))
    with transaction.atomic(savepoint=False):
        if not sent:
            keeping.keep_drafts(drafts.select_for_update(no_key=True), "discarded")
        drafts.delete()


def keep(viewer: Viewer, post: Post) -> Draft:
    """A post's words as the draft of the place it was written at; what is there already, and what
    was begun as an edit of it, comes after them. The post's topic and board must be loaded."""
    topic, place = post.topic, where_written(post)
    edit = _lock(viewer.member_id, f"edit {post.pk}")
    draft = _lock(viewer.member_id, place.name)
    title = topic.title if post.number == 1 else ""
    words = [post.source]
    for other in (edit, draft):
        if other and other.title not in ("", title):
            words.append(other.title)
        if other:
            words.append(other.source)
    if edit:
        edit.delete()
    more = (draft.more if draft else {}) | ({"masked": True} if post.pseudonym_id else {})
    if post.number == 1 and (poll := Poll.objects.filter(topic=topic).first()):
        more |= {POLL: _typed_poll(poll)}
    typed = Typed(_joined(words), title, more=more)
    kept = _write(viewer, place, draft, typed, however_many=True)
    assert kept is not None, "a post has words"
    return kept


def keep_with_pictures(viewer: Viewer, place: Place) -> None:
    """Let the draft of a place know that pictures were put by there, and let there be one. A window
    that writes there need not know: its next save is no less welcome. Call inside the transaction.
    """
    draft = _lock(viewer.member_id, place.name)
    if draft is None:
        draft = _write(viewer, place, None, Typed(), however_many=True)
        assert draft is not None, "there are pictures"
        draft.version = 0  # what a window has seen that knows of no draft
        draft.save(update_fields=["version"])
    elif not draft.more.get(PICTURES):
        draft.more[PICTURES] = True
        draft.save(update_fields=["more", "updated_at"])


@transaction.atomic
def clear_old() -> int:
    """Forget what no one has touched for DRAFTS_KEPT. Returns how many, CLEARED_AT_ONCE at most."""
    old = Draft.objects.filter(updated_at__lt=timezone.now() - DRAFTS_KEPT).order_by("updated_at")
    gone = Draft.objects.filter(pk__in=old.values("pk")[:CLEARED_AT_ONCE])
    keeping.keep_drafts(gone, "left")
    return gone.delete()[0]


def _lock(user_id: int, name: str) -> Draft | None:
    """The draft of a place, locked. Where there is none it is the member's row that is locked, so
    that of two windows that begin at once the second finds what the first has saved."""
    drafts = Draft.objects.select_for_update(no_key=True).filter(_at(name), user=user_id)
    if (draft := drafts.first()) is None:
        User.objects.select_for_update(no_key=True).get(pk=user_id)
        draft = drafts.first()
    return draft


def _require_own(viewer: Viewer, place: Place) -> None:
    if place.post and place.post.author_id != viewer.user_id:
        raise Refused("Only its author can edit a post.")


def _held(draft: Draft) -> tuple[str, str, Mapping[str, Any]]:
    """What its author typed; that there are pictures is known from the pictures."""
    more = {name: value for name, value in draft.more.items() if name != PICTURES}
    return draft.source, draft.title, more


def _typed_poll(poll: Poll) -> dict[str, str]:
    """As the composer held it."""
    return {
        "question": poll.question,
        "method": poll.method,
        "options": "\n".join(poll.options),
        "days": str(round((poll.closes_at - poll.created_at) / timedelta(days=1))),
    }


def _joined(words: Iterable[str]) -> str:
    """All of them, one below the other; none that stands in another already."""
    joined = ""
    for more in words:
        if joined in more:
            joined = more
        elif more not in joined:
            joined += f"\n\n{more}"
    return joined


def _is_nothing(place: Place, typed: Typed) -> bool:
    """Whether there is no word in it, or an edit is what the post says already."""
    if (
        (post := place.post)
        and (typed.begun_on or post.version) == post.version
        and typed.source == post.source
    ):
        return not typed.title or typed.title == post.topic.title
    return not typed.source and not typed.title and POLL not in typed.more


def _was_sent(viewer: Viewer, typed: Typed) -> bool:
    """Whether the form that held it was accepted: a save can be overtaken by the sending."""
    return (
        typed.key is not None
        and SubmittedForm.objects.filter(
            user=viewer.member_id, key=typed.key, result_id__isnull=False
        ).exists()
    )


def _write(
    viewer: Viewer,
    place: Place,
    draft: Draft | None,
    typed: Typed,
    *,
    however_many: bool = False,
) -> Draft | None:
    pictures = Picture.objects.filter(owner=viewer.member_id, post=None, place=place.name).exists()
    if draft:
        keeping.keep_overwritten(draft, typed.source, typed.title, typed.more)
    if _is_nothing(place, typed) and not pictures:
        if draft:
            draft.delete()
        return None
    if draft:
        draft.version += 1
    elif not however_many and visible_drafts(viewer).count() >= DRAFTS_AT_MOST:
        raise Full(f"You have {DRAFTS_AT_MOST} drafts. Discard one that you no longer need.")
    else:
        draft = Draft(user_id=viewer.member_id)
    draft.board, draft.topic, draft.post = place.board, place.topic, place.post
    draft.place = place.name
    if place.post:
        draft.place += f" v{min(typed.begun_on or place.post.version, place.post.version)}"
    draft.source, draft.title, draft.more = typed.source, typed.title, dict(typed.more)
    if pictures:
        draft.more[PICTURES] = True
    draft.save()
    return draft
