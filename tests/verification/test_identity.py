"""A sign-in elsewhere as evidence: the whole way, with a real issuer in another process."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.lib.issuers import Issuer
from community.members.models import User
from tests.issuer.people import CLIENT, SECRET
from tests.issuer.running import Visitor, running_issuer
from verification import claiming, identity
from verification.limits import SIGNING_IN
from verification.models import Claim, Evidence, UsedProof

pytestmark = pytest.mark.django_db

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


# --- The way there and back ------------------------------------------------------------------


def test_a_sign_in_becomes_evidence_of_a_workplace(cara, claim, people):
    response = come_back(cara, "susan")
    assert response.redirect_chain == [(STATUS, 302)]
    assert "you signed in with NHS Test" in words(response)
    evidence = claim.evidence.get(kind=Evidence.Kind.SIGN_IN)
    assert (evidence.level, evidence.detail) == (2, "NHS Test")
    assert UsedProof.objects.get().user == people.cara


def test_the_desk_sees_that_the_claim_changed_and_the_member_is_not_told_twice(
    cara, claim, run_outbox
):
    run_outbox()
    claim.refresh_from_db()
    version = claim.version
    come_back(cara, "susan")
    claim.refresh_from_db()
    assert claim.version == claim.told_version == version + 1


def test_the_claim_can_be_approved_on_it(cara, claim, decide):
    come_back(cara, "susan")
    decide(claim)
    claim.refresh_from_db()
    assert claim.state == Claim.State.APPROVED


def test_only_a_fingerprint_and_the_issuers_name_are_kept(cara, claim, people, issuer):
    come_back(cara, "susan")
    written = Entry.objects.get(verb="claim.evidence")
    kept = [str(written.detail), str(dict(cara.session)), *claim.evidence.values_list("detail")]
    for part in ("Susan", "id_token", "access_token", "nonce", issuer.url):
        assert part not in str(kept), part
    assert written.actor_id == people.cara.pk
    assert len(UsedProof.objects.get().proof_print) == 64


def test_the_member_stays_signed_in_as_they_were(cara, people):
    before = dict(cara.session)
    come_back(cara, "susan")
    after = dict(cara.session)
    for key in ("_auth_user_id", "account_authentication_methods"):
        assert after[key] == before[key]


def test_it_is_asked_with_pkce_a_state_and_a_nonce_for_no_more_than_the_name(cara):
    asked = parse_qs(urlsplit(set_out(cara)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"][0]
    assert len(asked["nonce"][0]) >= 32
    assert asked["state"][0]
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert asked["response_type"] == ["code"]


@pytest.mark.parametrize("username", ["sue-in-capitals", "whole-name"])
def test_a_name_that_fits_may_be_spelt_otherwise(cara, claim, username):
    come_back(cara, username)
    assert proven(claim)


def test_where_no_assurance_is_asked_for_none_is_needed(cara, claim, trust, issuer_url):
    trust(issuer_url, assurance_claim="", least_assurance="")
    come_back(cara, "level-unsaid")
    assert proven(claim)


def test_a_second_sign_in_changes_nothing(cara, claim):
    come_back(cara, "susan")
    claim.refresh_from_db()
    come_back(cara, "susan")
    version = claim.version
    claim.refresh_from_db()
    assert claim.version == version
    assert claim.evidence.filter(kind=Evidence.Kind.SIGN_IN).count() == 1


def test_the_same_identity_proves_the_next_claim_of_the_same_account(
    cara, claim, claim_for, people, viewer_of
):
    come_back(cara, "susan")
    claiming.withdraw(viewer_of(people.cara), claim.pk)
    again = claim_for(people.cara, proof=None)
    come_back(cara, "susan")
    assert proven(again)


# --- What is refused ---------------------------------------------------------------------------


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


# --- What does not come from this browser, now ---------------------------------------------------


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


# --- What changed on the way ------------------------------------------------------------------


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


# --- Never a way in ---------------------------------------------------------------------------


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


# --- The page ------------------------------------------------------------------------------------


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


# --- Two at one moment --------------------------------------------------------------------------


def test_a_proof_that_another_account_used_a_moment_ago_is_refused(
    issuer, people, claim, claim_for, viewer_of
):
    who = identity.Identity(issuer, "1", "Susan", "Chater", "", "3")
    identity.prove(viewer_of(people.cara), claim.pk, who)
    other = claim_for(people.nina, proof=None)
    with pytest.raises(identity.Refused, match="cannot be used here"):
        identity.prove(viewer_of(people.nina), other.pk, who)


def test_another_issuers_subject_of_the_same_number_is_another_identity(
    issuer, people, claim, claim_for, viewer_of, trust
):
    elsewhere = trust("https://elsewhere.example")
    other = claim_for(people.nina, proof=None)
    for viewer, where, claimed in ((people.cara, issuer, claim), (people.nina, elsewhere, other)):
        who = identity.Identity(where, "1", "Susan", "Chater", "", "3")
        identity.prove(viewer_of(viewer), claimed.pk, who)
    assert UsedProof.objects.count() == 2


def test_anothers_claim_cannot_be_proven(issuer, people, claim, viewer_of):
    who = identity.Identity(issuer, "1", "Susan", "Chater", "", "3")
    with pytest.raises(identity.Refused):
        identity.prove(viewer_of(people.nina), claim.pk, who)
    assert not proven(claim)
