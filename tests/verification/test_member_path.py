"""The member's pages: number, match, proof, waiting, done."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.lib.limits import forget
from community.members.models import Standing
from tests.verification.test_deciding import lapse
from verification.limits import CLAIMING
from verification.models import Claim, Status

pytestmark = pytest.mark.django_db

STATUS, CLAIM, BACK = (
    reverse(name) for name in ("verification", "verification_claim", "verification_withdraw")
)


def typed(**changes):
    fields = {"register": "gmc", "number": "1234567", "surname": "Chater", "given_name": "Susan"}
    return fields | {"key": str(uuid.uuid4())} | changes


def page(client):
    response = client.get(STATUS)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("url", [STATUS, CLAIM, BACK])
def test_a_stranger_signs_in_first(client_for, people, url):
    response = client_for().get(url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_who_has_no_claim_is_told_how_it_goes(client_for, people):
    html = page(client_for(people.stu))
    assert "Claim your number" in html
    assert "aria-current" in html
    assert "never your number" in html
    assert "open board" in html


def test_the_form_warns_and_promises(client_for, people):
    html = client_for(people.cara).get(CLAIM).content.decode()
    assert "section 49" in html
    assert "Deleted" in html


def test_a_claim_is_sent_and_waits(client_for, people, entry):
    client = client_for(people.cara)
    response = client.post(CLAIM, typed(number=" c 123 4567"), follow=True)
    assert response.redirect_chain == [(STATUS, 302)]
    html = response.content.decode()
    assert "Next: show that this is you" in html
    assert reverse("papers") in html
    assert "1234567" in html
    Claim.objects.get().evidence.create(kind="work_mail", detail="nhs.net")
    assert "A verifier is looking at your claim" in page(client)
    assert Claim.objects.get().number == "1234567"
    assert client.get(CLAIM).status_code == 302  # nothing to do there while it waits


def test_a_double_click_is_harmless(client_for, people, entry):
    client, fields = client_for(people.cara), typed()
    assert client.post(CLAIM, fields).status_code == 302
    assert client.post(CLAIM, fields).status_code == 302
    assert Claim.objects.count() == 1


def test_taken_wrong_unknown_and_struck_off_look_the_same(
    client_for, people, add_entry, claim_for, decide
):
    add_entry("1000001")
    add_entry("1000002")
    add_entry("1000003", status=Status.ERASED)
    add_entry("1000005", status=Status.SUSPENDED)
    decide(claim_for(people.nina, number="1000001"))
    answers = set()
    numbers = {"taken": "1000001", "wrong": "1000002", "erased": "1000003", "unknown": "1000004"}
    numbers["suspended"] = "1000005"
    for case, number in [*numbers.items(), ("clear", "1000002")]:
        Claim.objects.filter(user=people.cara).delete()
        forget(CLAIMING, people.cara.pk)
        surname = "Other" if case == "wrong" else "Chater"
        client = client_for(people.cara)
        with CaptureQueriesContext(connection) as queries:  # no more work for one than for another
            sent = client.post(CLAIM, typed(number=number, surname=surname))
        html = page(client).replace(number, "NUMBER").replace(surname, "SURNAME")
        html = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", html)
        work = len([q for q in queries if "verification_evidence" not in q["sql"]])
        answers.add((sent.status_code, sent["Location"], html, work))
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "A1234567"}, "physician associates"),
        ({"number": "12345"}, "seven digits"),
        ({"number": "1234567\0"}, "Null characters"),
        ({"number": "１２３４５６７"}, "plain keys"),
        ({"number": "1" * 5000}, "too long"),
        ({"number": ""}, "required"),
        ({"surname": " \u200b "}, "required"),
        ({"register": "xyz"}, "valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_at_once_and_what_was_typed_stays(
    client_for, people, changes, words
):
    response = client_for(people.cara).post(CLAIM, typed(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Claim.objects.exists()


def test_a_sixth_attempt_in_a_day_waits_for_tomorrow(client_for, people, entry):
    client = client_for(people.cara)
    for _ in range(5):
        client.post(CLAIM, typed())
        client.post(BACK)
    response = client.post(CLAIM, typed())
    assert response.status_code == 422
    assert "tomorrow" in response.content.decode()


def test_a_suspended_member_is_told_why_not(client_for, people):
    client = client_for(people.eve)
    assert "suspended" in page(client)
    assert client.post(CLAIM, typed()).status_code == 403
    assert not Claim.objects.filter(user=people.eve).exists()


def test_a_claim_in_another_name_than_the_accounts_says_so(people, client_for, entry, claim_for):
    claim_for(people.cara, account="Boris Badenough")
    cara = client_for(people.cara)
    assert "Members would see “Boris Badenough”" in page(cara)
    people.cara.name = "Susan Chater"
    people.cara.save()
    assert "bear different names" not in page(cara)


def test_who_is_approved_reads_until_when(client_for, people, entry, claim_for, decide):
    decide(claim_for(people.cara))
    html = page(client_for(people.cara))
    assert "You are a verified doctor" in html
    assert "Valid until" in html
    assert "GMC register" in html
    assert "meanwhile" not in html


def test_who_holds_no_licence_reads_that_the_badge_says_so(
    client_for, people, add_entry, claim_for, decide
):
    add_entry(status=Status.UNLICENSED)
    decide(claim_for(people.cara))
    assert "no licence" in page(client_for(people.cara))


def test_who_was_rejected_reads_the_reason(client_for, people, entry, claim_for, decide):
    decide(claim_for(people.cara), "reject", "We could not <b>confirm</b> it.")
    html = page(client_for(people.cara))
    assert "We could not &lt;b&gt;confirm&lt;/b&gt; it." in html
    assert "Claim your number" in html


def test_who_is_asked_for_more_answers_on_the_same_claim(
    client_for, people, entry, claim_for, decide
):
    decide(claim_for(people.cara, surname="Carter"), "ask", "Please check the name.")
    client = client_for(people.cara)
    assert "Please check the name." in page(client)
    assert 'value="Carter"' in client.get(CLAIM).content.decode()
    client.post(CLAIM, typed())
    claim = Claim.objects.get()
    assert (claim.state, claim.surname) == (Claim.State.WAITING, "Chater")


@pytest.mark.parametrize("night_was_by", [False, True])
def test_who_lapsed_may_renew(client_for, people, entry, claim_for, decide, night_was_by):
    from verification.tasks import end_lapsed

    decide(claim_for(people.cara))
    lapse(people.cara)
    if night_was_by:
        end_lapsed()
    client = client_for(people.cara)
    html = page(client)
    assert "reached its end" in html
    assert "Renew" in html
    assert client.get(CLAIM).status_code == 200
    assert client.post(CLAIM, typed()).status_code == 302
    assert "Next: show that this is you" in page(client)


def test_a_lapsed_standing_without_a_claim_reads_as_lapsed(client_for, people):
    assert "reached its end" in page(client_for(people.dan))


def test_a_withdrawn_verification_gives_the_reason(client_for, people, entry, claim_for, decide):
    claim = claim_for(people.cara)
    decide(claim)
    decide(claim, "withdraw", "The register has changed.")
    html = page(client_for(people.cara))
    assert "has been withdrawn" in html
    assert "The register has changed." in html


def test_taking_a_claim_back_is_asked_and_done(client_for, people, entry, claim_for):
    claim_for(people.cara)
    client = client_for(people.cara)
    assert "Take your claim back?" in client.get(BACK).content.decode()
    assert client.post(BACK).status_code == 302
    assert Claim.objects.get().state == Claim.State.WITHDRAWN
    assert client.post(BACK).status_code == 404


def test_giving_a_verification_up_says_what_closes(client_for, people, entry, claim_for, decide):
    decide(claim_for(people.cara))
    client = client_for(people.cara)
    assert "close to you at once" in client.get(BACK).content.decode()
    client.post(BACK)
    assert not Standing.objects.filter(user=people.cara, kind="doctor", closed_at=None).exists()


def test_no_one_reads_of_anothers_claim(client_for, people, entry, claim_for):
    claim_for(people.cara)
    html = page(client_for(people.nina))
    assert "1234567" not in html
    assert "Chater" not in html


def test_the_page_costs_the_same_whatever_the_history(
    client_for, people, entry, claim_for, decide, django_assert_max_num_queries
):
    for _ in range(4):
        decide(claim_for(people.cara), "reject", "No.")
    client = client_for(people.cara)
    with django_assert_max_num_queries(10):
        page(client)
