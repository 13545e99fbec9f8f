"""A work address bears a claim out, once its link was opened by the one who asked."""

import uuid
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.members.models import User
from community.pipeline.models import OutboxEntry
from tests.verification.conftest import letters
from verification import mailboxes, sealing
from verification.models import Claim, Evidence, UsedProof, WorkDomain

pytestmark = pytest.mark.django_db

ASK, STATUS = reverse("work_address"), reverse("verification")
ADDRESS = "susan.chater@nhs.net"


@pytest.fixture(autouse=True)
def domains(db):
    """As the first migration leaves them; a test that empties the tables takes them along."""
    for pattern in ("nhs.net", "*.nhs.uk", "*.ac.uk"):
        WorkDomain.objects.get_or_create(pattern=pattern)


@pytest.fixture
def claim(people, entry, claim_for):
    return claim_for(people.cara, proof=None)


@pytest.fixture
def ask(people, client_for):
    def ask(address=ADDRESS, who=None, key=None):
        sent = {"address": address, "key": str(key or uuid.uuid4())}
        return client_for(who or people.cara).post(ASK, sent)

    return ask


def shown(claim):
    return claim.evidence.filter(kind=Evidence.Kind.WORK_MAIL).first()


def test_the_link_is_mailed_and_a_button_confirms_it(link, claim, people, client_for):
    where = link(address=" Susan.Chater+forum@NHS.net ")
    assert letters()[-1].to == [ADDRESS]
    version, browser = Claim.objects.get().version, client_for(people.cara)
    assert b"<strong>nhs.net</strong>" in browser.get(where).content
    assert shown(claim) is None  # a scanner that follows links confirms nothing
    assert browser.post(where)["Location"] == STATUS
    assert shown(claim).detail == "nhs.net"
    assert Claim.objects.get().version == version + 1
    noted = Entry.objects.get(verb="claim.evidence")
    assert (noted.actor_id, noted.detail) == (people.cara.pk, {"kind": "work_mail"})
    assert UsedProof.objects.get().proof_print == sealing.fingerprint("mailbox", ADDRESS)


def test_nothing_at_rest_holds_the_address(link, claim, people, client_for):
    where = link()
    client_for(people.cara).post(where)
    rows = str([list(m.objects.values()) for m in (OutboxEntry, UsedProof, Entry, Evidence)])
    assert "susan.chater@" not in rows
    assert "susan.chater" not in where


@pytest.mark.parametrize(
    "address, words",
    [
        ("susan.chater@gmail.com", "do not know this domain"),
        ("susan.chater@nhs.uk", "do not know this domain"),
        ("susan.chater@evilnhs.uk", "do not know this domain"),
        ("susan.chater@nhs.net.evil.com", "do not know this domain"),
        ("anna.smith@nhs.net", "does not carry the name"),
        ("reception@nhs.net", "does not carry the name"),
        ("susan@nhs.net", "does not carry the name"),
        ('"susan.chater"@nhs.net', "not an address"),
        ("susan.chater@nhѕ.net", "not an address"),
        ("+susan.chater@nhs.net", "not an address"),
        ("susan.chater@gmail.com@nhs.net", "not an address"),
        ("susan.chater@nhs.net\r\nBcc: x@y.com", "not an address"),
        ("susan.chater", "not an address"),
        ("susan.chater%evil.com@nhs.net", "not an address"),
        ("evil.com!susan.chater@nhs.net", "not an address"),
        ("susan.chater@nhs.net.", "not an address"),
        ("s" * 65 + "@nhs.net", "not an address"),
        ("s.chater@" + "a." * 100 + "nhs.uk", "not an address"),
        ("susan.chater@alumni.ox.ac.uk", "do not know this domain"),
        ("susan\x00chater@nhs.net", "Null characters"),
        ("s" * 5000 + "@nhs.net", "at most 254"),
        ("", "required"),
    ],
)
def test_what_proves_nothing_is_said_and_changes_nothing(ask, claim, address, words):
    response = ask(address)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not OutboxEntry.objects.filter(event="mailbox.asked").exists()


@pytest.mark.parametrize("domain", ["trust.nhs.uk", "a.b.trust.nhs.uk", "ox.ac.uk"])
def test_any_domain_under_a_pattern_will_do(link, claim, people, client_for, domain):
    client_for(people.cara).post(link(address=f"schater@{domain}"))
    assert shown(claim).detail == domain


def test_a_domain_of_students_only_proves_no_work(ask, claim):
    WorkDomain.objects.create(pattern="*.edu.example", for_work=False, for_study=True)
    assert ask("susan.chater@x.edu.example").status_code == 422


def test_an_address_that_proved_another_gets_the_same_words_and_no_mail(
    ask, claim, people, run_outbox, client_for, django_capture_on_commit_callbacks
):
    UsedProof.objects.create(
        user=people.nina, kind="mailbox", proof_print=sealing.fingerprint("mailbox", ADDRESS)
    )
    said = []
    for address in (ADDRESS, "s.chater@nhs.net"):
        assert ask(address).status_code == 302
        with django_capture_on_commit_callbacks(execute=True):
            run_outbox()
        said.append([letter.to for letter in letters()])
    assert said == [[], [["s.chater@nhs.net"]]]


def test_two_members_with_one_link_each_and_only_the_first_counts(link, claim, people, client_for):
    where = link()
    UsedProof.objects.create(
        user=people.nina, kind="mailbox", proof_print=sealing.fingerprint("mailbox", ADDRESS)
    )
    assert client_for(people.cara).post(where).status_code == 404
    assert shown(claim) is None


def test_a_double_click_mails_once(ask, claim):
    key = uuid.uuid4()
    assert ask(key=key).status_code == ask(key=key).status_code == 302
    assert OutboxEntry.objects.filter(event="mailbox.asked").count() == 1


def test_five_a_day_and_no_more(ask, claim):
    for _ in range(5):
        assert ask().status_code == 302
    response = ask()
    assert response.status_code == 422
    assert b"enough for one day" in response.content
    assert ADDRESS in response.content.decode()  # nothing typed is lost


def test_who_has_no_open_claim_is_sent_on_with_a_word(people, client_for, claim, decide):
    html = client_for(people.nina).get(ASK, follow=True).content.decode()
    assert "Proof goes with a claim that waits" in html
    assert "suspended" in client_for(people.eve).get(ASK, follow=True).content.decode()


def refused(client, where, claim):
    for response in (client.get(where), client.post(where)):
        assert response.status_code == 404
        assert "This link opens nothing any more" in response.content.decode()
        assert ASK in response.content.decode()
    assert shown(claim) is None


@pytest.mark.parametrize("who", ["anna", "nina", "vera", "adam"])
def test_it_is_no_ones_but_theirs(link, claim, people, client_for, who):
    refused(client_for(getattr(people, who)), link(), claim)


def test_a_garbled_link_opens_nothing(link, claim, people, client_for):
    where, browser = link(), client_for(people.cara)
    for bad in (where[:-3] + "/", where.replace("work-address/", "work-address/x"), ASK + "%00/"):
        refused(browser, bad, claim)


def test_a_link_for_students_proves_no_work(link, claim, people, client_for):
    token = link().strip("/").rsplit("/", 1)[1]
    other = reverse("student_confirm", args=[token])
    assert client_for(people.cara).post(other).status_code == 404


def test_an_old_link_opens_nothing(link, claim, people, client_for, monkeypatch):
    where = link()
    monkeypatch.setattr("verification.mailboxes.MAILBOX_LINK_HOLDS", timedelta(seconds=-1))
    refused(client_for(people.cara), where, claim)


def test_a_used_link_opens_nothing(link, claim, people, client_for):
    where, browser = link(), client_for(people.cara)
    browser.post(where)
    claim.evidence.filter(kind=Evidence.Kind.WORK_MAIL).delete()
    refused(browser, where, claim)


def test_another_name_needs_another_link(link, claim, people, client_for):
    where = link()
    Claim.objects.update(given_name="Suzanne")
    refused(client_for(people.cara), where, claim)


def test_a_claim_taken_back_takes_the_link_with_it(link, claim, people, client_for):
    where = link()
    Claim.objects.update(state=Claim.State.WITHDRAWN)
    refused(client_for(people.cara), where, claim)


def test_who_is_suspended_since_confirms_nothing(link, claim, people, client_for):
    where = link()
    User.objects.filter(pk=people.cara.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    assert client_for(people.cara).post(where).status_code == 403
    assert shown(claim) is None


def test_a_handler_run_for_a_lost_worker_mails_nothing_before_commit(ask, claim, run_outbox):
    ask()
    run_outbox()
    assert letters() == []


ADD = "admin:verification_workdomain_add"


@pytest.mark.parametrize(
    "pattern",
    ["*", "*.uk", "*.com", "uk", "*.co.uk", "gmail.com", "*.gmail.com", "OUTLOOK.com", "*nhs.uk",
     "nhs.*", "a b.uk", "-x.uk", "nhs..uk", "nhs.net.", "*.*.uk", "ñhs.net"],
)  # fmt: skip
def test_no_pattern_lets_anyone_in(people, client_for, pattern):
    response = client_for(people.adam).post(reverse(ADD), {"pattern": pattern, "for_work": "on"})
    assert response.status_code == 200
    assert not WorkDomain.objects.filter(pattern=pattern).exists()


def test_administrators_add_and_delete_a_domain_and_it_is_written_down(people, client_for):
    browser = client_for(people.adam)
    browser.post(reverse(ADD), {"pattern": "*.Hospital.example", "for_work": "on"})
    domain = WorkDomain.objects.get(pattern="*.hospital.example")
    browser.post(reverse("admin:verification_workdomain_delete", args=[domain.pk]), {"post": "yes"})
    assert not WorkDomain.objects.filter(pk=domain.pk).exists()
    verbs = Entry.objects.filter(about_id=domain.pk, actor_id=people.adam.pk)
    assert set(verbs.values_list("verb", flat=True)) >= {"domain.saved", "domain.deleted"}


@pytest.mark.django_db(transaction=True)
def test_two_accounts_at_one_moment_share_no_address(people):
    link = mailboxes.Link(
        user=people.cara.pk, address="f" * 64, domain="nhs.net", at=timezone.now().isoformat()
    )
    came = []

    def use(who):
        try:
            with transaction.atomic():
                mailboxes.use(replace(link, user=who.pk))
            came.append("used")
        except mailboxes.Spent:
            came.append("spent")
        finally:
            connection.close()

    threads = [Thread(target=use, args=[who]) for who in (people.cara, people.nina)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["spent", "used"]
    assert UsedProof.objects.count() == 1
