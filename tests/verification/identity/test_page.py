"""The page that offers to sign in elsewhere."""

import pytest
from django.urls import reverse

from tests.issuer.people import CLIENT, SECRET
from tests.verification.identity.conftest import PAGE, START, STATUS, come_back, words

pytestmark = pytest.mark.django_db


def test_the_page_offers_each_issuer_and_says_what_is_kept(cara):
    html = words(cara.get(PAGE))
    for part in ("Sign in with NHS Test", f'action="{START}"', 'value="connect"', "fingerprint",
                 "Not your login"):  # fmt: skip
        assert part in html
    assert SECRET not in html
    assert CLIENT not in html


def test_its_policy_lets_the_form_lead_to_the_issuer_and_no_other_page_does(cara, trust, issuer):
    trust(issuer.url, redirects_to=("https://b.example",))
    policy = cara.get(PAGE)["Content-Security-Policy"]
    assert f"form-action 'self' {issuer.url} https://b.example" in policy
    assert "default-src 'none'" in policy
    assert issuer.url not in cara.get(STATUS)["Content-Security-Policy"]


def test_when_it_is_done_the_page_says_so(cara):
    come_back(cara, "susan")
    html = words(cara.get(PAGE))
    assert "You signed in with NHS Test" in html
    assert f'action="{START}"' not in html


def test_without_issuers_there_is_no_page(people, claim, client_for, settings):
    settings.TRUSTED_ISSUERS = []
    assert client_for(people.cara).get(PAGE).status_code == 404


def test_a_stranger_signs_in_first(issuer, people, client_for):
    assert client_for().get(PAGE)["Location"].startswith(reverse("account_login"))


def test_who_has_no_open_claim_is_sent_on_with_a_word(issuer, people, client_for):
    response = client_for(people.nina).get(PAGE, follow=True)
    assert response.redirect_chain == [(STATUS, 302)]
    assert "You have none now" in words(response)
