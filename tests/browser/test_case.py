"""A case, written on a phone: the meter reacts, the draft keeps it, and the answer stays folded."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Request, expect

from forums.casework import parse
from forums.models import ClinicalCase, Draft, Post
from tests.browser.conftest import Visitor
from tests.browser.test_pages import STANDARD
from tests.forums.cases import ADDRESS
from tests.personas import People
from tests.rooms import Rooms

pytestmark = pytest.mark.django_db(transaction=True)

TELLING = "A 54-year-old bus driver from Leeds came in last Tuesday."
PLAIN = "Palpitations for years, longer of late."


def fills_in(someone: Visitor, history: str) -> None:
    page = someone.page
    page.get_by_label("Title", exact=True).fill("Ablate or wait?")
    page.get_by_label("What do you want to know?", exact=True).fill("Would you ablate at all?")
    page.get_by_label("Age", exact=True).select_option(label="Adult, 40 to 64")
    page.get_by_label("Seen", exact=True).select_option(label="Some months ago")
    page.get_by_label("Where", exact=True).select_option(label="Outpatient clinic")
    page.get_by_label("History", exact=True).fill(history)
    page.get_by_text("Add an answer, hidden until readers ask for it").click()
    page.get_by_label("The answer, hidden").fill("It was atrial tachycardia.")


def saves(words: str, request: Request) -> bool:
    return request.url.endswith("/drafts/save/") and words in (request.post_data or "")


def test_on_a_phone_the_meter_reacts_and_the_answer_stays_folded(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = visitor(width=360, theme="dark")
    anna.signs_in(people.anna)
    page = anna.goes_to(ADDRESS)
    fills_in(anna, TELLING)

    # While she still writes it says what would happen, and with which words.
    meter = page.locator("[data-meter]")
    expect(meter).to_contain_text("A moderator will look at this first", timeout=30_000)
    assert page.evaluate("document.activeElement.name") == "answer", "the focus stays where it was"
    meter.locator("summary").click()
    for words in ("54-year-old", "bus driver", "Leeds", "last Tuesday"):
        expect(meter.locator("mark", has_text=words)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not Axe().run(page, options=STANDARD).response["violations"]

    # She leaves out what the question does not need.
    with page.expect_response(lambda answer: saves(PLAIN, answer.request)):
        page.get_by_label("History", exact=True).fill(PLAIN)
    expect(meter).to_contain_text("Nothing that identifies", timeout=30_000)
    expect(meter.locator("mark")).to_have_count(0)

    # It is saved by itself, and a reload finds all of it.
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    parts = parse(Draft.objects.get().source)
    assert parts is not None
    assert (parts["history"], parts["when"]) == (PLAIN, "months")
    page.goto(page.url)
    assert page.get_by_label("History", exact=True).input_value() == PLAIN
    assert page.get_by_label("Seen", exact=True).input_value() == "months"

    # The preview is in the page, and the way back to the fields as well.
    anna.presses("Preview")
    preview = page.locator("[data-preview-out]")
    expect(preview.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_label("History", exact=True)).to_be_hidden()
    anna.presses("Write")

    anna.clicks("Post", within="main")
    case = ClinicalCase.objects.get()
    assert Post.objects.get(topic=case.topic_id).source.startswith("*Adult, 40 to 64 · some months")
    answer = page.get_by_text("It was atrial tachycardia.")
    expect(answer).to_be_hidden()
    page.locator("summary", has_text="Reveal the answer").focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    assert not Draft.objects.exists()


def test_a_quotation_leaves_the_answer_where_it_is(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = visitor()
    # What a page sends by itself could be on its way when the test's tables are emptied.
    anna.page.route(re.compile(r"/(drafts/save|read|check)/$"), lambda route: route.abort())
    anna.signs_in(people.anna)
    page = anna.goes_to(ADDRESS)
    fills_in(anna, PLAIN)
    anna.clicks("Post", within="main")
    page.locator("summary", has_text="Reveal the answer").click()
    page.locator("[data-quote]").first.click()
    quoted = page.input_value("textarea[name=source]")
    assert PLAIN in quoted
    assert "atrial tachycardia" not in quoted
    assert "Reveal" not in quoted


def test_without_scripts_the_preview_tells(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = visitor(scripts=False)
    anna.signs_in(people.anna)
    page = anna.goes_to(ADDRESS)
    fills_in(anna, TELLING)
    anna.clicks("Preview", within="main")
    expect(page.locator("[data-meter]")).to_contain_text("A moderator will look at this first")
    expect(page.locator("[data-meter] mark", has_text="Leeds")).to_be_visible()
    assert page.get_by_label("History", exact=True).input_value() == TELLING
    page.get_by_label("History", exact=True).fill(PLAIN)
    anna.clicks("Post", within="main")
    assert "Ablate or wait?" in anna.reads()
