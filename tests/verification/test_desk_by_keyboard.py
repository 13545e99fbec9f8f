"""A plain case, decided without a mouse, in a real browser."""

import os
import time

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright

from community.members.roles import Role, roles_of
from verification.models import Claim

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no failure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, people, client_for, monkeypatch):
    # Playwright's loop runs in this thread; Django would take it for an asynchronous view.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    cookie = client_for(people.vera).cookies["sessionid"].value
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []  # what the browser says of our policy and scripts
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
        assert page.complaints == []
        browser.close()
        connections.close_all()  # Playwright's greenlet has connections of its own


def open_first_in_queue(page: Page) -> None:
    page.goto(reverse("admin:verification_claim_changelist"))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.field-claimed_name a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")  # and its scripts: a key pressed before them is lost
    expect(page.locator("h1")).to_contain_text("Claim of")


def test_a_plain_case_takes_seconds_and_no_mouse(page, people, entry, claim_for):
    claim_for(people.cara)
    began = time.monotonic()
    open_first_in_queue(page)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved")
    assert time.monotonic() - began < 30
    assert Role.DOCTOR in roles_of(people.cara)


def test_a_rejection_with_a_ready_reason(page, people, entry, claim_for):
    claim_for(people.cara, surname="Carter")
    open_first_in_queue(page)
    page.keyboard.press("r")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected")
    assert Claim.objects.get().decisions.get().reason.startswith("We could not confirm")


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
