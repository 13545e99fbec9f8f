"""A member acts while a verifier decides: one of the two sees what the other did."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from community.lib.verdicts import Refused
from community.members.editing import Beside, Page, edit_profile
from community.members.roles import Role, roles_of
from community.members.viewer import viewer_for
from verification.claiming import Claimed, submit
from verification.models import Claim

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_does_not_undo_an_approval_made_meanwhile(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim, "ask", "Is this you?")
    answers = []

    def answer():
        try:
            claimed = Claimed("gmc", "1234567", "Chater", "Susan")
            answers.append(submit(viewer_for(people.cara), claimed, uuid.uuid4()))
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    thread = threading.Thread(target=answer)
    with transaction.atomic():
        decide(claim)
        thread.start()
        thread.join(1)
        assert thread.is_alive()  # it waits for the decision
    thread.join(10)
    assert answers == ["You are verified already."]
    assert Claim.objects.get().state == Claim.State.APPROVED
    assert Role.DOCTOR in roles_of(people.cara)


def test_no_name_slips_in_beside_an_approval(people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    answers = []

    def approve():
        try:
            decide(claim)
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    thread = threading.Thread(target=approve)
    with transaction.atomic():
        edit_profile(viewer_for(people.cara), Beside("Boris Badenough", None, ""), Page())
        thread.start()
        thread.join(1)
        assert thread.is_alive()  # it waits for the name
    thread.join(10)
    assert "“Boris Badenough”" in answers[0]
    assert Role.DOCTOR not in roles_of(people.cara)
