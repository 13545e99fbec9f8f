"""What was taken away, and who looked at it: the law desk's pages, and the author's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moderation import deciding
from moderation.limits import APPEAL_WITHIN, QUEUE_PAGE
from moderation.models import Decision, Look, SealedOriginal
from moderation.sealed import sealing
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

STORE = "/moderation/sealed/"


@pytest.fixture
def decision(people, insult, open_case, choice, viewer_of):
    """Bela's words, taken out by Moira."""
    case = open_case(insult, INSULT)
    finding = case.findings.get()
    return deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("redact", finding_ids=[finding.pk])
    )


@pytest.fixture
def page(decision):
    return reverse("sealed", args=[decision.pk])


@pytest.fixture
def words_of(decision):
    return reverse("removed_words", args=[decision.pk])


# --- The law desk --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anna", "bela", "moira", "vera", "adam"])
def test_to_all_but_the_law_desk_the_store_is_not_there(client_for, people, page, who):
    client = client_for(getattr(people, who))
    for where in (STORE, page):
        assert client.get(where).status_code == 404
    assert client.post(page, {"why": "Curious"}).status_code == 404
    assert not Look.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client_for, page):
    assert client_for().get(page).url.startswith("/accounts/login/")


def test_without_a_second_factor_the_law_desk_is_shown_where_to_set_one_up(client_for, lex, page):
    client = client_for(lex, second_factor=False)
    assert client.get(page).url == "/accounts/2fa/"
    assert client.post(page, {"why": "In a hurry"}).status_code == 302
    assert not Look.objects.exists()


def test_the_page_says_what_is_kept_and_shows_no_word_of_it(client_for, lex, page):
    answer = client_for(lex).get(page)
    assert "Nobody yet." in answer.text
    assert "Words removed" in answer.text
    assert INSULT not in answer.text


def test_a_reason_opens_it_once_and_the_browser_keeps_nothing(client_for, lex, page):
    client = client_for(lex)
    answer = client.post(page, {"why": "Order of the court, 3 May"})
    assert answer.status_code == 200
    assert f'<mark class="find find--hold">{INSULT}</mark>' in answer.text
    assert "no-store" in answer["Cache-Control"]
    again = client.get(page).text
    assert INSULT not in again
    assert "Lex Law" in again
    assert "For a matter of law: Order of the court, 3 May" in again


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_without_a_reason_it_stays_sealed(client_for, lex, page, why):
    answer = client_for(lex).post(page, {"why": why})
    assert answer.status_code == 422
    assert INSULT not in answer.text
    assert not Look.objects.exists()


def test_a_form_from_elsewhere_opens_nothing(lex, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lex)
    assert client.post(page, {"why": "x"}).status_code == 403
    assert not Look.objects.exists()


def test_each_look_is_listed(client_for, lex, page):
    client = client_for(lex)
    for _ in range(2):
        client.post(page, {"why": "To compare"})
    assert client.get(page).text.count("To compare") == 2
    assert "2 looks" in client.get(STORE).text


def test_an_author_who_looked_is_not_named(client_for, people, lex, decision, page, words_of):
    decision.case.mask = "Willow"
    decision.case.save()
    client_for(people.bela).post(words_of)
    shown = client_for(lex).get(page).text
    assert "Its author" in shown
    assert "Willow" in shown
    assert people.bela.name not in shown
    assert people.bela.name not in client_for(lex).get(STORE).text


def test_what_is_not_kept_any_more_leaves_who_looked(client_for, lex, page):
    client = client_for(lex)
    client.post(page, {"why": "Before it went"})
    SealedOriginal.objects.all().delete()
    shown = client.get(page)
    assert "It is not kept any more." in shown.text
    assert "Before it went" in shown.text
    assert "Open the sealed words" not in shown.text
    assert client.post(page, {"why": "Too late"}).status_code == 404


@pytest.mark.parametrize("action", ["dismiss", "hide"])
def test_a_decision_that_took_no_words_is_not_there(client_for, people, lex, decision, action):
    other = Decision.objects.create(case=decision.case, moderator=people.moira, action=action)
    assert client_for(lex).get(reverse("sealed", args=[other.pk])).status_code == 404


def test_the_law_desk_is_not_shown_what_is_their_own(client_for, lex, decision, page):
    decision.case.author = lex
    decision.case.save()
    client = client_for(lex)
    assert client.get(page).status_code == 404
    assert "Nothing is sealed" in client.get(STORE).text


def test_the_store_goes_by_pages_in_as_many_queries(
    client_for, people, lex, decision, django_assert_max_num_queries
):
    for _ in range(QUEUE_PAGE + 1):
        more = Decision.objects.create(case=decision.case, moderator=people.moira, action="remove")
        sealing.seal(more, {"fields": {"body": "x"}, "copies": []})
    client = client_for(lex)
    with django_assert_max_num_queries(14):
        first = client.get(STORE).text
    assert first.count('class="case-row"') == QUEUE_PAGE
    after = first.split("?after=")[1].split('"')[0]
    rest = client.get(STORE, {"after": after}).text
    assert rest.count('class="case-row"') == 2
    assert f"decision {decision.pk}<" in rest


def test_nonsense_for_a_page_begins_at_the_top(client_for, lex, decision):
    shown = client_for(lex).get(STORE, {"after": "nonsense"}).text
    assert f"decision {decision.pk}<" in shown


# --- The author ----------------------------------------------------------------------------------


def test_an_author_is_offered_the_words_and_sees_them_once(client_for, people, decision, words_of):
    client = client_for(people.bela)
    answer = client.post(words_of)
    assert f'He is a <mark class="find find--hold">{INSULT}</mark>.' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert Look.objects.get().purpose == "author"
    assert INSULT not in client.get(decision.get_absolute_url()).text


def test_no_link_shows_them(client_for, people, words_of):
    assert client_for(people.bela).get(words_of).status_code == 405
    assert not Look.objects.exists()


@pytest.mark.parametrize("who", ["anna", "moira", "adam"])
def test_nobody_else_gets_them_there(client_for, people, words_of, who):
    assert client_for(getattr(people, who)).post(words_of).status_code == 404
    assert not Look.objects.exists()


def test_once_no_appeal_is_possible_the_author_is_told_so(client_for, people, decision, words_of):
    long_ago = timezone.now() - APPEAL_WITHIN - timedelta(days=1)
    Decision.objects.filter(pk=decision.pk).update(at=long_ago)
    client = client_for(people.bela)
    answer = client.post(words_of, follow=True)
    assert "that time is over" in answer.text
    assert INSULT not in answer.text
    assert not Look.objects.exists()


def test_what_is_not_kept_any_more_is_not_there_for_its_author(client_for, people, words_of):
    SealedOriginal.objects.all().delete()
    assert client_for(people.bela).post(words_of).status_code == 404


def test_the_decisions_page_offers_it_to_its_author_alone(client_for, people, decision, words_of):
    mine = client_for(people.bela).get(decision.get_absolute_url()).text
    assert words_of in mine
    assert words_of not in client_for(people.moira).get(decision.get_absolute_url()).text
    SealedOriginal.objects.all().delete()
    assert words_of not in client_for(people.bela).get(decision.get_absolute_url()).text
