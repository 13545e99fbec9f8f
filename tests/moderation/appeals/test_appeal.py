"""The author's page: appeal, and read what became of it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.models import User
from moderation import deciding
from moderation.limits import APPEAL_ANSWERED_WITHIN
from moderation.models import Appeal, Case, Decision
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

WORDS = "It is a quotation from the paper that we discuss."


@pytest.fixture
def decision(viewer_of, people, insult, open_case, choice) -> Decision:
    case = open_case(insult, INSULT)
    return deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))


@pytest.fixture
def url(decision) -> str:
    return reverse("appeal", args=[decision.pk])


@pytest.fixture
def held(insult, open_case) -> Case:
    return open_case(insult, INSULT, held=True)


def typed(words: str = WORDS, key: object = None) -> dict[str, object]:
    return {"words": words, "key": key or str(uuid.uuid4())}


def long_date(moment) -> str:
    return format_date(timezone.localtime(moment), "j F Y")


def test_the_decision_s_page_leads_to_it(client_for, people, decision, url):
    text = client_for(people.bela).get(decision.get_absolute_url()).text
    assert f'href="{url}"' in text
    assert "Another moderator, not the one who decided" in text


def test_the_form_says_by_when_it_is_answered_and_by_whom(client_for, people, url):
    text = client_for(people.bela).get(url).text
    assert long_date(timezone.now() + APPEAL_ANSWERED_WITHIN) in text
    assert "Another moderator, not the one who decided" in text
    assert people.moira.name not in text


def test_it_is_sent_and_its_state_shown(client_for, people, decision, url):
    client = client_for(people.bela)
    response = client.post(url, typed())
    assert (response.status_code, response.url) == (302, url)
    text = client.get(url).text
    assert WORDS.replace("'", "&#x27;") in text
    assert long_date(Appeal.objects.get().due_at) in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]
    assert "See your appeal" in client.get(decision.get_absolute_url()).text


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u200b", "x" * 2001])
def test_what_is_no_appeal_is_refused_and_kept(client_for, people, url, words):
    response = client_for(people.bela).post(url, typed(words))
    assert response.status_code == 422
    assert not Appeal.objects.exists()
    assert response.context["form"]["words"].value() == words


def test_a_bad_key_is_no_error_of_ours(client_for, people, url):
    assert client_for(people.bela).post(url, typed(key="nonsense")).status_code == 422


def test_a_double_click_is_one_appeal(client_for, people, url):
    client, sent = client_for(people.bela), typed()
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert Appeal.objects.count() == 1


def test_a_second_window_loses_nothing_that_was_typed(client_for, people, url):
    client = client_for(people.bela)
    client.post(url, typed())
    response = client.post(url, typed("Something else that I meant."))
    assert response.status_code == 409
    assert "You have appealed already" in response.text
    assert "Something else that I meant." in response.text
    assert Appeal.objects.get().words == WORDS


def test_when_it_was_taken_back_meanwhile_nothing_typed_is_lost(client_for, people, decision, url):
    client = client_for(people.bela)
    Decision.objects.filter(pk=decision.pk).update(reversed_at=timezone.now())
    response = client.post(url, typed())
    assert response.status_code == 409
    assert "taken back already" in response.text
    assert WORDS in response.text


def test_after_four_weeks_the_page_says_so(client_for, people, decision, url):
    Decision.objects.filter(pk=decision.pk).update(at=timezone.now() - timedelta(days=29))
    client = client_for(people.bela)
    assert "that time is over" in client.get(url).text
    assert url not in client.get(decision.get_absolute_url()).text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("kept", "the decision stands"), ("reversed", "the decision was taken back")],
)
def test_the_answer_and_its_reason_are_shown(
    client_for, people, mia, decision, url, outcome, words
):
    Appeal.objects.create(
        case=decision.case,
        decision=decision,
        author=people.bela,
        words=WORDS,
        due_at=timezone.now(),
        outcome=outcome,
        reason="We read it once more.",
        decided_by=mia,
        decided_at=timezone.now(),
    )
    text = client_for(people.bela).get(url).text
    assert words in text
    assert "We read it once more." in text
    assert mia.name not in text
    assert words in client_for(people.bela).get(decision.get_absolute_url()).text


def test_a_suspended_author_appeals(client_for, people, url):
    User.objects.filter(pk=people.bela.pk).update(
        suspended_until=timezone.now() + timedelta(days=9)
    )
    client = client_for(people.bela)
    assert client.get(url).status_code == 200
    assert client.post(url, typed()).status_code == 302


def test_an_author_who_lost_the_room_appeals(client_for, people, url):
    people.bela.standings.all().delete()
    client = client_for(people.bela)
    assert client.post(url, typed()).status_code == 302
    assert "troponin" not in client.get(url).text.lower()


@pytest.mark.parametrize(
    "name", ["anna", "cara", "dan", "eve", "nina", "stu", "moira", "vera", "adam"]
)
def test_to_all_others_it_does_not_exist(client_for, people, url, held_or_not, name):
    client = client_for(getattr(people, name))
    gone = client.get(reverse("appeal", args=[999999]))
    for address in (url, *held_or_not):
        response = client.get(address)
        assert (response.status_code, response.content) == (404, gone.content)
        assert client.post(address, typed()).status_code in (404, 405)
    assert not Appeal.objects.exists()


@pytest.fixture
def held_or_not(rooms, people, open_case) -> list[str]:
    """Addresses of something else of Bela's that is held."""
    case = open_case(rooms.open_post, held=True)
    return [reverse(name, args=[case.pk]) for name in ("held", "appeal_hold")]


@pytest.mark.parametrize("who", ["mo", "mia", "lex"])
def test_nor_to_other_staff(client_for, request, url, who):
    client = client_for(request.getfixturevalue(who))
    assert client.get(url).status_code == 404
    assert client.post(url, typed()).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client_for, url, held_or_not):
    for address in (url, *held_or_not):
        assert client_for().get(address).url.startswith(reverse("account_login"))
    assert not Appeal.objects.exists()


def test_an_appeal_of_one_whose_session_was_over_is_given_back(client_for, url):
    response = client_for().post(url, typed() | {"words": "It is a <quotation>."})
    assert response.status_code == 403
    assert "You were signed out meanwhile" in response.text
    assert "It is a &lt;quotation&gt;." in response.text
    assert f"?next={url}" in response.text
    assert not Appeal.objects.exists()


def test_the_form_says_what_was_decided_and_until_when_one_can_appeal(client_for, people, url):
    text = client_for(people.bela).get(url).text
    for said in ("What was decided", "Hidden", "It attacks a person.", "Appeal until"):
        assert said in text


# --- Held ----------------------------------------------------------------------------------------


def test_what_is_held_says_why_and_what_one_can_do(client_for, people, held):
    text = client_for(people.bela).get(reverse("held", args=[held.pk])).text
    assert "A moderator is checking your post" in text
    assert "usually decided within an hour" in text
    assert "held automatically" in text
    assert reverse("appeal_hold", args=[held.pk]) in text


def test_it_says_the_same_whether_a_program_found_it_or_somebody_reported_it(
    client_for, people, held
):
    pages = []
    for by in Case.HeldBy:
        Case.objects.update(held_by=by)
        text = client_for(people.bela).get(reverse("held", args=[held.pk])).text
        pages.append(text.partition("<main")[2].partition("</main>")[0])
    assert pages[0] == pages[1]
    assert "report" not in pages[0].lower()


def test_a_hold_is_appealed_against(client_for, people, held):
    client, address = client_for(people.bela), reverse("appeal_hold", args=[held.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, typed()).url == address
    assert Appeal.objects.get().decision is None
    assert "See your appeal" in client.get(reverse("held", args=[held.pk])).text


def test_one_that_is_decided_meanwhile_keeps_what_was_typed(
    client_for, viewer_of, people, held, choice
):
    client, address = client_for(people.bela), reverse("appeal_hold", args=[held.pk])
    deciding.decide(viewer_of(people.moira), held.pk, 1, choice("hide"))
    response = client.post(address, typed())
    assert response.status_code == 409
    assert WORDS in response.text


def test_once_it_is_decided_the_page_leads_to_the_decision(
    client_for, viewer_of, people, held, choice
):
    decision = deciding.decide(viewer_of(people.moira), held.pk, 1, choice("hide"))
    response = client_for(people.bela).get(reverse("held", args=[held.pk]))
    assert response.url == decision.get_absolute_url()


def test_what_was_never_held_has_no_such_page(client_for, people, insult, open_case):
    case = open_case(insult, INSULT)
    client = client_for(people.bela)
    for name in ("held", "appeal_hold"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 404


def test_a_pseudonym_is_warned_not_to_sign(client_for, people, insult, open_case):
    case = open_case(insult, INSULT, held=True, mask="Quiet Heron")
    text = client_for(people.bela).get(reverse("appeal_hold", args=[case.pk])).text
    assert "They know you only as Quiet Heron" in text
