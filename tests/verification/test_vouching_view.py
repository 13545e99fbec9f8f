"""The pages on which a colleague is asked to vouch, and vouches."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.members.models import User
from verification import vouching
from verification.mailboxes import Spent
from verification.models import Claim, Vouch

pytestmark = pytest.mark.django_db

ASK = reverse("vouches")
YES = {"knows": "on"}


@pytest.fixture
def claim(people, entry, claim_for):
    return claim_for(people.cara, proof=None)


def test_the_page_shows_the_name_and_never_the_number(claim, where, people, client_for):
    browser = client_for(people.anna)
    User.objects.filter(pk=people.cara.pk).update(grade="ST5 in her own words")
    html = browser.get(where).content.decode()
    assert "Susan Chater" in html
    assert "ST5 in her own words" in html
    assert "1234567" not in html
    assert "I know this person" in html
    response = browser.post(where)
    assert response.status_code == 422
    assert b"Please tick this" in response.content
    assert not Vouch.objects.exists()
    html = browser.post(where, YES, follow=True).content.decode()
    assert "You have vouched for them" in html


def test_the_claimant_gets_a_link_and_a_count(claim, vouch, people, client_for):
    vouch(people.anna)
    html = client_for(people.cara).get(ASK).content.decode()
    assert "/verification/vouch/" in html
    assert "1 of two" in html
    assert people.anna.name not in html


def test_who_has_no_open_claim_is_sent_on_with_a_word(people, client_for, claim):
    html = client_for(people.nina).get(ASK, follow=True).content.decode()
    assert "Proof goes with a claim that waits" in html


def test_a_nurse_is_not_vouched_for_as_a_doctor(people, claim_for, client_for):
    own = claim_for(people.nina, "71A2998E", "Shah", "Nina", register="nmc", proof=None)
    html = client_for(people.nina).get(ASK, follow=True).content.decode()
    assert vouching.OF_DOCTORS in html
    spent(client_for(people.anna), reverse("vouch", args=[vouching.token_of(own)]))


def spent(browser, where):
    for response in (browser.get(where), browser.post(where, YES)):
        assert response.status_code == 404
        assert "This link opens nothing any more" in response.content.decode()
    assert not Vouch.objects.exists()


def test_links_that_open_nothing_are_told_kindly(claim, where, people, client_for):
    browser = client_for(people.anna)
    for bad in (where[:-4] + "/", reverse("vouch", args=["x" * 3000]), where[:-1] + "%00/"):
        spent(browser, bad)


def test_after_two_weeks_a_link_is_too_old(where, people, client_for, monkeypatch):
    monkeypatch.setattr(vouching, "VOUCH_LINK_HOLDS", timedelta(seconds=-1))
    spent(client_for(people.anna), where)


@pytest.mark.parametrize("change", [{"surname": "Other"}, {"state": "withdrawn"}])
def test_another_name_or_a_settled_claim_needs_another_link(
    claim, where, people, client_for, change
):
    Claim.objects.update(**change)
    spent(client_for(people.anna), where)


def test_a_settled_claims_word_is_not_taken_back(claim, vouch, people, viewer_of):
    vouch(people.anna)
    token = vouching.token_of(claim)
    Claim.objects.update(state="approved")
    with pytest.raises(Spent):
        vouching.take_back(viewer_of(people.anna), token)
    assert Vouch.objects.exists()
