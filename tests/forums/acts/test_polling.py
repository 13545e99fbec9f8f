"""Open a poll with a topic, vote in it, close it: who may, and what is kept and told of it."""

import pytest
from django.core import mail
from django.http import Http404

from community.audit.models import Entry
from community.lib.limits import Limit
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import access, drafting, polling, posting, reading, recounting, withdrawing
from forums.models import Poll, Topic, Vote
from forums.subjects import PostSubject
from moderation.models import Case
from tests.forums.polls import WANTED, add_poll, doctors, end, figures, vote
from tests.forums.writing import NHS_NUMBER, draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unlimited(monkeypatch):
    monkeypatch.setattr(polling, "VOTING", Limit("voting", "10000/minute", "not tested here"))


@pytest.fixture
def topic(rooms):
    add_poll(rooms.closed_topic)
    return rooms.closed_topic


def ask(viewer, board, **changes):
    wanted = draft("What would you do?", title="Of the night", poll=WANTED | changes)
    return posting.start_topic(viewer, board, wanted)


# --- Asking --------------------------------------------------------------------------------------


def test_a_topic_is_opened_with_its_poll(rooms, people, viewer_of):
    topic = ask(viewer_of(people.anna), rooms.closed).topic
    poll = Poll.objects.get()
    assert (poll.topic, poll.question, poll.method) == (topic, WANTED["question"], "one")
    assert poll.options == ["Yes", "No", "It depends"]
    assert poll.is_open
    assert (poll.closes_at - poll.created_at).days in (6, 7)


def test_where_the_public_reads_only_managers_ask(rooms, people, viewer_of):
    for who in (people.anna, people.bela, people.nina):
        with pytest.raises(Refused, match="only community managers"):
            ask(viewer_of(who), rooms.open)
    assert not Topic.objects.filter(title="Of the night").exists()
    ask(viewer_of(people.moira), rooms.open)
    assert Poll.objects.count() == 1


def test_what_may_not_be_posted_may_not_be_asked(rooms, people, viewer_of):
    with pytest.raises(posting.Stopped) as stopped:
        ask(viewer_of(people.anna), rooms.closed, question=f"Is {NHS_NUMBER} fit to go?")
    assert list(stopped.value.marks) == ["poll question"]
    with pytest.raises(posting.Stopped) as stopped:
        ask(viewer_of(people.anna), rooms.closed, options=["Yes", f"Not {NHS_NUMBER}"])
    assert list(stopped.value.marks) == ["poll options"]
    assert not Poll.objects.exists()


def test_the_screening_reads_it_too(rooms, people, viewer_of, run_outbox):
    ask(viewer_of(people.anna), rooms.closed, options=["Yes", "I will find you and kill you"])
    run_outbox()
    case = Case.objects.get()
    assert {finding.field for finding in case.findings.all()} == {"poll options"}


def test_words_that_are_taken_out_of_it_are_gone(rooms, people, viewer_of):
    post = ask(viewer_of(people.anna), rooms.closed, options=["Ring Ward 9", "No"])
    spans = {"poll question": [(0, 5)], "poll options": [(5, 11)]}
    original = PostSubject().redact(post.pk, 1, spans)
    poll = Poll.objects.get()
    assert (poll.question, poll.options) == ("[redacted] for the night?", ["Ring [redacted]", "No"])
    assert original["fields"]["poll options"] == "Ring Ward 9\nNo"


def test_a_span_over_two_options_leaves_two(rooms, people, viewer_of):
    post = ask(viewer_of(people.anna), rooms.closed, options=["At home", "In hospital"])
    PostSubject().redact(post.pk, 1, {"poll options": [(3, 10)]})
    assert Poll.objects.get().options == ["At [redacted]", "[redacted] hospital"]


def test_a_poll_goes_with_its_first_post(rooms, people, viewer_of):
    anna = viewer_of(people.anna)
    post = ask(anna, rooms.closed)
    vote(people.bela, post.topic, 0)
    withdrawing.withdraw(anna, access.get_post_or_404(anna, post.pk))
    assert not Poll.objects.exists()
    assert not Vote.objects.exists()


def test_one_that_is_removed_is_kept_sealed_alone(rooms, people, viewer_of):
    post = ask(viewer_of(people.anna), rooms.closed)
    original = PostSubject().remove(post.pk)
    assert original["fields"]["poll question"] == WANTED["question"]
    assert not Poll.objects.exists()


def test_a_topic_that_is_taken_back_leaves_its_poll_in_the_draft(rooms, people, viewer_of):
    anna = viewer_of(people.anna)
    post = ask(anna, rooms.closed)
    kept = withdrawing.undo(anna, post)
    assert kept.more[drafting.POLL] == {
        "question": WANTED["question"],
        "method": "one",
        "options": "Yes\nNo\nIt depends",
        "days": "7",
    }


# --- Voting --------------------------------------------------------------------------------------


def test_a_vote_is_kept_with_what_its_voter_was(topic, people):
    User.objects.filter(pk=people.bela.pk).update(band="gp")
    vote(people.bela, topic, 1)
    kept = Vote.objects.get()
    assert (kept.choices, kept.specialty.slug, kept.band) == ([1], "general-practice", "gp")
    assert Poll.objects.get().vote_count == 1


def test_a_vote_can_be_changed_and_is_still_one(topic, people):
    vote(people.bela, topic, 1)
    User.objects.filter(pk=people.bela.pk).update(band="consultant", specialty=None)
    vote(people.bela, topic, 2)
    kept = Vote.objects.get()
    assert kept.choices == [2]
    assert (kept.specialty.slug, kept.band) == ("general-practice", "gp"), "as they first voted"
    assert Poll.objects.get().vote_count == 1


@pytest.mark.parametrize(
    ("method", "choices", "why"),
    [
        ("one", [], "Choose an answer"),
        ("one", [0, 1], "Choose one"),
        ("one", [3], "none of the answers"),
        ("several", [1, 1], "once"),
        ("ranked", [0, 7], "none of the answers"),
    ],
)
def test_what_is_no_answer_is_not_counted(method, choices, why, topic, people):
    Poll.objects.update(method=method)
    with pytest.raises(polling.NotAChoice, match=why):
        vote(people.bela, topic, *choices)
    assert not Vote.objects.exists()


def test_the_order_is_kept_where_it_is_asked_for(topic, people):
    Poll.objects.update(method="ranked")
    vote(people.bela, topic, 2, 0)
    Poll.objects.update(method="several")
    vote(people.anna, topic, 2, 0)
    kept = dict(Vote.objects.values_list("user", "choices"))
    assert kept == {people.bela.pk: [2, 0], people.anna.pk: [0, 2]}


def test_only_the_verified_vote(rooms, people):
    add_poll(rooms.open_topic)
    for who in (people.cara, people.dan, people.stu, people.moira, people.adam):
        with pytest.raises(Refused, match="profession has been checked"):
            vote(who, rooms.open_topic, 0)
    with pytest.raises(Refused):
        vote(people.eve, rooms.open_topic, 0)
    for who in (people.anna, people.nina):
        vote(who, rooms.open_topic, 0)
    assert Vote.objects.count() == 2


def test_on_a_board_for_doctors_a_manager_who_is_none_does_not(topic, people):
    with pytest.raises(Refused):
        vote(people.moira, topic, 0)


def test_no_one_votes_in_what_is_closed_locked_or_set_aside(topic, people):
    poll = Poll.objects.get()
    for change in ({"is_locked": True}, {"state": "held"}):
        before = {name: getattr(topic, name) for name in change}
        Topic.objects.filter(pk=topic.pk).update(**change)
        with pytest.raises(Refused):
            vote(people.bela, topic, 0)
        Topic.objects.filter(pk=topic.pk).update(**before)
    end(poll)
    with pytest.raises(Refused, match="closed"):
        vote(people.bela, topic, 0)
    assert not Vote.objects.exists()


def test_nothing_but_the_count_is_told_of_a_vote(topic, people, run_outbox):
    before = Entry.objects.count(), OutboxEntry.objects.count()
    vote(people.bela, topic, 1)
    assert (Entry.objects.count(), OutboxEntry.objects.count()) == before
    assert mail.outbox == []


def test_the_count_can_be_counted_again(topic, people):
    vote(people.bela, topic, 1)
    Poll.objects.update(vote_count=9)
    assert recounting.recount(fix=True) == {"poll.vote_count": 1}
    assert Poll.objects.get().vote_count == 1


# --- Closing -------------------------------------------------------------------------------------


def test_its_author_or_a_manager_closes_it(topic, people, viewer_of):
    with pytest.raises(Refused, match="Only who asked"):
        polling.close(viewer_of(people.bela), topic)
    polling.close(viewer_of(people.anna), topic)
    assert not Poll.objects.get().is_open
    closed_at = Poll.objects.get().closes_at
    polling.close(viewer_of(people.moira), topic)
    assert Poll.objects.get().closes_at == closed_at
    assert Entry.objects.get(verb="poll.closed").actor_id == people.anna.pk


def test_a_manager_closes_it_in_their_own_name(topic, people, viewer_of):
    polling.close(viewer_of(people.moira), topic)
    assert Entry.objects.get(verb="poll.closed").actor_id == people.moira.pk


def test_without_a_poll_there_is_nothing_to_close(rooms, people, viewer_of):
    with pytest.raises(Http404):
        polling.close(viewer_of(people.bela), rooms.open_topic)


# --- Figures -------------------------------------------------------------------------------------


def seen(user, topic):
    viewer = viewer_for(User.objects.get(pk=user.pk))
    return polling.shown(viewer, reading.get_topic_or_404(viewer, topic.pk), in_full=True)


def test_figures_are_for_whoever_has_voted_or_when_it_is_closed(topic, people):
    assert seen(people.bela, topic).results is None
    vote(people.bela, topic, 0)
    assert seen(people.bela, topic).results is not None
    assert seen(people.anna, topic).results is None, "nor for who asked"
    end(Poll.objects.get())
    assert seen(people.anna, topic).results is not None


def test_there_are_none_before_five_have_voted(topic):
    five = doctors(5)
    for user in five[:4]:
        vote(user, topic, 0)
    assert figures(topic) == (0, [])
    vote(five[4], topic, 0)
    assert figures(topic)[0] == 5


def test_they_move_by_five_votes_at_once(topic):
    for user in doctors(10):
        vote(user, topic, 0)
    for user in doctors(5):
        vote(user, topic, 1)
    five = doctors(5)
    for user in five[:4]:
        vote(user, topic, 1)
        assert figures(topic)[0] == 15, "what one of them chose would show"
    vote(five[4], topic, 1)
    assert figures(topic)[0] == 20


def test_a_change_of_mind_moves_nothing_by_itself(topic):
    yes, no = doctors(12), doctors(8)
    for user in yes:
        vote(user, topic, 0)
    for user in no:
        vote(user, topic, 1)
    Poll.objects.update(options=["Yes", "No"])
    assert figures(topic) == (20, [12, 8])
    for user in yes[:4]:
        vote(user, topic, 1)
        assert figures(topic) == (20, [12, 8])
    for choice in (1, 0, 1, 0, 1, 0):  # and one who votes again and again is still one
        vote(no[0], topic, choice)
    assert figures(topic) == (20, [9, 11]), "the fifth who differs, counted with the others"


def test_by_specialty_and_grade_there_is_nothing_under_five(topic):
    groups = [("cardiology", "consultant", 8, 6), ("general-practice", "gp", 7, 7)]
    for specialty, band, yes, no in groups:
        for choice, number in ((0, yes), (1, no)):
            for user in doctors(number, specialty=specialty, band=band):
                vote(user, topic, choice)
    for user in doctors(2, specialty="psychiatry", band="sas"):
        vote(user, topic, 0)
    Poll.objects.update(options=["Yes", "No"])
    found = polling.results(Poll.objects.get(), in_full=True)
    assert found.total == 30
    for table in (found.by_specialty, found.by_band):
        names = [name for name, _, _ in table.rows]
        assert "Others" in names
        for _, voted, cells in table.rows:
            assert voted >= 5
            assert all(cell is None or cell >= 5 for cell in cells)


def test_who_cannot_read_the_topic_finds_no_poll(topic, people, viewer_of):
    for who in (people.cara, people.nina, people.stu):
        with pytest.raises(Http404):
            access.get_topic_or_404(viewer_of(who), topic.pk)
