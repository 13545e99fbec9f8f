"""A real issuer in another process, and Cara, who sets out for it and comes back."""

from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.urls import reverse

from community.lib.issuers import Issuer
from community.members.models import User
from tests.issuer.people import CLIENT, SECRET
from tests.issuer.running import Visitor, running_issuer
from verification.models import Evidence

PAGE, STATUS = reverse("verification_identity"), reverse("verification")
START = reverse("openid_connect_login", args=["nhs"])
BACK = reverse("openid_connect_callback", args=["nhs"])
ON = {"process": "connect"}


@pytest.fixture(scope="session")
def issuer_url(tmp_path_factory):
    with running_issuer(tmp_path_factory.mktemp("issuer"), f"http://testserver{BACK}") as where:
        yield where


@pytest.fixture
def trust(settings, monkeypatch):
    """trust(url) is to trust the issuer there, and no other."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def trust(url, **changes):
        given = {"assurance_claim": "id_assurance_level", "least_assurance": "3"} | changes
        issuer = Issuer("nhs", "NHS Test", url, CLIENT, SECRET, **given)
        settings.TRUSTED_ISSUERS = [issuer]
        return issuer

    return trust


@pytest.fixture
def issuer(trust, issuer_url):
    return trust(issuer_url)


@pytest.fixture
def claim(people, entry, claim_for):
    return claim_for(people.cara, proof=None)


@pytest.fixture
def cara(people, claim, client_for, issuer):
    return client_for(people.cara)


def set_out(client, query=""):
    """Where our button leads."""
    response = client.post(START + query, ON)
    assert response.status_code == 302
    return response["Location"]


def come_back(client, username, query="", **how):
    """Press the button, sign in there as this person, and come back; the page that follows."""
    address = Visitor(username).sign_in(set_out(client, query), **how)
    return land(client, address)


def land(client, address):
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("testserver", BACK)
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def words(response):
    return response.content.decode()


@pytest.fixture(autouse=True)
def nothing_is_kept_and_no_one_made(request, people):
    """Whatever is tried: no account, here or of allauth's, and no token."""
    before = set(User.objects.values_list("pk", flat=True))
    yield
    assert set(User.objects.values_list("pk", flat=True)) == before
    for model in (SocialAccount, SocialApp, SocialToken):
        assert not model.objects.exists()


def proven(claim):
    return claim.evidence.filter(kind=Evidence.Kind.SIGN_IN).exists()
