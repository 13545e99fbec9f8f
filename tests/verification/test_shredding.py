"""After the decision nothing of a paper is left: on no disk, in no table, in no cache."""

import os
import tempfile
import time
import uuid
from datetime import timedelta

import pytest
import redis
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.members.viewer import viewer_for
from tests.everywhere import tables_holding
from tests.lib.files import jpeg, pdf
from tests.verification.conftest import FACE
from verification import claiming, papers, tasks
from verification.models import Claim, Decision, Evidence, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(people, entry, claim_for, paper_store, run_outbox):
    claim = claim_for(people.cara)
    run_outbox()
    return claim


@pytest.fixture
def paper(claim, people, monkeypatch):
    monkeypatch.setattr(papers, "pages_of", lambda data: [FACE, FACE])
    return papers.send(viewer_for(people.cara), Paper.Kind.BADGE, b"anything", uuid.uuid4())


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def is_shredded(paper):
    paper.refresh_from_db()
    return paper.pages == [] and paper.shredded_at is not None


# --- The proof -----------------------------------------------------------------------------------


def redis_holds(words):
    """Keys under which any of `words` is kept, or that have it in their names."""
    client = redis.Redis.from_url(site.REDIS_URL)
    readers = {
        b"string": lambda key: [client.get(key)],
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"hash": lambda key: [part for pair in client.hgetall(key).items() for part in pair],
    }
    found = set()
    for key in client.scan_iter():
        kept = [key, *readers[client.type(key)](key)]
        if any(word in (value or b"") for word in words for value in kept):
            found.add(key)
    return found


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Everything that asks for a temporary file is given one here."""
    where = tmp_path / "temporary"
    where.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(where))
    return where


@pytest.mark.parametrize(
    "sent", [jpeg((1500, 900)) + bytes(3_000_000), pdf(3)], ids=["photo", "pdf"]
)
def test_after_the_decision_nothing_is_left_anywhere(
    sent, claim, people, client_for, decide, run_outbox, paper_store, temporary
):
    member, desk = client_for(people.cara), client_for(people.vera)
    for kind, more in (("identity", b""), ("certificate", b"\n")):
        file = SimpleUploadedFile("passport.any", sent + more)
        form = {"kind": kind, "file": file, "key": str(uuid.uuid4())}
        assert member.post(reverse("papers"), form).status_code == 302
    names = [name for paper in Paper.objects.all() for name in paper.pages]
    sealed = [path.read_bytes() for path in files(paper_store)]
    shown = []
    for paper in Paper.objects.all():
        address = reverse("admin:verification_claim_paper", args=[claim.pk, paper.pk, 1])
        shown.append(desk.get(address).content)
    assert len(files(paper_store)) == len(names) > 0
    assert tables_holding(names[0]) == {"verification_paper.pages"}
    assert files(temporary) == []

    decide(claim, papers_seen=True)
    run_outbox()

    assert files(paper_store) == []
    assert files(temporary) == []
    for words in (*names, *(text[100:140].decode() for text in sealed), "passport.any"):
        assert tables_holding(words) == set()
    pictures = [picture[300:332] for picture in shown] + [sent[300:332]]
    assert redis_holds([*map(str.encode, names), *(text[100:140] for text in sealed)]) == set()
    assert redis_holds(pictures) == set()
    assert all(not paper.pages and paper.shredded_at for paper in Paper.objects.all())
    # what is kept: that they were there, who saw them, and a hash
    assert Evidence.objects.get(kind=Evidence.Kind.DOCUMENT).seen_by == people.vera
    assert {paper.kind for paper in Paper.objects.all()} == {"identity", "certificate"}
    assert all(len(paper.sha256) == 64 for paper in Paper.objects.all())


def test_the_search_finds_what_it_looks_for(people, paper, client_for, paper_store):
    client = redis.Redis.from_url(site.REDIS_URL)
    client.set("gr-test:planted", b"xx" + FACE)
    assert redis_holds([FACE]) == {b"gr-test:planted"}
    client.delete("gr-test:planted")


# --- When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["approve", "reject"])
def test_a_decision_shreds(claim, paper, decide, run_outbox, paper_store, outcome):
    decide(claim, outcome, "Because.")
    run_outbox()
    assert is_shredded(paper)
    assert files(paper_store) == []
    (entry,) = Entry.objects.filter(verb="papers.shredded", about_id=claim.pk)
    assert entry.actor_id is None
    assert entry.detail["papers"] == [paper.pk]


def test_taking_the_claim_back_shreds(claim, paper, people, run_outbox, paper_store):
    claiming.withdraw(viewer_for(people.cara), claim.pk)
    run_outbox()
    assert is_shredded(paper)
    assert files(paper_store) == []


def test_when_more_is_asked_for_they_stay_until_the_decision(
    claim, paper, decide, run_outbox, paper_store
):
    decide(claim, "ask", "Please send the back as well.")
    run_outbox()
    assert not is_shredded(paper)
    assert len(files(paper_store)) == 2
    decide(claim, "reject", "No.")
    run_outbox()
    assert is_shredded(paper)


def test_what_a_first_verifier_proposes_shreds_nothing(claim, paper, decide, run_outbox, people):
    Claim.objects.update(is_disputed=True)
    decide(claim, "reject", "Not theirs.")
    run_outbox()
    assert not is_shredded(paper)
    decide(claim, "reject", "Not theirs.", verifier=people.adam)
    run_outbox()
    assert is_shredded(paper)


def test_shredding_twice_is_shredding_once(claim, paper, decide, run_outbox):
    decide(claim)
    for _ in range(3):
        papers.shred(claim.pk)
    run_outbox()
    assert Entry.objects.filter(verb="papers.shredded").count() == 1


def test_a_claim_that_waits_is_not_shredded_by_mistake(claim, paper):
    papers.shred(claim.pk)
    papers.shred(987654321)
    assert not is_shredded(paper)


def test_other_peoples_papers_stay(claim, paper, people, claim_for, decide, run_outbox):
    claim_for(people.nina, number="7654321")
    other = papers.send(viewer_for(people.nina), Paper.Kind.BADGE, b"x", uuid.uuid4())
    decide(claim)
    run_outbox()
    assert not is_shredded(other)


def test_a_store_that_fails_is_tried_again(
    claim, paper, decide, run_outbox, monkeypatch, paper_store
):
    decide(claim)
    with monkeypatch.context() as broken:
        broken.setattr(papers, "_delete", lambda names: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            papers.shred(claim.pk)
    assert not is_shredded(paper)
    run_outbox()
    assert is_shredded(paper)
    assert files(paper_store) == []


# --- The nightly sweep ---------------------------------------------------------------------------


def age(path, **ago):
    then = time.time() - timedelta(**ago).total_seconds()
    os.utime(path, (then, then))


def test_the_night_shreds_what_was_missed(claim, paper, decide, paper_store):
    decide(claim)  # and the outbox never ran
    tasks.sweep_papers()
    assert is_shredded(paper)
    assert files(paper_store) == []


def test_the_night_deletes_files_that_no_row_knows(paper, paper_store):
    left, fresh = paper_store / "left", paper_store / "fresh"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")  # by a transaction under way
    for path in (left, *(paper_store / name for name in paper.pages)):
        age(path, hours=2)
    tasks.sweep_papers()
    assert {path.name for path in files(paper_store)} == {"fresh", *paper.pages}


def test_the_night_deletes_what_an_account_that_is_gone_left(claim, paper, people, paper_store):
    people.cara.delete()
    for path in files(paper_store):
        age(path, hours=2)
    tasks.sweep_papers()
    assert files(paper_store) == []


def test_a_night_on_which_nothing_was_ever_sent_is_quiet(paper_store):
    tasks.sweep_papers()
    assert not paper_store.exists()


def send_back_in_time(paper, days):
    Paper.objects.filter(pk=paper.pk).update(sent_at=timezone.now() - timedelta(days=days))


def test_after_two_months_in_which_nobody_came_they_are_deleted_and_the_member_is_told(
    claim, paper, people, paper_store
):
    send_back_in_time(paper, 61)
    version = Claim.objects.get().version
    for _ in range(2):
        tasks.sweep_papers()
    assert is_shredded(paper)
    assert files(paper_store) == []
    claim.refresh_from_db()
    assert (claim.state, claim.version) == (Claim.State.WAITING, version + 1)
    (told,) = Notification.objects.filter(user=people.cara, text__contains="deleted")
    assert told.url == reverse("papers")


def test_before_that_they_wait(claim, paper):
    send_back_in_time(paper, 59)
    tasks.sweep_papers()
    assert not is_shredded(paper)


def test_whoever_touched_the_claim_since_holds_them(claim, paper, people, decide):
    send_back_in_time(paper, 61)
    decide(claim, "ask", "Please send the back as well.")
    tasks.sweep_papers()
    assert not is_shredded(paper)
    Decision.objects.update(at=timezone.now() - timedelta(days=61))
    papers.send(viewer_for(people.cara), Paper.Kind.BADGE, b"x", uuid.uuid4())
    tasks.sweep_papers()
    assert not is_shredded(paper)
