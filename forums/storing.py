"""What every use case that changes a post needs: take the locks, set its text, set its state."""

from django.db.models import F

from community.lib import rendering
from community.lib.rendering import Rendered
from forums.kinds import kind_of
from forums.models import Mark, Post, State, Topic

CONTENT = ["source", "html", "text", "renderer"]


def lock_topic(topic_id: int) -> Topic:
    """The topic, locked, with its board. What else is kept of it is read only after this: it may
    have been written while the lock was waited for."""
    return (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("board")
        .get(pk=topic_id)
    )


def lock(post_id: int) -> tuple[Topic, Post]:
    """The topic and the post, locked in that order, as every writer must."""
    topic = (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("board")
        .get(posts=post_id)
    )
    post = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=post_id)
    post.topic = topic
    return topic, post


def show(post: Post, rendered: Rendered) -> None:
    post.html, post.text, post.renderer = rendered.html, rendered.text, rendering.VERSION


def empty(topic: Topic, post: Post, title: str) -> dict[str, str]:
    """Take the words of a post away, its history's too, and return the fields as they were.
    A first post takes its topic's title with it; `title` stands there instead."""
    original = {"body": post.source}
    if post.number == 1:
        original = {"title": topic.title} | original
        topic.title = title
        topic.save(update_fields=["title"])
    post.source = post.html = post.text = ""
    post.save(update_fields=CONTENT)
    post.revisions.all().delete()
    return original


def change_state(topic: Topic, post: Post, state: State) -> None:
    """Set a post's state, and what the topic tells of it: its own state, replies, marks, newest
    post. Both must be locked, so looking for the newest published post here cannot race."""
    change = int(state == State.PUBLISHED) - int(post.state == State.PUBLISHED)
    post.state = state
    post.save(update_fields=["state"])
    if post.number == 1:
        topic.state = state
    topic.reply_count = F("reply_count") + (change if post.number > 1 else 0)
    topic.mark_count = F("mark_count") + change * marks_on(post)
    topic.bump_id, topic.bump_number = (
        topic.posts.filter(state=State.PUBLISHED)
        .order_by("-number")
        .values_list("pk", "number")
        .first()
    ) or (0, 0)
    topic.save(update_fields=["state", "reply_count", "mark_count", "bump", "bump_number"])
    kind_of(topic).changed(topic)


def marks_on(post: Post) -> int:
    return sum(getattr(post, f"{kind.value}_count") for kind in Mark.Kind)
