"""What does not come from this browser, now, leads nowhere."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.issuer.running import Visitor
from tests.verification.identity.conftest import BACK, STATUS, land, proven, set_out, words
from verification.models import Evidence, UsedProof

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=made-up",
        "?code=made-up&state=made-up",
        "?state=made-up&error=access_denied",
        "?code=%00&state=%00",
        "?code=x&state=" + "x" * 5000,
        "?error=<script>alert(1)</script>",
    ],
)
def test_what_was_not_begun_here_leads_nowhere(cara, claim, query):
    response = cara.get(BACK + query, follow=True)
    assert response.redirect_chain == [(STATUS, 302)]
    assert "did not work" in words(response)
    assert "<script>alert" not in words(response)
    assert not proven(claim)


def test_a_state_that_was_tampered_with_leads_nowhere(cara, claim):
    address = Visitor("susan").sign_in(set_out(cara))
    assert "did not work" in words(land(cara, address.replace("state=", "state=x")))
    assert not proven(claim)


def test_a_code_that_was_tampered_with_leads_nowhere(cara, claim):
    address = Visitor("susan").sign_in(set_out(cara))
    assert "does not answer as it should" in words(land(cara, address.replace("code=", "code=x")))
    assert not proven(claim)


def test_coming_back_a_second_time_changes_nothing(cara, claim):
    address = Visitor("susan").sign_in(set_out(cara))
    assert "you signed in with NHS Test" in words(land(cara, address))
    claim.evidence.filter(kind=Evidence.Kind.SIGN_IN).delete()
    assert "did not work" in words(land(cara, address))
    assert not proven(claim)


def test_another_browser_cannot_bring_it_back(cara, claim, client_for, people, claim_for):
    """Nor can someone be led to bring back what another began."""
    address = Visitor("susan").sign_in(set_out(cara))
    other = claim_for(people.nina, number="7654321", proof=None)
    assert "did not work" in words(land(client_for(people.nina), address))
    assert not proven(other)
    assert not UsedProof.objects.exists()


def test_a_code_for_one_attempt_is_no_good_in_another(cara, claim, client_for, people, claim_for):
    """The code of one's own sign-in, put into the address of another's: PKCE and nonce say no."""
    stolen = parse_qs(urlsplit(Visitor("susan").sign_in(set_out(cara))).query)["code"][0]
    other = claim_for(people.nina, proof=None)
    nina = client_for(people.nina)
    state = parse_qs(urlsplit(set_out(nina)).query)["state"][0]
    nina.get(BACK, {"code": stolen, "state": state})
    assert not proven(other)
    assert not UsedProof.objects.exists()


def test_who_signed_out_on_the_way_signs_in_first(cara, claim):
    address = urlsplit(Visitor("susan").sign_in(set_out(cara)))
    cara.logout()
    response = cara.get(f"{address.path}?{address.query}")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert not proven(claim)
