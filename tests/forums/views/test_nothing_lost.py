"""Whatever comes in the way of a post, its words are on the page and kept as a draft."""

import re

import pytest
from django.utils import timezone

from community.lib.rendering import MAX_LENGTH
from community.members.models import Standing
from forums import drafting, posting
from forums.models import Board, Draft
from tests.forums.writing import NHS_NUMBER, typed

WORDS = "An <hour's> work."
SHOWN = "An &lt;hour&#x27;s&gt; work.</textarea>"


@pytest.fixture
def nina(people, client_for):
    return client_for(people.nina)


@pytest.fixture
def ways(rooms):
    """Each of the three composers that Nina may use: (where it sends to, its form)."""
    return {
        "reply": (f"/reply/{rooms.open_topic.pk}/", typed(WORDS)),
        "topic": (f"/b/{rooms.open.slug}/new/", typed(WORDS, title="A title")),
        "edit": (f"/p/{rooms.open_reply.pk}/edit/", typed(WORDS, version=1)),
    }


WAYS = pytest.mark.parametrize("way", ["reply", "topic", "edit"])


def kept():
    return Draft.objects.get().source


@WAYS
def test_what_the_check_stopped_is_kept(way, ways, nina):
    where, form = ways[way]
    page = nina.post(where, form | {"source": f"{WORDS} NHS number {NHS_NUMBER}"})
    assert page.status_code == 422
    assert f"NHS number {NHS_NUMBER}</textarea>" in page.text
    assert "Saved as your draft" in page.text
    assert 'name="seen" value="1"' in page.text
    assert kept() == f"{WORDS} NHS number {NHS_NUMBER}"


def test_a_title_without_a_text_is_kept(rooms, nina):
    page = nina.post(f"/b/{rooms.open.slug}/new/", typed("", title="Only a title"))
    assert page.status_code == 422
    assert Draft.objects.get().title == "Only a title"


def test_what_is_too_long_stays_in_its_box_and_says_that_it_is_not_saved(rooms, nina):
    page = nina.post(f"/reply/{rooms.open_topic.pk}/", typed("x" * (MAX_LENGTH + 1)))
    assert page.status_code == 422
    assert "x" * (MAX_LENGTH + 1) in page.text
    assert "data-unsaved" in page.text
    assert not Draft.objects.exists()


@WAYS
def test_who_is_too_fast_is_told_how_long_to_wait(way, ways, nina, monkeypatch):
    monkeypatch.setattr(posting, "POSTING", posting.limits.Limit("posting", "1/minute", "a test"))
    where, form = ways[way]
    nina.post(where, form)
    page = nina.post(where, form | typed(WORDS))
    assert page.status_code == 429
    assert re.search(r"You are posting very fast. Try again in \d+ seconds?\.", page.text)
    assert SHOWN in page.text
    assert kept() == WORDS


def test_slow_mode_says_its_pace(rooms, nina):
    Board.objects.filter(pk=rooms.open.pk).update(slow_seconds=600)
    page = nina.post(f"/reply/{rooms.open_topic.pk}/", typed(WORDS))
    assert page.status_code == 429
    assert "takes a post from each member every 10 minutes. Try again in 10 minutes." in page.text
    assert SHOWN in page.text
    assert kept() == WORDS


@WAYS
def test_what_was_refused_is_kept(way, ways, nina, rooms, make_read_only):
    make_read_only(rooms.open)
    where, form = ways[way]
    page = nina.post(where, form)
    assert page.status_code == 403
    assert "read-only" in page.text
    assert SHOWN in page.text
    assert f'It is kept as your <a href="/drafts/{Draft.objects.get().pk}/">draft</a>' in page.text
    assert kept() == WORDS


@pytest.mark.parametrize("way", ["reply", "topic", "edit"])
def test_whoever_lost_the_board_has_the_words_back_but_no_draft(way, rooms, people, client_for):
    bela, closed = client_for(people.bela), rooms.closed_reply
    where, form = {
        "reply": (f"/reply/{rooms.closed_topic.pk}/", typed(WORDS)),
        "topic": (f"/b/{rooms.closed.slug}/new/", typed(WORDS, title="A title")),
        "edit": (f"/p/{closed.pk}/edit/", typed(WORDS, version=1)),
    }[way]
    Standing.objects.filter(user=people.bela).update(ends_at=timezone.now())
    page = bela.post(where, form)
    assert page.status_code == 404
    assert SHOWN in page.text
    assert not Draft.objects.exists()


@WAYS
def test_what_broke_is_kept(way, ways, nina, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("An hour's work must not stand in a log")

    monkeypatch.setattr(posting, "check_before_posting", breaks)
    nina.raise_request_exception = False
    where, form = ways[way]
    page = nina.post(where, form)
    assert page.status_code == 500
    assert "it is our fault" in page.text
    assert SHOWN in page.text
    assert "It is kept as your" in page.text
    assert kept() == WORDS


@WAYS
def test_what_broke_with_the_drafts_is_on_the_page(way, ways, nina, monkeypatch):
    def breaks(*args, **kwargs):
        raise drafting.Full("No room")

    monkeypatch.setattr(posting, "check_before_posting", lambda *a: 1 / 0)
    monkeypatch.setattr(drafting, "add", breaks)
    nina.raise_request_exception = False
    where, form = ways[way]
    page = nina.post(where, form)
    assert page.status_code == 500
    assert SHOWN in page.text
    assert "Copy it if you need it." in page.text


def test_a_conflict_keeps_ones_own_text_as_a_draft_of_its_version(rooms, nina):
    where = f"/p/{rooms.open_reply.pk}/edit/"
    nina.post(where, typed("From the first tab.", version=1))
    page = nina.post(where, typed(WORDS, version=1))
    assert page.status_code == 409
    assert "Yours is kept as a draft" in page.text
    assert drafting.begun_on(Draft.objects.get()) == 1
    assert "The post was changed after you began this." in nina.get(where).text
    assert nina.post(where, typed(WORDS, version=2)).status_code == 302
    assert not Draft.objects.exists()


def test_nothing_is_kept_of_an_edit_of_anothers_post(rooms, nina):
    page = nina.post(f"/p/{rooms.open_post.pk}/edit/", typed(WORDS, version=1))
    assert page.status_code == 403
    assert SHOWN in page.text
    assert not Draft.objects.exists()


def test_a_second_try_goes_on_from_the_draft_of_the_first(rooms, nina):
    where = f"/reply/{rooms.open_topic.pk}/"
    nina.post(where, typed(f"NHS number {NHS_NUMBER}"))
    nina.post(where, typed(f"The number is {NHS_NUMBER}, NHS", seen=1))
    assert kept() == f"The number is {NHS_NUMBER}, NHS"


def test_a_newer_draft_is_not_overwritten_by_what_was_stopped(rooms, nina):
    where, place = f"/reply/{rooms.open_topic.pk}/", f"reply {rooms.open_topic.pk}"
    nina.post("/drafts/save/", typed("From the phone.", place=place))
    page = nina.post(where, typed(f"NHS number {NHS_NUMBER}", seen=0))
    assert kept() == f"From the phone.\n\nNHS number {NHS_NUMBER}"
    # the box does not hold all of that, so it does not know of it either
    assert 'name="seen" value="0"' in page.text


def test_an_address_that_is_none_repeats_nothing(nina):
    page = nina.post("/nothing-here/", typed(WORDS))
    assert page.status_code == 404
    assert "work." not in page.text
