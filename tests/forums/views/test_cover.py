"""The page that covers a part of a picture, as it works without scripts."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Picture
from moderation.models import Case, Decision
from tests.forums.drawn import add_picture, kept
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


def address(picture):
    return reverse("picture_cover", args=[picture.token])


def sent(*boxes, version=1, **more):
    left, top, width, height = zip(*boxes, strict=True) if boxes else ((), (), (), ())
    sides = {"left": left, "top": top, "width": width, "height": height}
    return sides | {"version": version, "key": str(uuid.uuid4())} | more


def test_numbers_in_rows_cover_it_and_lead_to_it_as_it_is_now(rooms, people, client_for):
    picture = kept(rooms.closed_post, people.anna)
    form = sent(("50", "0", "50", "100"), ("", "", "", ""), ("1,5", "2%", "10", "10"))
    answer = client_for(people.anna).post(address(picture), form, follow=True)
    now = Picture.objects.get(pk=picture.pk)
    assert now.version == 2
    assert answer.redirect_chain == [(now.get_absolute_url(), 302)]
    assert "What was beneath is gone" in answer.content.decode()


def test_a_second_click_finds_the_result_of_the_first(rooms, people, client_for):
    picture, anna = kept(rooms.closed_post, people.anna), client_for(people.anna)
    form = sent(("50", "0", "50", "100"))
    first = anna.post(address(picture), form)
    second = anna.post(address(picture), form)
    assert (second.status_code, second.url) == (302, first.url)
    assert Picture.objects.get(pk=picture.pk).version == 2


def test_another_form_at_the_old_address_finds_nothing(rooms, people, client_for):
    picture = kept(rooms.closed_post, people.anna)
    form = sent(("50", "0", "50", "100"))
    client_for(people.anna).post(address(picture), form)
    assert client_for(people.anna).post(address(picture), sent()).status_code == 404
    assert client_for(people.moira).post(address(picture), form).status_code == 404
    assert client_for(people.anna).get(address(picture)).status_code == 404


def test_it_can_be_looked_at_before_it_is_done(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    form = sent(("10", "20", "30.5", "40"), preview="1")
    shown = client_for(people.anna).post(address(picture), form).content.decode()
    assert '<rect x="10.0" y="20.0" width="30.5" height="40.0" />' in shown
    assert 'value="30.5"' in shown
    assert form["key"] in shown
    assert Picture.objects.get(pk=picture.pk).version == 1


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ([], "which part"),
        ([("10", "10", "many", "10")], "four numbers"),
        ([("10", "10", "10", "")], "four numbers"),
        ([("10", "10", "nan", "10")], "four numbers"),
        ([("95", "10", "10", "10")], "beyond the edge"),
        ([("1", "1", "2", "2")] * 21, "At most 20"),
    ],
)
def test_what_cannot_be_covered_is_said_and_stays_typed(rooms, people, client_for, boxes, words):
    picture = add_picture(rooms.closed_post, people.anna)
    answer = client_for(people.anna).post(address(picture), sent(*boxes))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    for typed in boxes[:20]:
        for number in filter(None, typed):
            assert f'value="{number}"' in shown
    assert Picture.objects.get(pk=picture.pk).version == 1


def test_who_looked_at_an_older_one_is_shown_the_newer(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, version=2)
    answer = client_for(people.anna).post(address(picture), sent(("1", "1", "9", "9")), follow=True)
    assert "nothing was covered just now" in answer.content.decode()
    assert answer.redirect_chain == [(address(picture), 302)]


def decided(**more):
    told = {"rule": "patients", "reason": "A face stands in it.", "case_version": "0"}
    return sent(("50", "0", "50", "100"), **(told | more))


def test_of_another_s_picture_it_is_a_decision_and_there_is_a_case_of_it_then(
    rooms, people, client_for
):
    picture, moira = kept(rooms.closed_post, people.anna), client_for(people.moira)
    page = moira.get(address(picture)).text
    assert "This is a decision" in page and "for good" not in page
    form = decided()
    first, second = (moira.post(address(picture), form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    decision = Decision.objects.select_related("case").get()
    assert (decision.action, decision.rule, decision.moderator) == (
        "cover",
        "patients",
        people.moira,
    )
    case = decision.case
    assert (case.subject_kind, case.subject_id, case.author) == ("picture", picture.pk, people.anna)
    assert (case.state, case.sources) == ("decided", ["moderator"])
    assert Picture.objects.get(pk=picture.pk).version == 2
    assert "Appeal" in client_for(people.anna).get(decision.get_absolute_url()).text


@pytest.mark.parametrize("missing", ["rule", "reason"])
def test_that_needs_a_rule_and_a_reason_and_else_leaves_no_case(rooms, people, client_for, missing):
    picture = kept(rooms.closed_post, people.anna)
    answer = client_for(people.moira).post(address(picture), decided(**{missing: ""}))
    assert answer.status_code == 422
    assert not Case.objects.exists() and not Decision.objects.exists()


def test_where_nothing_was_covered_no_case_is_left(rooms, people, client_for):
    picture = kept(rooms.closed_post, people.anna)
    form = decided() | {"width": ("90",)}
    answer = client_for(people.moira).post(address(picture), form)
    assert answer.status_code == 422
    assert "beyond the edge" in answer.text and "A face stands in it." in answer.text
    assert not Case.objects.exists()


def test_a_case_that_came_meanwhile_is_told_of_and_nothing_typed_is_lost(rooms, people, client_for):
    picture = kept(rooms.closed_post, people.anna)
    Case.objects.create(
        subject_kind="picture",
        subject_id=picture.pk,
        author=people.anna,
        place="x",
        severity=2,
        family="identifying",
        due_at=timezone.now(),
    )
    answer = client_for(people.moira).post(address(picture), decided())
    assert answer.status_code == 409
    assert "A face stands in it." in answer.text
    assert not Decision.objects.exists()


def test_who_wrote_in_the_conversation_leaves_it_to_another(rooms, people, client_for):
    picture = kept(rooms.closed_post, people.anna)
    add_post(rooms.closed_topic, people.moira, "I think so too.")
    moira = client_for(people.moira)
    for answer in (moira.get(address(picture)), moira.post(address(picture), decided())):
        assert answer.status_code == 403
        assert "another moderator decides" in answer.text
    assert not Case.objects.exists()


def test_who_may_not_is_told_so_or_finds_nothing(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    put_by = add_picture(None, people.anna, board=rooms.closed, place="reply 1")
    assert client_for(people.bela).get(address(picture)).status_code == 403
    assert client_for(people.bela).post(address(picture), sent()).status_code == 403
    for who in (people.cara, people.dan, people.eve, people.nina, people.stu, people.adam):
        assert client_for(who).get(address(picture)).status_code == 404
        assert client_for(who).post(address(picture), sent()).status_code == 404
    for who in (people.bela, people.moira):
        assert client_for(who).get(address(put_by)).status_code == 404
    assert client_for().get(address(picture)).status_code == 302


def test_what_was_read_in_it_is_said_beside_it(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, faces=1, looked_at=timezone.now())
    shown = client_for(people.anna).get(address(picture)).content.decode()
    assert "There seems to be a face in it." in shown
