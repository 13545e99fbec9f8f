"""A moderator decides by keyboard, with a ready sentence, and takes it back."""

from collections.abc import Callable

from forums.models import Post
from moderation.models import Case, Decision, Sanction
from moderation.screening import screen_subject
from tests.browser.conftest import Visitor
from tests.personas import People
from tests.rooms import Rooms


def test_a_sentence_a_key_and_a_minute_to_undo_it(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    Post.objects.filter(pk=rooms.closed_reply.pk).update(source="You are a fucking idiot.")
    screen_subject("post", rooms.closed_reply.pk)
    case = Case.objects.get()
    moira = visitor()
    moira.signs_in(people.moira)
    moira.goes_to(case.get_absolute_url())
    moira.page.get_by_text("Ready sentences").click()
    moira.page.locator("[data-rule=respect] + [data-insert]").first.click()
    assert moira.page.input_value("[name=rule]") == "respect"
    assert moira.page.input_value("[name=reason]").startswith("The point is welcome")
    moira.page.get_by_role("heading", name="Decide").click()
    with moira.arrives():
        moira.page.keyboard.press("w")
    assert Decision.objects.get().action == "keep"
    assert Sanction.objects.get().kind == "warning"
    with moira.arrives():
        moira.page.get_by_role("button", name="Undo").click()
    assert "Taken back, and nobody was told." in moira.reads()
    assert Case.objects.get().state == "open"
    assert Sanction.objects.get().lifted_at
