"""The account bears, or takes, another name than the one that is verified."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.editing import Beside, Page, edit_profile
from community.members.models import Standing
from community.members.roles import Role, roles_of
from community.members.viewer import viewer_for
from tests.verification.conftest import is_doctor
from verification.models import Claim

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("account", ["Boris Badenough", "Chater", "Susan", "Susan Carter"])
def test_an_account_of_another_name_needs_a_tick_and_a_reason(
    people, entry, claim_for, decide, account
):
    claim = claim_for(people.cara, account=account)
    why = "Writes under this name; the passport shows both."
    for half in ({}, {"reason": why}, {"other_name": True}):
        with pytest.raises(Refused, match="beside that name"):
            decide(claim, **half)
    assert Role.DOCTOR not in roles_of(people.cara)
    decide(claim, reason=why, other_name=True)
    assert Role.DOCTOR in roles_of(people.cara)
    assert Entry.objects.get(verb="claim.other_name").actor_id == people.vera.pk


@pytest.mark.parametrize("account", ["Dr Susan Mary Chater", "S. Chater", "Chater, Susan",
                                     "Susan Jones"])  # fmt: skip
def test_an_account_of_the_name_claimed_or_registered_needs_none(
    people, add_entry, claim_for, decide, account
):
    add_entry(surname="Chater-Jones")
    decide(claim_for(people.cara, account=account))
    assert Role.DOCTOR in roles_of(people.cara)


def test_the_reason_for_a_register_without_a_file_is_none_for_another_name(
    people, claim_for, decide
):
    claim = claim_for(people.nina, "71A2998E", "Reyes", "Nina", register="nmc", account="Bo Lund")
    with pytest.raises(Refused, match="beside that name"):
        decide(claim, reason="Seen on the public page today.")


def test_another_name_of_the_account_asks_again(people, held, run_outbox):
    edit_profile(viewer_for(people.cara), Beside("Boris Badenough", None, "consultant"), Page())
    run_outbox()
    assert not is_doctor(people.cara)
    held.refresh_from_db()
    assert held.state == Claim.State.WAITING
    assert people.cara.notifications.filter(text__contains="no longer fits").count() == 1


def test_another_name_while_a_renewal_waits_leaves_the_renewal(people, held, claim_for, run_outbox):
    Standing.objects.filter(user=people.cara, closed_at=None).update(
        ends_at=timezone.now() + timedelta(days=20)
    )
    renewal = claim_for(people.cara)
    edit_profile(viewer_for(people.cara), Beside("Boris Badenough", None, ""), Page())
    run_outbox()
    held.refresh_from_db()
    renewal.refresh_from_db()
    assert (held.state, renewal.state) == (Claim.State.ENDED, Claim.State.WAITING)
    assert not is_doctor(people.cara)


def test_a_name_that_fits_changes_nothing(people, held, run_outbox):
    edit_profile(viewer_for(people.cara), Beside("Susan van Chater", None, ""), Page())
    run_outbox()
    held.refresh_from_db()
    assert held.state == Claim.State.APPROVED
    assert is_doctor(people.cara)


def test_a_claim_that_ends_with_a_name_is_written_down_as_ended(
    people, held, claim_for, run_outbox
):
    Standing.objects.filter(user=people.cara, closed_at=None).update(
        ends_at=timezone.now() + timedelta(days=20)
    )
    claim_for(people.cara)
    edit_profile(viewer_for(people.cara), Beside("Boris Badenough", None, ""), Page())
    run_outbox()
    verbs = Entry.objects.filter(about="claim", about_id=held.pk).values_list("verb", flat=True)
    assert "claim.ended" in verbs
    assert "claim.reopened" not in verbs


def test_the_form_for_the_name_says_so_beforehand(people, client_for):
    assert "closes what it opened" in client_for(people.anna).get("/members/me/").text


def test_an_administrators_change_of_a_name_is_looked_at_as_well(
    people, held, client_for, run_outbox
):
    url = reverse("admin:members_user_change", args=[people.cara.pk])
    fields = {"name": "Boris Badenough", "grade": "", "is_active": "on"}
    assert client_for(people.adam).post(url, fields).status_code == 302
    run_outbox()
    assert not is_doctor(people.cara)
