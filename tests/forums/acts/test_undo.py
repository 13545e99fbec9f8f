"""Undo: within a minute, as if it had never been."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community import subjects
from community.events import UNDO
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry, SubmittedForm
from forums import drafting, posting, withdrawing
from forums.drafting import Typed
from forums.kinds import kind_of
from forums.listing import topic_list
from forums.models import Draft, Post, Revision, State, Topic
from forums.places import Place, place_or_404
from moderation.models import Case
from tests.forums.acts.test_once import at_once
from tests.forums.writing import draft


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


@pytest.fixture
def said(rooms, anna):
    """What Anna has just said in the open topic."""
    return posting.reply(anna, rooms.open_topic, draft("Too *soon*."))


def told(topic):
    topic = Topic.objects.get(pk=topic.pk)
    return topic.state, topic.reply_count, topic.last_number, topic.bump_id, topic.bump_number


def open_case(post):
    return Case.objects.create(
        subject_kind="post",
        subject_id=post.pk,
        author=post.author,
        place="x",
        severity=Case.Severity.MEDIUM,
        family="offensive",
        due_at=timezone.now(),
    )


def test_its_words_are_a_draft_and_the_topic_is_as_before(rooms, anna, said):
    kept = withdrawing.undo(anna, said)
    assert (kept.place, kept.source) == (f"reply {rooms.open_topic.pk}", "Too *soon*.")
    post = Post.objects.get(pk=said.pk)
    assert (post.state, post.source, post.html, post.text) == (State.UNDONE, "", "", "")
    reply = rooms.open_reply
    assert told(rooms.open_topic) == (State.PUBLISHED, 1, 3, reply.pk, 2)


def test_its_number_is_not_given_again(rooms, anna, said):
    withdrawing.undo(anna, said)
    again = posting.reply(anna, rooms.open_topic, draft("Better."))
    assert (said.number, again.number) == (3, 4)
    assert told(rooms.open_topic)[1:] == (2, 4, again.pk, 4)
    assert not Draft.objects.exists()


def test_to_others_nothing_was_new_and_the_next_word_is(rooms, people, anna, said, viewer_of):
    def new_to(user):
        viewer = viewer_of(user)
        posting.following.after_posting(viewer, rooms.open_topic, rooms.open_reply)
        look = kind_of(rooms.open).looks[0]
        (row,) = topic_list(viewer, rooms.open, look, None).rows
        return row.is_new, row.new

    assert new_to(people.nina) == (True, 1)
    withdrawing.undo(anna, said)
    assert new_to(people.nina)[0] is False
    posting.reply(anna, rooms.open_topic, draft("Better."))
    assert new_to(people.nina)[0] is True


def test_a_first_post_takes_its_topic_with_it(rooms, anna):
    post = posting.start_topic(anna, rooms.closed, draft("Words.", title="A title"))
    kept = withdrawing.undo(anna, post)
    assert (kept.place, kept.title, kept.source) == (
        f"topic {rooms.closed.pk}",
        "A title",
        "Words.",
    )
    topic = Topic.objects.get(pk=post.topic_id)
    assert (topic.state, topic.title, topic.reply_count) == (State.UNDONE, "Undone topic", 0)
    look = kind_of(rooms.closed).looks[0]
    rows = topic_list(anna, rooms.closed, look, None).rows
    assert [row.topic.pk for row in rows] == [rooms.closed_topic.pk]


def test_an_edit_within_the_minute_goes_too(rooms, anna, said):
    edited = posting.edit(anna, said, draft("Second thoughts."), 1)
    assert withdrawing.undo(anna, edited).source == "Second thoughts."
    assert not Revision.objects.exists()


def test_words_begun_since_are_kept_below(rooms, anna, said):
    drafting.save(anna, Place(rooms.open, rooms.open_topic), Typed("The next one"))
    edit = place_or_404(anna, f"edit {said.pk}")
    drafting.save(anna, edit, Typed("Too soon, and wrong."))
    kept = withdrawing.undo(anna, said)
    assert kept.source == "Too *soon*.\n\nToo soon, and wrong.\n\nThe next one"
    assert Draft.objects.count() == 1


def test_a_new_topic_begun_since_keeps_its_title_too(rooms, anna):
    post = posting.start_topic(anna, rooms.closed, draft("Words.", title="A title"))
    drafting.save(anna, Place(rooms.closed), Typed("Other words.", title="Another"))
    kept = withdrawing.undo(anna, post)
    assert (kept.title, kept.source) == ("A title", "Words.\n\nAnother\n\nOther words.")


def test_the_minute_is_a_minute(rooms, anna, said):
    posts = Post.objects.filter(pk=said.pk)
    posts.update(created_at=timezone.now() - UNDO - timedelta(seconds=1))
    with pytest.raises(Refused, match="The minute is over"):
        withdrawing.undo(anna, posts.get())
    assert posts.get().source == "Too *soon*."


def test_only_its_author_takes_it_back(said, people, viewer_of):
    for who in (people.bela, people.moira):
        with pytest.raises(Refused, match="Only its author"):
            withdrawing.undo(viewer_of(who), said)


def test_what_was_answered_or_quoted_meanwhile_stays(rooms, people, anna, said, viewer_of):
    posting.reply(viewer_of(people.bela), rooms.open_topic, draft("> Too soon.\n\nI agree."))
    with pytest.raises(Refused, match="Someone has replied"):
        withdrawing.undo(anna, said)


@pytest.mark.parametrize("act", ["hold", "hide"])
def test_what_a_moderator_or_a_detector_took_aside_stays(act, anna, said):
    getattr(subjects.of("post"), act)(said.pk)
    with pytest.raises(Refused):
        withdrawing.undo(anna, said)
    assert not Draft.objects.exists()


def test_what_was_marked_and_let_stand_stays_and_its_author_is_not_told_why(anna, said):
    open_case(said)
    with pytest.raises(Refused) as refused:
        withdrawing.undo(anna, said)
    assert "moderator" not in str(refused.value)
    assert Post.objects.get(pk=said.pk).source == "Too *soon*."


def test_a_case_opened_in_the_same_moment_can_be_read(anna, said, people, client_for):
    withdrawing.undo(anna, said)
    case = open_case(said)
    page = client_for(people.moira).get(f"/moderation/{case.pk}/")
    assert page.status_code == 200
    assert "soon" not in page.text


def test_twice_is_once(anna, said):
    kept = withdrawing.undo(anna, said)
    assert withdrawing.undone(anna, said.pk) == kept
    assert Draft.objects.get().source == "Too *soon*."


def test_no_one_else_finds_what_was_undone(anna, said, people, viewer_of):
    withdrawing.undo(anna, said)
    for who in (people.bela, people.moira, people.adam):
        assert withdrawing.undone(viewer_of(who), said.pk) is None


def test_the_same_form_may_be_sent_again(rooms, anna):
    form = draft("Words.")
    first = posting.reply(anna, rooms.open_topic, form)
    withdrawing.undo(anna, first)
    second = posting.reply(anna, rooms.open_topic, form)
    assert second.pk != first.pk
    assert second.state == State.PUBLISHED
    assert SubmittedForm.objects.get(result_id=second.pk)


def test_nothing_is_left_to_be_told_or_screened(rooms, people, anna, said, run_outbox, viewer_of):
    withdrawing.undo(anna, said)
    run_outbox()
    OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
    run_outbox()
    assert not Case.objects.exists()
    assert not OutboxEntry.objects.exclude(error="").exists()


@pytest.mark.django_db(transaction=True)
def test_a_reply_in_the_same_moment_stands_or_the_post_does_but_never_neither(
    transactional_db, rooms, people, unlimited
):
    anna, bela = viewer_for(people.anna), viewer_for(people.bela)
    post = posting.reply(anna, rooms.open_topic, draft("Perhaps."))

    def act(n):
        if n:
            return posting.reply(bela, rooms.open_topic, draft(f"To that, {n}."))
        return withdrawing.undo(anna, post)

    results = at_once(act, range(6))
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    undone = Post.objects.get(pk=post.pk).state == State.UNDONE
    assert undone == any(isinstance(result, Draft) for result in results), results
    published = topic.posts.filter(state=State.PUBLISHED)
    assert published.count() == 2 + 5 + (not undone)
    assert topic.reply_count == published.count() - 1
    assert topic.bump_id == published.latest("number").pk


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_make_one_draft(transactional_db, rooms, people):
    anna = viewer_for(people.anna)
    post = posting.reply(anna, rooms.open_topic, draft("Perhaps."))
    results = at_once(lambda _: withdrawing.undo(anna, post).pk, range(20))
    assert len(set(results)) == 1, results
    assert Draft.objects.get().source == "Perhaps."
    assert told(rooms.open_topic)[1:3] == (1, 3)
