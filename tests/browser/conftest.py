"""A real Chromium on a real server. Marked `browser`: left out where there is none."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from community.members.models import User
from forums.demo.people import PASSWORD, STAFF_SECRET

# Playwright's event loop runs in this thread, and Django would refuse the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Someone at a browser. `complaints` are what the browser objected to, CSP violations above
    all; the fixture fails the test when there are any."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    asking: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asking.add(request))
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, lambda request: self.asking.discard(request))

    def leaves(self) -> None:
        """Closes the page when the server has answered all that it asked, and lets it ask no more:
        a page notes on leaving how far one read and what one wrote, and the test's database
        cannot be emptied while that is written."""
        self.page.route("**/*", lambda route: route.abort())
        for _ in range(100):
            if not self.asking:
                break
            self.page.wait_for_timeout(50)
        self.page.close()

    def goes_to(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def reads(self) -> str:
        return self.page.inner_text("body")

    @contextmanager
    def arrives(self) -> Iterator[None]:
        """What is done inside leads to another page; afterwards it is there. To go on before it is
        would break off whatever was being sent."""
        with self.page.expect_navigation():
            yield

    def presses(self, words: str, within: str = "body") -> None:
        """A button that works in the page."""
        self.page.locator(within).get_by_role("button", name=words, exact=True).click()

    def clicks(self, words: str, within: str = "body") -> None:
        """A button that leads to another page."""
        with self.arrives():
            self.presses(words, within)

    def follows(self, words: str) -> None:
        with self.arrives():
            self.page.get_by_role("link", name=words).click()

    def signs_in(self, user: User, password: str = PASSWORD) -> None:
        self.goes_to("/accounts/login/")
        self.page.fill("input[name=login]", user.email)
        self.page.fill("input[name=password]", password)
        with self.arrives():
            self.page.press("input[name=password]", "Enter")
        if user.is_staff:
            self.page.fill("input[name=code]", current_code())
            with self.arrives():
                self.page.press("input[name=code]", "Enter")
        assert self.page.url.removeprefix(self.address) == "/", self.reads()


@pytest.fixture
def visitor(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Callable[..., Visitor]]:
    """visitor(width=360, theme="dark", scripts=False) opens a window for someone new."""
    settings.ALLOWED_HOSTS = ["*"]
    opened: list[Visitor] = []
    contexts = []

    def opens(width: int = 1280, theme: str = "light", scripts: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        someone = Visitor(context.new_page(), live_server.url)
        someone.page.on("console", lambda said: note(someone, said))
        someone.page.on("pageerror", lambda error: someone.complaints.append(str(error)))
        opened.append(someone)
        return someone

    yield opens
    complaints = [complaint for someone in opened for complaint in someone.complaints]
    for someone in opened:
        someone.leaves()
    for context in contexts:
        context.close()
    server_is_done()
    assert complaints == []


def server_is_done() -> None:
    """Waits until the server has ended what it was asked: also what the browser broke off, of which
    the browser knows no more. It serves each connection in a thread."""
    for _ in range(200):
        serving = [one for one in threading.enumerate() if "process_request" in one.name]
        if not serving:
            return
        time.sleep(0.05)


def note(someone: Visitor, said: Any) -> None:
    # A page that answers 4xx on purpose is reported by Chromium as a failed load.
    if said.type in {"error", "warning"} and "Failed to load resource" not in said.text:
        someone.complaints.append(said.text)


def current_code() -> str:
    """A code of the demo authenticator that is good now, though one was used this half minute."""
    for key in cache.keys("*totp*") if hasattr(cache, "keys") else ():
        cache.delete(key)
    left = 30 - time.time() % 30
    if left < 5:  # the next one, or it could run out on its way
        time.sleep(left)
    return format_hotp_value(hotp_value(STAFF_SECRET, int(time.time()) // 30))


def link_in_last_mail() -> str:
    """The path of the first link in the newest mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]
