"""Take posts out of a topic into a new one."""

import pytest

from community.audit.models import Entry
from community.lib.verdicts import Refused
from forums import answering, following, marking, posting, reading, resuming, splitting
from forums.models import Bookmark, Draft, Level, Question, Reading, State, Step, Topic, Trace
from forums.posting import Stopped
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import NHS_NUMBER, draft
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def long(rooms, people):
    """The closed topic with six posts: 1 and 2 as ever, 3 to 6 by Bela, Anna, Bela, Anna."""
    topic = Topic.objects.select_related("board").get(pk=rooms.closed_topic.pk)
    posts = [rooms.closed_post, rooms.closed_reply]
    for n, who in enumerate((people.bela, people.anna, people.bela, people.anna), 3):
        posts.append(add_post(topic, who, f"Post {n}."))
    return topic, posts


@pytest.fixture
def moira(people, viewer_of):
    return viewer_of(people.moira)


def cut(viewer, topic, posts, title="Another matter", **more):
    step = splitting.split(viewer, topic, [post.pk for post in posts], title, key(), **more)
    return Topic.objects.get(pk=step.detail["to"])


def test_the_posts_are_a_topic_of_their_own_in_their_order(long, moira, people):
    topic, posts = long
    new = cut(moira, topic, [posts[4], posts[2], posts[3]])
    assert numbered(new) == [(1, posts[2].pk), (2, posts[3].pk), (3, posts[4].pk)]
    assert numbered(topic) == [(1, posts[0].pk), (2, posts[1].pk), (6, posts[5].pk)]
    assert (new.title, new.board, new.author) == ("Another matter", topic.board, people.bela)
    assert (new.reply_count, new.last_number, new.bump_id) == (2, 3, posts[4].pk)
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_number, topic.bump_number) == (2, 6, 6)
    require_counted()


def test_one_quiet_line_stands_for_those_that_stood_side_by_side(long, moira, people, viewer_of):
    topic, posts = long
    cut(moira, topic, [posts[1], posts[3], posts[4]])
    topic.refresh_from_db()
    _, slots = reading.topic_page(viewer_of(people.anna), topic, None)
    lines = [(slot.number, slot.moved, slot.taken) for slot in slots if slot.moved]
    assert lines == [(2, posts[1].pk, 1), (4, posts[3].pk, 2)]
    assert [slot.number for slot in slots] == [1, 2, 3, 4, 6]


def test_it_is_read_as_far_and_followed_as_closely_as_the_old_one(long, moira, people, viewer_of):
    topic, posts = long
    anna, bela = viewer_of(people.anna), viewer_of(people.bela)
    resuming.mark_read(anna, topic, 4)
    following.follow_topic(anna, topic, Level.WATCH)
    following.follow_topic(bela, topic, Level.MUTE)
    new = cut(moira, topic, [posts[2], posts[3], posts[5]])
    found = Reading.objects.filter(topic=new).values_list("user", "last_number", "level")
    assert set(found) == {(people.anna.pk, 2, "watch"), (people.bela.pk, 0, "mute")}
    assert Reading.objects.get(topic=topic, user=people.anna).last_number == 4


def test_what_hangs_on_a_post_goes_with_it(long, moira, people, viewer_of):
    topic, posts = long
    anna = viewer_of(people.anna)
    marking.mark(anna, posts[2], "useful", wanted=True)
    Bookmark.objects.create(user=people.anna, post=posts[2])
    edit = Draft.objects.create(
        user=people.bela, place=f"edit {posts[2].pk} v1", board=topic.board, topic=topic,
        post=posts[2], source="Half an edit",
    )  # fmt: skip
    new = cut(moira, topic, [posts[2]])
    assert new.mark_count == 1
    assert Bookmark.objects.get(user=people.anna).post.topic == new
    edit.refresh_from_db()
    assert edit.topic == new
    require_counted()


def test_the_question_knows_its_answers_again(long, moira, people, viewer_of):
    topic, posts = long
    answering.accept(viewer_of(people.anna), posts[1])
    cut(moira, topic, [posts[1]])
    question = Question.objects.get(topic=topic)
    assert question.accepted is None
    assert question.first_answer_at == posts[2].created_at
    require_counted()


@pytest.mark.parametrize("which, reason", [([], "Choose"), ([0, 2], "first post opens")])
def test_what_cannot_be_a_topic_is_refused_with_the_reason(which, reason, long, moira):
    topic, posts = long
    with pytest.raises(Refused, match=reason):
        cut(moira, topic, [posts[n] for n in which])
    assert not Trace.objects.exists()
    assert not Step.objects.exists()


def test_a_topic_does_not_begin_with_a_post_that_a_moderator_looks_at(long, moira, people):
    topic, posts = long
    held = add_post(topic, people.bela, "Held.", State.HELD)
    later = add_post(topic, people.bela, "Later.")
    with pytest.raises(Refused, match="with a moderator"):
        cut(moira, topic, [held, later])
    new = cut(moira, topic, [posts[2], held, later])
    assert new.reply_count == 1
    require_counted()


def test_the_title_is_looked_at_before_it_stands_there(long, moira):
    topic, posts = long
    with pytest.raises(Stopped):
        cut(moira, topic, [posts[2]], f"NHS number {NHS_NUMBER}")
    assert not Step.objects.exists()


def test_it_is_recorded_without_a_word_and_the_new_title_is_screened(long, moira, run_outbox):
    topic, posts = long
    cut(moira, topic, [posts[2]], "Zqwords")
    entry = Entry.objects.get(verb="topic.split")
    assert entry.about_id == topic.pk
    assert "Zqwords" not in str(Entry.objects.values_list("detail", flat=True))
    assert "Zqwords" not in str(Step.objects.values_list("detail", flat=True))
    run_outbox()


def test_the_same_form_twice_splits_once(long, moira):
    topic, posts = long
    form = key()
    steps = {splitting.split(moira, topic, [posts[2].pk], "Once", form).pk for _ in range(2)}
    assert len(steps) == 1
    assert Topic.objects.filter(title="Once").count() == 1


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "eve", "vera", "adam"])
def test_no_one_else_splits(who, long, people, viewer_of):
    topic, posts = long
    with pytest.raises(Refused):
        cut(viewer_of(getattr(people, who)), topic, [posts[2]])
    assert not Trace.objects.exists()


def test_replies_go_on_in_both(long, moira, people, viewer_of):
    topic, posts = long
    new = cut(moira, topic, [posts[2], posts[5]])
    assert posting.reply(viewer_of(people.anna), new, draft()).number == 3
    topic = Topic.objects.get(pk=topic.pk)
    assert posting.reply(viewer_of(people.anna), topic, draft()).number == 7
    require_counted()
