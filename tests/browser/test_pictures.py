"""From a phone: put a picture to a reply, cover a part of it by keys, send it, look into it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from forums import picturing
from forums.models import Picture
from tests.browser.conftest import Visitor
from tests.forums.drawn import kept
from tests.lib.files import jpeg
from tests.personas import People
from tests.rooms import Rooms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "MRS-SMITH.jpg"
    path.write_bytes(jpeg((600, 400)))
    return path


def add(someone: Visitor, photo: Path) -> None:
    """By the composer's button and what it asks."""
    page = someone.page
    someone.presses("Add pictures", within="#reply")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    page.set_input_files("dialog input[type=file]", photo)
    page.select_option("dialog select[name=shows]", "function")
    page.check("dialog input[name=is_anonymised]")
    page.fill("dialog input[name=alt]", "White above, red below")
    someone.presses("Add", within="dialog")
    page.locator(".files li").wait_for()
    assert dialog.is_hidden()


def test_put_to_a_reply_covered_by_keys_sent_and_looked_into(
    visitor: Callable[..., Visitor],
    people: People,
    rooms: Rooms,
    photo: Path,
    run_outbox: Callable[[], int],
) -> None:
    anna = visitor(360, "dark")
    anna.signs_in(people.anna)
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    page.fill("textarea[name=source]", "Here is what I mean.")
    add(anna, photo)
    assert page.input_value("textarea[name=source]") == "Here is what I mean."
    assert page.input_value("input[name=has_pictures]") == "1"
    assert "Being checked" in anna.reads()
    first = Picture.objects.get()

    with page.context.expect_page() as opened:
        page.locator(".files a", has_text="Cover").click()
    other = opened.value
    other.wait_for_load_state()
    other.get_by_role("button", name="Add box").focus()
    other.keyboard.press("Enter")
    for key in ["ArrowLeft"] * 3 + ["Shift+ArrowRight"] * 5 + ["ArrowUp"]:
        other.keyboard.press(key)
    box = other.locator(".cover__box")
    assert box.get_attribute("aria-label") == (
        "Box 1: 40% from the left, 46% from the top, 25% wide, 12% high"
    )
    assert other.inner_text("[data-said]") == box.get_attribute("aria-label")
    other.keyboard.press("Tab")
    button = other.get_by_role("button", name="Cover for good")
    while not button.evaluate("button => button === document.activeElement"):
        other.keyboard.press("Tab")
    with other.expect_navigation():
        other.keyboard.press("Enter")
    assert "What was beneath is gone" in other.inner_text("body")
    now = Picture.objects.get()
    assert now.token != first.token
    with picturing.read(now, "full") as file:
        drawn = Image.open(io.BytesIO(file.read()))
    assert max(drawn.convert("RGB").getpixel((310, 210))) < 30
    other.close()

    with anna.arrives():
        anna.presses("Reply", within="#reply")
    run_outbox()
    page.reload()
    anna.follows("White above, red below")
    assert page.url.endswith(now.get_absolute_url())
    looks_into(anna)


def looks_into(someone: Visitor) -> None:
    page = someone.page
    picture = page.locator("[data-stage] img")
    whole = picture.bounding_box()
    page.keyboard.press("+")
    page.keyboard.press("+")
    larger = picture.bounding_box()
    assert whole and larger and larger["width"] > whole["width"] * 1.4
    page.get_by_text("per cent").wait_for()
    page.keyboard.press("0")
    assert picture.bounding_box() == whole
    someone.presses("Invert")
    assert "invert" in picture.evaluate("picture => getComputedStyle(picture).filter")


def test_one_walks_from_picture_to_picture_by_the_arrow_keys(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    first, last = (kept(rooms.closed_post, people.anna, position=at) for at in range(2))
    bela = visitor()
    bela.signs_in(people.bela)
    page = bela.goes_to(first.get_absolute_url())
    with bela.arrives():
        page.keyboard.press("ArrowRight")
    assert page.url.endswith(last.get_absolute_url())
    with bela.arrives():
        page.keyboard.press("ArrowLeft")
    assert page.url.endswith(first.get_absolute_url())


def test_without_scripts_the_same_is_done_on_pages_and_nothing_typed_is_lost(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms, photo: Path
) -> None:
    anna = visitor(360, scripts=False)
    anna.signs_in(people.anna)
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    page.fill("textarea[name=source]", "Here is what I mean.")
    anna.clicks("Add pictures", within="#reply")
    page.set_input_files("input[type=file]", photo)
    page.select_option("select[name=shows]", "skin")
    page.fill("input[name=alt]", "White above, red below")
    anna.clicks("Add", within="main")
    assert "agreed" in anna.reads()
    assert page.input_value("input[name=alt]") == "White above, red below"
    page.set_input_files("input[type=file]", photo)
    page.check("input[name=consent]")
    anna.clicks("Add", within="main")
    anna.follows("Back to your post")
    assert page.input_value("textarea[name=source]") == "Here is what I mean."
    assert page.locator(".files img").count() == 1
    anna.clicks("Reply", within="#reply")
    picture = Picture.objects.select_related("post").get()
    assert picture.post is not None
    assert picture.post.source == "Here is what I mean."
