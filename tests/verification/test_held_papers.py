"""While the law desk holds a member their papers stay, sealed, and no verifier sees them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.viewer import viewer_for
from moderation.law import watching
from moderation.models import HeldCopy, Hold
from tests.verification.conftest import FACE
from verification import papers
from verification.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken_back(people, entry, claim_for, paper_store, monkeypatch):
    """taken_back(held) is a paper that Cara took back while a hold stood on this member."""
    monkeypatch.setattr(papers, "pages_of", lambda data: [FACE])

    def make(held):
        cara, when = viewer_for(people.cara), timezone.now() + timedelta(days=9)
        Hold.objects.create(user=held, reason="A claim.", placed_by=people.adam, review_at=when)
        claim_for(people.cara)
        paper = papers.send(cara, Paper.Kind.BADGE, b"anything", uuid.uuid4())
        papers.remove(cara, paper.pk)
        return Paper.objects.get(pk=paper.pk)

    return make


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_held_members_papers_stay_sealed_and_no_verifier_sees_them(
    people, taken_back, paper_store
):
    paper = taken_back(people.cara)
    assert paper.pages == []
    assert paper.shredded_at
    (page,) = files(paper_store)
    assert FACE not in page.read_bytes()
    assert HeldCopy.objects.filter(subject_kind="paper", subject_id=paper.pk).exists()


def test_they_go_once_the_hold_is_lifted(people, taken_back, paper_store, monkeypatch):
    taken_back(people.cara)
    monkeypatch.setattr(papers, "ORPHANS_AFTER", timedelta(seconds=-5))
    papers.sweep()
    assert files(paper_store)
    Hold.objects.update(lifted_at=timezone.now())
    watching.tend_holds()
    papers.sweep()
    assert not files(paper_store)


def test_without_a_hold_on_them_papers_are_shredded(people, taken_back, paper_store):
    taken_back(people.bela)
    assert not files(paper_store)
