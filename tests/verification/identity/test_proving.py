"""A sign-in elsewhere as evidence: the whole way there and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from community.audit.models import Entry
from tests.verification.identity.conftest import STATUS, come_back, proven, set_out, words
from verification import claiming, identity
from verification.models import Claim, Evidence, UsedProof

pytestmark = pytest.mark.django_db


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
