"""Start the issuer, and be someone who signs in there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import requests

from community.dev.addresses import ROOT
from tests.issuer.people import PASSWORD


class Fields(HTMLParser):
    """What the forms of a page send when nothing is typed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.filled: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and (name := given.get("name")) and (value := given.get("value")):
            self.filled.setdefault(name, []).append(value)


@contextmanager
def running_issuer(folder: Path, callback: str) -> Iterator[str]:
    """Where it is, such as http://127.0.0.1:54321. It ends with the block or with this process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.issuer", callback],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ISSUER_FOLDER": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        where = process.stdout.readline().strip()
        assert where.startswith("http://127.0.0.1:"), "the issuer did not start"
        yield where
    finally:
        process.stdin.close()
        process.wait(20)


class Visitor:
    """A browser at the issuer. Cookies stay from one visit to the next."""

    def __init__(self, username: str) -> None:
        self.username = username
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy between us

    def sign_in(self, address: str, *, consent: bool = True) -> str:
        """Follow the address to the issuer, sign in and consent (or not); returns where the issuer
        sends the browser back to."""
        page = self.session.get(address, timeout=20)
        if "/login/" in page.url:
            page = self._send(page, login=self.username, password=PASSWORD)
        assert "Authorize" in page.text, page.text
        answer = self._send(page, follow=False, action="grant" if consent else "cancel")
        return answer.headers["Location"]

    def _send(self, page: requests.Response, *, follow: bool = True, **typed: str):
        where = page.url if "/login/" in page.url else page.url.partition("?")[0]
        return self.session.post(
            where, Fields(page.text).filled | typed, allow_redirects=follow, timeout=20
        )
