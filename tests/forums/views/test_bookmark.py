import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from community.lib.limits import Limit
from forums import bookmarking
from forums.forms import bookmarks as forms
from forums.limits import NOTE_LENGTH
from forums.models import Bookmark
from tests.rooms import add_post

LONDON = ZoneInfo("Europe/London")
IN_PLACE = {"X-Requested-With": "fetch"}


def bookmark_of(post):
    return f"/p/{post.pk}/bookmark/"


@pytest.fixture
def at(monkeypatch):
    """at("2026-07-01 09:30") is what the clock on the wall shows."""

    def set_clock(words):
        now = datetime.fromisoformat(words).replace(tzinfo=LONDON)
        monkeypatch.setattr(forms.timezone, "localtime", lambda moment=None: now)
        return now

    return set_clock


@pytest.fixture
def saves(rooms, people, client_for):
    """saves(when=…) is what the form answers, and what is kept then."""
    client = client_for(people.bela)

    def save(**sent):
        response = client.post(bookmark_of(rooms.closed_post), {"note": "", **sent})
        return response, Bookmark.objects.filter(user=people.bela).first()

    return save


# --- The button under a post ---------------------------------------------------------------------


def test_one_press_keeps_a_post_and_another_lets_it_go(rooms, people, client_for):
    client, topic = client_for(people.bela), rooms.closed_topic.get_absolute_url()
    button = re.compile(
        rf'formaction="{bookmark_of(rooms.closed_post)}" name="act" value="(\w+)"[^>]*>(\w+)<',
    )
    assert button.findall(client.get(topic).text) == [("keep", "Bookmark")]
    response = client.post(bookmark_of(rooms.closed_post), {"act": "keep"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{topic}#p1"
    assert button.findall(response.text) == [("remove", "Bookmarked")]
    response = client.post(bookmark_of(rooms.closed_post), {"act": "remove"}, follow=True)
    assert button.findall(response.text) == [("keep", "Bookmark")]
    assert not Bookmark.objects.exists()


def test_a_script_gets_the_button_alone(rooms, people, client_for):
    client = client_for(people.bela)
    response = client.post(bookmark_of(rooms.closed_post), {"act": "keep"}, headers=IN_PLACE)
    assert response.status_code == 200
    assert response.text.strip().startswith("<li")
    assert "Bookmarked" in response.text
    assert "html" not in response.text


def test_ones_own_bookmark_is_shown_to_no_one_else(rooms, people, client_for):
    client_for(people.bela).post(bookmark_of(rooms.open_post), {"act": "keep"})
    text = client_for(people.anna).get(rooms.open_topic.get_absolute_url()).text
    assert "Bookmarked" not in text


def test_a_suspended_member_may_keep_what_all_can_read(rooms, people, client_for):
    client_for(people.eve).post(bookmark_of(rooms.open_post), {"act": "keep"})
    assert Bookmark.objects.get().user == people.eve


# --- The page for note and reminder --------------------------------------------------------------


def test_a_note_and_a_time_are_kept_and_shown_again(rooms, people, client_for, saves):
    day = timezone.localtime() + timedelta(days=3)
    response, kept = saves(note="  For  the audit ", when="at", at=f"{day:%Y-%m-%dT%H:%M}")
    assert "We will remind you on" in str(next(iter(get_messages(response.wsgi_request))))
    assert response.url == f"/p/{rooms.closed_post.pk}/"
    assert kept.note == "For the audit"
    assert kept.remind_at == day.replace(second=0, microsecond=0)
    client = client_for(people.bela)
    text = client.get(bookmark_of(rooms.closed_post)).text
    assert 'value="For the audit"' in text
    assert f'value="{day:%Y-%m-%dT%H:%M}"' in text
    assert re.search(r'value="at"[^>]*checked', text)


def test_no_reminder_is_the_choice_until_one_is_made(rooms, people, client_for, saves):
    text = client_for(people.bela).get(bookmark_of(rooms.closed_post)).text
    assert "Bookmark this post" in text
    assert re.search(r'value="never"[^>]*checked', text)
    assert saves(when="never")[1].remind_at is None


def test_a_reminder_that_has_been_is_no_choice_any_more(rooms, people, client_for):
    past = timezone.now() - timedelta(hours=1)
    Bookmark.objects.create(user=people.bela, post=rooms.closed_post, remind_at=past)
    text = client_for(people.bela).get(bookmark_of(rooms.closed_post)).text
    assert re.search(r'value="never"[^>]*checked', text)


@pytest.mark.parametrize(
    ("now", "when", "expected"),
    [
        ("2026-07-01 09:30", "hour", "2026-07-01 10:30"),
        ("2026-07-01 09:30", "evening", "2026-07-01 19:00"),
        ("2026-07-01 09:30", "tomorrow", "2026-07-02 08:00"),
        ("2026-07-01 09:30", "week", "2026-07-08 08:00"),
        ("2026-03-28 23:00", "tomorrow", "2026-03-29 08:00"),  # the clocks go forward that night
        ("2026-10-24 23:00", "tomorrow", "2026-10-25 08:00"),  # and back
    ],
)
def test_what_is_offered_means_the_clock_on_the_wall(now, when, expected, at, saves):
    at(now)
    response, kept = saves(when=when)
    assert response.status_code == 302
    assert kept.remind_at == datetime.fromisoformat(expected).replace(tzinfo=LONDON)


def test_an_hour_is_an_hour_also_when_the_clocks_change(at, saves):
    now = at("2026-10-25 00:30")
    assert saves(when="hour")[1].remind_at.timestamp() - now.timestamp() == 3600


def test_this_evening_is_offered_while_it_is_far_enough_off(rooms, people, client_for, at, saves):
    client = client_for(people.bela)
    at("2026-07-01 17:59")
    assert "This evening, 19:00" in client.get(bookmark_of(rooms.closed_post)).text
    at("2026-07-01 18:00")
    assert "This evening" not in client.get(bookmark_of(rooms.closed_post)).text
    response, kept = saves(when="evening")  # from a page that was opened before
    assert response.status_code == 422
    assert "Choose one of these." in response.text
    assert kept is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "When would you like to be reminded?"),
        ("2026-07-01T09:29", "That is over already."),
        ("2026-07-01T09:30", "That is over already."),
        ("1066-10-14T09:00", "That is over already."),
        ("2027-07-03T09:30", "Choose a time within a year."),
        ("9999-12-31T23:59", "Choose a time within a year."),
        ("2027-03-28T01:30", "couldn’t be interpreted in time zone"),  # the hour that is skipped
        ("tomorrow", "Give a date and a time"),
        ("0000-00-00T00:00", "Give a date and a time"),
        ("9" * 5000, "Give a date and a time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_nothing_lost(typed, why, at, saves):
    at("2026-07-01 09:30")
    response, kept = saves(note="My note", when="at", at=typed)
    assert response.status_code == 422
    assert why in response.text
    assert 'value="My note"' in response.text
    assert kept is None


@pytest.mark.parametrize("when", ["", "yesterday", "at\x00"])
def test_so_is_a_choice_that_is_none(when, saves):
    response, kept = saves(when=when, note="My note")
    assert response.status_code == 422
    assert kept is None


def test_an_empty_post_is_asked_again(rooms, people, client_for):
    response = client_for(people.bela).post(bookmark_of(rooms.closed_post))
    assert response.status_code == 422
    assert not Bookmark.objects.exists()


def test_a_note_has_its_length(saves):
    assert saves(when="never", note="x" * (NOTE_LENGTH + 1))[0].status_code == 422
    assert saves(when="never", note="x" * NOTE_LENGTH)[1].note == "x" * NOTE_LENGTH


def test_a_note_is_shown_as_it_was_typed(saves, people, client_for):
    saves(when="never", note="<script>alert(1)</script>")
    text = client_for(people.bela).get("/bookmarks/").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_whoever_came_from_the_list_is_back_there(rooms, people, client_for):
    client = client_for(people.bela)
    where = f"{bookmark_of(rooms.closed_post)}?back=bookmarks"
    assert 'name="back" value="bookmarks"' in client.get(where).text
    sent = {"note": "", "when": "never", "back": "bookmarks"}
    assert client.post(bookmark_of(rooms.closed_post), sent).url == "/bookmarks/"
    sent = {"act": "remove", "back": "https://elsewhere.test/"}
    assert client.post(bookmark_of(rooms.closed_post), sent).url == f"/p/{rooms.closed_post.pk}/"


def test_whoever_is_too_fast_is_asked_to_wait(saves, monkeypatch):
    monkeypatch.setattr(bookmarking, "REMINDING", Limit("reminding", "1/minute", "for this test"))
    saves(when="never", note="One")
    response, kept = saves(when="never", note="Two")
    assert response.status_code == 422
    assert "Try again in" in response.text
    assert kept.note == "One"


# --- Through the gate ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for):
    client = client_for(getattr(people, who))
    where, nowhere = bookmark_of(rooms.closed_post), "/p/987654321/bookmark/"
    for sent in (None, {"act": "keep"}, {"act": "remove"}, {"when": "never"}):
        closed, missing = (
            client.get(address) if sent is None else client.post(address, sent)
            for address in (where, nowhere)
        )
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert not Bookmark.objects.exists()


def test_a_stranger_is_asked_to_sign_in(rooms, client_for):
    assert client_for().get(bookmark_of(rooms.open_post)).url.startswith("/accounts/login/")
    sent = client_for().post(bookmark_of(rooms.open_post), {"act": "keep"})
    assert sent.url.startswith("/accounts/login/")
    assert "/bookmark/" not in client_for().get(rooms.open_topic.get_absolute_url()).text


def test_a_post_that_is_set_aside_is_kept_by_those_who_see_it(rooms, people, client_for):
    held = add_post(rooms.open_topic, people.nina, "Words.", "held")
    client_for(people.nina).post(bookmark_of(held), {"act": "keep"})
    assert client_for(people.anna).post(bookmark_of(held), {"act": "keep"}).status_code == 404
    assert Bookmark.objects.get().user == people.nina
