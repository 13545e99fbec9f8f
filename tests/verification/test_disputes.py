"""Two members claim one number: the first keeps it until two verifiers have decided."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from tests.verification.conftest import is_doctor
from verification import deciding
from verification.models import Claim, Decision


def test_who_comes_second_makes_a_dispute_and_the_holder_is_told(
    people, held, claim_for, run_outbox
):
    second = claim_for(people.nina)
    run_outbox()
    run_outbox()
    assert second.is_disputed
    assert is_doctor(people.cara)
    told = people.cara.notifications.filter(text__contains="Someone else has claimed")
    assert told.count() == 1
    assert not people.nina.notifications.filter(text__contains="Someone else").exists()


def test_a_dispute_takes_two_verifiers(people, held, claim_for, decide, run_outbox):
    second = claim_for(people.nina)
    run_outbox()
    before = people.nina.notifications.count()
    first = decide(second, verifier=people.vera)
    assert first.is_proposal
    decide(second, verifier=people.vera)  # twice the same person is not two
    run_outbox()
    assert not is_doctor(people.nina)
    assert is_doctor(people.cara)
    assert people.nina.notifications.count() == before  # nothing is decided, nothing is told
    decide(second, verifier=people.adam)
    run_outbox()
    assert is_doctor(people.nina)
    assert not is_doctor(people.cara)
    held.refresh_from_db()
    assert held.state == Claim.State.ENDED
    assert people.cara.notifications.filter(text__contains="withdrawn").exists()


def test_a_rejection_needs_two_as_well_and_the_holder_keeps_the_number(
    people, held, claim_for, decide
):
    second = claim_for(people.nina)
    decide(second, "reject", "We could not confirm it.", verifier=people.adam)
    second.refresh_from_db()
    assert second.state == Claim.State.WAITING
    decide(second, "reject", "We could not confirm it.", verifier=people.vera)
    second.refresh_from_db()
    assert second.state == Claim.State.REJECTED
    assert is_doctor(people.cara)


def test_two_who_differ_decide_nothing(people, held, claim_for, decide):
    second = claim_for(people.nina)
    decide(second, verifier=people.vera)
    decide(second, "reject", "I doubt it.", verifier=people.adam)
    second.refresh_from_db()
    assert second.state == Claim.State.WAITING
    last = deciding.proposal(second)
    assert (last.outcome, last.verifier) == (Decision.Outcome.REJECT, people.adam)


def test_an_answer_of_the_member_makes_a_proposal_void(people, held, claim_for, decide):
    second = claim_for(people.nina)
    decide(second, verifier=people.vera)
    decide(second, "ask", "Please send papers.", verifier=people.adam)
    claim_for(people.nina)
    decide(second, verifier=people.vera)
    assert not is_doctor(people.nina)


def test_asking_for_more_takes_one(people, held, claim_for, decide):
    second = claim_for(people.nina)
    assert not decide(second, "ask", "Please send papers.").is_proposal


def test_of_two_who_wait_either_is_in_dispute(people, entry, claim_for, decide):
    first, second = claim_for(people.cara), claim_for(people.nina)
    assert decide(first, verifier=people.vera).is_proposal
    decide(first, verifier=people.adam)
    assert is_doctor(people.cara)
    second.refresh_from_db()
    assert (second.state, second.is_disputed) == (Claim.State.WAITING, True)


def test_the_second_of_two_who_wait_may_win(people, entry, claim_for, decide):
    first, second = claim_for(people.cara), claim_for(people.nina)
    decide(second, verifier=people.vera)
    decide(second, verifier=people.adam)
    assert is_doctor(people.nina)
    first.refresh_from_db()
    assert (first.state, first.is_disputed) == (Claim.State.WAITING, True)


def test_the_desk_cannot_be_used_to_take_a_number_for_oneself(people, entry, claim_for, decide):
    claim_for(people.cara)
    mine = claim_for(people.vera)
    with pytest.raises(Refused, match="your own claim"):
        decide(mine, verifier=people.vera)


def test_the_database_itself_keeps_one_claim_to_a_number(people, entry, claim_for):
    claim_for(people.cara)
    second = claim_for(people.nina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=second.pk).update(is_disputed=False)
    Claim.objects.filter(user=people.cara).update(state=Claim.State.APPROVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=second.pk).update(state=Claim.State.APPROVED)


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_one_moment_one_holds_the_number(people, entry, claim_for, monkeypatch):
    from verification import claiming

    both_looked = threading.Barrier(2, timeout=10)
    look = claiming._end_lapsed_rivals

    def look_together(claim):
        look(claim)
        both_looked.wait()

    monkeypatch.setattr(claiming, "_end_lapsed_rivals", look_together)
    failures = []

    def claim(user):
        try:
            claim_for(user)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[u]) for u in (people.cara, people.nina)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert sorted(c.is_disputed for c in Claim.objects.all()) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_on_rival_claims_at_one_moment_leave_one(people, entry, claim_for, decide):
    claims = [claim_for(people.cara), claim_for(people.nina)]
    for claim in claims:
        decide(claim, verifier=people.vera)
        claim.refresh_from_db()
    answers = []

    def approve(claim):
        try:
            answers.append(
                deciding.decide(
                    viewer_for(people.adam), claim.pk, claim.version, Decision.Outcome.APPROVE, ""
                )
            )
        except (Refused, deciding.Changed) as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[claim]) for claim in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(answers) == 2
    assert Claim.objects.filter(state=Claim.State.APPROVED).count() == 1
    assert is_doctor(people.cara) != is_doctor(people.nina)
