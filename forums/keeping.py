"""Before a member's deed erases something for good: what has to be kept is, and nobody sees it."""

from collections.abc import Iterable
from functools import partial

from forums.models import Picture, Poll, Post, Topic
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


def _is_masked(picture: Picture) -> bool:
    return picture.post is not None and picture.post.pseudonym_id is not None
