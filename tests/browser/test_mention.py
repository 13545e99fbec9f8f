"""Name a colleague by keyboard and by touch, and quote one; they find it in their inbox."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from community.events import UNDO
from community.members.models import Standing, User
from community.pipeline.models import OutboxEntry
from forums.models import Post
from tests.browser.conftest import Visitor
from tests.browser.test_pages import STANDARD
from tests.personas import People
from tests.rooms import Rooms, add_post

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "textarea[name=source]"


@pytest.fixture
def a_minute_later(run_outbox: Callable[[], int]) -> Callable[[], None]:
    def later() -> None:
        Post.objects.update(created_at=timezone.now() - UNDO - timedelta(seconds=1))
        for _ in range(3):
            OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
            run_outbox()

    return later


@pytest.fixture
def namesake(people: People) -> User:
    user = User.objects.create_user("second@home.test", name="Bela Kovács", grade="ST5")
    Standing.objects.create(user=user, kind="doctor")
    return user


@pytest.fixture
def writes(visitor: Callable[..., Visitor], people: People) -> Callable[..., Visitor]:
    """writes() is Anna at a browser. What it sends by itself is held back, or it could be on its
    way to the server when the test is over and its tables are emptied."""

    def opens(**window: object) -> Visitor:
        anna = visitor(**window)
        anna.page.route(re.compile(r"/(drafts/save|read)/$"), lambda route: route.abort())
        anna.signs_in(people.anna)
        return anna

    return opens


def options(someone: Visitor):  # type: ignore[no-untyped-def]
    return someone.page.get_by_role("option")


def test_by_keyboard(
    visitor: Callable[..., Visitor],
    writes: Callable[..., Visitor],
    people: People,
    rooms: Rooms,
    namesake: User,
    a_minute_later: Callable[[], None],
) -> None:
    anna, bela = writes(), visitor()
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    page.focus(BOX)
    page.keyboard.type("What would you do, @bel")
    expect(options(anna)).to_have_count(2)
    box = page.locator(BOX)
    expect(box).to_have_attribute("aria-expanded", "true")
    # The one thing left is on purpose: no element that holds several lines may be called a
    # combobox, and no other word tells a screen reader that a list is open.
    axe = Axe().run(page, options=STANDARD).response["violations"]
    assert [found["id"] for found in axe] == ["aria-allowed-role"]

    # Escape puts it away, and more letters do not bring it up again.
    page.keyboard.press("Escape")
    expect(options(anna)).to_have_count(0)
    page.keyboard.type("a")
    page.wait_for_timeout(400)
    expect(options(anna)).to_have_count(0)
    for _ in "bela":
        page.keyboard.press("Backspace")

    # Bela has written here, so he comes before his namesake, and the arrows go round.
    page.keyboard.type("kov")
    expect(options(anna)).to_have_count(2)
    expect(options(anna).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", f"name-{namesake.pk}")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", f"name-{people.bela.pk}")
    page.keyboard.press("Enter")
    assert (
        page.input_value(BOX) == f"What would you do, [@Bela Kovács](/members/{people.bela.pk}/) "
    )
    expect(box).not_to_have_attribute("role", "combobox")
    page.keyboard.type("with this?")
    anna.clicks("Reply", within="main")
    assert "@Bela Kovács with this?" in anna.reads()

    a_minute_later()
    bela.signs_in(people.bela)
    bela.goes_to("/inbox/")
    assert rooms.closed_topic.title in bela.reads()
    with bela.arrives():
        bela.page.get_by_role("button", name="Anna Sharma mentioned you").click()
    post = Post.objects.latest("pk")
    assert bela.page.url.endswith(f"#p{post.number}")
    assert "with this?" in bela.page.inner_text(f"#p{post.number}")


def test_by_touch_on_a_phone(writes: Callable[..., Visitor], people: People, rooms: Rooms) -> None:
    anna = writes(width=360)
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    page.click(BOX)
    page.keyboard.type("A long line that is wrapped on such a narrow screen, @mo")
    expect(options(anna)).to_have_count(1)
    place = options(anna).bounding_box()
    assert place["height"] >= 24
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 360
    options(anna).click()
    assert page.input_value(BOX).endswith(f"(/members/{people.moira.pk}/) ")
    assert page.evaluate("document.activeElement.name") == "source"
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def test_without_scripts_the_full_name_does(
    writes: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = writes(scripts=False)
    anna.goes_to(rooms.closed_topic.get_absolute_url())
    anna.page.fill(BOX, "What would you do, @Bela Kovács?")
    anna.clicks("Reply", within="main")
    link = anna.page.get_by_role("link", name="@Bela Kovács")
    assert link.get_attribute("href") == people.bela.get_absolute_url()


def test_quoting_takes_the_words_selected_in_that_post_and_no_others(
    writes: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    own = ["Before.", "- first *thing*\n- [x] second", "```\nif x:\n    y\n```", "After."]
    source = "\n\n".join([*own[:3], "> Older words.", own[3]])
    post = add_post(rooms.closed_topic, people.bela, source)
    last = add_post(rooms.closed_topic, people.moira, "Not to be quoted.")
    anna = writes()
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    said = f"> [Bela Kovács wrote](/p/{post.pk}/):\n>\n"

    def quote() -> str:
        link = page.locator(f"#p{post.number} [data-quote]")
        link.focus()
        page.keyboard.press("Enter")
        value: str = page.input_value(BOX)
        assert page.evaluate("document.activeElement.name") == "source"
        return value.removeprefix(said)

    def select(start: str, end: str, box: str = "") -> None:
        page.locator(BOX).evaluate("(box, words) => { box.value = words; box.blur() }", box)
        page.evaluate(
            """([start, end]) => {
              const find = (words) => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                  const at = walker.currentNode.data.indexOf(words);
                  if (at >= 0 && walker.currentNode.parentElement.closest(".prose"))
                    return [walker.currentNode, at];
                }
              };
              const [from, at] = find(start), [to, until] = find(end);
              const range = document.createRange();
              range.setStart(from, at);
              range.setEnd(to, until + end.length);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }""",
            [start, end],
        )

    lines = "\n\n".join(own).split("\n")
    assert quote() == "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
    select("irst", "thing")
    assert quote() == "> - irst *thing*\n\n"
    select("thing", "second")
    assert quote() == "> - *thing*\n> - [x] second\n\n"
    select("After", "Not to be")
    assert quote() == "> After.\n\n"
    assert str(last.pk) not in page.input_value(BOX)

    # With the mouse, and below what is there.
    select("Before", "Before", "My words.")
    page.locator(f"#p{post.number} [data-quote]").click()
    assert page.input_value(BOX) == f"My words.\n\n{said}> Before\n\n"


def test_the_same_link_quotes_without_scripts(
    writes: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = writes(scripts=False)
    page = anna.goes_to(rooms.closed_topic.get_absolute_url())
    with anna.arrives():
        page.locator(f"#p{rooms.closed_reply.number} [data-quote]").click()
    assert page.input_value(BOX).strip() == (
        f"> [Bela Kovács wrote](/p/{rooms.closed_reply.pk}/):\n>\n"
        "> Repeat it at three hours, I would say."
    )
