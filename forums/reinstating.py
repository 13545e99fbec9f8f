"""Put back what a redaction or a removal took from a post and from all that repeated it, where
nobody has changed it since. What cannot come back: pictures that were removed, whose files are
gone, and the votes of a poll."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from community.copies import Copy, Original, given_back
from community.lib import rendering
from forums.kinds import kind_of
from forums.models import (
    Bookmark,
    Draft,
    Picture,
    Poll,
    Post,
    Revision,
    Topic,
    Unmasking,
)
from forums.storing import CONTENT, lock, lock_many, show

THINGS: Mapping[str, type[Model]] = {
    "topic": Topic,
    "post": Post,
    "revision": Revision,
    "draft": Draft,
    "poll": Poll,
    "picture": Picture,
    "bookmark": Bookmark,
    "unmasking": Unmasking,
}


def reinstate(post_id: int, original: Original) -> None:
    """Each thing is put back by itself; the state of the post stays as it is."""
    quoting = [copy["id"] for copy in original["copies"] if copy["what"] == "post"]
    topics = Topic.objects.filter(posts__in=[post_id, *quoting])
    lock_many([], topics.values_list("pk", flat=True))
    topic, post = lock(post_id)
    for copy in original["copies"]:
        if copy["what"] not in THINGS:
            continue  # another room's
        if copy["after"] is None:
            _bring_back(topic, post, copy)
        else:
            _give_back(copy)
    if post.number == 1:
        post.refresh_from_db(fields=["source"])
        topic.refresh_from_db(fields=["title"])
        kind_of(topic).edited(topic, post, {})


def _give_back(copy: Copy) -> None:
    """What was changed and is there still."""
    things: Any = THINGS[copy["what"]]
    found = things.objects.select_for_update(no_key=True, of=("self",)).filter(pk=copy["id"])
    if (thing := found.first()) is None or not (back := given_back(thing, copy)):
        return
    changed = list(back)
    if "source" in back and isinstance(thing, Post | Revision):
        changed += _shown(thing)
    if isinstance(thing, Post | Draft | Picture):
        thing.version += 1  # a window that holds the other words cannot save them over these
        changed.append("version")
    thing.save(update_fields=changed)


def _shown(written: Post | Revision) -> list[str]:
    rendered = rendering.render(written.source)
    if isinstance(written, Post):
        show(written, rendered)
        return CONTENT
    written.html, written.text = rendered.html, rendered.text
    return ["html", "text"]


def _bring_back(topic: Topic, post: Post, copy: Copy) -> None:
    """What was deleted, unless something else stands in its place by now."""
    _BRING[copy["what"]](topic, post, dict(copy["before"]))


def _bring_revision(topic: Topic, post: Post, kept: dict[str, Any]) -> None:
    revision = Revision(post=post, **kept)
    _shown(revision)
    if not Revision.objects.filter(post=post, version=revision.version).exists():
        revision.save()


def _bring_draft(topic: Topic, post: Post, kept: dict[str, Any]) -> None:
    Draft.objects.get_or_create(
        user_id=kept.pop("user_id"), place=kept.pop("place"), defaults=kept | {"post": post}
    )


def _bring_poll(topic: Topic, post: Post, kept: dict[str, Any]) -> None:
    created_at = kept.pop("created_at")
    poll, is_new = Poll.objects.get_or_create(topic=topic, defaults=kept)
    if is_new:
        Poll.objects.filter(pk=poll.pk).update(created_at=created_at)


_BRING: Mapping[str, Callable[[Topic, Post, dict[str, Any]], None]] = {
    "revision": _bring_revision,
    "draft": _bring_draft,
    "poll": _bring_poll,
}
