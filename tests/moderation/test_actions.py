"""What can be decided besides what takes words from sight, and what may be decided together."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from community.lib.verdicts import Refused
from community.members.models import Profile, User
from forums import arranging
from forums import undoing as steps
from forums.limits import SLOWED_TO
from forums.models import Post, State, Step, Topic
from moderation import deciding, undoing
from moderation.appeals import reversing
from moderation.limits import CLAIM_HOLDS, EDIT_WITHIN
from moderation.models import Case, Decision, Sanction
from tests.moderation.conftest import INSULT
from tests.rooms import add_topic

pytestmark = pytest.mark.django_db
Kind = Sanction.Kind


@pytest.fixture
def decide(viewer_of, people, insult, open_case, choice):
    """decide("hide") is Moira's decision about Bela's post; `by` is somebody else's."""

    def act(action: str, *, by: User | None = None, held: bool = False, mask: str = "", **fields):
        case = Case.objects.first() or open_case(insult, INSULT, held=held, mask=mask)
        viewer = viewer_of(by or people.moira)
        return deciding.decide(viewer, case.pk, case.version, choice(action, **fields))

    return act


def test_who_is_asked_for_an_edit_is_waited_for(insult, decide):
    decision = decide("edit")
    case, post = Case.objects.get(), Post.objects.get(pk=insult.pk)
    assert (case.state, case.decided_at, case.version) == (Case.State.WAITING, None, 2)
    assert abs(case.due_at - decision.at - EDIT_WITHIN).total_seconds() < 5
    assert (post.state, post.source) == (State.PUBLISHED, insult.source)


def test_what_was_held_stays_so_while_its_author_is_waited_for(insult, decide):
    decide("edit", held=True)
    assert Post.objects.get(pk=insult.pk).state == State.HELD


def test_nobody_is_asked_twice_at_once(decide):
    decide("edit")
    with pytest.raises(Refused, match="asked already"):
        decide("edit")


def test_what_waits_for_its_author_can_still_be_decided(insult, decide):
    decide("edit")
    decide("hide")
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN
    assert Case.objects.get().state == Case.State.DECIDED


def test_a_post_is_left_standing_and_its_author_warned(people, insult, decide):
    decision = decide("keep", sanction=Kind.WARNING)
    assert Post.objects.get(pk=insult.pk).state == State.PUBLISHED
    given = Sanction.objects.get()
    assert (given.decision, given.user, given.kind) == (decision, people.bela, Kind.WARNING)


@pytest.mark.parametrize("action", ["keep", "welfare"])
def test_what_was_held_is_shown_when_it_is_left_standing(insult, decide, action):
    decide(action, held=True, sanction=Kind.WARNING if action == "keep" else "")
    assert Post.objects.get(pk=insult.pk).state == State.PUBLISHED


def test_to_leave_it_and_do_nothing_is_no_decision(decide):
    with pytest.raises(Refused, match="Nothing wrong"):
        decide("keep")


@pytest.mark.parametrize("action", ["dismiss", "welfare"])
@pytest.mark.parametrize("more", [{"measure": "lock"}, {"sanction": Kind.WARNING}])
def test_where_nothing_is_wrong_nothing_follows(decide, action, more):
    with pytest.raises(Refused, match="nothing else can follow"):
        decide(action, **more)
    assert not Decision.objects.exists()


MEASURES = pytest.mark.parametrize(
    ("measure", "after", "detail", "words"),
    [
        ("lock", (True, 0), {"before": False, "after": True}, "locked"),
        ("slow", (False, SLOWED_TO), {"before": 0, "after": SLOWED_TO}, "slow mode"),
    ],
)


def pace(post):
    topic = Topic.objects.get(pk=post.topic_id)
    return topic.is_locked, topic.slow_seconds


@MEASURES
def test_the_topic_is_locked_or_slowed_down_and_the_step_shown_as_any_other(
    client_for, people, mo, rooms, insult, decide, measure, after, detail, words
):
    decide("hide", by=mo, measure=measure)
    assert pace(insult) == after
    step = Step.objects.get()
    assert (step.topic_id, step.board, step.actor) == (insult.topic_id, rooms.closed, mo)
    assert (step.verb, step.detail) == (measure, detail)  # of no case, and of nobody who reported
    page = client_for(people.moira).get(reverse("steps", args=[rooms.closed.slug]))
    assert words in page.text
    assert reverse("undo_step", args=[step.pk]) in page.text


@MEASURES
def test_what_was_so_already_is_no_step_and_stays_when_the_decision_is_taken_back(
    people, viewer_of, insult, decide, measure, after, detail, words
):
    Topic.objects.update(is_locked=True, slow_seconds=3600)
    decision = decide("keep", measure=measure)
    assert not Step.objects.exists()
    undoing.undo(viewer_of(people.moira), decision.pk)
    assert pace(insult) == (True, 3600)


@MEASURES
@pytest.mark.parametrize("way", ["undone", "won"])
def test_a_decision_that_is_taken_back_takes_its_step_with_it(
    client_for, viewer_of, people, mia, insult, decide, measure, after, detail, words, way
):
    decision = decide("keep", measure=measure)
    if way == "undone":
        undoing.undo(viewer_of(people.moira), decision.pk)
    else:
        reversing.reverse(decision, actor_id=mia.pk, publish=True)
    assert pace(insult) == (False, 0)
    step = Step.objects.get()
    assert step.undone_by == (people.moira if way == "undone" else mia)
    page = client_for(people.moira).get(reverse("steps", args=[insult.topic.board.slug]))
    assert reverse("undo_step", args=[step.pk]) not in page.text


@MEASURES
def test_a_step_that_was_undone_by_hand_is_not_undone_again(
    viewer_of, people, mia, insult, decide, measure, after, detail, words
):
    decision = decide("keep", measure=measure)
    steps.undo(viewer_of(mia), Step.objects.get())
    assert pace(insult) == (False, 0)
    Topic.objects.update(is_locked=after[0], slow_seconds=after[1])
    undoing.undo(viewer_of(people.moira), decision.pk)
    assert pace(insult) == after
    assert Step.objects.get().undone_by == mia


def test_what_was_set_by_hand_since_stays(viewer_of, people, rooms, insult, decide):
    moira = viewer_of(people.moira)
    decision = decide("keep", measure="lock")
    for verb in ("unlock", "lock"):
        arranging.arrange(moira, rooms.closed, [insult.topic_id], verb, uuid.uuid4())
    undoing.undo(moira, decision.pk)
    assert pace(insult) == (True, 0)
    assert not Step.objects.exclude(undone_at=None).exists()


def test_it_is_the_topic_that_was_locked_that_is_opened_again(
    viewer_of, people, rooms, insult, decide
):
    moira, old = viewer_of(people.moira), insult.topic_id
    decision = decide("keep", measure="lock")
    other = add_topic(rooms.closed, people.bela, "Something else")
    Topic.objects.filter(pk=other.pk).update(is_locked=True)
    Post.objects.filter(pk=insult.pk).update(topic=other, number=9)
    undoing.undo(moira, decision.pk)
    assert not Topic.objects.get(pk=old).is_locked
    assert Topic.objects.get(pk=other.pk).is_locked


def test_where_there_is_no_topic_none_is_locked(viewer_of, people, choice):
    Profile.objects.create(user=people.bela, about="I know everything.")
    case = Case.objects.create(
        subject_kind="profile",
        subject_id=people.bela.pk,
        author=people.bela,
        place="Members’ pages",
        severity=2,
        family="conduct",
        due_at=timezone.now(),
    )
    asked = choice("keep", measure="lock", subject_version=1)
    with pytest.raises(Refused, match="no topic"):
        deciding.decide(viewer_of(people.moira), case.pk, 1, asked)


@pytest.mark.parametrize("kind", [Kind.LIMIT, Kind.SUSPENSION])
def test_a_board_s_moderator_warns_and_does_no_more(decide, mo, kind):
    with pytest.raises(Refused, match="a community manager decides"):
        decide("hide", by=mo, sanction=kind)
    decide("hide", by=mo, sanction=Kind.WARNING)
    assert Sanction.objects.get().kind == Kind.WARNING


def test_a_community_manager_limits_and_suspends(people, decide):
    decide("hide", sanction=Kind.SUSPENSION, days=3)
    bela = User.objects.get(pk=people.bela.pk)
    assert bela.suspended_until > timezone.now()
    assert Sanction.objects.get().kind == Kind.SUSPENSION


def test_nobody_is_suspended_for_what_a_pseudonym_wrote(decide):
    with pytest.raises(Refused, match="pseudonym"):
        decide("hide", mask="Grey Heron", sanction=Kind.SUSPENSION)
    assert not Decision.objects.exists()
    decide("hide", sanction=Kind.LIMIT, days=3)
    assert Sanction.objects.get().mask == "Grey Heron"


def test_days_out_of_bounds_change_nothing(insult, decide):
    with pytest.raises(ValueError, match="days"):
        decide("hide", sanction=Kind.LIMIT, days=1000)
    assert Post.objects.get(pk=insult.pk).state == State.PUBLISHED
    assert not Decision.objects.exists()


def test_one_who_withdrew_what_they_wrote_can_still_be_asked_how_they_are(insult, decide):
    Post.objects.filter(pk=insult.pk).update(state=State.WITHDRAWN, source="", text="", html="")
    decide("welfare", rule="", reason="")
    assert Case.objects.get().state == Case.State.DECIDED
    assert not Sanction.objects.exists()


def test_what_another_is_looking_at_is_left_to_them(mia, insult, open_case, decide):
    claim = {"claimed_by": mia, "claimed_at": timezone.now()}
    open_case(insult, INSULT, **claim)
    with pytest.raises(Refused, match="Mia Second is looking at this"):
        decide("hide")
    Case.objects.update(claimed_at=timezone.now() - CLAIM_HOLDS)
    decide("hide")
    assert Case.objects.get().claimed_by is None


def test_it_notes_what_it_needs_to_be_undone_and_by_which_rules(insult, decide):
    decision = decide("hide", held=True)
    assert decision.before["state"] == "held"
    assert decision.subject_version == insult.version
    assert decision.rules_version >= 1
