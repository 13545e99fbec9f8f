"""Sign-ins that prove nothing, and what changed on the way."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from community.members.models import User
from tests.issuer.running import Visitor
from tests.verification.identity.conftest import (
    ON,
    START,
    STATUS,
    come_back,
    land,
    proven,
    set_out,
    words,
)
from verification import claiming
from verification.models import Claim, UsedProof

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "username", ["other-surname", "other-given", "only-family", "no-name", "odd-name", "long-name"]
)
def test_another_name_proves_nothing(cara, claim, username):
    response = come_back(cara, username)
    assert "another name than your claim" in words(response)
    assert not proven(claim)
    assert not UsedProof.objects.exists()


@pytest.mark.parametrize(
    "username", ["unchecked", "level-unsaid", "level-odd", "level-true", "level-in-token"]
)
def test_an_identity_that_was_not_checked_enough_proves_nothing(cara, claim, username):
    response = come_back(cara, username)
    assert "not checked closely enough" in words(response)
    assert not proven(claim)


def test_nor_when_the_address_asks_for_more(cara, claim):
    query = "?auth_params=acr_values%3D3%26id_assurance_level%3D3%26nonce%3Dmine&scope=email"
    asked = parse_qs(urlsplit(set_out(cara, query)).query)
    assert not {"acr_values", "id_assurance_level"} & set(asked)
    assert asked["nonce"] != ["mine"]
    assert "email" not in asked["scope"][0]
    response = come_back(cara, "unchecked", query)
    assert "not checked closely enough" in words(response)
    assert not proven(claim)


def test_an_identity_proves_one_account_and_says_no_more(
    cara, claim, people, client_for, claim_for, decide
):
    come_back(cara, "susan")
    decide(claim, "reject", "Not this time.")
    other = claim_for(people.nina, proof=None, account="Nina Reyes")
    html = words(come_back(client_for(people.nina), "susan"))
    assert "This sign-in cannot be used here." in html
    assert people.cara.email not in html
    assert not proven(other)
    assert UsedProof.objects.get().user == people.cara


@pytest.mark.parametrize(
    "username",
    ["wrong-issuer", "no-issuer", "wrong-audience", "wrong-party", "wrong-nonce", "no-nonce",
     "expired", "never-expires", "no-subject", "long-subject", "number-subject", "other-details"],
)  # fmt: skip
def test_a_token_that_is_not_that_issuers_for_us_and_now_proves_nothing(cara, claim, username):
    response = come_back(cara, username)
    assert response.redirect_chain == [(STATUS, 302)]
    assert "That sign-in did not work" in words(response)
    assert not proven(claim)
    assert not UsedProof.objects.exists()


def test_an_issuer_that_calls_itself_otherwise_than_we_were_told_is_not_asked(
    cara, trust, issuer_url
):
    trust(issuer_url + "/")
    html = words(cara.post(START, ON, follow=True))
    assert "does not answer as it should" in html


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "{issuer}/accounts"])
def test_an_issuer_that_does_not_answer_is_said_so(cara, trust, issuer_url, url):
    trust(url.format(issuer=issuer_url))
    response = cara.post(START, ON, follow=True)
    assert response.redirect_chain == [(STATUS, 302)]
    assert "does not answer as it should" in words(response)


def test_an_issuer_that_fails_on_the_way_back_is_said_so(cara, claim, trust, issuer_url):
    address = Visitor("susan").sign_in(set_out(cara))
    trust("http://127.0.0.1:9")
    assert "does not answer as it should" in words(land(cara, address))
    assert not proven(claim)


def test_who_does_not_consent_is_back_as_before(cara, claim):
    response = come_back(cara, "susan", consent=False)
    assert "without signing in" in words(response)
    assert not proven(claim)


def test_who_was_suspended_on_the_way_proves_nothing(cara, claim, people):
    address = Visitor("susan").sign_in(set_out(cara))
    User.objects.filter(pk=people.cara.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    assert "suspended" in words(land(cara, address))
    assert not proven(claim)
    assert not UsedProof.objects.exists()


def test_a_claim_taken_back_on_the_way_gets_nothing_nor_does_the_next(
    cara, claim, people, claim_for, viewer_of
):
    address = Visitor("susan").sign_in(set_out(cara))
    claiming.withdraw(viewer_of(people.cara), claim.pk)
    after = claim_for(people.cara, proof=None)
    assert "You have none now" in words(land(cara, address))
    assert not proven(claim)
    assert not proven(after)


def test_a_name_changed_on_the_way_is_the_one_that_counts(cara, claim):
    address = Visitor("susan").sign_in(set_out(cara))
    Claim.objects.filter(pk=claim.pk).update(surname="Roe")
    assert "another name than your claim" in words(land(cara, address))
    assert not proven(claim)


def test_an_issuer_no_longer_trusted_is_not_there(cara, claim, settings):
    address = urlsplit(Visitor("susan").sign_in(set_out(cara)))
    settings.TRUSTED_ISSUERS = []
    assert cara.get(f"{address.path}?{address.query}").status_code == 404
    assert not proven(claim)
