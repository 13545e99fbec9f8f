"""The pages of second looks: blind until one has judged, both side by side afterwards."""

import html
import uuid

import pytest
from django.urls import reverse

from forums import posting
from forums.models import Post, State
from moderation import deciding
from moderation.models import Case, Look, SecondLook
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from tests.forums.writing import draft
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

LIST = reverse("second_looks")
REASON = "Please keep to the point of it."


@pytest.fixture
def look_at(viewer_of, people, insult, open_case, choice):
    """look_at("hide") waits about what Moira really did to Bela's post."""

    def make(action="hide", **fields):
        case = open_case(insult, INSULT)
        told = {} if action == "dismiss" else {"reason": REASON}
        decision = deciding.decide(
            viewer_of(people.moira), case.pk, 1, choice(action, **told | fields)
        )
        return SecondLook.objects.create(decision=decision)

    return make


@pytest.fixture
def look(look_at):
    return look_at()


def page(look):
    return reverse("second_look", args=[look.pk])


def sent(**fields):
    return {"key": str(uuid.uuid4()), "action": "hide", "rule": "respect", "remark": ""} | fields


@pytest.mark.parametrize(
    ("action", "fields"),
    [("dismiss", {}), ("hide", {}), ("remove", {}), ("redact", {"words": [INSULT]})],
)
def test_it_shows_what_was_decided_on_and_nothing_of_the_decision(
    client_for, people, mia, look_at, action, fields
):
    look = look_at(action, **fields)
    response = client_for(mia).get(page(look))
    assert INSULT in response.text
    assert "Repeat the troponin at three hours." in response.text
    assert "What a program marked" in response.text
    for rule in HOUSE_RULES.values():
        assert rule.words in html.unescape(response.text)
    case = look.decision.case
    for secret in (
        people.moira.name,
        people.bela.name,
        REASON,
        look.decision.get_action_display(),
        look.decision.get_absolute_url(),
        case.get_absolute_url(),
        Post.objects.get(pk=case.subject_id).get_absolute_url(),
        "[redacted]",
    ):
        assert secret not in response.text


def test_all_that_wait_look_alike(client_for, mia, look_at, insult, open_case):
    """What the page says besides the words is the same whatever was decided."""
    look = look_at("dismiss")
    client = client_for(mia)

    def plain():
        text = client.get(page(look)).text
        return [line for line in text.splitlines() if "csrf" not in line and "key" not in line]

    kept = plain()
    Post.objects.filter(pk=insult.pk).update(state=State.HIDDEN)
    look.decision.action = "hide"
    look.decision.save()
    assert plain() == kept


@pytest.mark.parametrize(
    ("action", "fields", "looks"), [("hide", {}, 0), ("redact", {"words": [INSULT]}, 1)]
)
def test_sealed_words_are_opened_with_a_record_of_it(
    client_for, mia, look_at, action, fields, looks
):
    look = look_at(action, **fields)
    client_for(mia).get(page(look))
    rows = Look.objects.filter(decision=look.decision, by=mia, purpose=Look.Purpose.SECOND)
    assert rows.count() == looks


def test_nothing_is_opened_for_who_may_not_judge(client_for, people, look_at):
    look = look_at("remove")
    client_for(people.moira).get(page(look))
    client_for(people.anna).get(page(look))
    assert not Look.objects.exists()


def test_afterwards_both_stand_side_by_side(client_for, people, mia, look):
    client = client_for(mia)
    form = sent(action="redact", rule="accusation", remark="One word would do.")
    response = client.post(page(look), form, follow=True)
    assert response.redirect_chain == [(page(look), 302)]
    for words in (
        "The second look differs",
        people.moira.name,
        mia.name,
        "Hidden",
        "Words removed",
        HOUSE_RULES["respect"].title,
        HOUSE_RULES["accusation"].title,
        REASON,
        "One word would do.",
    ):
        assert words in response.text
    assert "The second look differs" in client_for(people.moira).get(page(look)).text


def test_agreement_is_said(client_for, mia, look):
    text = client_for(mia).post(page(look), sent(action="remove"), follow=True).text
    assert "Both decided alike" in text


def test_a_double_click_is_harmless(client_for, mia, look):
    client, form = client_for(mia), sent()
    for _ in range(2):
        assert client.post(page(look), form).url == page(look)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"action": ""}, "Choose what you would decide."),
        ({"action": "welfare"}, "not one of the available choices"),
        ({"rule": ""}, "Say which rule it breaks."),
        ({"rule": "of thumb"}, "not one of the available choices"),
        ({"remark": "x" * 1001}, "at most 1000 fit"),
    ],
)
def test_what_is_unclear_is_asked_again_and_nothing_is_lost(client_for, mia, look, bad, words):
    response = client_for(mia).post(page(look), sent(remark="My remark") | bad)
    assert response.status_code == 422
    assert words in response.text
    assert bad.get("remark", "My remark") in response.text
    look.refresh_from_db()
    assert look.done_at is None


def test_nothing_wrong_needs_no_rule_and_keeps_none(client_for, mia, look):
    client_for(mia).post(page(look), sent(action="dismiss"))
    look.refresh_from_db()
    assert (look.action, look.rule) == ("dismiss", "")


def test_who_was_second_reads_what_they_had_typed(client_for, mia, mo, look):
    client_for(mia).post(page(look), sent())
    response = client_for(mo).post(page(look), sent(action="dismiss", remark="I saw no harm."))
    assert response.status_code == 409
    assert "took this second look meanwhile" in response.text
    assert "I saw no harm." in response.text
    assert mia.name in response.text


def test_what_its_author_changed_since_can_only_be_set_aside(client_for, mia, look, insult):
    Post.objects.filter(pk=insult.pk).update(version=2, source="Quite another text")
    client = client_for(mia)
    response = client.get(page(look))
    assert "nothing to judge" in response.text.lower()
    assert "Quite another text" not in response.text
    response = client.post(
        reverse("second_look_aside", args=[look.pk]), {"key": str(uuid.uuid4())}, follow=True
    )
    assert "Set aside." in response.text
    assert "This second look was set aside" in client.get(page(look)).text


def test_what_its_author_changed_as_they_were_asked_is_shown_as_it_was(
    client_for, viewer_of, people, mia, look_at, insult
):
    """Else no edit that was asked for could be judged again: they are made within days."""
    look = look_at("edit")
    posting.edit(viewer_of(people.bela), insult, draft("Repeat the troponin later."), 1)
    page_text = client_for(mia).get(page(look)).text
    assert f">{INSULT}<" in page_text  # marked
    assert "Repeat the troponin at three hours." in page_text
    assert "Repeat the troponin later." not in page_text
    client_for(mia).post(page(look), sent(action="redact"))
    look.refresh_from_db()
    assert look.agrees


def test_but_not_once_words_were_taken_from_that_too(
    client_for, viewer_of, people, mia, look_at, insult, open_case, choice
):
    look = look_at("edit")
    posting.edit(viewer_of(people.bela), insult, draft(f"{INSULT}, I still say."), 1)
    Case.objects.filter(pk=look.decision.case_id).update(state="decided")
    case = open_case(Post.objects.get(pk=insult.pk))
    made = choice("redact", words=[INSULT], subject_version=2)
    deciding.decide(viewer_of(people.moira), case.pk, 1, made)
    page_text = client_for(mia).get(page(look)).text
    assert "nothing to judge" in page_text.lower()
    assert "[redacted]" not in page_text


def test_a_first_post_is_shown_with_the_title_it_had(
    client_for, viewer_of, people, mia, rooms, open_case, choice
):
    case = open_case(rooms.closed_post)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice("edit"))
    look = SecondLook.objects.create(decision=decision)
    retitled = draft("Who needs a bed?", title="Another title")
    posting.edit(viewer_of(people.anna), rooms.closed_post, retitled, 1)
    page_text = client_for(mia).get(page(look)).text
    assert "Troponin after a marathon" in page_text
    assert "Another title" not in page_text


def test_setting_aside_what_can_be_judged_is_refused(client_for, mia, look):
    where = reverse("second_look_aside", args=[look.pk])
    assert client_for(mia).post(where, {"key": str(uuid.uuid4())}).status_code == 403
    assert client_for(mia).post(where, {"key": "none"}).url == LIST
    look.refresh_from_db()
    assert look.done_at is None


# --- The list ------------------------------------------------------------------------------------


def test_the_list_shows_those_that_one_may_take(client_for, people, mia, look):
    response = client_for(mia).get(LIST)
    assert page(look) in response.text
    assert people.moira.name not in response.text
    assert look.decision.case.get_absolute_url() not in response.text
    own = client_for(people.moira).get(LIST).text
    assert page(look) not in own
    assert "None waits for you" in own


def test_what_was_taken_is_listed_with_how_it_came_out(client_for, people, mia, look):
    client_for(mia).post(page(look), sent(action="dismiss"))
    text = client_for(people.moira).get(LIST).text
    assert "differed" in text
    assert "0 of 1" in text
    assert page(look) in text


def test_many_cost_no_more_than_few(client_for, mia, hidden, django_assert_max_num_queries):
    client = client_for(mia)
    SecondLook.objects.create(decision=hidden())
    client.get(LIST)
    with django_assert_max_num_queries(40) as few:
        client.get(LIST)
    for _ in range(10):
        SecondLook.objects.create(decision=hidden())
    with django_assert_max_num_queries(len(few)):
        assert client.get(LIST).text.count("/second-looks/") > 10


@pytest.mark.parametrize("name", ["anna", "bela", "cara", "eve", "nina", "vera", "adam"])
def test_to_all_others_there_is_none(client_for, people, look, name):
    client = client_for(getattr(people, name))
    missing = client.get(reverse("second_look", args=[999999]))
    assert client.get(LIST).status_code == 404
    assert client.get(page(look)).content == missing.content
    assert client.post(page(look), sent()).status_code == 404
    aside = reverse("second_look_aside", args=[look.pk])
    assert client.post(aside, {"key": str(uuid.uuid4())}).status_code == 404


def test_nor_to_the_law_desk_nor_without_a_second_factor(client_for, lex, mia, look):
    assert client_for(lex).get(page(look)).status_code == 404
    assert client_for(mia, second_factor=False).get(page(look)).url == reverse("mfa_index")


def test_strangers_are_asked_to_sign_in(client_for, look):
    assert client_for().get(page(look)).url.startswith(reverse("account_login"))


def test_to_the_first_moderator_it_is_as_if_there_were_none(client_for, people, look):
    client = client_for(people.moira)
    missing = client.get(reverse("second_look", args=[999999]))
    assert client.get(page(look)).status_code == 404
    assert client.get(page(look)).content == missing.content
