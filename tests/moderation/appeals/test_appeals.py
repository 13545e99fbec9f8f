"""The moderators' pages of appeals: the list, and one of them."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.models import Post, State
from moderation import deciding
from moderation.models import Appeal, Case, Decision, Look, Note
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from tests.forums.masks import sign
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

WORDS = "It is a quotation from the paper."


@pytest.fixture
def appealed(viewer_of, people, insult, open_case, choice):
    """appealed("hide") is Bela's appeal against Moira's decision about his post; without an action,
    against being held."""

    def make(action: str = "", *, post: Post = insult, **fields: object) -> Appeal:
        case = open_case(post, held=not action)
        decision = None
        if action:
            decision = deciding.decide(
                viewer_of(people.moira), case.pk, 1, choice(action, **fields)
            )
        return Appeal.objects.create(
            case=case,
            decision=decision,
            author=post.author,
            words=WORDS,
            due_at=timezone.now() + timedelta(days=7),
        )

    return make


def url_of(appeal: Appeal, name: str = "moderation_appeal") -> str:
    return reverse(name, args=[appeal.pk])


def sent(outcome: str = "kept", **fields: object) -> dict[str, object]:
    data = {"key": str(uuid.uuid4()), "version": 1, "subject_version": 1}
    return data | {"outcome": outcome, "reason": "We read it again."} | fields


# --- The list ------------------------------------------------------------------------------------


def test_what_is_due_first_comes_first(client_for, mia, rooms, appealed):
    later = appealed("hide")
    sooner = appealed("hide", post=rooms.open_post)
    Appeal.objects.filter(pk=sooner.pk).update(due_at=timezone.now() - timedelta(hours=30))
    response = client_for(mia).get(reverse("moderation_appeals"))
    assert [row.appeal for row in response.context["rows"]] == [sooner, later]
    assert "30 h overdue" in response.text
    figures = response.context["figures"]
    assert (figures.open, figures.overdue) == (2, 1)


def test_a_board_s_moderator_sees_those_of_the_board(client_for, mo, rooms, appealed):
    theirs, other = appealed("hide"), appealed("hide", post=rooms.open_post)
    client = client_for(mo)
    rows = client.get(reverse("moderation_appeals")).context["rows"]
    assert [row.appeal for row in rows] == [theirs]
    assert client.get(url_of(theirs)).status_code == 200
    assert client.get(url_of(other)).status_code == 404
    assert client.post(url_of(other), sent()).status_code == 404


def test_whoever_decided_sees_it_and_that_another_answers(client_for, people, appealed):
    appealed("hide")
    text = client_for(people.moira).get(reverse("moderation_appeals")).text
    assert "You decided this, so another moderator answers." in text


def test_answered_ones_are_listed_apart(client_for, viewer_of, mia, rooms, appealed):
    done, waits = appealed("hide"), appealed("hide", post=rooms.open_post)
    client = client_for(mia)
    client.post(url_of(done), sent())
    page = reverse("moderation_appeals")
    assert [row.appeal for row in client.get(page).context["rows"]] == [waits]
    response = client.get(f"{page}?state=answered")
    assert [row.appeal for row in response.context["rows"]] == [done]
    assert "The decision stands" in response.text
    assert client.get(f"{page}?state=answered&after=nonsense").status_code == 200


@pytest.mark.parametrize("state", ["", "?state=answered"])
def test_an_empty_list_says_what_comes_there(client_for, mia, state):
    text = client_for(mia).get(reverse("moderation_appeals") + state).text
    assert ("None answered yet" if state else "No appeal waits") in text


def test_a_pseudonym_s_name_is_all_that_is_shown(client_for, people, mia, insult, open_case):
    sign(insult)
    case = open_case(insult, mask="Quiet Heron", state=Case.State.DECIDED)
    decision = Decision.objects.create(case=case, moderator=people.moira, action="hide")
    appeal = Appeal.objects.create(
        case=case, decision=decision, author=people.bela, words=WORDS, due_at=timezone.now()
    )
    for address in (reverse("moderation_appeals"), url_of(appeal)):
        text = client_for(mia).get(address).text
        assert "Quiet Heron" in text
        assert people.bela.name not in text


def test_the_number_of_queries_does_not_grow(client_for, people, mia, rooms, open_case):
    client = client_for(mia)

    def grown_by(count: int, outcome: str) -> int:
        for _ in range(count):
            case = open_case(add_post(rooms.open_topic, people.bela, "A word."))
            Appeal.objects.create(
                case=case,
                decision=Decision.objects.create(case=case, moderator=people.moira, action="hide"),
                author=people.bela,
                words=WORDS,
                due_at=timezone.now(),
                outcome=outcome,
                decided_by=mia if outcome else None,
                decided_at=timezone.now() if outcome else None,
            )
        address = reverse("moderation_appeals") + ("?state=answered" if outcome else "")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    for outcome in ("", "kept"):
        few = grown_by(3, outcome)
        assert grown_by(30, outcome) == few
        assert few <= 14


# --- One appeal ----------------------------------------------------------------------------------


def test_it_shows_all_that_is_needed_to_answer(client_for, people, mia, appealed):
    appeal = appealed("hide")
    Note.objects.create(case=appeal.case, by=people.moira, words="Spoke to the registrar.")
    text = client_for(mia).get(url_of(appeal)).text
    for words in (
        WORDS,
        "It attacks a person.",
        HOUSE_RULES["respect"].title,
        people.moira.name,
        people.bela.name,
        "Repeat the troponin",
        "Spoke to the registrar.",
    ):
        assert words in text


def test_an_answer_is_given_and_leads_back_to_the_list(client_for, mia, insult, appealed):
    appeal = appealed("hide")
    response = client_for(mia).post(url_of(appeal), sent("reversed"))
    assert response.url == reverse("moderation_appeals")
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED


def test_afterwards_the_page_shows_it_and_no_form(client_for, mia, appealed):
    appeal, client = appealed("hide"), client_for(mia)
    client.post(url_of(appeal), sent())
    text = client.get(url_of(appeal)).text
    assert "We read it again." in text
    assert 'id="answer"' not in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": " \u200b "},
        {"reason": "x" * 1001},
        {"outcome": ""},
        {"outcome": "burn"},
        {"key": "nonsense"},
        {"version": ""},
    ],
)
def test_what_is_no_answer_changes_nothing(client_for, mia, appealed, wrong):
    appeal = appealed("hide")
    response = client_for(mia).post(url_of(appeal), sent(**wrong))
    assert response.status_code == 422
    appeal.refresh_from_db()
    assert appeal.outcome == ""


def test_a_double_click_is_one_answer(client_for, mia, appealed):
    appeal, client, data = appealed("hide"), client_for(mia), sent("reversed")
    for _ in range(2):
        assert client.post(url_of(appeal), data).status_code == 302
    assert Decision.objects.filter(action="restore").count() == 1


def test_when_another_answered_meanwhile_what_was_typed_is_kept(client_for, mia, mo, appealed):
    appeal = appealed("hide")
    client_for(mo).post(url_of(appeal), sent())
    response = client_for(mia).post(url_of(appeal), sent("reversed", reason="I see it otherwise."))
    assert response.status_code == 409
    assert "nothing of yours was done" in response.text
    assert mo.name in response.text
    assert "I see it otherwise." in response.text


def test_when_it_was_edited_meanwhile_too(client_for, mia, insult, appealed):
    appeal = appealed("hide")
    Post.objects.filter(pk=insult.pk).update(version=2, source="Worse than before")
    response = client_for(mia).post(url_of(appeal), sent("reversed", reason="I see it otherwise."))
    assert response.status_code == 409
    assert "Worse than before" in response.text
    form = response.context["form"]
    assert form["reason"].value() == "I see it otherwise."
    assert form["subject_version"].value() == 2


def test_whoever_decided_has_no_form_and_is_refused(client_for, people, appealed):
    appeal, client = appealed("hide"), client_for(people.moira)
    text = client.get(url_of(appeal)).text
    assert "You decided this, so another moderator answers." in text
    assert 'id="answer"' not in text
    assert client.post(url_of(appeal), sent()).status_code == 403
    appeal.refresh_from_db()
    assert appeal.outcome == ""


def test_one_that_another_has_taken_is_theirs_and_nothing_typed_is_lost(
    client_for, people, mia, appealed
):
    appeal = appealed()
    Case.objects.update(claimed_by=people.moira, claimed_at=timezone.now())
    response = client_for(mia).post(url_of(appeal), sent("reversed"))
    assert response.status_code == 403
    assert "is looking at this" in response.text
    assert "We read it again." in response.text


def test_what_cannot_be_taken_back_is_said_before(client_for, mia, insult, appealed):
    appeal = appealed("remove")
    Post.objects.filter(pk=insult.pk).update(state="withdrawn")
    assert "so it stays away" in client_for(mia).get(url_of(appeal)).text


def test_what_is_kept_no_longer_can_only_stand(client_for, mia, appealed):
    appeal = appealed("remove")
    appeal.decision.original.delete()
    client = client_for(mia)
    assert "not kept any more" in client.get(url_of(appeal)).text
    assert client.post(url_of(appeal), sent("reversed", subject_version=1)).status_code == 422
    assert client.post(url_of(appeal), sent("kept", subject_version=1)).status_code == 302


# --- The sealed words ----------------------------------------------------------------------------


def test_they_are_not_shown_until_they_are_opened(client_for, mia, appealed):
    response = client_for(mia).get(url_of(appealed("redact", words=[INSULT])))
    assert INSULT not in response.text
    assert "Open the sealed words" in response.text


def test_opened_they_are_marked_in_the_text_once_and_kept_nowhere(client_for, mia, appealed):
    appeal, client = appealed("redact", words=[INSULT]), client_for(mia)
    response = client.post(
        url_of(appeal, "moderation_appeal_open"),
        {"why": "To answer.", "outcome": "reversed", "reason": "I have begun to write."},
    )
    assert response.status_code == 200
    assert f'<mark class="find find--hold">{INSULT}</mark>' in response.text
    assert "no-store" in response["Cache-Control"]
    assert "I have begun to write." in response.text
    look = Look.objects.get()
    assert (look.by, look.purpose, look.reason) == (mia, Look.Purpose.APPEAL, "To answer.")
    assert INSULT not in client.get(url_of(appeal)).text


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_without_a_reason_they_stay_sealed(client_for, mia, appealed, why):
    appeal = appealed("redact", words=[INSULT])
    response = client_for(mia).post(
        url_of(appeal, "moderation_appeal_open"), {"why": why, "reason": "I have begun."}
    )
    assert response.status_code == 422
    assert INSULT not in response.text
    assert "I have begun." in response.text
    assert not Look.objects.exists()


def test_whoever_decided_does_not_open_them(client_for, people, appealed):
    appeal = appealed("redact", words=[INSULT])
    response = client_for(people.moira).post(
        url_of(appeal, "moderation_appeal_open"), {"why": "I want to."}
    )
    assert response.status_code == 403
    assert INSULT not in response.text
    assert not Look.objects.exists()


def test_nor_does_anybody_once_it_is_answered(client_for, mia, appealed):
    appeal, client = appealed("redact", words=[INSULT]), client_for(mia)
    client.post(url_of(appeal), sent(subject_version=2))
    response = client.post(url_of(appeal, "moderation_appeal_open"), {"why": "I want to."})
    assert response.status_code == 404
    assert not Look.objects.exists()


# --- Nobody else ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["anna", "bela", "cara", "dan", "eve", "nina", "stu", "vera", "adam"]
)
def test_to_all_others_there_are_no_appeals(client_for, people, appealed, name):
    appeal, client = appealed("redact", words=[INSULT]), client_for(getattr(people, name))
    gone = client.get("/moderation/appeals/999999/")
    for address in (reverse("moderation_appeals"), url_of(appeal)):
        response = client.get(address)
        assert (response.status_code, response.content) == (404, gone.content)
    assert client.post(url_of(appeal), sent()).status_code == 404
    assert client.post(url_of(appeal, "moderation_appeal_open"), {"why": "x"}).status_code == 404


def test_nor_to_the_law_desk_or_without_a_second_factor(client_for, people, lex, appealed):
    appeal = appealed("hide")
    assert client_for(lex).get(url_of(appeal)).status_code == 404
    assert client_for(lex).get(reverse("moderation_appeals")).status_code == 404
    weak = client_for(people.moira, second_factor=False)
    assert weak.get(url_of(appeal)).status_code == 302
    assert weak.post(url_of(appeal), sent()).status_code == 302
    assert client_for().get(url_of(appeal)).status_code == 302


def test_a_moderator_does_not_find_the_appeal_they_made(client_for, mia, insult, appealed):
    insult.author = mia
    insult.save()
    appeal = appealed("hide")
    client = client_for(mia)
    assert client.get(url_of(appeal)).status_code == 404
    assert client.get(reverse("moderation_appeals")).context["rows"] == []
    assert client.get(reverse("appeal", args=[appeal.decision_id])).status_code == 200


def test_other_members_see_no_trace_of_it(client_for, people, rooms, appealed):
    appealed("redact", words=[INSULT])
    for user in (people.anna, people.nina, None):
        for address in (
            rooms.closed_topic.get_absolute_url(),
            rooms.closed_reply.get_absolute_url(),
            people.bela.get_absolute_url(),
            "/inbox/",
        ):
            text = client_for(user).get(address, follow=True).text.lower()
            assert "appealed" not in text
            assert "/appeal/" not in text
            assert "quotation" not in text


def test_every_page_of_moderation_says_how_many_are_overdue(client_for, mia, mo, rooms, appealed):
    appeal = appealed("hide", post=rooms.open_post)
    page = reverse("moderation_queue")
    assert "appeal is overdue" not in client_for(mia).get(page).text
    Appeal.objects.filter(pk=appeal.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert "1 appeal is overdue" in client_for(mia).get(page).text
    assert "appeal is overdue" not in client_for(mo).get(page).text
