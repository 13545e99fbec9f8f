"""A university's mailbox makes a member a student until the end of September."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Standing, User
from community.pipeline.models import OutboxEntry
from tests.verification.conftest import letters
from verification import sealing, studying
from verification.models import UsedProof, WorkDomain

pytestmark = pytest.mark.django_db

ASK = reverse("student")
ADDRESS = "zx12345@student.ox.ac.uk"


@pytest.fixture(autouse=True)
def domains(db):
    """As the first migration leaves them; a test that empties the tables takes them along."""
    WorkDomain.objects.get_or_create(pattern="nhs.net")
    WorkDomain.objects.update_or_create(pattern="*.ac.uk", defaults={"for_study": True})


@pytest.fixture
def ask(people, client_for):
    def ask(address=ADDRESS, who=None, key=None):
        sent = {"address": address, "key": str(key or uuid.uuid4())}
        return client_for(who or people.nina).post(ASK, sent)

    return ask


def standing(user):
    return Standing.objects.filter(user=user, kind="student", closed_at=None).first()


def test_the_link_and_a_button_make_a_student(link, people, client_for):
    where, browser = link(), client_for(people.nina)
    assert letters()[-1].to == [ADDRESS]
    assert "that they study" in letters()[-1].body
    assert b"student.ox.ac.uk" in browser.get(where).content
    assert standing(people.nina) is None
    browser.post(where)
    given = standing(people.nina)
    today = timezone.localdate()
    assert timezone.localdate(given.ends_at) == studying.end_of_study(today)
    assert given.checked == f"university address, {today.day} {today:%B %Y}"
    assert b"You are a student here" in browser.get(ASK).content


def test_nothing_at_rest_holds_the_address(link, people, client_for):
    client_for(people.nina).post(link())
    rows = str([list(m.objects.values()) for m in (OutboxEntry, UsedProof, Standing)])
    assert "zx12345" not in rows


@pytest.mark.parametrize(
    "today, end",
    [
        (date(2026, 1, 1), date(2026, 9, 30)),
        (date(2026, 8, 1), date(2026, 9, 30)),
        (date(2026, 8, 2), date(2027, 9, 30)),
        (date(2026, 12, 31), date(2027, 9, 30)),
        (date(2028, 2, 29), date(2028, 9, 30)),
    ],
)
def test_it_ends_at_the_next_end_of_september_not_too_near(today, end):
    assert studying.end_of_study(today) == end


def test_who_is_a_student_goes_on_as_one(link, people, client_for):
    before = standing(people.stu)
    client_for(people.stu).post(link(who=people.stu))
    assert standing(people.stu).pk != before.pk


def test_a_verified_doctor_is_no_student(people, client_for, ask):
    html = client_for(people.anna).get(ASK, follow=True).content.decode()
    assert "verified as a doctor" in html
    ask(who=people.anna)
    assert not OutboxEntry.objects.filter(event="mailbox.asked").exists()


def test_who_became_a_doctor_meanwhile_confirms_nothing(link, people, client_for):
    where = link()
    Standing.objects.create(user=people.nina, kind="doctor")
    assert client_for(people.nina).post(where).status_code == 403
    assert standing(people.nina) is None


def test_who_is_suspended_is_sent_on(people, client_for):
    assert "suspended" in client_for(people.eve).get(ASK, follow=True).content.decode()


@pytest.mark.parametrize(
    "address, words",
    [
        ("nina@nhs.net", "as a university"),
        ("nina@ac.uk", "as a university"),
        ("nina@gmail.com", "as a university"),
        ("nina", "not an address"),
        ("nina%gmail.com@ox.ac.uk", "not an address"),
        ("nina@alumni.ox.ac.uk", "as a university"),
        ("nina\x00@ox.ac.uk", "Null characters"),
        ("", "required"),
    ],
)
def test_what_proves_nothing_is_said(ask, address, words):
    response = ask(address)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not OutboxEntry.objects.filter(event="mailbox.asked").exists()


def test_a_domain_for_work_only_makes_no_student(ask):
    WorkDomain.objects.filter(pattern="*.ac.uk").update(for_study=False)
    assert ask().status_code == 422


def test_an_address_that_proved_another_gets_the_same_words_and_no_mail(
    ask, people, run_outbox, django_capture_on_commit_callbacks
):
    UsedProof.objects.create(
        user=people.stu, kind="mailbox", proof_print=sealing.fingerprint("mailbox", ADDRESS)
    )
    assert ask().status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    assert letters() == []


def refused(client, where):
    for response in (client.get(where), client.post(where)):
        assert response.status_code == 404
        assert "This link opens nothing any more" in response.content.decode()
        assert ASK in response.content.decode()


def test_a_used_link_gives_back_no_standing_that_was_withdrawn(link, people, client_for):
    where, browser = link(), client_for(people.nina)
    browser.post(where)
    Standing.objects.filter(user=people.nina).update(
        closed_at=timezone.now(), closed_why="withdrawn"
    )
    refused(browser, where)
    assert standing(people.nina) is None


def test_a_link_of_anothers_garbled_or_for_work_opens_nothing(link, people, client_for):
    where = link()
    refused(client_for(people.cara), where)
    refused(client_for(people.nina), where[:-3] + "/")
    work = reverse("work_address_confirm", args=[where.strip("/").rsplit("/", 1)[1]])
    assert client_for(people.nina).post(work).status_code == 404
    assert standing(people.nina) is None


def test_an_old_link_opens_nothing(link, people, client_for, monkeypatch):
    where = link()
    monkeypatch.setattr("verification.mailboxes.MAILBOX_LINK_HOLDS", timedelta(seconds=-1))
    refused(client_for(people.nina), where)


def test_five_a_day_and_no_more_and_a_double_click_is_one(ask):
    key = uuid.uuid4()
    for _ in range(3):
        assert ask(key=key).status_code == 302
    for _ in range(4):
        assert ask().status_code == 302
    response = ask()
    assert response.status_code == 422
    assert b"enough for one day" in response.content


def test_the_page_says_what_comes_next(people, client_for):
    html = " ".join(client_for(people.nina).get(ASK).content.decode().split())
    assert "we watch the register and tell you when your provisional registration appears" in html


def test_who_is_suspended_since_confirms_nothing(link, people, client_for):
    where = link()
    until = timezone.now() + timedelta(days=1)
    User.objects.filter(pk=people.nina.pk).update(suspended_until=until)
    assert client_for(people.nina).post(where).status_code == 403
    assert standing(people.nina) is None
