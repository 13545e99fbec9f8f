from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.models import Standing
from community.members.roles import Role, roles_of
from community.members.viewer import viewer_for
from forums import access
from verification import deciding, tasks
from verification.matching import Outcome
from verification.models import Claim, Decision, RegisterEntry, Status

pytestmark = pytest.mark.django_db


def standing_of(user):
    return Standing.objects.get(user=user, kind=Standing.Kind.DOCTOR, closed_at=None)


def lapse(user):
    now = timezone.now()
    Standing.objects.filter(user=user).update(
        starts_at=now - timedelta(days=366), ends_at=now - timedelta(days=1)
    )


def test_approval_opens_the_closed_boards_at_the_next_request(
    people, rooms, entry, claim_for, decide, client_for
):
    client, url = client_for(people.cara), rooms.closed.get_absolute_url()
    assert client.get(url).status_code == 404
    decide(claim_for(people.cara))
    assert client.get(url).status_code == 200


def test_withdrawal_closes_them_at_the_next_request(
    people, rooms, entry, claim_for, decide, client_for, viewer_of
):
    client, url = client_for(people.cara), rooms.closed.get_absolute_url()
    claim = claim_for(people.cara)
    decide(claim)
    assert client.get(url).status_code == 200
    decide(claim, "withdraw", "The register has changed.")
    assert client.get(url).status_code == 404
    assert rooms.closed not in access.visible_boards(viewer_of(people.cara))
    claim.refresh_from_db()
    assert claim.state == Claim.State.ENDED


def test_what_was_checked_and_until_when_is_on_the_standing(people, entry, claim_for, decide):
    decide(claim_for(people.cara))
    standing = standing_of(people.cara)
    day = timezone.localtime().strftime("%-d %B %Y")
    assert standing.checked == f"GMC register, {day}"
    assert standing.licensed
    assert timedelta(days=364) < standing.ends_at - timezone.now() <= timedelta(days=365)


@pytest.mark.parametrize(
    ("status", "days", "licensed", "reason"),
    [
        (Status.PROVISIONAL, 365, True, ""),
        (Status.TEMPORARY, 90, True, ""),
        (Status.UNLICENSED, 365, False, ""),
        (Status.PROVISIONAL_UNLICENSED, 365, False, "Starts work in August."),
        (Status.TEMPORARY_UNLICENSED, 90, False, "Here for a visit."),
    ],
)
def test_each_status_opens_what_it_should(
    people, add_entry, claim_for, decide, status, days, licensed, reason
):
    add_entry(status=status)
    decide(claim_for(people.cara), reason=reason)
    standing = standing_of(people.cara)
    assert round((standing.ends_at - timezone.now()).total_seconds() / 86400) == days
    assert standing.licensed is licensed


@pytest.mark.parametrize(
    "status",
    [
        Status.SUSPENDED, Status.ADMINISTRATIVE, Status.RELINQUISHED, Status.EXPIRED,
        Status.ERASED, Status.DECEASED, Status.UNKNOWN,
    ],
)  # fmt: skip
def test_other_statuses_cannot_be_approved_whatever_the_reason(
    people, add_entry, claim_for, decide, status
):
    add_entry(status=status)
    with pytest.raises(Refused, match="No one can be verified"):
        decide(claim_for(people.cara), reason="I know her.")
    assert Role.DOCTOR not in roles_of(people.cara)


def test_a_status_left_to_the_verifier_needs_a_reason(people, add_entry, claim_for, decide):
    add_entry(status=Status.PROVISIONAL_UNLICENSED)
    with pytest.raises(Refused, match="needs a reason"):
        decide(claim_for(people.cara))


@pytest.mark.parametrize("claimed", [{"surname": "Carter"}, {"number": "7654321"}])
def test_what_does_not_match_cannot_be_approved(people, entry, claim_for, decide, claimed):
    with pytest.raises(Refused):
        decide(claim_for(people.cara, **claimed), reason="I know her.")


def test_the_register_counts_as_it_is_at_the_decision(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    RegisterEntry.objects.update(status=Status.SUSPENDED, raw_status="Suspended")
    with pytest.raises(Refused, match="Suspended"):
        decide(claim)


def test_an_entry_that_came_later_clears_a_claim(people, add_entry, claim_for, decide):
    claim = claim_for(people.cara)
    assert claim.outcome == Outcome.NOT_FOUND
    add_entry()
    decide(claim)
    claim.refresh_from_db()
    assert (claim.state, claim.outcome) == (Claim.State.APPROVED, Outcome.CLEAR)
    assert claim.evidence.filter(kind="match").exists()


@pytest.mark.parametrize("who", ["anna", "cara", "nina", "stu", "moira"])
def test_only_verifiers_and_administrators_decide(people, entry, claim_for, decide, who):
    with pytest.raises(Refused, match="Only verifiers"):
        decide(claim_for(people.cara), verifier=getattr(people, who))


def test_a_verifier_without_a_second_factor_decides_nothing(people, entry, claim_for):
    claim, viewer = claim_for(people.cara), viewer_for(people.vera, second_factor=False)
    with pytest.raises(Refused):
        deciding.decide(viewer, claim.pk, claim.version, Decision.Outcome.APPROVE, "")


@pytest.mark.parametrize("who", ["vera", "adam"])
def test_no_one_decides_on_their_own_claim(people, entry, claim_for, decide, who):
    user = getattr(people, who)
    with pytest.raises(Refused, match="your own claim"):
        decide(claim_for(user), verifier=user)


def test_a_page_that_is_out_of_date_decides_nothing(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim, "ask", "Is this you?")
    with pytest.raises(deciding.Changed):
        deciding.decide(viewer_for(people.adam), claim.pk, 1, Decision.Outcome.APPROVE, "")


@pytest.mark.parametrize("outcome", ["ask", "reject"])
def test_what_a_member_must_understand_needs_a_reason(people, entry, claim_for, decide, outcome):
    with pytest.raises(Refused, match="Say why"):
        decide(claim_for(people.cara), outcome)


def test_what_is_settled_is_not_decided_again(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim, "reject", "Not you.")
    for outcome in ("approve", "ask", "reject", "withdraw"):
        with pytest.raises(Refused, match="cannot be done"):
            decide(claim, outcome, "Again.")


def test_a_number_whose_verification_lapsed_is_free(people, entry, claim_for, decide):
    decide(claim_for(people.cara))
    lapse(people.cara)
    second = claim_for(people.nina)
    assert not second.is_disputed
    decide(second)
    assert Claim.objects.get(user=people.cara).state == Claim.State.ENDED


@pytest.mark.parametrize("proof", ["work_mail", "sign_in"])
def test_a_match_needs_proof_that_this_is_the_person(people, entry, claim_for, decide, proof):
    claim = claim_for(people.cara, proof=None)
    with pytest.raises(Refused, match="no proof that this is the person"):
        decide(claim, reason="I know her.")
    assert Role.DOCTOR not in roles_of(people.cara)
    claim.evidence.create(kind=proof)
    decide(claim)
    assert Role.DOCTOR in roles_of(people.cara)


def test_proof_without_a_match_opens_nothing(people, claim_for, decide):
    claim = claim_for(people.cara)
    with pytest.raises(Refused, match="not in the register"):
        decide(claim, reason="She has the right address.")


PAPERS = ["identity", "certificate"]


@pytest.mark.parametrize(("sent", "enough"), [(PAPERS, True), (["identity"], False), ([], False)])
def test_papers_count_when_a_verifier_has_seen_both(people, entry, claim_for, decide, sent, enough):
    claim = claim_for(people.cara, proof=None)
    for kind in sent:
        claim.papers.create(kind=kind, sha256="0" * 64, pages=["a"])
    with pytest.raises(Refused, match="no proof"):
        decide(claim)
    if not enough:
        with pytest.raises(Refused, match="Photo identity and a certificate or badge"):
            decide(claim, papers_seen=True)
        return
    decide(claim, papers_seen=True)
    assert claim.evidence.get(kind="document").seen_by == people.vera
    assert Role.DOCTOR in roles_of(people.cara)


def test_a_nurse_becomes_a_professional_when_a_verifier_looked_her_up(people, claim_for, decide):
    claim = claim_for(people.cara, "71A2998E", register="nmc", proof=None)
    with pytest.raises(Refused, match="say what you saw"):
        decide(claim)
    decide(claim, reason="On the public register under this name.")
    standing = Standing.objects.get(user=people.cara, closed_at=None)
    assert standing.kind == Standing.Kind.PROFESSIONAL
    assert "nurse" in standing.profession
    assert claim.evidence.get(kind="match").seen_by == people.vera
    assert Role.DOCTOR not in roles_of(people.cara)


def test_an_irish_doctor_is_looked_up_by_hand_and_needs_proof_as_well(people, claim_for, decide):
    claim = claim_for(people.cara, "123456", register="imc", proof=None)
    with pytest.raises(Refused, match="no proof"):
        decide(claim, reason="On the public register under this name.")
    claim.evidence.create(kind="work_mail")
    decide(claim, reason="On the public register under this name.")
    assert Role.DOCTOR in roles_of(people.cara)


def test_a_student_who_is_verified_as_a_doctor_is_one_no_more(people, entry, claim_for, decide):
    decide(claim_for(people.stu))
    held = Standing.objects.filter(user=people.stu, closed_at=None)
    assert [standing.kind for standing in held] == [Standing.Kind.DOCTOR]


def test_a_decision_is_written_down_and_told(people, entry, claim_for, decide, run_outbox):
    claim = claim_for(people.cara)
    run_outbox()
    decide(claim, "reject", "We could not confirm it.")
    run_outbox()
    audit = Entry.objects.get(verb="claim.reject")
    assert (audit.actor_id, audit.about_id) == (people.vera.pk, claim.pk)
    newest = Notification.objects.filter(user=people.cara).latest("pk")
    assert "could not verify" in newest.text
    assert "confirm it" not in newest.text


def test_what_has_run_its_time_ends_at_night_and_the_member_is_told(
    people, entry, claim_for, decide, run_outbox
):
    claim = claim_for(people.cara)
    decide(claim)
    run_outbox()
    tasks.end_lapsed()
    claim.refresh_from_db()
    assert claim.state == Claim.State.APPROVED
    lapse(people.cara)
    assert Role.DOCTOR not in roles_of(people.cara)  # not a moment later than it says
    tasks.end_lapsed()
    tasks.end_lapsed()
    run_outbox()
    claim.refresh_from_db()
    assert claim.state == Claim.State.ENDED
    assert Standing.objects.get(user=people.cara).closed_why == "lapsed"
    assert people.cara.notifications.filter(text__contains="reached its end").count() == 1


def test_who_lapsed_renews_before_the_night(people, entry, claim_for, decide):
    decide(claim_for(people.cara))
    lapse(people.cara)
    decide(claim_for(people.cara))
    assert Role.DOCTOR in roles_of(people.cara)
