"""What an author has made known beside a post: where they work, and what they wrote before of the
same case. With the post it may add up to a patient."""

from community.members.models import Audience, Profile
from forums.models import Post, State, Topic
from moderation.detectors import Known
from moderation.screening import knowing

EARLIER = 5  # posts: of a longer story the newest say where it stands


def known_of(
    author_id: int,
    topic: Topic | None,
    *,
    masked: bool,
    readers: str,
    before: Post | None = None,
) -> Known:
    """What the detectors are told beside the next words of an author, or those of the post that
    they change. Two queries."""
    workplace = "" if masked else workplace_of(author_id)
    earlier = said_before(author_id, topic, before.number if before else None) if topic else ()
    return knowing(readers, workplace, earlier)


def workplace_of(author_id: int) -> str:
    """Where other members can see that they work; "" where they show it to nobody else."""
    return (
        Profile.objects.filter(user=author_id, state=Profile.State.PUBLISHED)
        .exclude(workplace_for=Audience.NOBODY)
        .values_list("workplace", flat=True)
        .first()
        or ""
    )


def said_before(author_id: int, topic: Topic, number: int | None = None) -> tuple[str, ...]:
    """The newest texts that they wrote in this topic, before post `number`, oldest first."""
    posts = Post.objects.filter(topic=topic, author=author_id).exclude(
        state__in=(State.REMOVED, State.WITHDRAWN, State.UNDONE)
    )
    if number is not None:
        posts = posts.filter(number__lt=number)
    return tuple(posts.order_by("-number").values_list("text", flat=True)[:EARLIER])[::-1]
