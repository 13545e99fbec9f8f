"""The first question and its answer: asked, answered, marked, accepted, and told on the board."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from forums.models import Question, Topic
from tests.browser.conftest import Visitor
from tests.personas import People
from tests.rooms import Rooms

pytestmark = pytest.mark.django_db(transaction=True)

BOARD = "/b/cardiology-clinical/"


def asks(someone: Visitor, title: str, words: str) -> Topic:
    someone.goes_to(BOARD)
    someone.follows("Ask a question")
    someone.page.fill("input[name=title]", title)
    someone.page.fill("textarea[name=source]", words)
    someone.clicks("Post", within="main")
    return Topic.objects.get(title=title)


def answers(someone: Visitor, topic: Topic, words: str) -> None:
    someone.goes_to(topic.get_absolute_url())
    someone.page.fill("textarea[name=source]", words)
    someone.clicks("Reply", within="main")


def is_answered_on_the_board(someone: Visitor, topic: Topic) -> bool:
    row = someone.goes_to(BOARD).locator(".topic-row", has_text=topic.title)
    return "answered" in row.inner_text()


def test_a_question_is_answered_marked_and_accepted_without_leaving_the_page(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna, bela, moira = visitor(), visitor(), visitor()
    for someone, who in ((anna, people.anna), (bela, people.bela), (moira, people.moira)):
        someone.signs_in(who)

    topic = asks(anna, "Beta-blocker before CABG?", "Who would start one the day before?")
    assert "No answer yet" in anna.reads()
    assert topic.title in bela.goes_to("/unanswered/cardiology/").inner_text("main")
    answers(bela, topic, "Nobody: the trial showed harm.")

    # A third gives two marks and takes one back. The page stays where it is.
    moira.goes_to(topic.get_absolute_url())
    moira.page.evaluate("window.stays = true")
    post = moira.page.locator("#p2")
    useful = post.get_by_role("button", name="Useful")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(useful).to_be_focused()
    moira.page.keyboard.press("Space")
    expect(useful).to_have_attribute("aria-pressed", "false")
    moira.page.keyboard.press("Space")
    expect(useful).to_have_attribute("aria-pressed", "true")
    evidence = post.get_by_role("button", name="Evidence-based")
    evidence.click()
    expect(evidence).to_have_text(re.compile(r"Evidence-based\s*1"))
    post.get_by_role("button", name="Bookmark", exact=True).click()
    expect(post.get_by_role("button", name="Bookmarked")).to_be_focused()
    assert moira.page.evaluate("window.stays")

    assert not is_answered_on_the_board(bela, topic)
    Question.objects.filter(topic=topic).update(
        first_answer_at=topic.created_at + timedelta(minutes=40, seconds=5)
    )
    anna.goes_to(topic.get_absolute_url())
    anna.clicks("Accept as the answer", within="#p2")
    assert anna.page.url.endswith("#p2")
    expect(anna.page.locator("#p2")).to_contain_text("Accepted answer")

    assert is_answered_on_the_board(bela, topic)
    bela.goes_to(topic.get_absolute_url())
    words = bela.reads()
    assert "First answer after 40 min" in words
    assert "1 useful" in words
    assert "1 evidence-based" in words
    bela.follows(f"Answered by {people.bela.name}")
    assert bela.page.url.endswith("#p2")
    assert topic.title not in bela.goes_to("/unanswered/cardiology/").inner_text("main")


def test_all_of_it_works_on_a_phone_without_scripts(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna, moira = visitor(360, scripts=False), visitor(360, scripts=False)
    anna.signs_in(people.anna)
    moira.signs_in(people.moira)
    topic, reply = rooms.closed_topic, "#p2"

    moira.goes_to(topic.get_absolute_url())
    for mark in ("Useful", "Evidence-based"):
        moira.clicks(mark, within=reply)
        assert moira.page.url.endswith(reply)
    assert moira.page.locator(reply).locator("[aria-pressed=true]").count() == 2
    moira.clicks("Useful 1", within=reply)
    pressed = moira.page.locator(reply).locator("[aria-pressed=true]")
    expect(pressed).to_have_text([re.compile(r"Evidence-based\s*1")])
    moira.clicks("Bookmark", within=reply)
    moira.page.locator(reply).get_by_role("link", name="Note, reminder").click()
    moira.page.fill("input[name=note]", "For the audit")
    moira.page.check("input[value=tomorrow]")
    moira.clicks("Save", within="main")
    assert "We will remind you on" in moira.reads()
    assert "For the audit" in moira.goes_to("/bookmarks/").inner_text("main")

    anna.goes_to(topic.get_absolute_url())
    anna.clicks("Accept as the answer", within=reply)
    assert "Accepted answer" in anna.page.inner_text(reply)
    assert is_answered_on_the_board(anna, topic)
