"""A long thread on a phone at night: one reads half, leaves, and comes back to where one was."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page

from community.members.models import Standing
from community.members.standing import close
from forums.models import Reading, Topic
from tests.browser.conftest import Visitor
from tests.personas import People
from tests.rooms import Rooms, add_post

pytestmark = pytest.mark.django_db(transaction=True)

POSTS = 60
BOARD = "/b/cardiology/"
WORDS = "I would repeat the troponin at three hours and look at the ECG again. " * 4


@pytest.fixture
def thread(rooms: Rooms, people: People) -> Topic:
    topic = rooms.open_topic
    while topic.last_number < POSTS:
        add_post(topic, (people.nina, people.bela)[topic.last_number % 2], WORDS)
    return topic


def top_of(page: Page, selector: str) -> float:
    """Pixels from the top of the window."""
    return page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector)


def scrolled(page: Page) -> float:
    return page.evaluate("scrollY")


def reads_to(page: Page, number: int) -> None:
    """Scroll on until this post is in view, and stay until it is noted."""
    with page.expect_response(lambda answer: answer.url.endswith("/read/")) as noted:
        page.locator(f"#p{number}").scroll_into_view_if_needed()
    assert noted.value.status == 204


def test_one_comes_back_to_where_one_was(
    visitor: Callable[..., Visitor], people: People, thread: Topic
) -> None:
    anna = visitor(360, "dark")
    anna.signs_in(people.anna)
    anna.goes_to(BOARD)
    anna.follows(thread.title)
    page = anna.page
    assert "#" not in page.url
    with anna.arrives():
        page.get_by_role("link", name="Next").click()
    reads_to(page, 30)
    read = Reading.objects.get(user=people.anna).last_number
    assert 30 <= read < 40

    anna.goes_to(BOARD)
    assert f"{POSTS - read} new" in anna.reads()
    anna.follows(thread.title)
    assert page.url.endswith(f"?page=2#p{read + 1}")
    assert "New since you were here" in page.inner_text("main")
    below_the_bar = page.locator(".place__bar").bounding_box()
    assert below_the_bar is not None
    assert below_the_bar["y"] == 0
    for selector in (".since", f"#p{read + 1}"):
        assert below_the_bar["height"] <= top_of(page, selector) < 200


def test_leaving_at_once_keeps_what_was_read(
    visitor: Callable[..., Visitor], people: People, thread: Topic
) -> None:
    anna = visitor(360, "dark")
    anna.signs_in(people.anna)
    page = anna.goes_to(f"{thread.get_absolute_url()}?page=2")
    page.locator("#p25").scroll_into_view_if_needed()
    page.wait_for_timeout(900)  # looked at, and not yet told
    anna.goes_to("/boards/")
    page.wait_for_timeout(500)
    assert Reading.objects.get(user=people.anna).last_number >= 25


def test_a_reply_is_announced_and_neither_place_nor_words_are_lost(
    visitor: Callable[..., Visitor], people: People, thread: Topic
) -> None:
    anna = visitor(360, "dark")
    anna.signs_in(people.anna)
    page = anna.page
    page.clock.install()
    anna.goes_to(f"{thread.get_absolute_url()}?page=3")
    box = page.locator("textarea[name=source]")
    box.press_sequentially("Half a reply, and")
    before = (scrolled(page), top_of(page, "textarea[name=source]"))

    add_post(thread, people.nina, "A late thought.")
    page.clock.fast_forward(31_000)
    told = page.get_by_role("status").filter(has_text="1 new reply")
    told.wait_for()
    assert (scrolled(page), top_of(page, "textarea[name=source]")) == before
    box.press_sequentially(" the rest")
    assert box.input_value() == "Half a reply, and the rest"
    assert "A late thought." not in anna.reads()

    told.get_by_role("link", name="Show").click()
    late = page.locator(f"#p{POSTS + 1}")
    late.wait_for()
    assert "A late thought." in late.inner_text()
    assert box.input_value() == "Half a reply, and the rest"
    bar = page.locator(".place__bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= top_of(page, f"#p{POSTS + 1}") < 900

    # What comes next is told anew, and what was shown is not told again.
    add_post(thread, people.bela, "And another.")
    page.clock.fast_forward(31_000)
    page.get_by_role("status").filter(has_text="1 new reply").wait_for()


def test_who_loses_the_room_is_asked_no_more(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    bela = visitor(360, "dark")
    bela.signs_in(people.bela)
    page = bela.page
    page.clock.install()
    bela.goes_to(rooms.closed_topic.get_absolute_url())
    with transaction.atomic():
        close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=people.vera.pk, why="withdrawn")
    with page.expect_response(lambda answer: "/news/" in answer.url) as answer:
        page.clock.fast_forward(31_000)
    assert answer.value.status == 404
    page.locator("[data-news]").wait_for(state="detached")
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.clock.fast_forward(3_600_000)
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/news/" in url]


def test_without_scripts_a_button_keeps_the_place(
    visitor: Callable[..., Visitor], people: People, thread: Topic
) -> None:
    anna = visitor(360, "dark", scripts=False)
    anna.signs_in(people.anna)
    anna.goes_to(f"{thread.get_absolute_url()}?page=2")
    anna.clicks("I have read to here")
    assert Reading.objects.get(user=people.anna).last_number == 40
    anna.goes_to(BOARD)
    anna.follows(thread.title)
    assert anna.page.url.endswith("?page=3#p41")
