"""Put the demo's stories on the boards, dated back, with every counter as it would have become."""

from collections.abc import Iterable, Mapping

from community.lib import rendering
from community.members.models import User
from forums.demo.stories import Said, Story
from forums.models import Board, Post, Revision, Topic
from moderation.models import Screening


def tell(
    stories: Iterable[Story], boards: Mapping[str, Board], people: Mapping[str, User]
) -> list[tuple[Post, Said]]:
    """Write all topics and posts in about ten queries; returns the posts a manager should see."""
    stories = sorted(stories, key=lambda story: story.posts[0].at)
    topics = _topics(stories, boards, people)
    said = [
        (said, topic, number)
        for story, topic in zip(stories, topics, strict=True)
        for number, said in enumerate(story.posts, 1)
    ]
    # Ids follow time over all topics, because a list is ordered by the id of the newest post.
    said.sort(key=lambda one: (one[0].at, one[1].pk, one[2]))
    posts = Post.objects.bulk_create(_post(s, topic, n, people) for s, topic, n in said)
    pairs = [(post, s) for post, (s, _, _) in zip(posts, said, strict=True)]
    for post, s in pairs:
        post.created_at = s.at
        post.topic.bump_id = max(post.topic.bump_id or 0, post.pk)
    Post.objects.bulk_update(posts, ["created_at"])
    Topic.objects.bulk_update(topics, ["created_at", "bump_id"])
    Revision.objects.bulk_create(_revision(post, s) for post, s in pairs if s.before)
    Screening.objects.bulk_create(
        Screening(subject_kind="post", subject_id=post.pk, subject_version=version, action="none")
        for post, s in pairs
        if not s.is_awkward
        for version in range(1, post.version + 1)
    )
    return [pair for pair in pairs if pair[1].is_awkward]


def _topics(
    stories: list[Story], boards: Mapping[str, Board], people: Mapping[str, User]
) -> list[Topic]:
    topics = Topic.objects.bulk_create(
        Topic(
            board=boards[story.board],
            author=people[story.posts[0].who],
            title=story.title,
            last_number=len(story.posts),
            reply_count=len(story.posts) - 1,
            is_pinned=story.is_pinned,
            is_locked=story.is_locked,
        )
        for story in stories
    )
    for topic, story in zip(topics, stories, strict=True):
        topic.created_at = story.posts[0].at
    return topics


def _post(said: Said, topic: Topic, number: int, people: Mapping[str, User]) -> Post:
    shown = rendering.render(said.source)
    return Post(
        topic=topic,
        number=number,
        author=people[said.who],
        source=said.source,
        html=shown.html,
        text=shown.text,
        renderer=rendering.VERSION,
        version=2 if said.before else 1,
        edited_at=said.edited_at,
    )


def _revision(post: Post, said: Said) -> Revision:
    shown = rendering.render(said.before)
    return Revision(
        post=post,
        version=1,
        title=post.topic.title if post.number == 1 else "",
        source=said.before,
        html=shown.html,
        text=shown.text,
        written_at=said.at,
    )
