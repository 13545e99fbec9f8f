"""The meter while writing: asked at each pause, answered to its author alone, kept nowhere."""

import pytest

from community.audit.models import Entry
from community.lib import limits, rendering
from community.members.models import Profile
from community.pipeline.models import OutboxEntry
from forums import measuring
from forums.limits import CHECKING
from forums.models import Draft
from moderation.models import Screening
from tests.forums.cases import allow_cases, case_form
from tests.forums.writing import NHS_NUMBER, typed

CHECK = "/check/"
DETAILED = "A 54-year-old bus driver from Leeds came in last Tuesday. What would you do for him?"


@pytest.fixture
def check(rooms, people, client_for):
    def send(source="", who="anna", place=None, **more):
        place = place or f"reply {rooms.closed_topic.pk}"
        return client_for(getattr(people, who)).post(
            CHECK, {"place": place, "source": source, **more}
        )

    return send


def test_it_says_that_nothing_identifies(check):
    response = check("Beta blockers before surgery: stop them, or not?")
    assert response.status_code == 200
    assert "Nothing that identifies" in response.text
    assert "<html" not in response.text
    assert "<li>" not in response.text


def test_it_counts_kinds_of_detail_and_shows_the_words(check):
    response = check("A 54-year-old woman with palpitations: would you ablate her?")
    assert "1 kind of detail" in response.text
    assert '<mark class="find">54-year-old</mark>' in response.text


def test_it_says_when_a_moderator_will_look_first(check):
    text = check(DETAILED).text
    assert "A moderator will look at this first" in text
    assert '<mark class="find">Leeds</mark>' in text
    assert text.count('class="full"') == 2


def test_it_says_what_cannot_be_posted(check):
    text = check(f"Her NHS number is {NHS_NUMBER}.").text
    assert "This cannot be posted as it is" in text
    assert f'<mark class="find find--block">{NHS_NUMBER}</mark>' in text
    assert text.count('class="full"') == 3


def test_what_markdown_parts_is_joined_again(check):
    assert "cannot be posted" in check(f"Number {NHS_NUMBER[:4]}**{NHS_NUMBER[4:]}**").text


def test_the_title_counts_too(check, rooms):
    place = f"topic {rooms.closed.pk}"
    assert "cannot be posted" in check("Well?", place=place, title=f"NHS {NHS_NUMBER}").text


def test_less_is_enough_where_the_public_reads(check, rooms):
    words = "A 54-year-old bus driver came in. What would you do for him?"
    assert "2 kinds of detail" in check(words).text
    assert "A moderator will look" in check(words, place=f"topic {rooms.open.pk}").text


def test_a_case_is_read_as_its_fields_make_it(check, rooms):
    allow_cases(rooms.closed)
    form = case_form(history=f"Her NHS number is {NHS_NUMBER}.")
    response = check(place=f"topic {rooms.closed.pk} case", **form)
    assert "cannot be posted" in response.text


def test_where_the_author_works_says_where_it_was(check, people):
    words = "Seen at Fernhollow: she had palpitations."
    assert "your profile" not in check(words).text.lower()
    Profile.objects.create(user=people.anna, workplace="Fernhollow")
    assert "Your profile says that you work there" in check(words).text


def test_what_was_typed_is_shown_as_text(check):
    text = check(
        f"<script>alert(1)</script> NHS number {NHS_NUMBER} for the 54-year-old <b>man</b>"
    )
    assert "<script" not in text.text
    assert "<b>" not in text.text


def test_nothing_of_it_is_kept(check, caplog):
    models = (Draft, Entry, OutboxEntry, Screening)
    before = [model.objects.count() for model in models]
    check(f"{DETAILED} {NHS_NUMBER}")
    assert [model.objects.count() for model in models] == before
    assert NHS_NUMBER not in caplog.text


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_a_place_one_may_not_see_is_none(who, check, rooms):
    closed = check("Well?", who=who)
    missing = check("Well?", who=who, place="reply 987654321")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert check("Well?", who=who, place=f"reply {rooms.open_topic.pk}").status_code == 200


@pytest.mark.parametrize("place", ["", "reply", "reply x", "nowhere 1", "topic 1 nokind", "\x00"])
def test_a_place_that_is_none_is_not_there(place, check, rooms, people, client_for):
    response = client_for(people.anna).post(CHECK, {"place": place, "source": "Well?"})
    assert response.status_code == 404


def test_a_stranger_is_asked_to_sign_in(rooms, client_for):
    assert client_for().post(CHECK, typed(place=f"reply {rooms.open_topic.pk}")).status_code == 302


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("x" * (rendering.MAX_LENGTH + 1), 422),
        ("y" * 100_000, 422),
        ("> " * 100, 422),
        ("\x00\x00 words", 200),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), 200),
        ("", 200),
    ],
)
def test_anything_that_is_sent_gets_an_answer(source, status, check):
    response = check(source)
    assert response.status_code == status
    assert "Traceback" not in response.text


def test_who_asks_without_end_is_told_to_wait(check, monkeypatch):
    monkeypatch.setattr("forums.views.checking.CHECKING", limits.Limit("checking", "2/minute", "-"))
    assert [check("Well?").status_code for _ in range(3)] == [200, 200, 429]
    assert CHECKING.rate.endswith("/minute")


def test_every_composer_has_it(rooms, people, client_for):
    client = client_for(people.anna)
    for where in ("/b/cardiology/new/", rooms.open_topic.get_absolute_url()):
        assert f'data-meter="{CHECK}"' in client.get(where).text


def test_without_scripts_the_preview_says_it(rooms, people, client_for):
    where = f"/reply/{rooms.closed_topic.pk}/"
    response = client_for(people.anna).post(where, typed(DETAILED, preview="1"))
    assert "A moderator will look at this first" in response.text
    assert measuring.WORDS_SHOWN > 1
