"""Papers are sent, seen by those who decide and by no one else, and taken back."""

import hashlib
import io
import uuid

import pytest
from PIL import Image

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.limits import TooFast
from community.lib.uploads import Unusable
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from tests.lib.files import jpeg, pdf
from tests.verification.conftest import FACE
from verification import papers, sealing
from verification.limits import PAPERS_PER_CLAIM
from verification.models import Claim, Paper

pytestmark = pytest.mark.django_db

SENT = jpeg()


@pytest.fixture
def claim(people, entry, claim_for, paper_store):
    return claim_for(people.cara)


@pytest.fixture
def send(people, viewer_of):
    def send(who=None, data=SENT, kind=Paper.Kind.IDENTITY, key=None):
        return papers.send(viewer_of(who or people.cara), kind, data, key or uuid.uuid4())

    return send


def files(store):
    return sorted(store.iterdir()) if store.exists() else []


def test_what_is_kept_is_sealed_under_a_name_that_tells_nothing(claim, send, paper_store):
    paper = send()
    (file,) = files(paper_store)
    kept = file.read_bytes()
    picture = sealing.unseal(kept)
    assert Image.open(io.BytesIO(picture)).format == "JPEG"
    assert not kept.startswith(b"\xff\xd8")
    for chunk in (picture[:16], picture[200:232], SENT[200:232]):
        assert chunk not in kept
    assert paper.pages == [file.name]
    assert len(file.name) == 32
    assert paper.sha256 == hashlib.sha256(SENT).hexdigest()
    assert (paper.claim, paper.kind) == (claim, "identity")


def test_only_the_site_itself_may_read_the_folder(claim, send, quickly, paper_store):
    send()
    (file,) = files(paper_store)
    assert file.stat().st_mode & 0o777 == 0o600
    assert paper_store.stat().st_mode & 0o777 == 0o700


def test_each_page_is_a_file_of_its_own(claim, send, paper_store, people):
    paper = send(data=pdf(3))
    assert len(set(paper.pages)) == len(files(paper_store)) == 3
    pages = {papers.page(viewer_for(people.vera), claim.pk, paper.pk, n) for n in (1, 2, 3)}
    assert all(page.startswith(b"\xff\xd8") for page in pages)


def test_a_double_click_stores_one_paper(claim, send, quickly, paper_store):
    key = uuid.uuid4()
    assert send(key=key) == send(key=key)
    assert Paper.objects.count() == len(files(paper_store)) == 1


def test_the_last_of_six_sent_twice_is_no_seventh(claim, send, quickly, paper_store):
    key = uuid.uuid4()
    for n in range(PAPERS_PER_CLAIM - 1):
        send(data=b"%d" % n)
    assert send(key=key) == send(key=key)
    with pytest.raises(Refused, match="6 papers are there"):
        send(data=b"one more")
    assert len(files(paper_store)) == PAPERS_PER_CLAIM


def test_taking_one_back_makes_room(claim, send, quickly, people, viewer_of):
    for n in range(PAPERS_PER_CLAIM):
        paper = send(data=b"%d" % n)
    papers.remove(viewer_of(people.cara), paper.pk)
    assert send()


def test_one_file_is_not_two_papers(claim, send, quickly, paper_store, people, viewer_of):
    first = send()
    with pytest.raises(Refused, match="there already: photo identity"):
        send(kind=Paper.Kind.CERTIFICATE)
    assert len(files(paper_store)) == 1
    papers.remove(viewer_of(people.cara), first.pk)
    assert send(kind=Paper.Kind.CERTIFICATE)  # it was said to be the wrong thing


def test_twenty_files_a_day_are_enough(claim, send, quickly, people, viewer_of):
    for _ in range(20):
        papers.remove(viewer_of(people.cara), send().pk)
    with pytest.raises(TooFast):
        send()


def test_who_has_no_claim_that_waits_sends_nothing(
    claim, send, quickly, people, decide, paper_store
):
    with pytest.raises(Refused, match="claim that waits"):
        send(people.nina)
    decide(claim)
    with pytest.raises(Refused, match="claim that waits"):
        send()
    assert files(paper_store) == []


def test_who_is_suspended_sends_nothing(send, quickly, people, paper_store):
    with pytest.raises(Refused, match="suspended"):
        send(people.eve)


def test_a_verifier_who_has_the_page_open_sees_that_it_changed(
    claim, send, quickly, run_outbox, people
):
    run_outbox()
    told = Notification.objects.filter(user=people.cara).count()
    version = Claim.objects.get().version
    send()
    run_outbox()
    claim.refresh_from_db()
    assert claim.version == version + 1
    assert Notification.objects.filter(user=people.cara).count() == told


def test_what_the_member_is_yet_to_be_told_they_are_told(claim, send, quickly, run_outbox, people):
    send()  # before the message about the claim itself went out
    run_outbox()
    assert Notification.objects.filter(user=people.cara, text__contains="your claim").count() == 1


def test_papers_that_were_asked_for_leave_the_claim_where_it_is(claim, send, quickly, decide):
    decide(claim, "ask", "Please send papers.")
    send()
    claim.refresh_from_db()
    assert claim.state == Claim.State.MORE


def test_a_file_of_no_use_changes_nothing(claim, send, paper_store):
    version = Claim.objects.get().version
    with pytest.raises(Unusable, match="none of these"):
        send(data=b"not a picture")
    assert not Paper.objects.exists()
    assert files(paper_store) == []
    assert Claim.objects.get().version == version


def test_what_fails_half_way_leaves_no_file(claim, send, monkeypatch, paper_store):
    monkeypatch.setattr(papers, "remember", lambda form, result: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(data=pdf(2))
    assert files(paper_store) == []
    assert not Paper.objects.exists()


def test_a_decision_while_the_file_is_read_comes_first(
    claim, send, monkeypatch, decide, paper_store
):
    monkeypatch.setattr(papers, "pages_of", lambda data: [FACE] if decide(claim) else [])
    with pytest.raises(Refused):
        send()
    assert files(paper_store) == []


def test_a_verifier_and_an_administrator_see_it_and_each_look_is_written_down(
    claim, send, quickly, people, viewer_of
):
    paper = send()
    for who in (people.vera, people.adam, people.vera):
        assert papers.page(viewer_of(who), claim.pk, paper.pk, 1) == FACE
    looks = Entry.objects.filter(verb="paper.viewed", about="paper", about_id=paper.pk)
    assert sorted(looks.values_list("actor_id", flat=True)) == sorted(
        [people.vera.pk, people.vera.pk, people.adam.pk]
    )
    assert looks.first().detail == {"claim": claim.pk, "page": 1}


@pytest.mark.parametrize("who", ["anna", "cara", "dan", "eve", "nina", "stu", "moira"])
def test_no_one_else_sees_it_not_even_who_sent_it(claim, send, quickly, people, viewer_of, who):
    paper = send()
    with pytest.raises(Refused):
        papers.page(viewer_of(getattr(people, who)), claim.pk, paper.pk, 1)
    assert not Entry.objects.filter(verb="paper.viewed").exists()


def test_a_verifier_without_a_second_factor_sees_nothing(claim, send, quickly, people):
    paper = send()
    with pytest.raises(Refused):
        papers.page(viewer_for(people.vera, second_factor=False), claim.pk, paper.pk, 1)


def test_a_verifier_does_not_look_at_their_own(
    entry, claim_for, send, people, quickly, paper_store
):
    own = claim_for(people.vera)
    paper = send(people.vera)
    with pytest.raises(Refused, match="your own"):
        papers.page(viewer_for(people.vera), own.pk, paper.pk, 1)
    assert papers.page(viewer_for(people.adam), own.pk, paper.pk, 1) == FACE


def test_once_decided_it_is_not_shown_though_it_is_not_shredded_yet(
    claim, send, quickly, people, decide
):
    paper = send()
    decide(claim)
    assert Paper.objects.get().pages
    with pytest.raises(Refused, match="settled"):
        papers.page(viewer_for(people.vera), claim.pk, paper.pk, 1)


@pytest.mark.parametrize("number", [0, -1, 2, 10**9])
def test_there_is_no_other_page(claim, send, quickly, people, number):
    paper = send()
    with pytest.raises(Paper.DoesNotExist):
        papers.page(viewer_for(people.vera), claim.pk, paper.pk, number)


def test_a_paper_is_found_with_its_own_claim_only(claim, send, quickly, people, claim_for):
    paper = send()
    other = claim_for(people.nina, number="7654321")
    with pytest.raises(Paper.DoesNotExist):
        papers.page(viewer_for(people.vera), other.pk, paper.pk, 1)


def test_a_file_that_is_gone_was_not_looked_at(claim, send, quickly, people, paper_store):
    paper = send()
    files(paper_store)[0].unlink()
    with pytest.raises(Paper.DoesNotExist):
        papers.page(viewer_for(people.vera), claim.pk, paper.pk, 1)
    assert not Entry.objects.filter(verb="paper.viewed").exists()


def test_what_is_taken_back_is_deleted_at_once(
    claim, send, quickly, people, viewer_of, paper_store
):
    paper, version = send(), Claim.objects.get().version
    for _ in range(2):  # a second click changes nothing
        papers.remove(viewer_of(people.cara), paper.pk)
    assert files(paper_store) == []
    paper.refresh_from_db()
    assert (paper.pages, paper.shredded_at is None) == ([], False)
    assert Claim.objects.get().version == version + 1
    assert Entry.objects.filter(verb="paper.taken_back").count() == 1
    with pytest.raises(Paper.DoesNotExist):
        papers.page(viewer_of(people.vera), claim.pk, paper.pk, 1)


@pytest.mark.parametrize("who", ["anna", "nina", "moira", "vera", "adam"])
def test_no_one_takes_anothers_back(claim, send, quickly, people, viewer_of, who, paper_store):
    paper = send()
    with pytest.raises(Paper.DoesNotExist):
        papers.remove(viewer_of(getattr(people, who)), paper.pk)
    assert len(files(paper_store)) == 1


def test_no_record_tells_what_a_file_is_called(claim, send, quickly, paper_store):
    send()
    (file,) = files(paper_store)
    assert file.name not in str(list(Entry.objects.values_list("detail", flat=True)))
