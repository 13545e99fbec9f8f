"""Who of the demo writes under a pseudonym."""

from collections.abc import Iterable

from forums.demo.talking import Told
from forums.models import Post, Pseudonym, Topic

# Fixed, so that a tour of the demo can name them. On the site they are drawn.
NAMES = {"ruth": "Quiet Heron"}


def mask(told: Iterable[Told]) -> None:
    """Sign what is so marked with its author's pseudonym on its board; a topic with its first."""
    masked = [one for one in told if one.said.is_masked]
    for one in masked:
        post, topic = one.post, one.post.topic
        post.pseudonym, _ = Pseudonym.objects.get_or_create(
            board=topic.board, user=post.author, defaults={"name": NAMES[one.said.who]}
        )
        if post.number == 1:
            topic.pseudonym = post.pseudonym
    Post.objects.bulk_update([one.post for one in masked], ["pseudonym"])
    first = [one.post.topic for one in masked if one.post.number == 1]
    Topic.objects.bulk_update(first, ["pseudonym"])
