"""A verification is renewed in one step, and holds on while it is looked at."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Standing
from tests.verification.conftest import is_doctor
from verification.models import Claim, Evidence

pytestmark = pytest.mark.django_db
RENEW = reverse("verification_renew")
NAMES = {"surname": "Chater", "given_name": "Susan"}


@pytest.fixture
def cara(people, client_for):
    return client_for(people.cara)


def ends_in(user, days):
    ends = timezone.now() + timedelta(days=days)
    Standing.objects.filter(user=user, closed_at=None).update(ends_at=ends)


def send(client, **changes):
    return client.post(RENEW, NAMES | {"key": str(uuid.uuid4())} | changes)


def test_one_step_renews_and_nothing_closes_meanwhile(people, held, cara, decide):
    ends_in(people.cara, 20)
    assert "Renew" in cara.get(reverse("verification")).content.decode()
    assert "1234567" in cara.get(RENEW).content.decode()
    assert send(cara)["Location"] == reverse("verification")
    renewal = Claim.objects.get(is_renewal=True)
    assert is_doctor(people.cara)
    decide(renewal)
    standing = Standing.objects.get(user=people.cara, closed_at=None)
    assert standing.ends_at > timezone.now() + timedelta(days=300)
    held.refresh_from_db()
    assert held.state == Claim.State.ENDED
    assert Claim.objects.filter(state=Claim.State.APPROVED).count() == 1


@pytest.mark.parametrize(("days_old", "counts"), [(10, True), (40, False)])
def test_a_work_address_counts_for_thirty_days(people, held, cara, days_old, counts):
    then = timezone.now() - timedelta(days=days_old)
    held.evidence.filter(kind="work_mail").update(created_at=then)
    ends_in(people.cara, 20)
    send(cara)
    renewal = Claim.objects.get(is_renewal=True)
    assert renewal.evidence.filter(kind=Evidence.Kind.WORK_MAIL).exists() == counts


def test_a_work_address_does_not_stay_fresh_from_renewal_to_renewal(people, held, cara):
    then = timezone.now() - timedelta(days=29)
    held.evidence.filter(kind="work_mail").update(created_at=then)
    ends_in(people.cara, 20)
    send(cara)
    renewal = Claim.objects.get(is_renewal=True)
    assert renewal.evidence.get(kind=Evidence.Kind.WORK_MAIL).created_at == then


@pytest.mark.parametrize(("days_old", "words"), [(10, "still counts"), (40, "one more proof")])
def test_the_page_says_whether_more_is_needed(people, held, cara, days_old, words):
    then = timezone.now() - timedelta(days=days_old)
    held.evidence.filter(kind="work_mail").update(created_at=then)
    ends_in(people.cara, 20)
    assert words in cara.get(RENEW).content.decode()


def test_the_name_stays_unless_the_register_has_another(people, held, cara):
    ends_in(people.cara, 20)
    assert "Surname on the register" not in cara.get(RENEW).content.decode()
    send(cara, surname="Else", given_name="Someone")
    renewal = Claim.objects.get(is_renewal=True)
    assert (renewal.surname, renewal.given_name) == ("Chater", "Susan")


def test_a_new_name_on_the_register_is_confirmed_here(people, held, cara):
    until = timezone.now() + timedelta(days=20)
    Claim.objects.update(doubt=Claim.Doubt.NAME, doubt_until=until)
    assert "Surname on the register" in cara.get(RENEW).content.decode()
    send(cara, surname="Married-Now")
    renewal = Claim.objects.get(is_renewal=True)
    assert renewal.surname == "Married-Now"
    assert not renewal.evidence.filter(kind=Evidence.Kind.WORK_MAIL).exists()


@pytest.mark.parametrize("bad", ["", "\x00", "\u202e", "x" * 20_000])
def test_a_name_that_is_none_changes_nothing(people, held, cara, bad):
    Claim.objects.update(doubt=Claim.Doubt.NAME, doubt_until=timezone.now() + timedelta(days=20))
    assert send(cara, surname=bad).status_code == 422
    assert not Claim.objects.filter(is_renewal=True).exists()


@pytest.mark.parametrize("bad", ["", "no-uuid", "\x00"])
def test_a_form_without_its_key_changes_nothing(people, held, cara, bad):
    ends_in(people.cara, 20)
    assert send(cara, key=bad).status_code == 422
    assert not Claim.objects.filter(is_renewal=True).exists()


def test_papers_that_were_seen_still_count(people, held, cara):
    held.evidence.create(kind=Evidence.Kind.DOCUMENT, seen_by=people.vera)
    ends_in(people.cara, 20)
    send(cara)
    renewal = Claim.objects.get(is_renewal=True)
    assert renewal.evidence.get(kind=Evidence.Kind.DOCUMENT).seen_by == people.vera


def test_not_too_early(people, held, cara):
    assert cara.get(RENEW)["Location"] == reverse("verification")
    assert send(cara).status_code == 422
    assert not Claim.objects.filter(is_renewal=True).exists()


def test_a_double_click_renews_once(people, held, cara):
    ends_in(people.cara, 20)
    key = str(uuid.uuid4())
    send(cara, key=key)
    send(cara, key=key)
    assert Claim.objects.filter(is_renewal=True).count() == 1


def test_a_rejected_renewal_leaves_the_old_one_to_its_end(people, held, cara, decide):
    ends_in(people.cara, 20)
    send(cara)
    decide(Claim.objects.get(is_renewal=True), "reject", "Please send a photo.")
    assert is_doctor(people.cara)


@pytest.mark.parametrize("who", ["dan", "nina", "stu", "moira"])
def test_who_holds_nothing_renews_nothing(people, client_for, who):
    client = client_for(getattr(people, who))
    assert client.get(RENEW)["Location"] == reverse("verification")
    assert send(client).status_code == 422


def test_a_stranger_signs_in_first(client_for):
    assert client_for().get(RENEW)["Location"].startswith(reverse("account_login"))


def test_a_claim_on_another_register_is_not_written_over(people, held, cara, claim_for, decide):
    other = claim_for(people.cara, "71A2998E", register="nmc", proof=None)
    decide(other, "ask", "Which part of the register?")
    ends_in(people.cara, 20)
    assert cara.get(RENEW)["Location"] == reverse("verification")
    assert send(cara).status_code == 422
    other.refresh_from_db()
    assert (other.register, other.is_renewal) == ("nmc", False)
