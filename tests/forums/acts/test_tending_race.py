"""Managers tend while members write, on real connections: nothing is lost, and no one waits for
another who waits for them."""

import pytest
from django.http import Http404

from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from forums import (
    answering,
    arranging,
    marking,
    merging,
    moving,
    posting,
    splitting,
    undoing,
    withdrawing,
)
from forums.models import Mark, Post, State, Step, Topic, Trace
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unlimited")]

KIND_WORDS = (Refused, Http404, posting.Merged, posting.Conflict)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


@pytest.fixture
def topics(transactional_db, rooms, people):
    """Two topics of the closed board with six posts each, by Anna and Bela in turn."""
    made = []
    for title in ("First", "Second"):
        topic = add_topic(rooms.closed, people.anna, title)
        for n in range(6):
            add_post(topic, (people.anna, people.bela)[n % 2], f"{title} {n}.")
        made.append(now_of(topic))
    return made


@pytest.fixture
def moira(people):
    return viewer_for(people.moira)


def run(acts):
    """Each of them at once; what each came to. Anything but kind words is a failure."""
    results = at_once(lambda act: act(), acts)
    assert len(results) == len(acts)
    for result in results:
        if isinstance(result, Exception):
            assert isinstance(result, KIND_WORDS), repr(result)
    return results


def test_replies_during_a_merge_come_along_or_are_told(topics, people, moira):
    topic, into = topics
    anna = viewer_for(people.anna)
    acts = [lambda n=n: posting.reply(anna, topic, draft(f"Reply {n}.")) for n in range(10)]
    acts.insert(4, lambda: merging.merge(moira, topic, into, key()))
    results = run(acts)
    kept = {result.pk for result in results if isinstance(result, Post)}
    assert set(Post.objects.filter(source__startswith="Reply").values_list("pk", flat=True)) == kept
    assert not Post.objects.filter(topic=topic).exists()
    assert len(numbered(into)) == 12 + len(kept)
    require_counted()


def test_replies_to_both_during_a_merge_have_each_a_number(topics, people, moira):
    topic, into = topics
    anna = viewer_for(people.anna)
    acts = [
        lambda n=n: posting.reply(anna, (topic, into)[n % 2], draft(f"Reply {n}."))
        for n in range(10)
    ]
    acts.insert(5, lambda: merging.merge(moira, topic, into, key()))
    run(acts)
    numbers = [number for number, _ in numbered(into)]
    assert numbers == list(range(1, len(numbers) + 1))
    require_counted()


def test_edits_marks_answers_and_withdrawals_during_a_merge(topics, people, moira):
    topic, into = topics
    posts = list(Post.objects.filter(topic=topic).select_related("topic__board").order_by("pk"))
    anna, bela = viewer_for(people.anna), viewer_for(people.bela)
    acts = [lambda: merging.merge(moira, topic, into, key())]
    for post in posts[1:]:
        author, other = (anna, bela) if post.author_id == anna.user_id else (bela, anna)
        acts += [
            lambda p=post, v=author: posting.edit(v, p, draft(f"Edited {p.pk}."), 1),
            lambda p=post, v=other: marking.mark(v, p, "useful", wanted=True),
        ]
    acts.append(lambda: withdrawing.withdraw(bela, posts[5]))
    acts.append(lambda: answering.accept(anna, posts[3]))
    run(acts)
    assert now_of(topic).state == State.MERGED
    assert Post.objects.filter(topic=into).count() == 12
    assert now_of(into).mark_count == Mark.objects.filter(post__state=State.PUBLISHED).count()
    require_counted()


def test_the_same_during_a_split(topics, people, moira):
    topic, _ = topics
    posts = list(Post.objects.filter(topic=topic).select_related("topic__board").order_by("pk"))
    anna, bela = viewer_for(people.anna), viewer_for(people.bela)
    acts = [lambda: splitting.split(moira, topic, [p.pk for p in posts[2:5]], "Apart", key())]
    for post in posts[1:]:
        author, other = (anna, bela) if post.author_id == anna.user_id else (bela, anna)
        acts += [
            lambda p=post, v=author: posting.edit(v, p, draft(f"Edited {p.pk}."), 1),
            lambda p=post, v=other: marking.mark(v, p, "useful", wanted=True),
        ]
    acts += [lambda n=n: posting.reply(anna, topic, draft(f"Reply {n}.")) for n in range(5)]
    run(acts)
    assert Post.objects.filter(topic__title="Apart").count() == 3
    assert Post.objects.filter(source__startswith="Reply", topic=topic).count() == 5
    require_counted()


def test_two_that_are_merged_into_each_other_at_once_become_one(topics, moira):
    first, second = topics
    results = run(
        [
            lambda: merging.merge(moira, first, second, key()),
            lambda: merging.merge(moira, second, first, key()),
        ]
        * 4
    )
    assert sum(isinstance(result, Step) for result in results) == 1
    assert Topic.objects.filter(state=State.MERGED).count() == 1
    require_counted()


def test_a_split_and_a_merge_of_one_topic_at_once(topics, moira):
    topic, into = topics
    ids = [pk for _, pk in numbered(topic)]
    run(
        [
            lambda: splitting.split(moira, topic, ids[2:4], "Apart", key()),
            lambda: merging.merge(moira, topic, into, key()),
        ]
        * 3
    )
    assert Post.objects.filter(pk__in=ids).count() == 6
    assert not Post.objects.filter(topic=topic).exists()
    require_counted()


def test_who_writes_during_a_move_is_told_that_there_is_nothing_or_is_heard(rooms, people, moira):
    nina, bela = viewer_for(people.nina), viewer_for(people.bela)
    topic = now_of(rooms.open_topic)
    acts = [
        lambda n=n: posting.reply((nina, bela)[n % 2], topic, draft(f"Reply {n}."))
        for n in range(10)
    ]
    acts.insert(3, lambda: moving.move(moira, rooms.open, rooms.closed, [topic.pk], key()))
    acts.append(lambda: arranging.arrange(moira, rooms.open, [topic.pk], "pin", key()))
    results = run(acts)
    kept = [result for result in results if isinstance(result, Post)]
    assert all(isinstance(r, Http404) for r in results if isinstance(r, Exception))
    assert len([post for post in kept if post.author_id == bela.user_id]) == 5
    assert Post.objects.filter(source__startswith="Reply", topic=topic).count() == len(kept)
    require_counted()


def test_topics_opened_on_both_boards_during_moves_to_and_fro(rooms, people, moira):
    anna = viewer_for(people.anna)
    there, here = [rooms.open_topic.pk], [rooms.closed_topic.pk]
    acts = [
        lambda: moving.move(moira, rooms.open, rooms.closed, there, key()),
        lambda: moving.move(moira, rooms.closed, rooms.open, here, key(), sure=True),
    ] * 4
    acts += [
        lambda n=n: posting.start_topic(
            anna, (rooms.open, rooms.closed)[n % 2], draft(title=f"New {n}")
        )
        for n in range(6)
    ]
    run(acts)
    assert Topic.objects.filter(title__startswith="New").count() == 6
    require_counted()


@pytest.mark.parametrize("deed", ["pin", "move", "split", "merge", "undo"])
def test_twenty_clicks_of_one_form_leave_one_step(deed, topics, rooms, moira):
    topic, into = topics
    form, ids = key(), [pk for _, pk in numbered(topic)]
    step = arranging.arrange(moira, rooms.closed, [into.pk], "lock", key()).steps[0]
    acts = {
        "pin": lambda: arranging.arrange(moira, rooms.closed, [topic.pk], "pin", form),
        "move": lambda: moving.move(moira, rooms.closed, rooms.open, [topic.pk], form, sure=True),
        "split": lambda: splitting.split(moira, topic, ids[2:4], "Apart", form),
        "merge": lambda: merging.merge(moira, topic, into, form),
        "undo": lambda: undoing.undo(moira, step),
    }
    before = Step.objects.count()
    results = run([acts[deed]] * HANDS)
    assert not [result for result in results if isinstance(result, Exception)]
    assert Step.objects.count() == before + (deed != "undo")
    assert Topic.objects.filter(title="Apart").count() == (deed == "split")
    require_counted()


def test_undos_of_crossing_steps_at_once_wait_for_each_other(topics, rooms, moira):
    topic, into = topics
    ids = [pk for _, pk in numbered(topic)]
    split = splitting.split(moira, topic, ids[2:4], "Apart", key())
    merge = merging.merge(moira, now_of(topic), into, key())
    run([lambda: undoing.undo(moira, split), lambda: undoing.undo(moira, merge)] * 5)
    assert Step.objects.get(pk=merge.pk).undone_at
    assert {pk for _, pk in numbered(topic)} <= set(ids)
    assert Trace.objects.filter(post__topic=topic).count() == 0
    require_counted()
