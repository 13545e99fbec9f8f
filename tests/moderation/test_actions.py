"""What can be decided besides what takes words from sight, and what may be decided together."""

import pytest
from django.utils import timezone

from community.lib.verdicts import Refused
from community.members.models import Profile, User
from forums.limits import SLOWED_TO
from forums.models import Post, State, Topic
from moderation import deciding
from moderation.limits import CLAIM_HOLDS, EDIT_WITHIN
from moderation.models import Case, Decision, Sanction
from tests.moderation.conftest import INSULT

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


@pytest.mark.parametrize(
    ("measure", "after", "before"),
    [
        ("lock", (True, 0), {"is_locked": False}),
        ("slow", (False, SLOWED_TO), {"slow_seconds": 0}),
    ],
)
def test_the_topic_is_locked_or_slowed_down_with_it(insult, decide, measure, after, before):
    decision = decide("hide", measure=measure)
    topic = Topic.objects.get(pk=insult.topic_id)
    assert (topic.is_locked, topic.slow_seconds) == after
    assert (decision.measure, decision.before["topic"]) == (measure, before)


def test_a_topic_that_is_slower_already_stays_so(insult, decide):
    Topic.objects.update(slow_seconds=3600)
    decide("keep", measure="slow")
    assert Topic.objects.get(pk=insult.topic_id).slow_seconds == 3600


@pytest.mark.parametrize("measure", ["lock", "slow"])
def test_a_measure_is_taken_back_unless_another_was_taken_since(insult, decide, measure):
    from community import subjects

    before = decide("keep", measure=measure).before["topic"]
    subjects.of("post").unmeasure(insult.pk, before)
    topic = Topic.objects.get(pk=insult.topic_id)
    assert (topic.is_locked, topic.slow_seconds) == (False, 0)
    Topic.objects.update(slow_seconds=3600)
    subjects.of("post").unmeasure(insult.pk, before)
    assert Topic.objects.get(pk=insult.topic_id).slow_seconds == 3600


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
