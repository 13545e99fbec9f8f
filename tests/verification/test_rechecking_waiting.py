"""Claims that wait are judged by the register of today."""

import pytest

from tests.verification.conftest import register_says
from verification.models import Claim, Status
from verification.rechecking import recheck

pytestmark = pytest.mark.django_db


def test_a_claim_that_waits_is_rejudged_and_the_news_of_it_not_lost(
    people, entry, claim_for, run_outbox
):
    claim = claim_for(people.cara)
    register_says(status=Status.SUSPENDED)
    recheck()
    claim.refresh_from_db()
    assert (claim.outcome, claim.register_status, claim.version) == ("problem", "suspended", 2)
    assert not claim.evidence.filter(kind="match").exists()
    run_outbox()
    assert people.cara.notifications.filter(text__contains="We have your claim").count() == 1
    register_says(status=Status.RELINQUISHED)  # as much of a problem: the verifier's page holds
    recheck()
    run_outbox()
    claim.refresh_from_db()
    assert (claim.register_status, claim.version) == ("relinquished", 2)
    assert people.cara.notifications.count() == 1


def test_who_is_no_student_learns_nothing_from_waiting(people, add_entry, claim_for, run_outbox):
    claim_for(people.cara)
    run_outbox()
    told = people.cara.notifications.count()
    add_entry()
    recheck()
    run_outbox()
    assert people.cara.notifications.count() == told


def test_a_students_registration_appears(people, add_entry, claim_for, run_outbox):
    claim = claim_for(people.stu)
    run_outbox()
    assert claim.outcome == "not_found"
    add_entry(status=Status.PROVISIONAL)
    recheck()
    recheck()
    run_outbox()
    claim.refresh_from_db()
    assert (claim.state, claim.outcome) == (Claim.State.WAITING, "clear")
    assert claim.evidence.filter(kind="match").exists()
    assert people.stu.notifications.filter(text__contains="appeared on the register").count() == 1


def test_a_student_asked_for_more_waits_for_a_verifier_again_when_they_appear(
    people, add_entry, claim_for, decide
):
    claims = claim_for(people.stu), claim_for(people.cara, number="7654321")
    for claim in claims:
        decide(claim, "ask", "You are not on the register yet.")
    add_entry(status=Status.PROVISIONAL)
    add_entry("7654321")
    recheck()
    for claim in claims:
        claim.refresh_from_db()
    # Of anyone else's the state tells nothing: it would tell whose number is whose.
    assert [claim.state for claim in claims] == [Claim.State.WAITING, Claim.State.MORE]
