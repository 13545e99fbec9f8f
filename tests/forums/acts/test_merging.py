"""Put all posts of a topic at the end of another."""

import uuid

import pytest
from django.utils import timezone

from community.lib.verdicts import Refused
from forums import answering, following, marking, merging, posting, resuming
from forums.exposing import Unsure
from forums.models import (
    Draft,
    Level,
    Poll,
    Post,
    Pseudonym,
    Question,
    Reading,
    State,
    Step,
    Topic,
    Trace,
    Vote,
)
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(rooms, people):
    """A on the closed board, with three posts, to be merged into the topic of two that is there."""
    topic = add_topic(rooms.closed, people.bela, "The same again")
    posts = [add_post(topic, who, f"Post {n}.") for n, who in
             enumerate((people.bela, people.anna, people.bela), 1)]  # fmt: skip
    return topic, posts, rooms.closed_topic


@pytest.fixture
def moira(people, viewer_of):
    return viewer_of(people.moira)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


def test_its_posts_stand_at_the_end_in_their_order_with_new_numbers(two, rooms, moira):
    topic, posts, into = two
    merging.merge(moira, topic, into, key())
    assert [pk for _, pk in numbered(into)] == [
        rooms.closed_post.pk, rooms.closed_reply.pk, *(post.pk for post in posts)
    ]  # fmt: skip
    assert [number for number, _ in numbered(into)] == [1, 2, 3, 4, 5]
    into, topic = now_of(into), now_of(topic)
    assert (into.reply_count, into.last_number, into.bump_id) == (4, 5, posts[2].pk)
    assert (topic.state, topic.merged_into) == (State.MERGED, into)
    assert set(Trace.objects.values_list("topic", "number", "post")) == {
        (topic.pk, n, post.pk) for n, post in enumerate(posts, 1)
    }
    require_counted()


def test_an_older_topic_does_not_make_the_other_look_older(two, rooms, moira):
    topic, _, into = two
    merging.merge(moira, into, topic, key())
    newest = Post.objects.latest("pk")
    assert now_of(topic).bump_id == newest.pk
    assert now_of(topic).bump_number == 5
    require_counted()


def test_who_had_read_all_has_read_on_and_who_had_not_has_not(two, people, moira, viewer_of):
    topic, _, into = two
    anna, bela, moira_too = viewer_of(people.anna), viewer_of(people.bela), moira
    resuming.mark_read(anna, into, 2)
    resuming.mark_read(anna, topic, 2)
    resuming.mark_read(bela, into, 1)
    resuming.mark_read(bela, topic, 3)
    resuming.mark_read(moira_too, topic, 3)
    merging.merge(moira, topic, into, key())
    read = dict(Reading.objects.filter(topic=into).values_list("user", "last_number"))
    assert read == {people.anna.pk: 4, people.bela.pk: 1}


@pytest.mark.parametrize(
    "of_topic, of_into, after",
    [
        ("watch", "track", "watch"),
        ("track", "watch", "watch"),
        ("watch", None, "watch"),
        ("watch", "mute", "mute"),
        ("mute", "track", "track"),
        ("mute", None, None),
        ("track", "", "track"),
    ],
)
def test_the_stronger_wish_holds_and_a_mute_stays_where_it_was_set(
    of_topic, of_into, after, two, people, moira, viewer_of
):
    topic, _, into = two
    anna = viewer_of(people.anna)
    for one, level in ((topic, of_topic), (into, of_into)):
        if level is not None:
            following.follow_topic(anna, one, Level(level))
    merging.merge(moira, topic, into, key())
    level = Reading.objects.filter(topic=into, user=people.anna).values_list("level", flat=True)
    assert level.first() == after


def test_what_was_not_sent_is_a_reply_to_the_other(two, people, moira):
    topic, _, into = two
    for who, place, source in (
        (people.anna, topic, "Of the first"),
        (people.bela, topic, "Of the first"),
        (people.bela, into, "Of the other"),
    ):
        Draft.objects.create(
            user=who, place=f"reply {place.pk}", board=place.board, topic=place, source=source
        )
    merging.merge(moira, topic, into, key())
    drafts = Draft.objects.order_by("user").values_list("user", "place", "topic", "source")
    assert set(drafts) == {
        (people.anna.pk, f"reply {into.pk}", into.pk, "Of the first"),
        (people.bela.pk, f"reply {into.pk}", into.pk, "Of the other\n\nOf the first"),
    }


def test_marks_answers_and_questions_are_counted_anew(two, people, moira, viewer_of):
    topic, posts, into = two
    marking.mark(viewer_of(people.moira), posts[1], "useful", wanted=True)
    answering.accept(viewer_of(people.bela), posts[1])
    step = merging.merge(moira, topic, into, key())
    assert now_of(into).mark_count == 1
    assert not Question.objects.filter(topic=topic).exists()
    assert step.detail["question"] == {"accepted": posts[1].pk}
    require_counted()


def test_what_was_merged_into_it_before_leads_on_to_the_other(two, rooms, people, moira):
    topic, _, into = two
    earlier = add_topic(rooms.closed, people.anna, "Earlier")
    add_post(earlier, people.anna, "Earlier.")
    merging.merge(moira, earlier, topic, key())
    merging.merge(moira, now_of(topic), into, key())
    assert now_of(earlier).merged_into == into


def poll_in(topic):
    return Poll.objects.create(
        topic=topic, question="Which?", options=["a", "b"], closes_at=timezone.now()
    )


def test_a_poll_comes_along_with_its_votes(two, people, moira):
    topic, _, into = two
    Vote.objects.create(poll=poll_in(topic), user=people.anna, choices=[0])
    merging.merge(moira, topic, into, key())
    assert Poll.objects.get().topic == into
    assert Vote.objects.get().poll_id == into.pk


def test_two_polls_have_no_room_in_one_topic(two, moira):
    topic, _, into = two
    poll_in(topic), poll_in(into)
    with pytest.raises(Refused, match="room for one"):
        merging.merge(moira, topic, into, key())


def test_into_an_open_room_only_by_who_says_so(two, rooms, moira):
    topic, _, _ = two
    with pytest.raises(Unsure):
        merging.merge(moira, topic, rooms.open_topic, key())
    assert now_of(topic).state == State.PUBLISHED
    merging.merge(moira, topic, rooms.open_topic, key(), sure=True)
    assert Post.objects.filter(topic=rooms.open_topic).count() == 5
    require_counted()


def test_what_is_signed_with_a_pseudonym_never_comes_before_the_public(two, rooms, people, moira):
    topic, posts, _ = two
    name = Pseudonym.objects.create(board=rooms.closed, user=people.anna, name="Quiet Heron")
    Post.objects.filter(pk=posts[1].pk).update(pseudonym=name)
    with pytest.raises(Refused, match="pseudonym"):
        merging.merge(moira, topic, rooms.open_topic, key(), sure=True)
    assert now_of(topic).state == State.PUBLISHED


def test_a_topic_is_not_merged_into_itself_nor_while_a_moderator_looks(two, people, moira):
    topic, _, into = two
    with pytest.raises(Refused, match="same topic"):
        merging.merge(moira, topic, topic, key())
    Topic.objects.filter(pk=topic.pk).update(state=State.HELD)
    with pytest.raises(Refused, match="A moderator"):
        merging.merge(moira, now_of(topic), into, key())


def test_the_same_form_twice_merges_once(two, moira):
    topic, _, into = two
    form = uuid.uuid4()
    first = merging.merge(moira, topic, into, form)
    assert merging.merge(moira, topic, into, form) == first
    assert Step.objects.count() == 1


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "eve", "vera", "adam"])
def test_no_one_else_merges(who, two, people, viewer_of):
    topic, _, into = two
    with pytest.raises(Refused):
        merging.merge(viewer_of(getattr(people, who)), topic, into, key())


def test_the_talk_goes_on_there(two, people, moira, viewer_of):
    topic, _, into = two
    merging.merge(moira, topic, into, key())
    assert posting.reply(viewer_of(people.anna), now_of(into), draft()).number == 6
    require_counted()
