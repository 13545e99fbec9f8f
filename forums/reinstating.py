"""Put back what a redaction or a removal took from a post, its pictures and all that repeated it,
where nobody has changed it since. What cannot come back: the votes of a poll."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from community.copies import Copy, Original, given_back
from community.lib import rendering
from forums import shelving
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
    """Each thing is put back by itself; the state of the post stays as it is, and pictures that
    went with it have that which they had."""
    quoting = [copy["id"] for copy in original["copies"] if copy["what"] == "post"]
    topics = Topic.objects.filter(posts__in=[post_id, *quoting])
    lock_many([], topics.values_list("pk", flat=True))
    topic, post = lock(post_id)
    for copy in original["copies"]:
        if copy["what"] not in THINGS:
            continue  # another room's
        if copy["after"] is None:
            _bring_back(topic, post, copy)
        elif shelving.is_taken(copy):
            _put_back(copy, original.get("files", {}))
        else:
            _give_back(copy)
    if post.number == 1:
        post.refresh_from_db(fields=["source"])
        topic.refresh_from_db(fields=["title"])
        kind_of(topic).edited(topic, post, {})


def lost(post_id: int, original: Original) -> list[str]:
    """What `reinstate` could not put back any more, in sentences."""
    copies: dict[str, list[Copy]] = defaultdict(list)
    for copy in original["copies"]:
        copies[copy["what"]].append(copy)
    said = []
    if any(copy["after"] is None for copy in copies["poll"]):
        said.append("Its poll comes back without the votes.")
    if away := sum(1 for _ in _staying_away(copies["picture"], original.get("files", {}))):
        some = "One picture" if away == 1 else f"{away} pictures"
        said.append(f"{some} that stood in it cannot come back. Its author can post it again.")
    if any(_were_changed(what, found) for what, found in copies.items() if what in THINGS):
        said.append("What was changed since, here or where it was repeated, stays as it is now.")
    return said


def _staying_away(copies: list[Copy], files: Mapping[str, bytes]) -> Iterator[Copy]:
    taken = {copy["id"]: copy for copy in copies if shelving.is_taken(copy)}
    pictures = Picture.objects.select_related("post").in_bulk(taken)
    for pk, copy in taken.items():
        if pk not in pictures or shelving.why_not(pictures[pk], copy, files):
            yield copy


def _were_changed(what: str, copies: list[Copy]) -> bool:
    things: Any = THINGS[what]
    found = things.objects.in_bulk([copy["id"] for copy in copies if copy["after"]])
    return any(
        copy["after"] is not None
        and not shelving.is_taken(copy)
        and (
            copy["id"] not in found
            or any(getattr(found[copy["id"]], name) != now for name, now in copy["after"].items())
        )
        for copy in copies
    )


def _put_back(copy: Copy, files: Mapping[str, bytes]) -> None:
    pictures = Picture.objects.select_for_update(no_key=True, of=("self",)).select_related("post")
    if picture := pictures.filter(pk=copy["id"]).first():
        shelving.put_back(picture, copy, files)


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
