"""A closed room and its open twin, with something said in each."""

from dataclasses import dataclass

from community.lib import rendering
from community.members.models import Specialty, User
from forums.demo.boards import open_board
from forums.models import Board, Post, Question, State, Topic
from tests.personas import People


@dataclass(frozen=True)
class Rooms:
    closed: Board
    closed_topic: Topic
    closed_post: Post
    closed_reply: Post
    open: Board
    open_topic: Topic
    open_post: Post
    open_reply: Post


def make_rooms(people: People) -> Rooms:
    specialties = {s.slug: s for s in Specialty.objects.filter(slug="cardiology")}
    closed = open_board("cardiology-clinical", specialties)
    closed_topic = add_topic(closed, people.anna, "Troponin after a marathon")
    closed_post = add_post(closed_topic, people.anna, "Who needs *admission* for this?")
    closed_reply = add_post(closed_topic, people.bela, "Repeat it at three hours, I would say.")
    open_ = open_board("cardiology", specialties)
    open_topic = add_topic(open_, people.bela, "Applying for ST4 next year")
    open_post = add_post(open_topic, people.bela, "What did the panel ask you?")
    open_reply = add_post(open_topic, people.nina, "Not my exam, but good luck.")
    return Rooms(
        closed,
        closed_topic,
        closed_post,
        closed_reply,
        open_,
        open_topic,
        open_post,
        open_reply,
    )


def add_topic(board: Board, author: User, title: str, **fields: object) -> Topic:
    """A topic without posts yet: `add_post` gives it its first."""
    return Topic.objects.create(board=board, author=author, title=title, **fields)


def add_post(topic: Topic, author: User, source: str, state: str = State.PUBLISHED) -> Post:
    """The next post of a topic, with the topic's counters as `posting` would leave them."""
    topic.last_number += 1
    shown = rendering.render(source)
    post = Post.objects.create(
        topic=topic,
        number=topic.last_number,
        author=author,
        state=state,
        source=source,
        html=shown.html,
        text=shown.text,
        renderer=rendering.VERSION,
    )
    if topic.board.kind == "question":
        question, _ = Question.objects.get_or_create(topic=topic, board=topic.board)
        answers = state == State.PUBLISHED and post.number > 1 and author != topic.author
        if answers and question.first_answer_at is None:
            question.first_answer_at = post.created_at
            question.save()
    if state == State.PUBLISHED:
        topic.bump_id, topic.bump_number = post.pk, post.number
        topic.reply_count += post.number > 1
    if post.number == 1:
        topic.state = state
    topic.save()
    return post
