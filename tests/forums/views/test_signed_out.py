"""Sending after the session is over: the words are on the page, and wait for whoever wrote them."""

import re
import time

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from community.lib.rendering import MAX_LENGTH
from community.members.models import Standing, User
from forums.limits import RESCUING
from forums.models import Draft
from tests.forums.writing import typed


def written_in(page, source, **fields):
    """The form of a page as its browser sends it."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(hidden) | typed(source) | fields


@pytest.fixture
def opened(rooms, people, client_for):
    """opened(who, where) is the form that they had open before the session went."""

    def open_(who, where, source="An hour's work.", **fields):
        return written_in(client_for(who).get(where).text, source, **fields)

    return open_


def test_the_words_are_on_the_page_and_a_draft_after_signing_in(rooms, people, client_for, opened):
    topic = rooms.closed_topic
    form = opened(people.anna, topic.get_absolute_url())
    page = Client().post(f"/reply/{topic.pk}/", form)
    assert page.status_code == 403
    assert "your words wait there as a draft" in page.text
    assert "An hour&#x27;s work." in page.text
    assert f"/accounts/login/?next=/reply/{topic.pk}/" in page.text
    after = client_for(people.anna).get(f"/reply/{topic.pk}/", follow=True)
    assert "An hour&#x27;s work.</textarea>" in after.text
    assert "Draft from" in after.text


def test_a_new_topic_and_an_edit_come_back_too(rooms, people, client_for, opened):
    new, edit = f"/b/{rooms.closed.slug}/new/", f"/p/{rooms.closed_reply.pk}/edit/"
    Client().post(new, opened(people.bela, new, "Of a topic.", title="A title"))
    Client().post(edit, opened(people.bela, edit, "Of an edit.", version=1))
    bela = client_for(people.bela)
    assert 'value="A title"' in bela.get(new).text
    assert "Of an edit.</textarea>" in bela.get(edit).text


def test_no_one_else_finds_them(rooms, people, client_for, opened):
    topic = rooms.closed_topic
    Client().post(f"/reply/{topic.pk}/", opened(people.anna, topic.get_absolute_url()))
    assert "An hour" not in client_for(people.bela).get(topic.get_absolute_url()).text
    assert Draft.objects.get().user == people.anna


def test_a_newer_draft_is_not_overwritten(rooms, people, opened):
    topic = rooms.closed_topic
    form = opened(people.anna, topic.get_absolute_url())
    Draft.objects.create(
        user=people.anna,
        place=f"reply {topic.pk}",
        board=rooms.closed,
        topic=topic,
        source="From the phone.",
    )
    Client().post(f"/reply/{topic.pk}/", form)
    Client().post(f"/reply/{topic.pk}/", form)
    assert Draft.objects.get().source == "From the phone.\n\nAn hour's work."


def test_what_went_on_from_the_draft_takes_its_place(rooms, people, opened, client_for):
    topic, anna = rooms.closed_topic, client_for(people.anna)
    anna.post("/drafts/save/", typed("An hour", place=f"reply {topic.pk}"))
    Client().post(f"/reply/{topic.pk}/", opened(people.anna, topic.get_absolute_url()))
    assert Draft.objects.get().source == "An hour's work."


def test_what_was_sent_already_is_no_draft(rooms, people, client_for, opened):
    topic = rooms.closed_topic
    form = opened(people.anna, topic.get_absolute_url())
    assert client_for(people.anna).post(f"/reply/{topic.pk}/", form).status_code == 302
    Client().post(f"/reply/{topic.pk}/", form)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("signed", ["", "x", "a:b:c", "\0", "WzEsInJlcGx5IDEiXQ:1abc:xyz"])
def test_without_a_good_signature_the_words_are_only_on_the_page(signed, rooms, people, opened):
    form = opened(people.anna, rooms.closed_topic.get_absolute_url(), writer=signed)
    page = Client().post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert "Copy what you wrote" in page.text
    assert "An hour&#x27;s work." in page.text
    assert not Draft.objects.exists()


def test_a_signature_of_anything_else_is_none(rooms, people, opened):
    signed = signing.dumps([people.anna.pk, f"reply {rooms.closed_topic.pk}"])
    form = opened(people.anna, rooms.closed_topic.get_absolute_url(), writer=signed)
    Client().post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert not Draft.objects.exists()


def test_it_names_one_place_and_adds_to_no_other(rooms, people, opened):
    form = opened(people.anna, rooms.closed_topic.get_absolute_url())
    Client().post(f"/reply/{rooms.open_topic.pk}/", form | {"place": "topic 1"})
    assert Draft.objects.get().place == f"reply {rooms.closed_topic.pk}"


@pytest.mark.parametrize("hours, is_kept", [(23, True), (25, False)])
def test_it_is_good_for_a_day(hours, is_kept, rooms, people, opened, monkeypatch):
    form, now = opened(people.anna, rooms.closed_topic.get_absolute_url()), time.time
    monkeypatch.setattr(signing.time, "time", lambda: now() + hours * 3600)
    page = Client().post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert ("Copy what you wrote" not in page.text) == is_kept
    assert Draft.objects.exists() == is_kept


def test_the_answer_is_the_same_to_whoever_lost_the_board(rooms, people, opened):
    where, send = rooms.closed_topic.get_absolute_url(), f"/reply/{rooms.closed_topic.pk}/"
    form = opened(people.bela, where)
    open_ = Client().post(send, form)
    Draft.objects.all().delete()
    Standing.objects.filter(user=people.bela).update(ends_at=timezone.now())
    closed = Client().post(send, form)
    User.objects.filter(pk=people.bela.pk).update(is_active=False)
    gone = Client().post(send, form)
    assert open_.status_code == closed.status_code == gone.status_code == 403
    assert open_.content == closed.content == gone.content
    assert not Draft.objects.exists()


def test_staff_keep_nothing_where_only_their_second_factor_lets_them_in(rooms, people, opened):
    form = opened(people.moira, rooms.closed_topic.get_absolute_url())
    page = Client().post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert "An hour&#x27;s work." in page.text
    assert not Draft.objects.exists()


def test_what_is_too_long_is_only_on_the_page(rooms, people, opened):
    form = opened(people.anna, rooms.closed_topic.get_absolute_url(), "x" * (MAX_LENGTH + 1))
    page = Client().post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert "Copy what you wrote" in page.text
    assert "x" * (MAX_LENGTH + 1) in page.text
    assert not Draft.objects.exists()


def test_a_machine_that_found_a_signature_is_stopped(rooms, people, opened):
    form = opened(people.anna, rooms.closed_topic.get_absolute_url())
    many = int(RESCUING.rate.split("/")[0])
    for n in range(many + 5):
        Client().post(f"/reply/{rooms.closed_topic.pk}/", form | {"source": f"No. {n}."})
    assert len(Draft.objects.get().source.split("\n\n")) == many


def test_it_opens_no_session_and_no_page(rooms, people, opened):
    browser = Client()
    form = opened(people.anna, rooms.closed_topic.get_absolute_url())
    page = browser.post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert "sessionid" not in browser.cookies
    assert rooms.closed_topic.title not in page.text
    assert browser.get(rooms.closed_topic.get_absolute_url()).status_code == 404


def test_a_form_of_an_earlier_sign_in_gives_its_words_back_and_keeps_them(
    rooms, people, client_for, opened
):
    """Whoever signs in again in another window has another token against forgery."""
    form = opened(people.anna, rooms.closed_topic.get_absolute_url())
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(f"/reply/{rooms.closed_topic.pk}/", form)
    assert page.status_code == 403
    assert "This page had waited too long" in page.text
    assert "An hour&#x27;s work." in page.text
    assert "It is kept as your" in page.text
    assert Draft.objects.get().user == people.anna
    forged = strict.post(f"/reply/{rooms.open_topic.pk}/", typed("Forged."))
    assert "Copy it if you need it." in forged.text
    assert Draft.objects.count() == 1


def test_only_who_may_write_is_given_a_signature(rooms, people, client_for):
    where = rooms.open_topic.get_absolute_url()
    assert 'name="writer"' in client_for(people.nina).get(where).text
    for who in (None, people.eve):
        assert 'name="writer"' not in client_for(who).get(where).text
