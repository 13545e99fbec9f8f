"""Pin, lock and slow topics, and change their kind."""

import pytest

from community.audit.models import Entry
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from forums import answering, arranging, listing, posting
from forums.kinds import kind_of
from forums.models import Board, ClinicalCase, Question, State, Step, Topic
from forums.rules import may_reply
from tests.forums.counting import key, require_counted
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(people, viewer_of):
    return viewer_of(people.moira)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


def test_a_pinned_topic_stands_at_the_top_and_a_locked_one_takes_no_reply(
    rooms, people, moira, viewer_of
):
    older, anna = rooms.closed_topic, viewer_of(people.anna)
    add_post(add_topic(rooms.closed, people.bela, "Newer"), people.bela, "Words.")
    arranging.arrange(moira, rooms.closed, [older.pk], "pin", key())
    look = kind_of(rooms.closed).looks[0]
    rows = listing.topic_list(anna, listing.get_board(anna, rooms.closed.slug)[0], look, None).rows
    assert [row.topic.title for row in rows] == [older.title, "Newer"]
    arranging.arrange(moira, rooms.closed, [older.pk], "lock", key())
    assert "locked" in may_reply(anna, now_of(older)).reason
    require_counted()


def test_slow_mode_of_a_topic_holds_in_it_alone(rooms, people, moira, viewer_of):
    arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "slow", key(), seconds=300)
    anna = viewer_of(people.anna)
    posting.reply(anna, now_of(rooms.open_topic), draft("One."))
    with pytest.raises(TooFast):
        posting.reply(anna, now_of(rooms.open_topic), draft("Two."))
    posting.reply(anna, rooms.closed_topic, draft("Elsewhere."))


def test_what_is_so_already_is_told_and_leaves_no_step(rooms, moira):
    done = arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "unlock", key())
    assert done.refused == [(rooms.open_topic.title, "It is not locked.")]
    assert not Step.objects.exists()


def test_of_topics_elsewhere_nothing_is_said_but_how_many(rooms, moira):
    ids = [rooms.open_topic.pk, rooms.closed_topic.pk, 987654321]
    done = arranging.arrange(moira, rooms.open, ids, "pin", key())
    assert (len(done.steps), done.refused, done.gone) == (1, [], 2)


def test_what_a_moderator_looks_at_is_not_pinned(rooms, people, moira):
    topic = add_topic(rooms.open, people.bela, "Held")
    add_post(topic, people.bela, "Held.", State.HELD)
    done = arranging.arrange(moira, rooms.open, [topic.pk], "pin", key())
    assert "A moderator is looking" in done.refused[0][1]


def test_each_deed_is_recorded_once_with_who_did_it(rooms, people, moira):
    form = key()
    for _ in range(3):
        arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", form)
    entry = Entry.objects.get(verb="topic.pinned")
    assert (entry.actor_id, entry.about_id) == (people.moira.pk, rooms.open_topic.pk)
    assert Step.objects.get().detail == {"before": False, "after": True}


def test_the_same_form_after_an_undo_is_not_done_again(rooms, moira):
    form = key()
    arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", form)
    arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "unpin", key())
    arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", form)
    assert not now_of(rooms.open_topic).is_pinned


# --- Kinds ---------------------------------------------------------------------------------------


@pytest.fixture
def board(rooms):
    """The closed board, of questions, where cases may be presented as well."""
    Board.objects.filter(pk=rooms.closed.pk).update(kind="question", also=["case", "discussion"])
    return Board.objects.get(pk=rooms.closed.pk)


def test_a_question_that_was_none_is_no_longer_counted_among_them(
    board, rooms, people, moira, viewer_of
):
    topic = now_of(rooms.closed_topic)
    answering.accept(viewer_of(people.anna), rooms.closed_reply)
    arranging.change_kind(moira, topic, "discussion", key())
    assert now_of(topic).kind == "discussion"
    assert not Question.objects.filter(topic=topic).exists()
    require_counted()


def test_a_question_knows_its_answer_again_when_it_is_one_again(
    board, rooms, people, moira, viewer_of
):
    answering.accept(viewer_of(people.anna), rooms.closed_reply)
    arranging.change_kind(moira, now_of(rooms.closed_topic), "discussion", key())
    arranging.change_kind(moira, now_of(rooms.closed_topic), "question", key())
    assert now_of(rooms.closed_topic).kind == ""
    question = Question.objects.get(topic=rooms.closed_topic)
    assert question.accepted == rooms.closed_reply
    assert question.first_answer_at == rooms.closed_reply.created_at
    require_counted()


def test_a_case_without_details_keeps_as_text(board, rooms, people, moira, client_for):
    arranging.change_kind(moira, now_of(rooms.closed_topic), "case", key())
    page = client_for(people.anna).get(rooms.closed_topic.get_absolute_url())
    assert page.status_code == 200
    assert "Who needs" in page.text
    require_counted()


def test_what_is_kept_of_a_case_is_put_by_and_comes_back(board, rooms, people, moira):
    topic = add_topic(board, people.anna, "A case", kind="case")
    add_post(topic, people.anna, "Words.")
    end = add_post(topic, people.anna, "How it ended.")
    ClinicalCase.objects.create(
        topic=topic, board=board, age="old", seen="weeks", setting="ward", has_consent=True,
        outcome=end, outcome_at=end.created_at,
    )  # fmt: skip
    arranging.change_kind(moira, now_of(topic), "discussion", key())
    assert not ClinicalCase.objects.exists()
    arranging.change_kind(moira, now_of(topic), "case", key())
    case = ClinicalCase.objects.get()
    assert (case.topic_id, case.board, case.has_consent) == (topic.pk, board, True)
    assert (case.outcome, case.outcome_at) == (end, end.created_at)
    require_counted()


def test_only_kinds_of_the_board_and_another_than_it_is(board, rooms, moira):
    topic = now_of(rooms.closed_topic)
    for kind, reason in (("off_duty", "not opened"), ("question", "already"), ("x", "not opened")):
        done = arranging.change_kind(moira, topic, kind, key())
        assert reason in done.refused[0][1]
    assert not Step.objects.exists()


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "vera", "adam"])
def test_no_one_else_arranges(who, board, rooms, people, viewer_of):
    viewer = viewer_of(getattr(people, who))
    for act in (
        lambda: arranging.arrange(viewer, rooms.open, [rooms.open_topic.pk], "pin", key()),
        lambda: arranging.change_kind(viewer, now_of(rooms.closed_topic), "case", key()),
    ):
        with pytest.raises(Refused):
            act()
    assert not Step.objects.exists()
