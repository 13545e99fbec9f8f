"""From a stranger to a verified doctor in a closed room, and what keeps that room safe."""

from collections.abc import Callable

import pytest
from django.db import transaction

from community.members.models import Standing
from community.members.standing import close
from moderation.models import Case, Decision
from tests.browser.conftest import Visitor, link_in_last_mail
from tests.personas import People
from tests.rooms import Rooms
from verification.models import RegisterEntry, WorkDomain

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long enough password"
CLOSED = "/b/cardiology-clinical/"


def joins(someone: Visitor, name: str, address: str) -> None:
    someone.goes_to("/accounts/signup/")
    someone.page.fill("input[name=name]", name)
    someone.page.fill("input[name=email]", address)
    someone.page.fill("input[name=password1]", PASSWORD)
    someone.clicks("Join", within="main")
    someone.goes_to(link_in_last_mail())
    with someone.arrives():
        someone.page.locator("main button[type=submit]").click()
    if "/login/" in someone.page.url:
        someone.page.fill("input[name=login]", address)
        someone.page.fill("input[name=password]", PASSWORD)
        with someone.arrives():
            someone.page.press("input[name=password]", "Enter")


def writes(someone: Visitor, words: str) -> None:
    someone.page.fill("textarea[name=source]", words)
    someone.clicks("Reply", within="main")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_stranger_becomes_a_verified_doctor_and_the_room_stays_safe(
    visitor: Callable[..., Visitor],
    people: People,
    rooms: Rooms,
    add_entry: Callable[..., RegisterEntry],
    run_outbox: Callable[[], int],
    scripts: bool,
) -> None:
    add_entry("7654321", "Okonjo", "Rosalind")
    rosa, vera, moira = (visitor(scripts=scripts) for _ in range(3))

    # She joins, and the closed room does not exist for her.
    joins(rosa, "Rosalind Okonjo", "rosalind@home.test")
    rosa.goes_to(CLOSED)
    assert "There is no such page" in rosa.reads()
    assert "clinical" not in rosa.goes_to("/boards/").inner_text("main").lower()

    # She claims her number; a verifier compares and approves.
    rosa.goes_to("/verification/claim/")
    rosa.page.fill("input[name=number]", "C7654321")
    rosa.page.fill("input[name=surname]", "Okonjo")
    rosa.page.fill("input[name=given_name]", "Rosalind")
    with rosa.arrives():
        rosa.page.locator("main form button[type=submit]").last.click()
    assert "Next: show that this is you" in rosa.goes_to("/verification/").inner_text("main")

    run_outbox()

    # A public number proves nothing: she shows that she works under that name.
    WorkDomain.objects.get_or_create(pattern="*.nhs.uk")
    rosa.follows("Work address")
    rosa.page.fill("input[name=address]", "rosalind.okonjo@ward.nhs.uk")
    rosa.clicks("Send me the link", within="main")
    run_outbox()
    rosa.goes_to(link_in_last_mail())
    rosa.clicks("Confirm it", within="main")
    assert "A verifier is looking at your claim" in rosa.reads()
    run_outbox()

    vera.signs_in(people.vera)
    vera.goes_to("/admin/verification/claim/")
    vera.follows("Okonjo, Rosalind")
    assert "7654321" in vera.reads()
    vera.page.fill("[name=reason]", "Your number and name match the register.")
    vera.page.check("input[value=approve]")
    vera.clicks("Decide")
    run_outbox()

    # At her next request the room is open.
    rosa.goes_to(CLOSED)
    rosa.follows(rooms.closed_topic.title)
    assert "Who needs admission for this?" in rosa.reads()

    # A patient's number does not get in, and she loses no word of her text.
    text = "Had one last year. NHS number 999 000 0018, went home the same day."
    writes(rosa, text)
    assert "may identify a patient" in rosa.reads()
    assert rosa.page.input_value("textarea[name=source]") == text
    assert rosa.page.locator("mark", has_text="999 000 0018").count()
    rosa.page.fill("textarea[name=source]", "Had one last year, went home the same day.")
    rosa.clicks("Reply", within="main")
    assert "Had one last year, went home" in rosa.reads()
    run_outbox()

    # She is asked to read it once more, and sends it as it is. Abuse of a colleague is held within
    # one screening, and a manager takes the words out.
    writes(rosa, "Dr Kovács is a useless, lying idiot. Repeat the troponin at three hours.")
    assert "please read these words once more" in rosa.reads()
    rosa.clicks("Reply as it is", within="main")
    run_outbox()
    case = Case.objects.get()
    moira.signs_in(people.moira)
    moira.goes_to("/moderation/")
    moira.goes_to(f"/moderation/{case.pk}/")
    moira.page.select_option("select[name=rule]", index=1)
    moira.page.fill("[name=reason]", "Criticise what was said, not the person.")
    with moira.arrives():
        moira.page.locator("button[value=redact]").click()
    run_outbox()
    assert Decision.objects.get().action == Decision.Action.REDACT

    # The rest of the post stands; she is told what went and why.
    rosa.goes_to(rooms.closed_topic.get_absolute_url())
    said = rosa.reads()
    assert "lying idiot" not in said
    assert "Repeat the troponin at three hours." in said
    rosa.goes_to("/inbox/")
    rosa.goes_to(f"/moderation/decisions/{Decision.objects.get().pk}/")
    assert "Criticise what was said, not the person." in rosa.reads()


def test_an_end_of_verification_closes_the_room_in_an_open_window(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    bela = visitor()
    bela.signs_in(people.bela)
    assert rooms.closed_topic.title in bela.goes_to(CLOSED).inner_text("main")
    with transaction.atomic():
        close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=people.vera.pk, why="withdrawn")
    bela.page.reload()
    assert "There is no such page" in bela.reads()
