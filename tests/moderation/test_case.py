import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Post, State
from moderation.models import Case, Decision
from moderation.sentences import SENTENCES
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


def test_a_manager_reads_the_marked_words_in_context_and_why(client_for, people, insult, open_case):
    case = open_case(insult, INSULT)
    text = client_for(people.moira).get(case.get_absolute_url()).text
    assert f'<mark class="find find--flag">{INSULT}<sup>1</sup></mark>' in text
    assert "Repeat the troponin" in text
    assert "This attacks a person." in text
    assert "(abuse 1)" in text
    assert people.bela.name in text
    assert insult.get_absolute_url() in text


def test_it_tells_what_the_author_overrode(client_for, people, insult, open_case):
    insult.kept_reason = "It is the name of a catheter"
    insult.save()
    case = open_case(insult, INSULT)
    assert (
        "It is the name of a catheter" in client_for(people.moira).get(case.get_absolute_url()).text
    )


def test_it_tells_of_the_author_s_earlier_cases(client_for, people, rooms, insult, open_case, sent):
    client = client_for(people.moira)
    earlier = open_case(rooms.open_post)
    client.post(earlier.get_absolute_url(), sent(earlier, "hide"))
    case = open_case(insult, INSULT)
    text = client.get(case.get_absolute_url()).text
    assert "1 other case." in text
    assert earlier.get_absolute_url() in text


def test_that_one_was_asked_how_they_are_is_no_other_case(
    client_for, people, rooms, insult, open_case, sent
):
    client = client_for(people.moira)
    earlier = open_case(rooms.open_post)
    client.post(earlier.get_absolute_url(), sent(earlier, "welfare"))
    case = open_case(insult, INSULT)
    text = client.get(case.get_absolute_url()).text
    assert earlier.author_id == case.author_id
    assert "No other cases." in text


def test_a_mark_of_an_older_version_is_not_put_on_the_new_text(
    client_for, people, insult, open_case
):
    case = open_case(insult, INSULT)
    Post.objects.filter(pk=insult.pk).update(source="All is well here now.", version=2)
    text = client_for(people.moira).get(case.get_absolute_url()).text
    assert "find--flag" not in text
    assert "changed it since it was marked" in text


def test_each_action_has_its_key(client_for, people, insult, open_case):
    case = open_case(insult, INSULT)
    text = client_for(people.moira).get(case.get_absolute_url()).text
    for key in "derhxwl":
        assert f'data-key="{key}"' in text
    assert 'data-key="c"' not in text, "there is no picture to cover"


def test_one_press_leaves_it_and_warns(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    client_for(people.moira).post(case.get_absolute_url(), sent(case, "warn"))
    decision = Decision.objects.get()
    assert (decision.action, decision.rule) == ("keep", "respect")
    assert decision.sanctions.get().kind == "warning"


def test_what_is_chosen_besides_is_done_with_any_button(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    more = {"measure": "lock", "sanction": "limit", "days": "3", "rooms": "closed"}
    client_for(people.moira).post(case.get_absolute_url(), sent(case, "hide", **more))
    decision = Decision.objects.get()
    sanction = decision.sanctions.get()
    assert (decision.action, decision.measure) == ("hide", "lock")
    assert (sanction.kind, sanction.rooms) == ("limit", "closed")
    assert (sanction.ends_at - sanction.starts_at).days == 3


@pytest.mark.parametrize(
    ("action", "more", "field"),
    [
        ("keep", {}, "__all__"),
        ("dismiss", {"measure": "lock"}, "__all__"),
        ("welfare", {"sanction": "warning"}, "__all__"),
        ("warn", {"sanction": "limit"}, "sanction"),
        ("hide", {"sanction": "limit", "days": "1000"}, "days"),
        ("hide", {"sanction": "limit", "days": "-1"}, "days"),
        ("hide", {"sanction": "limit", "days": "soon"}, "days"),
        ("hide", {"sanction": "a fine"}, "sanction"),
        ("hide", {"measure": "burn"}, "measure"),
        ("hide", {"rooms": "cellar"}, "rooms"),
        ("cover", {}, "action"),
        ("restore", {}, "action"),
        ("ban", {}, "action"),
    ],
)
def test_what_does_not_go_together_is_told_and_nothing_lost(
    client_for, people, insult, open_case, sent, action, more, field
):
    case = open_case(insult, INSULT)
    data = sent(case, action, reason="Written with some care.", **more)
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert "Written with some care." in response.text
    assert not Decision.objects.exists()


def test_a_board_s_moderator_is_offered_no_more_than_a_warning(
    client_for, people, mo, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    text = client_for(mo).get(case.get_absolute_url()).text
    assert 'value="warning"' in text
    assert 'value="limit"' not in text
    assert 'value="suspension"' not in text
    assert 'value="suspension"' in client_for(people.moira).get(case.get_absolute_url()).text
    data = sent(case, "hide", sanction="suspension")
    assert client_for(mo).post(case.get_absolute_url(), data).status_code == 422
    assert not Decision.objects.exists()


def test_a_suspension_is_not_offered_about_a_pseudonym(client_for, people, insult, open_case):
    case = open_case(insult, INSULT, mask="Grey Heron")
    text = client_for(people.moira).get(case.get_absolute_url()).text
    assert 'value="limit"' in text
    assert 'value="suspension"' not in text


def test_every_rule_has_sentences_to_begin_with(client_for, people, insult, open_case):
    case = open_case(insult, INSULT)
    text = client_for(people.moira).get(case.get_absolute_url()).text
    for key in HOUSE_RULES:
        assert SENTENCES[key]
        assert f'data-rule="{key}"' in text
    assert set(SENTENCES) == set(HOUSE_RULES)


def test_one_who_seems_unwell_is_written_to_kindly(client_for, people, insult, open_case, sent):
    case = open_case(insult, family="welfare")
    page = client_for(people.moira).get(case.get_absolute_url()).text
    assert "Ask how they are" in page
    data = sent(case, "welfare", rule="", reason="")
    assert client_for(people.moira).post(case.get_absolute_url(), data).status_code == 302
    assert Decision.objects.get().action == "welfare"


def test_one_that_waits_for_its_author_says_so(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    moira = client_for(people.moira)
    moira.post(case.get_absolute_url(), sent(case, "edit"))
    text = moira.get(case.get_absolute_url()).text
    assert "asked for an edit" in text
    assert 'value="edit"' not in text
    assert 'value="hide"' in text


def test_one_who_comes_second_keeps_all_that_they_chose(
    client_for, people, mia, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    client_for(mia).post(case.get_absolute_url(), sent(case, "edit"))
    more = {"measure": "slow", "sanction": "limit", "days": "5", "rooms": "open"}
    data = sent(case, "hide", **more)
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 409
    form = response.context["form"]
    assert {name: str(form[name].value()) for name in more} == more


def test_deciding_goes_on_to_the_next_case_and_says_what_was_done(
    client_for, people, rooms, insult, open_case, sent
):
    case, following = open_case(insult, INSULT), open_case(rooms.open_post)
    response = client_for(people.moira).post(
        case.get_absolute_url(), sent(case, "hide"), follow=True
    )
    assert response.redirect_chain[-1][0] == following.get_absolute_url()
    assert "Hidden" in response.text
    assert "This is the next one." in response.text


def test_the_last_one_leads_back_to_the_queue(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    response = client_for(people.moira).post(
        case.get_absolute_url(), sent(case, "dismiss"), follow=True
    )
    assert response.redirect_chain[-1][0] == reverse("moderation_queue")
    assert "That was the last one." in response.text


@pytest.mark.parametrize("missing", ["rule", "reason"])
def test_all_but_a_dismissal_needs_a_rule_and_a_reason(
    client_for, people, insult, open_case, sent, missing
):
    case = open_case(insult, INSULT)
    data = sent(case, "remove") | {missing: ""}
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 422
    assert response.context["form"].errors[missing]
    assert not Decision.objects.exists()


def test_a_refused_form_keeps_what_was_typed(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    data = sent(case, "redact", words="not in it at all", reason="A reason of my own.")
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 422
    assert "Not in the text: not in it at all" in response.text
    assert "A reason of my own." in response.text


def test_the_ticked_marks_and_the_typed_words_are_removed(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    finding = case.findings.get()
    data = sent(case, "redact", findings=[finding.pk], words="three hours")
    client_for(people.moira).post(case.get_absolute_url(), data)
    insult.refresh_from_db()
    assert insult.source == "He is a [redacted]. Repeat the troponin at [redacted]."


def test_an_unticked_mark_stays(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    data = sent(case, "redact", findings=[], words="three hours")
    client_for(people.moira).post(case.get_absolute_url(), data)
    insult.refresh_from_db()
    assert INSULT in insult.source


def test_one_who_comes_second_sees_who_was_first_and_keeps_the_reason(
    client_for, people, mia, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    client_for(mia).post(case.get_absolute_url(), sent(case, "hide"))
    data = sent(case, "remove", reason="Written with some care.")
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 409
    assert "Mia Second decided it: hidden" in response.text
    assert "Written with some care." in response.text
    assert Decision.objects.get().action == "hide"


def test_a_post_edited_meanwhile_is_looked_at_again_with_the_form_as_typed(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    Post.objects.filter(pk=insult.pk).update(version=2)
    data = sent(case, "hide", reason="Written with some care.")
    client = client_for(people.moira)
    response = client.post(case.get_absolute_url(), data)
    assert response.status_code == 409
    assert "Written with some care." in response.text
    form = response.context["form"]
    again = data | {
        "key": str(form["key"].value()),
        "subject_version": form["subject_version"].value(),
    }
    assert client.post(case.get_absolute_url(), again).status_code == 302


def test_a_double_click_decides_once(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    client, data = client_for(people.moira), sent(case, "hide", key=str(uuid.uuid4()))
    assert client.post(case.get_absolute_url(), data).status_code == 302
    assert client.post(case.get_absolute_url(), data).status_code == 302
    assert Decision.objects.count() == 1


def test_while_another_looks_at_it_nothing_is_decided_and_nothing_lost(
    client_for, people, mia, insult, open_case, sent
):
    claim = {"claimed_by": mia, "claimed_at": timezone.now()}
    case = open_case(insult, INSULT, **claim)
    data = sent(case, "hide", reason="Written with some care.")
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 403
    assert "Mia Second is looking at this" in response.text
    assert "Written with some care." in response.text
    assert not Decision.objects.exists()


def test_a_withdrawn_post_can_only_be_dismissed(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    Post.objects.filter(pk=insult.pk).update(state=State.WITHDRAWN, source="", text="", html="")
    client = client_for(people.moira)
    text = client.get(case.get_absolute_url()).text
    assert "the author withdrew it" in text
    assert 'value="remove"' not in text
    assert client.post(case.get_absolute_url(), sent(case, "remove")).status_code == 403
    assert client.post(case.get_absolute_url(), sent(case, "dismiss")).status_code == 302


def test_a_removed_post_leaves_its_case_to_look_back_at(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    client = client_for(people.moira)
    client.post(case.get_absolute_url(), sent(case, "remove"))
    text = client.get(case.get_absolute_url()).text
    assert "a moderator removed it" in text
    assert "Removed" in text
    assert INSULT not in text


@pytest.mark.parametrize("name", ["anna", "bela", "nina", "vera", "adam"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_all_but_managers_it_does_not_exist(
    client_for, people, insult, open_case, sent, name, method
):
    case = open_case(insult, INSULT)
    client = client_for(getattr(people, name))
    response = getattr(client, method)(case.get_absolute_url(), sent(case, "hide"))
    assert response.status_code == 404
    assert response.content == client.get("/moderation/999999/").content
    assert Case.objects.get().state == "open"


def test_a_manager_without_her_second_factor_decides_nothing(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    client = client_for(people.moira, second_factor=False)
    assert client.post(case.get_absolute_url(), sent(case, "hide")).url == reverse("mfa_index")
    assert Case.objects.get().state == "open"


def test_a_manager_cannot_open_a_case_about_herself(client_for, people, insult, open_case):
    insult.author = people.moira
    insult.save()
    case = open_case(insult, INSULT)
    assert client_for(people.moira).get(case.get_absolute_url()).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client_for, insult, open_case):
    response = client_for().get(open_case(insult, INSULT).get_absolute_url())
    assert response.url.startswith(reverse("account_login"))
