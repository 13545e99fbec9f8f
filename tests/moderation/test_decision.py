import pytest
from django.urls import reverse

from moderation import deciding
from moderation.models import Decision
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    """decided("hide") is Moira's decision about Bela's post."""

    def make(action: str, *, held: bool = False, **fields: object) -> Decision:
        case = open_case(insult, INSULT, held=held)
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action, **fields))

    return make


def test_the_author_reads_what_which_rule_why_and_how_to_object(client_for, people, decided):
    text = client_for(people.bela).get(decided("hide").get_absolute_url()).text
    assert "Your post was hidden" in text
    assert HOUSE_RULES["respect"].title in text
    assert f"{reverse('rules')}#respect" in text
    assert "It attacks a person." in text
    assert "a person did" in text
    assert "You can appeal until" in text
    assert "Another moderator, not the one who decided" in text


def test_the_author_is_not_told_who_decided(client_for, people, decided):
    assert (
        people.moira.name
        not in client_for(people.bela).get(decided("hide").get_absolute_url()).text
    )


def test_the_author_still_reads_what_is_hidden(client_for, people, decided):
    assert INSULT in client_for(people.bela).get(decided("hide").get_absolute_url()).text


def test_removed_words_are_only_counted(client_for, people, decided):
    decision = decided("redact", words=[INSULT])
    text = client_for(people.bela).get(decision.get_absolute_url()).text
    assert "Words in 1 place." in text
    assert INSULT not in text


def test_of_a_removed_post_no_word_is_left(client_for, people, decided):
    text = client_for(people.bela).get(decided("remove").get_absolute_url()).text
    assert "Your post was removed" in text
    assert "troponin" not in text.lower()


def test_only_its_author_finds_the_way_there_from_the_hidden_post(
    client_for, people, decided, insult
):
    decided("hide")
    why = reverse("own_decisions")
    assert why in client_for(people.bela).get(insult.get_absolute_url(), follow=True).text
    for other in (people.anna, people.moira):
        assert why not in client_for(other).get(insult.get_absolute_url(), follow=True).text


def test_an_author_who_lost_the_room_does_not_read_in_it_here(client_for, people, decided, rooms):
    decision = decided("hide")
    people.bela.standings.all().delete()
    text = client_for(people.bela).get(decision.get_absolute_url()).text
    assert "Your post was hidden" in text
    assert INSULT not in text


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        ("keep", {"sanction": "warning"}, "Your post stays as it is"),
        ("edit", {}, "Please change your post"),
        ("hide", {"measure": "lock"}, "It was locked: nobody replies in it for now."),
        ("hide", {"measure": "slow"}, "at most every quarter of an hour"),
        ("keep", {"sanction": "warning"}, "It changes nothing in what you can do here."),
        ("hide", {"sanction": "limit", "days": 3}, "you write at most"),
        ("hide", {}, "Version 1 of the rules"),
    ],
)
def test_the_author_reads_what_it_means(client_for, people, decided, action, fields, words):
    decision = decided(action, **fields)
    decision.rules_version = 1
    decision.save()
    assert words in client_for(people.bela).get(decision.get_absolute_url()).text


@pytest.mark.parametrize("action", ["keep", "edit", "hide"])
def test_the_author_reads_the_words_that_it_is_about(client_for, people, decided, action):
    more = {"sanction": "warning"} if action == "keep" else {}
    page = client_for(people.bela).get(decided(action, **more).get_absolute_url()).text
    assert "What you wrote" in page
    assert INSULT in page


def test_after_a_redaction_they_read_what_is_left(client_for, people, decided):
    page = client_for(people.bela).get(decided("redact", words=[INSULT]).get_absolute_url()).text
    assert "How it reads now" in page
    assert "He is a [redacted]. Repeat the troponin" in page


def test_a_letter_to_one_who_seems_unwell_holds_help_and_no_blame(client_for, people, decided):
    decision = decided("welfare", rule="", reason="Take a day, if you can.")
    page = client_for(people.bela).get(decision.get_absolute_url()).text
    for words in ("How are you?", "116 123", "0330 123 1245", "999", "Take a day, if you can."):
        assert words in page
    assert "You broke no rule" in page
    for words in ("If you think this is wrong", "The rule", "Decided by", "was held", INSULT):
        assert words not in page.replace("You broke no rule", "")


def test_a_decision_that_was_taken_back_says_so_and_not_what_holds_no_more(
    client_for, people, decided
):
    from django.utils import timezone

    decision = decided("redact", words=[INSULT], measure="lock")
    decision.reversed_at = timezone.now()
    decision.save()
    text = client_for(people.bela).get(decision.get_absolute_url()).text
    assert "This was taken back on" in text
    assert "They are gone" not in text
    assert "nobody replies" not in text


def test_what_was_decided_after_an_edit_was_asked_for_is_linked(
    client_for, viewer_of, people, decided, choice
):
    first = decided("edit")
    later = deciding.decide(viewer_of(people.moira), first.case_id, 2, choice("hide"))
    page = client_for(people.bela).get(first.get_absolute_url()).text
    assert "Something was decided after this." in page
    assert later.get_absolute_url() in page


def test_a_reversed_decision_says_so(client_for, viewer_of, people, mia, decided):
    import uuid

    decision = decided("hide")
    later = deciding.restore(viewer_of(mia), decision.case_id, 2, reason="", key=uuid.uuid4())
    text = client_for(people.bela).get(decision.get_absolute_url()).text
    assert "This no longer holds." in text
    assert later.get_absolute_url() in text


def test_a_manager_reads_it_as_the_author_does_and_who_decided(client_for, mia, people, decided):
    text = client_for(mia).get(decided("hide").get_absolute_url()).text
    assert people.moira.name in text
    assert "as its author reads it" in text


def test_a_dismissal_of_what_was_never_held_is_not_the_author_s_to_know(
    client_for, people, decided
):
    assert client_for(people.bela).get(decided("dismiss").get_absolute_url()).status_code == 404


def test_a_dismissal_of_what_was_held_is(client_for, people, decided):
    text = client_for(people.bela).get(decided("dismiss", held=True).get_absolute_url()).text
    assert "Nothing was wrong with your post" in text
    assert "was only held automatically until then; a person decided." in text


@pytest.mark.parametrize("name", ["anna", "cara", "eve", "nina", "vera", "adam"])
def test_to_all_others_it_does_not_exist(client_for, people, decided, name):
    client = client_for(getattr(people, name))
    response = client.get(decided("hide").get_absolute_url())
    assert response.status_code == 404
    assert response.content == client.get(reverse("decision", args=[999999])).content


def test_a_manager_without_her_second_factor_is_one_of_the_others(client_for, people, decided):
    client = client_for(people.moira, second_factor=False)
    assert client.get(decided("hide").get_absolute_url()).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client_for, decided):
    response = client_for().get(decided("hide").get_absolute_url())
    assert response.url.startswith(reverse("account_login"))
