import uuid

import pytest

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.roles import Role, roles_of
from community.members.viewer import Viewer, viewer_for
from verification import claiming
from verification.claiming import Claimed
from verification.matching import Outcome
from verification.models import Claim, Evidence, Status

pytestmark = pytest.mark.django_db

CLAIMED = Claimed("gmc", "1234567", "Chater", "Susan")


def kinds(claim):
    return set(claim.evidence.values_list("kind", flat=True))


def test_a_clear_claim_waits_with_its_evidence(people, entry, claim_for):
    claim = claim_for(people.cara, proof=None)
    assert (claim.state, claim.outcome) == (Claim.State.WAITING, Outcome.CLEAR)
    assert kinds(claim) == {Evidence.Kind.INBOX, Evidence.Kind.MATCH}
    assert Role.DOCTOR not in roles_of(people.cara)


def test_a_claim_that_does_not_match_waits_as_well(people, entry, claim_for):
    claim = claim_for(people.cara, surname="Carter", proof=None)
    assert (claim.state, claim.outcome) == (Claim.State.WAITING, Outcome.WRONG_NAME)
    assert kinds(claim) == {Evidence.Kind.INBOX}


def test_an_address_that_is_not_confirmed_is_no_evidence(people, entry, claim_for):
    people.cara.emailaddress_set.update(verified=False)
    assert kinds(claim_for(people.cara, proof=None)) == {Evidence.Kind.MATCH}


def test_a_claim_is_written_down_without_its_number(people, entry, claim_for):
    claim = claim_for(people.cara)
    audit = Entry.objects.get(verb="claim.submitted")
    assert (audit.about_id, audit.actor_id) == (claim.pk, people.cara.pk)
    assert "1234567" not in str(audit.detail)


def test_a_double_click_is_one_claim(people, entry):
    viewer, key = viewer_for(people.cara), uuid.uuid4()
    first = claiming.submit(viewer, CLAIMED, key)
    assert claiming.submit(viewer, CLAIMED, key) == first
    assert Claim.objects.count() == 1


def test_one_claim_at_a_time(people, entry, claim_for):
    claim_for(people.cara)
    with pytest.raises(Refused, match="with our verifiers"):
        claim_for(people.cara)


def test_who_is_suspended_or_a_stranger_claims_nothing(people, entry, claim_for):
    with pytest.raises(Refused, match="suspended"):
        claim_for(people.eve)
    with pytest.raises(Refused):
        claiming.submit(Viewer(), CLAIMED, uuid.uuid4())


def test_five_attempts_a_day(people, entry, claim_for):
    for _ in range(5):
        claiming.withdraw(viewer_for(people.cara), claim_for(people.cara).pk)
    with pytest.raises(TooFast):
        claim_for(people.cara)
    claim_for(people.nina)  # others are not held up


def test_when_more_is_asked_for_the_answer_is_the_same_claim(people, entry, claim_for, decide):
    claim = claim_for(people.cara, surname="Carter", proof=None)
    decide(claim, "ask", "Please check the name.")
    answered = claim_for(people.cara, proof=None)
    assert answered.pk == claim.pk
    assert (answered.state, answered.outcome) == (Claim.State.WAITING, Outcome.CLEAR)
    assert kinds(answered) == {Evidence.Kind.INBOX, Evidence.Kind.MATCH}


def test_evidence_that_no_longer_holds_goes(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim, "ask", "Is this you?")
    assert Evidence.Kind.WORK_MAIL in kinds(claim)
    # another name: neither the match nor the address that fitted the first one
    answered = claim_for(people.cara, surname="Carter", proof=None)
    assert kinds(answered) == {Evidence.Kind.INBOX}


def test_a_claim_taken_back_frees_the_member(people, entry, claim_for):
    claim = claim_for(people.cara)
    claiming.withdraw(viewer_for(people.cara), claim.pk)
    claim.refresh_from_db()
    assert claim.state == Claim.State.WITHDRAWN
    claim_for(people.cara)
    with pytest.raises(Refused, match="nothing to take back"):
        claiming.withdraw(viewer_for(people.cara), claim.pk)


def test_no_one_takes_back_anothers_claim(people, entry, claim_for):
    claim = claim_for(people.cara)
    for other in (people.nina, people.vera):
        with pytest.raises(Claim.DoesNotExist):
            claiming.withdraw(viewer_for(other), claim.pk)


def test_a_verification_given_up_ends_now(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim)
    assert Role.DOCTOR in roles_of(people.cara)
    claiming.withdraw(viewer_for(people.cara), claim.pk)
    assert Role.DOCTOR not in roles_of(people.cara)


def test_the_member_is_told_once(people, entry, claim_for, run_outbox):
    claim = claim_for(people.cara)
    run_outbox()
    from verification.tasks import tell_claimant

    tell_claimant(claim.pk)
    told = Notification.objects.get(user=people.cara)
    assert "verifier" in told.text


def test_what_is_out_of_date_is_not_told(people, entry, claim_for, decide, run_outbox):
    decide(claim_for(people.cara))
    run_outbox()
    assert [n.text[:20] for n in people.cara.notifications.all()] == ["You are verified. Th"]


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.ERASED, Status.UNKNOWN])
def test_what_the_register_holds_against_a_doctor_is_not_said(
    people, add_entry, claim_for, run_outbox, status
):
    add_entry(status=status)
    claim_for(people.cara)
    claim_for(people.nina, number="7654321")
    run_outbox()
    cara, nina = (Notification.objects.get(user=user) for user in (people.cara, people.nina))
    assert (cara.text, cara.url) == (nina.text, nina.url)
