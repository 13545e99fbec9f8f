"""Move topics to another board, with all that stands by them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community import events
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.pipeline.models import OutboxEntry
from forums import answering, following, moving, posting
from forums.exposing import Unsure
from forums.models import (
    Board,
    BoardGroupGrant,
    Bookmark,
    ClinicalCase,
    Draft,
    Level,
    Picture,
    Post,
    Pseudonym,
    Question,
    Reading,
    Step,
    Topic,
)
from moderation.models import Case
from moderation.screening import screen_subject
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(people, viewer_of):
    return viewer_of(people.moira)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


def open_up(viewer, rooms, **more):
    """The closed topic to the open board."""
    return moving.move(
        viewer, rooms.closed, rooms.open, [rooms.closed_topic.pk], key(), sure=True, **more
    )


def close(viewer, rooms):
    """The open topic to the closed board."""
    return moving.move(viewer, rooms.open, rooms.closed, [rooms.open_topic.pk], key())


def picture_of(post, board, **fields):
    values = {"stored": uuid.uuid4().hex, "owner": post.author, "shows": "skin", "state": "shown"}
    values |= {"width": 10, "height": 10, "size": 100} | fields
    return Picture.objects.create(post=post, board=board, **values)


def test_it_stands_there_with_its_posts_and_numbers_as_they_were(rooms, moira):
    before = numbered(rooms.open_topic)
    close(moira, rooms)
    assert now_of(rooms.open_topic).board == rooms.closed
    assert numbered(rooms.open_topic) == before
    require_counted()


def test_all_that_keeps_its_board_follows(rooms, people, moira):
    topic, reply = rooms.open_topic, rooms.open_reply
    picture = picture_of(reply, rooms.open)
    drafts = [
        Draft.objects.create(
            user=people.anna, place=f"reply {topic.pk}", board=rooms.open, topic=topic, source="x"
        ),
        Draft.objects.create(
            user=people.nina, place=f"edit {reply.pk} v1", board=rooms.open, topic=topic,
            post=reply, source="x",
        ),
    ]  # fmt: skip
    elsewhere = Draft.objects.create(
        user=people.anna, place=f"topic {rooms.open.pk}", board=rooms.open, source="x"
    )
    Reading.objects.create(user=people.anna, topic=topic, last_number=2, level="watch")
    Bookmark.objects.create(user=people.anna, post=reply)
    close(moira, rooms)
    for one in (picture, *drafts):
        one.refresh_from_db()
        assert one.board == rooms.closed
    elsewhere.refresh_from_db()
    assert elsewhere.board == rooms.open
    assert Reading.objects.get(topic=topic).last_number == 2
    assert Bookmark.objects.get().post == reply


def test_what_was_put_by_for_a_reply_to_it_follows(rooms, people, moira):
    picture = Picture.objects.create(
        owner=people.anna, board=rooms.open, place=f"reply {rooms.open_topic.pk}",
        stored="a", shows="xray", width=1, height=1, size=1,
    )  # fmt: skip
    close(moira, rooms)
    picture.refresh_from_db()
    assert picture.board == rooms.closed


def test_it_keeps_its_kind_whatever_the_board_is_of(rooms, people, moira, viewer_of):
    Board.objects.filter(pk=rooms.closed.pk).update(kind="question")
    Board.objects.filter(pk=rooms.open.pk).update(kind="discussion")
    answering.accept(viewer_of(people.anna), rooms.closed_reply)
    open_up(moira, rooms)
    topic = now_of(rooms.closed_topic)
    assert topic.kind == "question"
    question = Question.objects.get(topic=topic)
    assert (question.board, question.accepted) == (rooms.open, rooms.closed_reply)
    require_counted()
    moving.move(moira, rooms.open, rooms.closed, [topic.pk], key())
    assert now_of(topic).kind == ""
    require_counted()


def test_a_pin_is_of_its_board(rooms, moira):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(is_pinned=True)
    close(moira, rooms)
    assert not now_of(rooms.open_topic).is_pinned


# --- To more readers -----------------------------------------------------------------------------


def test_where_more_read_it_is_moved_only_by_who_says_so(rooms, moira):
    with pytest.raises(Unsure):
        moving.move(moira, rooms.closed, rooms.open, [rooms.closed_topic.pk], key())
    assert now_of(rooms.closed_topic).board == rooms.closed
    assert not Step.objects.exists()
    open_up(moira, rooms)
    assert now_of(rooms.closed_topic).board == rooms.open


@pytest.mark.parametrize("audience", ["public", "group"])
def test_pseudonyms_never_come_before_the_public_or_a_group(audience, rooms, people, moira):
    Board.objects.filter(pk=rooms.open.pk).update(audience=audience)
    name = Pseudonym.objects.create(board=rooms.closed, user=people.bela, name="Quiet Heron")
    Post.objects.filter(pk=rooms.closed_reply.pk).update(pseudonym=name)
    done = open_up(moira, rooms)
    assert "pseudonym" in done.refused[0][1]
    assert now_of(rooms.closed_topic).board == rooms.closed


def test_between_closed_boards_they_keep_their_pseudonym(rooms, people, moira):
    Board.objects.filter(pk=rooms.open.pk).update(audience="professionals")
    name = Pseudonym.objects.create(board=rooms.closed, user=people.bela, name="Quiet Heron")
    Post.objects.filter(pk=rooms.closed_reply.pk).update(pseudonym=name)
    open_up(moira, rooms)
    assert Post.objects.get(pk=rooms.closed_reply.pk).pseudonym == name


@pytest.mark.parametrize(
    "fields, after",
    [
        ({"shows": "skin"}, "held"),
        ({"shows": "face", "state": "waiting"}, "held"),
        ({"shows": "skin", "consent": "given"}, "shown"),
        ({"shows": "xray"}, "held"),
        ({"shows": "nobody"}, "shown"),
        ({"shows": "skin", "state": "hidden"}, "hidden"),
        ({"shows": "skin", "state": "removed"}, "removed"),
    ],
)
def test_a_picture_that_needs_consent_there_is_kept_back(fields, after, rooms, moira):
    picture = picture_of(rooms.closed_reply, rooms.closed, **fields)
    open_up(moira, rooms)
    picture.refresh_from_db()
    assert picture.state == after


def test_its_words_are_looked_at_again_as_the_public_reads_them(rooms, moira, run_outbox):
    for post in (rooms.closed_post, rooms.closed_reply):
        screen_subject("post", post.pk)
    open_up(moira, rooms)
    waiting = OutboxEntry.objects.filter(event="post.moved", handler=events.SCREEN)
    assert {one.payload["subject_id"] for one in waiting} == {
        rooms.closed_post.pk, rooms.closed_reply.pk
    }  # fmt: skip
    run_outbox()
    assert screen_subject("post", rooms.closed_reply.pk) is None


@pytest.mark.parametrize("has_consent", [True, False])
def test_a_case_comes_before_the_public_only_with_the_patients_consent(has_consent, rooms, moira):
    ClinicalCase.objects.create(
        topic=rooms.closed_topic, board=rooms.closed, has_consent=has_consent, age="old"
    )
    Topic.objects.filter(pk=rooms.closed_topic.pk).update(kind="case")
    done = open_up(moira, rooms)
    assert len(done.steps) == int(has_consent)
    assert not done.refused or "consent" in done.refused[0][1]
    case = ClinicalCase.objects.get()
    assert case.board_id == now_of(rooms.closed_topic).board_id


def case_of(post, board, **fields):
    return Case.objects.create(
        subject_kind="post", subject_id=post.pk, author=post.author, place=board.name, severity=2,
        family="conduct", due_at=timezone.now() + timedelta(days=1), **fields,
    )  # fmt: skip


def test_an_open_case_says_where_its_post_stands_and_is_due_sooner(rooms, moira):
    case = case_of(rooms.closed_reply, rooms.closed)
    decided = case_of(rooms.closed_post, rooms.closed, state="decided")
    open_up(moira, rooms)
    for one in (case, decided):
        one.refresh_from_db()
    assert case.place == rooms.open.name
    assert case.due_at <= timezone.now() + timedelta(hours=1)
    assert decided.place == rooms.closed.name


def test_where_fewer_read_nothing_is_due_sooner(rooms, moira):
    case = case_of(rooms.open_reply, rooms.open)
    due = case.due_at
    close(moira, rooms)
    case.refresh_from_db()
    assert (case.place, case.due_at) == (rooms.closed.name, due)


# --- Whom it reaches -----------------------------------------------------------------------------


def test_who_watches_and_may_no_longer_read_is_not_told(
    rooms, people, moira, viewer_of, run_outbox
):
    for who in (people.nina, people.anna):
        following.follow_topic(viewer_of(who), rooms.open_topic, Level.WATCH)
    Notification.objects.all().delete()
    posting.reply(viewer_of(people.bela), rooms.open_topic, draft("Before the move."))
    close(moira, rooms)
    OutboxEntry.objects.update(due_at=timezone.now())
    Post.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    run_outbox()
    told = set(Notification.objects.values_list("user", flat=True))
    assert people.anna.pk in told
    assert people.nina.pk not in told


def test_it_takes_a_manager_of_both(rooms, people, moira, viewer_of):
    BoardGroupGrant.objects.filter(
        content_object=rooms.closed, permission__codename="moderate_board"
    ).delete()
    viewer = viewer_of(people.moira)
    with pytest.raises(Refused):
        close(viewer, rooms)
    assert now_of(rooms.open_topic).board == rooms.open


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "vera", "adam"])
def test_no_one_else_moves(who, rooms, people, viewer_of):
    with pytest.raises(Refused):
        close(viewer_of(getattr(people, who)), rooms)
    assert now_of(rooms.open_topic).board == rooms.open


def test_the_same_form_twice_moves_once(rooms, moira):
    form = key()
    for _ in range(2):
        moving.move(moira, rooms.open, rooms.closed, [rooms.open_topic.pk], form)
    assert Step.objects.count() == 1
