"""The member's page of papers, and the one address that serves them."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.lib import uploads
from tests.lib.files import jpeg, pdf
from tests.verification.conftest import FACE, desk_address
from verification import papers as sending
from verification.models import Paper

pytestmark = pytest.mark.django_db

PAPERS, STATUS = reverse("papers"), reverse("verification")


@pytest.fixture
def claim(people, entry, claim_for, paper_store):
    return claim_for(people.cara)


def filled(data=b"x", kind="identity", key=None, name="passport.jpg"):
    return {
        "kind": kind,
        "key": str(key or uuid.uuid4()),
        "file": SimpleUploadedFile(name, data, "image/jpeg"),
    }


def remove_address(paper):
    return reverse("paper_remove", args=[paper.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_signs_in_first(client_for, people, method):
    response = getattr(client_for(), method)(PAPERS)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_page_says_what_happens_with_them(client_for, people, claim):
    html = client_for(people.cara).get(PAPERS).content.decode()
    for words in ("verifiers alone", "each look is written down", "When your claim is decided",
                  "SHA-256", 'enctype="multipart/form-data"'):  # fmt: skip
        assert words in html


def test_who_has_no_open_claim_is_sent_on_with_a_word(client_for, people, claim, decide):
    html = client_for(people.nina).get(PAPERS, follow=True).content.decode()
    assert "Papers go with a claim that waits" in html
    decide(claim)
    response = client_for(people.cara).get(PAPERS, follow=True)
    assert response.redirect_chain == [(STATUS, 302)]
    assert "Papers go with a claim that waits" in response.content.decode()


def test_who_is_suspended_is_told_why_not(client_for, people):
    html = client_for(people.eve).get(PAPERS, follow=True).content.decode()
    assert "suspended" in html


@pytest.mark.parametrize("data", [jpeg(), pdf(2)], ids=["photo", "pdf"])
def test_a_paper_is_sent_and_listed(client_for, people, claim, data):
    client = client_for(people.cara)
    response = client.post(PAPERS, filled(data), follow=True)
    assert response.redirect_chain == [(PAPERS, 302)]
    html = response.content.decode()
    assert "Photo identity" in html
    assert "Take it back" in html
    assert Paper.objects.get().claim == claim


def test_no_page_shows_it_to_the_member_nor_tells_where_it_lies(client_for, people, claim, quickly):
    client = client_for(people.cara)
    client.post(PAPERS, filled())
    paper = Paper.objects.get()
    html = client.get(PAPERS).content.decode()
    assert "<img" not in html
    assert paper.pages[0] not in html
    assert "passport.jpg" not in html
    assert client.get(desk_address(paper)).status_code == 404


def test_a_double_click_is_harmless(client_for, people, claim, quickly):
    client, key = client_for(people.cara), uuid.uuid4()
    for _ in range(2):
        assert client.post(PAPERS, filled(key=key)).status_code == 302
    assert Paper.objects.count() == 1


def test_a_key_spent_on_something_else_leads_to_nothing_of_anothers(
    client_for, people, claim, claim_for, quickly
):
    key = uuid.uuid4()
    client_for(people.cara).post(PAPERS, filled(key=key))
    claim_for(people.nina, number="7654321")
    client_for(people.nina).post(PAPERS, filled(key=key))
    assert Paper.objects.filter(claim__user=people.nina).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": SimpleUploadedFile("a.jpg", b"not a picture")}, "none of these"),
        ({"file": SimpleUploadedFile("a.svg", b"<svg xmlns='x'></svg>")}, "SVG"),
        ({"file": SimpleUploadedFile("a.dcm", bytes(128) + b"DICM")}, "tell of a patient"),
        ({"file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff")}, "damaged"),
        ({"file": SimpleUploadedFile("a.jpg", b"")}, "empty"),
        ({"file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + bytes(10**7))}, "10 MB"),
        ({"file": SimpleUploadedFile("a.jpg", bytes(3 * 10**7))}, "10 MB"),
        ({"file": ""}, "choose a file"),
        ({"file": "only words"}, "choose a file"),
        ({"kind": "selfie"}, "valid choice"),
        ({"kind": "identity\0"}, "valid choice"),
        ({"key": "no key"}, "valid UUID"),
    ],
)
def test_what_cannot_be_taken_is_said_kindly_and_the_form_is_there_again(
    client_for, people, claim, changes, words, paper_store
):
    response = client_for(people.cara).post(PAPERS, filled(kind="badge") | changes)
    assert response.status_code == 422
    html = response.content.decode()
    if "key" not in changes:  # a hidden field's error is for no one's eyes but a tamperer's
        assert words in html
    if "kind" not in changes:
        assert '<option value="badge" selected' in html
    assert not Paper.objects.exists()
    assert not paper_store.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\0b.jpg", "\u202egpj.exe", "x" * 5000])
def test_a_files_name_does_not_matter(client_for, people, claim, quickly, name):
    response = client_for(people.cara).post(PAPERS, filled(name=name))
    assert response.status_code in {302, 422}  # a name that is none is no file
    assert response.status_code == 302 or not Paper.objects.exists()


def test_a_sixth_is_the_last_and_the_page_says_why(client_for, people, claim, quickly):
    client = client_for(people.cara)
    for n in range(6):
        assert client.post(PAPERS, filled(b"%d" % n)).status_code == 302
    html = client.get(PAPERS).content.decode()
    assert "6 papers are there" in html
    assert "multipart" not in html
    assert client.post(PAPERS, filled()).status_code == 422
    assert Paper.objects.count() == 6


def test_the_same_file_as_another_kind_is_refused_with_a_word(client_for, people, claim, quickly):
    client = client_for(people.cara)
    client.post(PAPERS, filled())
    response = client.post(PAPERS, filled(kind="certificate"))
    assert response.status_code == 422
    assert "This very file is there already: photo identity." in response.content.decode()


def test_too_many_in_a_day_wait_for_tomorrow(client_for, people, claim, quickly):
    client = client_for(people.cara)
    for _ in range(20):
        client.post(PAPERS, filled())
        client.post(remove_address(Paper.objects.last()))
    response = client.post(PAPERS, filled())
    assert response.status_code == 422
    assert "tomorrow" in response.content.decode()


def test_a_form_from_elsewhere_is_turned_away_and_nothing_is_read(people, claim, monkeypatch):
    def read(data):
        raise AssertionError("a forged form was read")

    monkeypatch.setattr(sending, "pages_of", read)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.cara)
    assert client.post(PAPERS, filled()).status_code == 403


def test_what_is_sent_is_in_memory_all_the_way(client_for, people, claim, monkeypatch):
    """Django's own way puts what is larger than 2.5 MB into a temporary file."""
    seen = []

    def read(data):
        seen.append(len(data))
        return [FACE]

    def no_file(*args, **kwargs):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(sending, "pages_of", read)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", no_file)
    assert client_for(people.cara).post(PAPERS, filled(bytes(9_000_000))).status_code == 302
    assert seen == [9_000_000]


def test_a_request_keeps_no_more_than_one_file_may_have(rf):
    parts = {f"file{n}": SimpleUploadedFile("a", bytes(6_000_000)) for n in range(3)}
    request = rf.post("/", parts)
    kept = [file.read() for file in request.FILES.values()]
    assert sum(map(len, kept)) <= uploads.MOST_BYTES
    assert [file.size for file in request.FILES.values()] == [6_000_000] * 3


def test_a_paper_is_taken_back(client_for, people, claim, quickly, paper_store):
    client = client_for(people.cara)
    client.post(PAPERS, filled())
    paper = Paper.objects.get()
    assert client.get(remove_address(paper)).status_code == 405
    for _ in range(2):  # a double click
        html = client.post(remove_address(paper), follow=True).content.decode()
        assert "Taken back, and deleted." in html
    assert list(paper_store.iterdir()) == []
    assert "What you sent" not in client.get(PAPERS).content.decode()


@pytest.mark.parametrize("who", ["anna", "nina", "vera", "adam"])
def test_anothers_paper_is_not_there_to_be_taken_back(client_for, people, claim, quickly, who):
    client_for(people.cara).post(PAPERS, filled())
    paper = Paper.objects.get()
    assert client_for(getattr(people, who)).post(remove_address(paper)).status_code == 404
    assert Paper.objects.filter(shredded_at=None).exists()
