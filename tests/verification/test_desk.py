"""The desk in Django admin: who gets in, what they see, what they can do there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.members.models import Standing
from community.members.roles import Role, roles_of
from verification import vouching
from verification.models import Claim, RegisterEntry, Status

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:verification_claim_changelist")
NOT_VERIFIERS = ["anna", "bela", "cara", "dan", "eve", "nina", "stu", "moira"]


def url_of(claim):
    return reverse("admin:verification_claim_change", args=[claim.pk])


@pytest.fixture
def claim(people, entry, claim_for):
    return claim_for(people.cara)


@pytest.fixture
def vera(people, client_for):
    return client_for(people.vera)


def send(client, claim, outcome="approve", reason="", version=None):
    claim.refresh_from_db()
    fields = {"outcome": outcome, "reason": reason, "version": version or claim.version}
    return client.post(url_of(claim), fields)


def html_of(response):
    return response.content.decode()


@pytest.mark.parametrize("who", NOT_VERIFIERS)
def test_for_everyone_else_the_desk_is_not_there(people, client_for, claim, who):
    client = client_for(getattr(people, who))
    missing = client.get("/nothing/here/")
    for url in (url_of(claim), QUEUE, reverse("admin:verification_registerentry_changelist")):
        response = client.get(url)
        assert response.status_code == 404
        assert response.content == missing.content
    assert send(client, claim).status_code == 404
    assert Role.DOCTOR not in roles_of(people.cara)


def test_a_stranger_signs_in_first(client_for, claim):
    response = client_for().get(url_of(claim), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert b"Chater" not in response.content


@pytest.mark.parametrize("who", ["vera", "adam"])
def test_claim_and_entry_stand_side_by_side(people, client_for, claim, who):
    html = html_of(client_for(getattr(people, who)).get(url_of(claim)))
    assert "Number and name match" in html
    assert html.count("✓ same") == 4  # account, number, surname and given name
    assert "✗ differs" not in html
    assert "https://www.gmc-uk.org/registrants/1234567" in html
    assert people.cara.email in html
    assert re.search(r"E0</strong>\s*<span>E-mail confirmed</span>\s*<span>\s*✓", html)
    assert re.search(r"E3</strong>\s*<span>Photo identity[^<]*</span>\s*<span>\s*– missing", html)
    assert "Nothing is missing" in html


def test_an_account_of_another_name_is_marked(people, entry, claim_for, vera):
    claim = claim_for(people.cara, account="Boris Badenough")
    html = html_of(vera.get(url_of(claim)))
    assert html.count("✗ differs") == 1
    assert "but the account bears another name" in html
    assert "another name" in html_of(vera.get(QUEUE))
    response = send(vera, claim)
    assert response.status_code == 409
    html = html_of(response)
    assert "the badge would stand beside that name" in html
    assert 'name="other_name"' in html


def test_where_the_names_fit_there_is_nothing_to_tick(claim, vera):
    assert 'name="other_name"' not in html_of(vera.get(url_of(claim)))


def test_the_word_of_a_doctor_who_is_one_no_more_is_gone_from_the_page(
    people, entry, claim_for, viewer_of, vera
):
    claim = claim_for(people.cara, proof=None)
    for doctor in (people.anna, people.bela):
        vouching.vouch(viewer_of(doctor), vouching.token_of(claim))
    assert "Nothing is missing" in html_of(vera.get(url_of(claim)))
    Standing.objects.filter(user=people.bela).update(closed_at=timezone.now())
    assert "Missing: proof that this is the person" in html_of(vera.get(url_of(claim)))


def test_what_is_missing_is_said_at_a_glance(people, entry, claim_for, vera):
    html = html_of(vera.get(url_of(claim_for(people.cara, proof=None))))
    assert "Missing: proof that this is the person" in html


def test_a_dispute_says_so_and_who_proposes_what(people, claim, claim_for, vera, client_for):
    second = claim_for(people.nina)
    assert "It takes two verifiers" in html_of(vera.get(url_of(second)))
    send(vera, second)
    second.refresh_from_db()
    assert second.state == Claim.State.WAITING
    html = html_of(client_for(people.adam).get(url_of(second)))
    assert f"{people.vera.name} proposes: approved" in html
    send(client_for(people.adam), second)
    second.refresh_from_db()
    assert second.state == Claim.State.APPROVED


def test_differences_are_marked_in_words(people, entry, claim_for, vera):
    html = html_of(vera.get(url_of(claim_for(people.cara, surname="Carter"))))
    assert "another name" in html
    assert re.search(r"Surname</th>\s*<td>Carter</td>\s*<td>Chater</td>.*?✗ differs", html, re.S)


@pytest.mark.parametrize(("name", "same"), [("Sue Chater", False), ("Susan van Chater", True)])
def test_the_name_of_the_account_is_compared_as_well(people, claim, vera, name, same):
    people.cara.name = name
    people.cara.save()
    html = html_of(vera.get(url_of(claim)))
    assert html.count("✗ differs") == (0 if same else 1)


def test_a_number_that_is_not_in_the_register(people, entry, claim_for, vera):
    html = html_of(vera.get(url_of(claim_for(people.cara, number="7654321"))))
    assert "not in the register file" in html


def test_others_with_the_same_number_and_past_decisions_are_shown(
    people, claim, claim_for, decide, vera
):
    decide(claim, "ask", "Is this you?")
    other = claim_for(people.nina)
    html = html_of(vera.get(url_of(claim)))
    assert url_of(other) in html
    assert "Is this you?" in html
    assert people.vera.name in html


def test_every_look_is_written_down(people, claim, vera):
    vera.get(url_of(claim))
    look = Entry.objects.get(verb="claim.viewed")
    assert (look.actor_id, look.about_id) == (people.vera.pk, claim.pk)


def test_an_approval_leads_to_the_next_claim_that_waits(people, claim, claim_for, vera):
    following = claim_for(people.nina, number="7654321")
    response = send(vera, claim)
    assert response["Location"] == url_of(following)
    assert Role.DOCTOR in roles_of(people.cara)


def test_after_the_last_one_the_queue(people, claim, vera):
    assert send(vera, claim, "reject", "Not confirmed.")["Location"] == QUEUE
    claim.refresh_from_db()
    assert claim.state == Claim.State.REJECTED


def test_a_decision_without_its_reason_is_not_made_and_nothing_is_lost(claim, vera):
    response = send(vera, claim, "reject")
    assert response.status_code == 409
    html = html_of(response)
    assert "Say why" in html
    assert re.search(r'value="reject"[^>]*checked', html, re.S)


def test_what_was_typed_is_kept_when_it_cannot_be_approved(people, claim, vera):
    RegisterEntry.objects.update(status=Status.SUSPENDED, raw_status="Suspended")
    html = html_of(send(vera, claim, reason="Rang the deanery."))
    assert "Rang the deanery." in html
    assert "No one can be verified with that" in html


def test_a_form_without_a_decision_is_sent_back(claim, vera):
    response = vera.post(url_of(claim), {"version": 1, "reason": "x"})
    assert response.status_code == 422
    assert "Choose what to decide" in html_of(response)


def test_two_verifiers_do_not_overwrite_each_other(people, client_for, claim, vera):
    assert send(vera, claim, "ask", "More, please.", version=1).status_code == 302
    response = send(client_for(people.adam), claim, "approve", version=1)
    assert response["Location"] == url_of(claim)
    assert Role.DOCTOR not in roles_of(people.cara)


def test_a_verifiers_own_claim_has_no_form(people, entry, claim_for, vera):
    own = claim_for(people.vera)
    html = html_of(vera.get(url_of(own)))
    assert "your own claim" in html
    assert 'name="outcome"' not in html
    assert send(vera, own).status_code == 409


def test_a_verified_claim_can_be_withdrawn_there(people, claim, decide, vera):
    decide(claim)
    assert "Withdraw the verification" in html_of(vera.get(url_of(claim)))
    send(vera, claim, "withdraw", "The register has changed.")
    assert Role.DOCTOR not in roles_of(people.cara)


def test_the_queue_shows_what_is_open_oldest_first_with_counts(people, claim, claim_for, vera):
    newer = claim_for(people.nina, number="7654321", surname="Newer")
    done = claim_for(people.stu, number="1111111", surname="Settled")
    send(vera, done, "reject", "No.")
    html = html_of(vera.get(QUEUE))
    assert html.index(url_of(claim)) < html.index(url_of(newer))
    assert url_of(done) not in html
    assert re.search(r"Waiting</dt>\s*<dd>\s*2", html)
    assert url_of(done) in html_of(vera.get(QUEUE, {"state": "rejected"}))
    assert url_of(done) in html_of(vera.get(QUEUE, {"state": "all"}))


def test_nothing_is_added_deleted_or_done_in_bulk(people, client_for, claim, vera):
    for client in (vera, client_for(people.adam)):
        assert client.get(reverse("admin:verification_claim_add")).status_code == 404
        delete = reverse("admin:verification_claim_delete", args=[claim.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 404
        assert b'name="action"' not in client.get(QUEUE).content
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_claim_that_is_not_there(vera):
    assert vera.get(reverse("admin:verification_claim_change", args=[999999])).status_code == 404
    assert vera.get(QUEUE + "x/change/").status_code == 404


def test_the_register_is_searched_and_never_listed(entry, vera):
    url = reverse("admin:verification_registerentry_changelist")
    assert b"Chater" not in vera.get(url).content
    assert b"Chater" in vera.get(url, {"q": "1234567"}).content
    assert b"Chater" in vera.get(url, {"q": "chat"}).content


def test_the_page_costs_the_same_whatever_its_history(
    people, claim, claim_for, decide, vera, django_assert_max_num_queries
):
    for user in (people.nina, people.stu, people.bela, people.moira):
        decide(claim_for(user), "reject", "Not confirmed.")
    with django_assert_max_num_queries(20):
        vera.get(url_of(claim))


def test_the_queue_costs_the_same_whatever_its_length(
    people, claim, claim_for, vera, django_assert_max_num_queries
):
    for user in (people.nina, people.stu, people.dan, people.moira):
        claim_for(user)
    with django_assert_max_num_queries(11):
        vera.get(QUEUE)


def test_the_page_obeys_our_content_security_policy(claim, vera):
    for url in (url_of(claim), QUEUE):
        html = html_of(vera.get(url))
        assert " style=" not in html
        assert "<style" not in html
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert not re.search(r"\son\w+=", html)


def test_a_number_is_found_though_it_is_sealed(people, claim, claim_for, vera):
    other = claim_for(people.nina, number="7654321")
    html = html_of(vera.get(QUEUE, {"q": "123 4567"}))
    assert url_of(claim) in html
    assert url_of(other) not in html


def test_what_was_searched_for_is_not_in_the_log(claim, vera, caplog):
    from community.logs import without_query

    assert without_query(None, "info", {"request": "GET /admin/?q=1234567"}) == {  # type: ignore[arg-type]
        "request": "GET /admin/"
    }
