"""Put the demo's stories on the boards, dated back, with every number as it would have become."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.lib import rendering
from community.members.models import User
from forums.demo.stories import Said, Story
from forums.kinds import kind_of
from forums.mentioning import link_to
from forums.models import Board, Post, Question, Revision, Topic
from forums.storing import show
from moderation.models import Screening

_NAMED = re.compile(r"@\{([a-z]+)\}")
_QUOTED = re.compile(r"^> \{(\d+)\}$", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """A post, and the line of the story it came from. Its topic and board are loaded."""

    post: Post
    said: Said


def tell(
    stories: Iterable[Story], boards: Mapping[str, Board], people: Mapping[str, User]
) -> list[Told]:
    """Write all topics and posts in about a dozen queries, and return the posts in their order."""
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
    told = [Told(post, s) for post, (s, _, _) in zip(posts, said, strict=True)]
    for one in told:
        one.post.created_at = one.said.at
        topic = one.post.topic
        if one.post.number > topic.bump_number:
            topic.bump_id, topic.bump_number = one.post.pk, one.post.number
    Post.objects.bulk_update(posts, ["created_at"])
    Topic.objects.bulk_update(topics, ["created_at", "bump_id", "bump_number"])
    _refer(told)
    Revision.objects.bulk_create(_revision(one) for one in told if one.said.before)
    Question.objects.bulk_create(_questions(topics, told))
    Screening.objects.bulk_create(
        Screening(
            subject_kind="post", subject_id=one.post.pk, subject_version=version, action="none"
        )
        for one in told
        if not one.said.is_awkward
        for version in range(1, one.post.version + 1)
    )
    return told


def _topics(
    stories: list[Story], boards: Mapping[str, Board], people: Mapping[str, User]
) -> list[Topic]:
    topics = Topic.objects.bulk_create(
        Topic(
            board=boards[story.board],
            author=people[story.posts[0].who],
            title=story.title,
            kind=story.kind,
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
    post = Post(
        topic=topic,
        number=number,
        author=people[said.who],
        source=_NAMED.sub(lambda name: _mention(people[name[1]]), said.source),
        version=2 if said.before else 1,
        edited_at=said.edited_at,
    )
    show(post, rendering.render(post.source))
    return post


def _mention(user: User) -> str:
    return link_to(user.pk, user.name)


def _refer(told: list[Told]) -> None:
    """Have quotations lead to the posts they are of, now that these have addresses."""
    by_number = {(one.post.topic_id, one.post.number): one.post for one in told}

    def head(topic: Topic, number: int) -> str:
        post = by_number[topic.pk, number]
        return f"> [{post.byline.name} wrote]({post.get_absolute_url()}):"

    quoting = [one.post for one in told if _QUOTED.search(one.said.source)]
    for post in quoting:
        topic = post.topic
        post.source = _QUOTED.sub(lambda m, t=topic: head(t, int(m[1])), post.source)  # type: ignore[misc]
        show(post, rendering.render(post.source))
    Post.objects.bulk_update(quoting, ["source", "html", "text"])


def _revision(one: Told) -> Revision:
    shown = rendering.render(one.said.before)
    return Revision(
        post=one.post,
        version=1,
        title=one.post.topic.title if one.post.number == 1 else "",
        source=one.said.before,
        html=shown.html,
        text=shown.text,
        written_at=one.said.at,
    )


def _questions(topics: list[Topic], told: list[Told]) -> Iterable[Question]:
    """One for each topic on a board where answers are accepted."""
    replies: dict[int, list[Told]] = {topic.pk: [] for topic in topics}
    for one in told:
        if one.post.number > 1:
            replies[one.post.topic_id].append(one)
    for topic in topics:
        if kind_of(topic).accepts:
            here = sorted(replies[topic.pk], key=lambda one: one.post.number)
            others = [one.post for one in here if one.post.author_id != topic.author_id]
            accepted = [one.post for one in here if one.said.is_accepted]
            yield Question(
                topic=topic,
                board=topic.board,
                first_answer_at=others[0].created_at if others else None,
                accepted=accepted[0] if accepted else None,
            )
