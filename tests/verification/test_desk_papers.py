"""The one address that serves papers, and what the desk shows of them."""

import uuid

import pytest
from django.urls import reverse

from tests.verification.conftest import FACE, desk_address
from verification import papers
from verification.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(people, entry, claim_for, paper_store):
    return claim_for(people.cara)


@pytest.fixture
def paper(people, claim, quickly, viewer_of):
    return papers.send(viewer_of(people.cara), Paper.Kind.IDENTITY, b"x", uuid.uuid4())


@pytest.mark.parametrize("who", ["vera", "adam"])
def test_who_decides_sees_the_page_and_no_cache_keeps_it(client_for, people, paper, who):
    response = client_for(getattr(people, who)).get(desk_address(paper))
    assert response.status_code == 200
    assert response.content == FACE
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "nina", "moira"])
def test_for_everyone_else_it_is_not_there(client_for, people, paper, who):
    client = client_for(getattr(people, who))
    there, missing = client.get(desk_address(paper)), client.get(desk_address(paper, 99))
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content


def test_a_stranger_and_a_verifier_without_second_factor_come_no_further(client_for, people, paper):
    for client in (client_for(), client_for(people.vera, second_factor=False)):
        response = client.get(desk_address(paper))
        assert response.status_code == 302
        assert FACE not in response.content


def test_a_verifiers_own_paper_is_not_there_for_them(
    client_for, people, claim_for, entry, quickly, viewer_of, paper_store
):
    claim_for(people.vera, number="7654321")
    own = papers.send(viewer_of(people.vera), Paper.Kind.IDENTITY, b"x", uuid.uuid4())
    assert client_for(people.vera).get(desk_address(own)).status_code == 404
    assert client_for(people.adam).get(desk_address(own)).status_code == 200


def test_with_another_claims_number_it_is_not_there(client_for, people, paper, claim_for):
    other = claim_for(people.nina, number="7654321")
    vera = client_for(people.vera)
    assert vera.get(desk_address(paper, claim_id=other.pk)).status_code == 404
    assert vera.get(desk_address(paper, 0)).status_code == 404
    assert vera.get(desk_address(paper, 2)).status_code == 404


def test_what_is_shredded_is_not_there(client_for, people, paper, claim, decide, run_outbox):
    decide(claim)
    vera = client_for(people.vera)
    assert vera.get(desk_address(paper)).status_code == 404  # from the decision on
    run_outbox()
    assert vera.get(desk_address(paper)).status_code == 404


def test_nothing_is_sent_to_that_address(client_for, people, paper):
    assert client_for(people.vera).post(desk_address(paper)).status_code == 405


def test_the_desk_shows_each_page_and_afterwards_what_is_kept(
    client_for, people, paper, claim, decide, run_outbox
):
    vera = client_for(people.vera)
    where = reverse("admin:verification_claim_change", args=[claim.pk])
    html = vera.get(where).content.decode()
    assert f'src="{desk_address(paper)}"' in html
    assert 'loading="lazy"' in html
    decide(claim)
    run_outbox()
    html = vera.get(where).content.decode()
    assert desk_address(paper) not in html
    assert "shredded on" in html
    assert paper.sha256 in html


def test_the_pages_policy_lets_the_pictures_in(client_for, people, paper, claim):
    where = reverse("admin:verification_claim_change", args=[claim.pk])
    policy = client_for(people.vera).get(where)["Content-Security-Policy"]
    (images,) = [part for part in policy.split(";") if part.strip().startswith("img-src")]
    assert "'self'" in images
