"""A sign-in elsewhere is never a way into an account."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.test import Client
from django.urls import reverse

from tests.issuer.running import Visitor
from tests.verification.identity.conftest import (
    BACK,
    ON,
    START,
    STATUS,
    come_back,
    land,
    set_out,
    words,
)
from verification.limits import SIGNING_IN

pytestmark = pytest.mark.django_db


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("way", ["get", "post", "head"])
@pytest.mark.parametrize("process", ["login", "connect", "redirect", ""])
def test_a_stranger_sets_out_for_nowhere(issuer, people, client_for, way, process):
    client = client_for()
    for where in (f"{START}?process={process}", START):
        response = getattr(client, way)(where, {"process": process})
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
    assert "socialaccount_states" not in client.session
    assert not signed_in(client)


def test_a_stranger_comes_back_to_the_sign_in(issuer, people, client_for):
    response = client_for().get(f"{BACK}?code=x&state=x")
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("process", ["login", "redirect", "", "connect\0", "CONNECT"])
def test_nothing_but_proof_is_set_out_for(cara, process):
    assert cara.post(START, {"process": process}).status_code == 404
    assert cara.post(f"{START}?process=connect", {"process": process}).status_code == 404
    assert "socialaccount_states" not in cara.session


def test_an_address_alone_sets_out_for_nothing(cara):
    page = cara.get(f"{START}?process=connect")
    assert page.status_code == 200
    assert "begins on the page of your verification" in words(page)
    assert cara.head(f"{START}?process=connect").status_code == 404
    assert "socialaccount_states" not in cara.session


def test_a_login_that_was_begun_somehow_signs_no_one_in(cara, claim, people):
    """Whatever the stored attempt says, whoever comes back is answered before allauth would act."""
    address = Visitor("susan").sign_in(set_out(cara))
    session = cara.session
    for state, *_ in session["socialaccount_states"].values():
        state["process"] = "login"
        state["next"] = "https://elsewhere.example/"
    session.save()
    response = land(cara, address)
    assert response.redirect_chain == [(STATUS, 302)]
    assert cara.session["_auth_user_id"] == str(people.cara.pk)


def test_a_page_to_go_on_to_is_not_taken_from_the_address(cara):
    cara.post(f"{START}?next=https://elsewhere.example/", ON | {"next": "/inbox/"})
    for state, *_ in cara.session["socialaccount_states"].values():
        assert "next" not in state


def test_an_account_elsewhere_that_is_in_the_database_opens_nothing(cara, claim, people, issuer):
    """Even if someone put one there: it is no way into anna's account."""
    row = SocialAccount.objects.create(user=people.anna, provider="nhs", uid="1")
    come_back(cara, "susan")
    assert cara.session["_auth_user_id"] == str(people.cara.pk)
    row.delete()


def test_an_issuer_that_is_in_the_database_is_not_trusted(cara, people):
    app = SocialApp.objects.create(
        provider="openid_connect", provider_id="mine", name="Mine", client_id="x", secret="x",
        settings={"server_url": "https://elsewhere.example"},
    )  # fmt: skip
    assert cara.post(reverse("openid_connect_login", args=["mine"]), ON).status_code == 404
    app.delete()


@pytest.mark.parametrize("key", ["openid_connect", "other", "nhs%00", "x" * 300])
def test_an_issuer_that_is_not_named_is_not_there(cara, key):
    for where in (START, BACK):
        assert cara.get(where.replace("nhs", key)).status_code == 404


@pytest.mark.parametrize(
    "where", ["3rdparty/", "3rdparty/signup/", "3rdparty/login/error/", "3rdparty/login/cancelled/",
              "social/signup/", "social/connections/", "social/login/error/"],
)  # fmt: skip
def test_allauths_other_pages_are_not_there(cara, client_for, where):
    for client in (cara, client_for()):
        assert client.get(f"/accounts/{where}").status_code == 404
        assert client.post(f"/accounts/{where}", {"account": 1}).status_code == 404


def test_a_form_from_elsewhere_sets_out_for_nothing(cara, people, claim):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.cara)
    assert client.post(START, ON).status_code == 403


def test_without_a_claim_that_waits_there_is_nothing_to_set_out_for(issuer, people, client_for):
    for who, reason in ((people.nina, "You have none now"), (people.eve, "suspended")):
        response = client_for(who).post(START, ON, follow=True)
        assert response.redirect_chain == [(STATUS, 302)]
        assert reason in words(response)


def test_too_many_in_a_day_wait_for_tomorrow(cara, claim):
    for _ in range(SIGNING_IN.item.amount):
        cara.post(START, ON)
    response = cara.post(START, ON, follow=True)
    assert "tomorrow" in words(response)
