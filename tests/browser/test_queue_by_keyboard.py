"""Three cases, worked through without a mouse, in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from moderation.models import Case, Note
from tests.browser.conftest import Visitor
from tests.personas import People
from tests.rooms import Rooms

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no failure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(rooms: Rooms) -> list[Case]:
    """Open cases, in the order in which they are due."""
    now = timezone.now()
    return [
        Case.objects.create(
            subject_kind="post",
            subject_id=post.pk,
            author=post.author,
            place=post.topic.board.name,
            severity=Case.Severity.HIGH,
            family="offensive",
            due_at=now + timedelta(hours=hours),
        )
        for hours, post in enumerate((rooms.closed_post, rooms.closed_reply, rooms.open_post), 1)
    ]


@pytest.fixture
def page(visitor: Callable[..., Visitor], people: People, three: list[Case]) -> Page:
    moira = visitor()
    moira.signs_in(people.moira)
    return moira.goes_to(reverse("moderation_queue") + "?family=offensive")


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation(wait_until="load"):  # and its scripts: a key before them is lost
        page.keyboard.press(key)


def is_at(page: Page, case: Case) -> bool:
    return f"{case.get_absolute_url()}?family=offensive" in page.url


def test_from_the_list_through_three_cases(page, three):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    press(page, "Enter")
    assert is_at(page, three[0])
    press(page, "j")  # leave it for later
    assert is_at(page, three[1])
    press(page, "d")
    assert is_at(page, three[2])
    press(page, "d")
    assert is_at(page, three[0])
    press(page, "d")
    assert page.url.endswith(reverse("moderation_queue") + "?family=offensive")
    assert not Case.objects.exclude(state="decided").exists()


def test_a_note_and_a_claim(page, people, three):
    page.keyboard.press("j")
    press(page, "Enter")
    page.keyboard.press("n")
    page.keyboard.type("dismiss me")  # no letter of it is a key
    page.keyboard.press("Tab")
    press(page, "Enter")
    assert Note.objects.get().words == "dismiss me"
    press(page, "m")
    expect(page.locator(".claim")).to_contain_text("You are looking at this, until")
    three[0].refresh_from_db()
    assert three[0].claimed_by == people.moira
    assert is_at(page, three[0])
    press(page, "m")
    three[0].refresh_from_db()
    assert three[0].claimed_by is None
    assert three[0].state == "open"


def test_the_page_says_which_keys_there_are(page):
    page.keyboard.press("j")
    press(page, "Enter")
    page.keyboard.press("?")
    keys = page.locator("[data-keys-list]")
    for words in (
        "Leave it for later; the next case",
        "Write a note",
        "Nothing wrong",
        "This list",
    ):
        expect(keys).to_contain_text(words)


def test_whoever_turned_the_keys_off_presses_none(page, three):
    page.keyboard.press("?")
    page.get_by_label("Use single keys").uncheck()
    page.goto(page.url.split("/moderation/")[0] + three[0].get_absolute_url())
    page.keyboard.press("d")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.url.endswith(three[0].get_absolute_url())
    assert Case.objects.filter(state="open").count() == 3
