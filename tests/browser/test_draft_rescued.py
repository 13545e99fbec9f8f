"""Nothing typed is lost: not to a session that ends, nor to a second thought."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Dialog, expect

from forums.demo.people import PASSWORD
from forums.models import Draft, Post, State
from tests.browser.conftest import Visitor
from tests.personas import People
from tests.rooms import Rooms

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "textarea[name=source]"
WORDS = "Two troponins, three hours apart; the slope decides."
MORE = f"{WORDS} And an ECG with each."


def is_signed_out_elsewhere() -> None:
    Session.objects.all().delete()
    cache.clear()


def says(someone: Visitor, words: str) -> None:
    """What stands beside the button, once the script has heard."""
    expect(someone.page.locator("[data-saved]")).to_contain_text(words)


def test_a_reply_outlives_the_session_and_its_own_sending(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = visitor(width=360)
    anna.signs_in(people.anna)
    anna.goes_to(rooms.closed_topic.get_absolute_url())

    # She writes, and it is saved by itself.
    anna.page.locator(BOX).press_sequentially(WORDS)
    says(anna, "Saved")
    assert Draft.objects.get().source == WORDS

    # The session ends; she is told while she writes on, and sends.
    is_signed_out_elsewhere()
    anna.page.locator(BOX).press_sequentially(MORE.removeprefix(WORDS))
    says(anna, "Not saved: you are signed out. Your words are still here.")
    anna.clicks("Reply", within="main")
    assert "You were signed out meanwhile" in anna.reads()
    assert anna.page.input_value("#typed-1") == MORE
    assert not Post.objects.filter(source=MORE).exists()

    # After signing in she is at the reply, and all of it is in the box.
    anna.follows("Sign in")
    anna.page.fill("input[name=login]", people.anna.email)
    anna.page.fill("input[name=password]", PASSWORD)
    with anna.arrives():
        anna.page.press("input[name=password]", "Enter")
    assert "Draft from" in anna.reads()
    assert anna.page.input_value(BOX) == MORE

    # She sends it with the keyboard, thinks better of it, and has the words again.
    anna.page.focus(BOX)
    with anna.arrives():
        anna.page.keyboard.press("Control+Enter")
    post = Post.objects.get(source=MORE)
    assert not Draft.objects.exists()
    undo = anna.page.locator(f"#p{post.number} [data-undo]")
    expect(undo.locator("[data-left]")).to_have_text(re.compile(r"^\d+ s$"))
    with anna.arrives():
        undo.get_by_role("button").click()
    assert "Taken back." in anna.reads()
    assert anna.page.input_value(BOX) == MORE
    assert Post.objects.get(pk=post.pk).state == State.UNDONE
    assert not anna.page.locator(f".post#p{post.number}").count()


def test_two_windows_never_overwrite_each_other(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    ward, phone = visitor(), visitor(width=360)
    for window in (ward, phone):
        window.signs_in(people.anna)
        window.goes_to(rooms.closed_topic.get_absolute_url())
    phone.page.fill(BOX, "From the phone.")
    says(phone, "Saved")
    ward.page.fill(BOX, "From the ward.")
    says(ward, "Not saved. Another window has saved a newer draft of this.")
    assert Draft.objects.get().source == "From the phone."
    ward.presses("Keep this one", within="main")
    says(ward, "Saved")
    assert Draft.objects.get().source == "From the ward."


def test_leaving_asks_only_while_something_is_unsaved(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    asked = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    anna = visitor()
    anna.page.on("dialog", stays)
    anna.signs_in(people.anna)
    where = rooms.closed_topic.get_absolute_url()
    anna.goes_to(where)
    anna.goes_to("/boards/")
    anna.goes_to(where)
    anna.page.locator(BOX).press_sequentially("Saved before she leaves.")
    says(anna, "Saved")
    anna.goes_to("/boards/")
    assert asked == []
    anna.goes_to(where)
    anna.page.route("**/drafts/save/", lambda route: route.abort())
    anna.page.locator(BOX).press_sequentially("Not saved.")
    says(anna, "Not saved: you are offline. Your words are still here.")
    anna.goes_to("/boards/")
    assert asked == ["beforeunload"]
