"""Undo what a moderator did to topics."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from forums import (
    answering,
    arranging,
    following,
    merging,
    moving,
    posting,
    resuming,
    splitting,
    undoing,
)
from forums.limits import STEPS_UNDONE_WITHIN
from forums.models import (
    Board,
    Level,
    Picture,
    Poll,
    Post,
    Question,
    Reading,
    State,
    Step,
    Topic,
    Trace,
)
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(people, viewer_of):
    return viewer_of(people.moira)


@pytest.fixture
def long(rooms, people):
    topic = now_of(rooms.closed_topic)
    posts = [rooms.closed_post, rooms.closed_reply]
    posts += [add_post(topic, who, f"Post {n}.") for n, who in
              enumerate((people.bela, people.anna, people.bela, people.anna), 3)]  # fmt: skip
    return topic, posts


@pytest.fixture
def two(rooms, people):
    topic = add_topic(rooms.closed, people.bela, "The same again")
    for n, who in enumerate((people.bela, people.anna, people.bela), 1):
        add_post(topic, who, f"Post {n}.")
    return topic, now_of(rooms.closed_topic)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


def everything():
    """All that tells of topics, to compare before and after."""
    models = (Topic, Question, Reading, Trace, Poll)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    fields = ("pk", "topic", "number", "state", "author")
    return rows | {"posts": list(Post.objects.order_by("pk").values(*fields))}


def follow(people, viewer_of, topic, **levels):
    for who, (number, level) in levels.items():
        viewer = viewer_of(getattr(people, who))
        if number:
            resuming.mark_read(viewer, topic, number)
        following.follow_topic(viewer, topic, Level(level))


def test_a_pin_a_lock_a_pace_and_a_kind_are_as_before(rooms, moira):
    Board.objects.filter(pk=rooms.closed.pk).update(kind="question", also=["discussion"])
    board, before = Board.objects.get(pk=rooms.closed.pk), everything()
    ids = [rooms.closed_topic.pk]
    for act in (
        lambda: arranging.arrange(moira, board, ids, "pin", key()),
        lambda: arranging.arrange(moira, board, ids, "lock", key()),
        lambda: arranging.arrange(moira, board, ids, "slow", key(), seconds=60),
        lambda: arranging.change_kind(moira, now_of(rooms.closed_topic), "discussion", key()),
    ):
        done = act()
        assert everything() != before
        undoing.undo(moira, done.steps[0])
        assert everything() == before
    require_counted()


def test_a_split_leaves_nothing_behind_but_an_address_that_leads_on(
    long, people, moira, viewer_of, client_for
):
    topic, posts = long
    answering.accept(viewer_of(people.anna), posts[2])
    follow(people, viewer_of, topic, anna=(4, "watch"), bela=(6, "mute"))
    before = everything()
    step = splitting.split(moira, topic, [p.pk for p in posts[2:5]], "Apart", key())
    undoing.undo(moira, step)
    new = Topic.objects.get(pk=step.detail["to"])
    assert (new.state, new.merged_into) == (State.MERGED, topic)
    after = everything()
    for name in ("Topic", "Reading"):
        of = "id" if name == "Topic" else "topic_id"
        after[name] = [row for row in after[name] if row[of] != new.pk]
    assert after == before
    assert client_for(people.anna).get(f"/t/{new.pk}/").url == topic.get_absolute_url()
    require_counted()


def test_a_split_that_others_have_replied_to_is_merged_instead(long, people, moira, viewer_of):
    topic, posts = long
    step = splitting.split(moira, topic, [posts[2].pk], "Apart", key())
    new = now_of(step.topic).__class__.objects.select_related("board").get(pk=step.detail["to"])
    posting.reply(viewer_of(people.anna), new, draft("A reply since."))
    with pytest.raises(Refused, match="replies in the new topic"):
        undoing.undo(moira, step)
    merging.merge(moira, now_of(new), now_of(topic), key())
    assert [n for n, _ in numbered(topic)] == [1, 2, 4, 5, 6, 7, 8]
    require_counted()


def test_a_merge_gives_each_its_own_again(two, people, moira, viewer_of):
    topic, into = two
    answering.accept(viewer_of(people.bela), Post.objects.get(topic=topic, number=2))
    Poll.objects.create(topic=topic, question="?", options=["a"], closes_at=timezone.now())
    follow(people, viewer_of, topic, anna=(2, "watch"), bela=(3, "track"), moira=(0, "mute"))
    follow(people, viewer_of, into, anna=(2, "track"), bela=(1, "mute"))
    before = everything()
    step = merging.merge(moira, topic, into, key())
    assert everything() != before
    undoing.undo(moira, step)
    assert everything() == before
    require_counted()


def test_what_was_read_at_the_end_of_the_other_was_read(two, people, moira, viewer_of):
    topic, into = two
    follow(people, viewer_of, topic, anna=(1, ""))
    follow(people, viewer_of, into, anna=(2, ""))
    step = merging.merge(moira, topic, into, key())
    resuming.mark_read(viewer_of(people.anna), now_of(into), 4)
    undoing.undo(moira, step)
    read = dict(Reading.objects.filter(user=people.anna).values_list("topic", "last_number"))
    assert read == {topic.pk: 2, into.pk: 2}


def test_replies_since_a_merge_stay_where_they_were_written(two, people, moira, viewer_of):
    topic, into = two
    step = merging.merge(moira, topic, into, key())
    posting.reply(viewer_of(people.anna), now_of(into), draft("A reply since."))
    undoing.undo(moira, step)
    assert [n for n, _ in numbered(topic)] == [1, 2, 3]
    assert [n for n, _ in numbered(into)] == [1, 2, 6]
    assert posting.reply(viewer_of(people.anna), now_of(into), draft("More.")).number == 7
    require_counted()


def test_numbers_that_were_given_back_leave_no_line(two, people, moira, viewer_of, client_for):
    topic, into = two
    step = merging.merge(moira, topic, into, key())
    posting.reply(viewer_of(people.anna), now_of(into), draft("A reply since."))
    undoing.undo(moira, step)
    page = client_for(people.anna).get(into.get_absolute_url()).text
    assert "removed by a moderator" not in page
    assert "moved from here" not in page
    assert "A reply since." in page


def test_a_move_is_taken_back_with_its_kind_and_its_pin(rooms, moira):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(is_pinned=True)
    before = everything()
    done = moving.move(moira, rooms.open, rooms.closed, [rooms.open_topic.pk], key())
    undoing.undo(moira, done.steps[0])
    after, kept = everything(), before["Question"]
    assert {q["topic_id"]: q["board_id"] for q in after["Question"]} == {
        q["topic_id"]: q["board_id"] for q in kept
    }
    assert after == before
    require_counted()


def test_pictures_that_were_kept_back_are_looked_at_and_shown_again(rooms, people, moira):
    picture = Picture.objects.create(
        post=rooms.closed_reply, board=rooms.closed, owner=people.bela, stored="x", shows="skin",
        state="shown", width=1, height=1, size=1,
    )  # fmt: skip
    args = (moira, rooms.closed, rooms.open, [rooms.closed_topic.pk], key())
    done = moving.move(*args, sure=True)
    picture.refresh_from_db()
    assert picture.state == "held"
    undoing.undo(moira, done.steps[0])
    picture.refresh_from_db()
    assert (picture.state, picture.board) == ("waiting", rooms.closed)


@pytest.mark.parametrize("deed", ["reply", "edit"])
def test_what_was_written_for_fewer_is_not_opened_by_an_undo(deed, rooms, people, moira, viewer_of):
    done = moving.move(moira, rooms.open, rooms.closed, [rooms.open_topic.pk], key())
    if deed == "reply":
        posting.reply(viewer_of(people.anna), now_of(rooms.open_topic), draft("Among us."))
    else:
        bela = viewer_of(people.bela)
        posting.edit(bela, rooms.open_post, draft("Among us.", title="A title"), 1)
    with pytest.raises(Refused, match="written there since"):
        undoing.undo(moira, done.steps[0])
    assert now_of(rooms.open_topic).board == rooms.closed


def test_an_older_step_waits_for_a_newer_one(long, rooms, moira):
    topic, posts = long
    pin = arranging.arrange(moira, rooms.closed, [topic.pk], "pin", key()).steps[0]
    split = splitting.split(moira, topic, [posts[2].pk, posts[3].pk], "Apart", key())
    new = Topic.objects.select_related("board").get(pk=split.detail["to"])
    further = splitting.split(moira, new, [posts[3].pk], "Further", key())
    args = (moira, rooms.closed, rooms.open, [topic.pk], key())
    move = moving.move(*args, sure=True).steps[0]
    for step, reason in ((pin, "moved to another board"), (split, "moved to another board")):
        with pytest.raises(Refused, match=reason):
            undoing.undo(moira, step)
    undoing.undo(moira, move)
    with pytest.raises(Refused, match="taken elsewhere"):
        undoing.undo(moira, split)
    for step in (further, split, pin):
        undoing.undo(moira, step)
    assert [n for n, _ in numbered(topic)] == [1, 2, 3, 4, 5, 6]
    require_counted()


def test_of_a_selection_what_still_can_be_undone_is(rooms, people, moira):
    topics = [add_topic(rooms.open, people.bela, f"T{n}") for n in range(3)]
    for topic in topics:
        add_post(topic, people.bela, "Words.")
    done = arranging.arrange(moira, rooms.open, [t.pk for t in topics], "pin", key())
    arranging.arrange(moira, rooms.open, [topics[1].pk], "unpin", key())
    undone = undoing.undo(moira, done.steps[0])
    assert len(undone.steps) == 2
    assert undone.refused == [("T1", "It was changed again since.")]
    assert not Topic.objects.filter(is_pinned=True).exists()


def test_after_thirty_days_it_stays(rooms, moira):
    step = arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", key()).steps[0]
    Step.objects.update(at=timezone.now() - STEPS_UNDONE_WITHIN - timedelta(minutes=1))
    with pytest.raises(Refused, match="30 days"):
        undoing.undo(moira, step)
    assert now_of(rooms.open_topic).is_pinned


def test_twice_is_as_good_as_once_and_is_recorded_once(rooms, people, moira):
    step = arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", key()).steps[0]
    assert undoing.undo(moira, step).steps
    assert not undoing.undo(moira, step).steps
    entry = Entry.objects.get(verb="topic.step_undone")
    assert (entry.actor_id, entry.detail["step"]) == (people.moira.pk, step.pk)
    step.refresh_from_db()
    assert step.undone_by == people.moira


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "vera", "adam"])
def test_no_one_else_undoes(who, rooms, people, moira, viewer_of):
    step = arranging.arrange(moira, rooms.open, [rooms.open_topic.pk], "pin", key()).steps[0]
    with pytest.raises(Refused):
        undoing.undo(viewer_of(getattr(people, who)), step)
    assert now_of(rooms.open_topic).is_pinned
