"""Before a member's deed erases something for good: what has to be kept is, and nobody sees it."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from forums.models import Bookmark, Draft, Picture, Poll, Post, Topic
from moderation.law import holding


def keep_post(topic: Topic, post: Post, why: str) -> None:
    """The words of a post and of its history. Call before they go, with both locked. One query
    where nothing is to be kept."""
    if not holding.is_held("post", post.pk, post.author_id):
        return
    words = {"body": post.source}
    if post.kept_reason:
        words["why it was kept"] = post.kept_reason
    if post.number == 1:
        words["title"] = topic.title
        if poll := Poll.objects.filter(topic=topic).first():
            words |= poll.words
    for revision in post.revisions.all():
        words[f"body, version {revision.version}"] = revision.source
        if revision.title:
            words[f"title, version {revision.version}"] = revision.title
    holding.preserve(
        "post",
        post.pk,
        post.author_id,
        post.version,
        words,
        why,
        is_masked=lambda: post.pseudonym_id is not None,
    )


def keep_pictures(pictures: Iterable[Picture], why: str) -> None:
    """The words and the files of pictures. Call before they go. One query each where nothing is to
    be kept."""
    for picture in pictures:
        holding.preserve(
            "picture",
            picture.pk,
            picture.owner_id,
            picture.version,
            {"alt": picture.alt, "caption": picture.caption, "read in it": picture.text},
            why,
            files=[picture.stored],
            within=("post", picture.post_id) if picture.post_id else None,
            is_masked=partial(_is_masked, picture),
        )


def keep_drafts(drafts: Iterable[Draft], why: str) -> None:
    """What a member wrote and did not send. Call before it goes. One query where no hold stands
    anywhere."""
    if not holding.standing().exists():
        return
    for draft in drafts:
        words = {"draft": draft.source, "title": draft.title, **_asked(draft)}
        holding.preserve(
            "draft",
            draft.pk,
            draft.user_id,
            draft.version,
            {name: text for name, text in words.items() if text},
            why,
            within=("post", draft.post_id) if draft.post_id else None,
            is_masked=partial(_is_to_be_masked, draft),
        )


def keep_overwritten(draft: Draft, source: str, title: str, more: Mapping[str, Any]) -> None:
    """The draft, unless all its words are in what takes their place: who writes on at its end, as
    most do, loses none."""
    is_there = draft.source in source and draft.title in title
    if not is_there or draft.more.get("poll") not in (None, more.get("poll")):
        keep_drafts([draft], "overwritten")


def keep_note(bookmark: Bookmark, why: str) -> None:
    """What a member noted for themselves. Call before it goes."""
    if bookmark.note:
        holding.preserve("bookmark", bookmark.pk, bookmark.user_id, 1, {"note": bookmark.note}, why)


def _asked(draft: Draft) -> dict[str, str]:
    """The words of a poll."""
    return {f"poll, {name}": str(text) for name, text in draft.more.get("poll", {}).items()}


def _is_to_be_masked(draft: Draft) -> bool:
    return bool(draft.more.get("masked"))


def _is_masked(picture: Picture) -> bool:
    return picture.post is not None and picture.post.pseudonym_id is not None
