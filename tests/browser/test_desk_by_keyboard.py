"""A plain case, decided without a mouse, in a real browser."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.members.roles import Role, roles_of
from tests.browser.conftest import Visitor
from tests.personas import People
from verification.models import Claim

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no failure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(visitor: Callable[..., Visitor], people: People) -> Page:
    vera = visitor()
    vera.signs_in(people.vera)
    vera.goes_to(reverse("admin:verification_claim_changelist"))
    return vera.page


def open_first_in_queue(page: Page) -> None:
    page.reload()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.field-claimed_name a')"):
            break
    with page.expect_navigation(url="**/change/**"):  # and its scripts: a key before them is lost
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Claim of")


def test_a_plain_case_takes_two_keys_and_no_mouse(page, people, entry, claim_for):
    claim_for(people.cara)
    open_first_in_queue(page)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved")
    assert Role.DOCTOR in roles_of(people.cara)


def test_a_rejection_with_a_ready_reason(page, people, entry, claim_for):
    claim_for(people.cara, surname="Carter")
    open_first_in_queue(page)
    page.keyboard.press("r")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected")
    assert Claim.objects.get().decisions.get().reason.startswith("We could not confirm")


def test_another_name_of_the_account_takes_a_tick_and_a_reason(page, people, entry, claim_for):
    claim_for(people.cara, account="Boris Badenough")
    open_first_in_queue(page)
    for key in ("a", "n", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Her name at work; the badge shows both.")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved")
    assert Role.DOCTOR in roles_of(people.cara)


def test_letters_typed_into_the_reason_decide_nothing(page, people, entry, claim_for):
    claim_for(people.cara)
    open_first_in_queue(page)
    page.keyboard.press("m")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("are you a GP registrar since 2019?")
    expect(page.locator("[value=ask]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Asked for more")
    assert Claim.objects.get().decisions.get().reason == "are you a GP registrar since 2019?"
