"""Look at pages in both themes, on a phone and on a desk."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visitor

NOWHERE = "/nothing-here/"
WINDOWS = [(360, "light"), (360, "dark"), (768, "light"), (1280, "light"), (1280, "dark")]
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def look(someone: Visitor, paths: Sequence[str]) -> list[str]:
    """What is wrong with these pages in each of WINDOWS, a line each. A page is opened once, for
    that takes time, and nothing of it goes by the width that it was opened with."""
    found = []
    for path in paths:
        page = someone.goes_to(path)
        if path != NOWHERE and "There is no such page" in someone.reads():
            found.append(f"{path}: is not there")
        for width, theme in WINDOWS:
            page.set_viewport_size({"width": width, "height": 900})
            # Or colours would be looked at on their way from one theme to the other.
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [f"{path} ({width}, {theme}): {wrong}" for wrong in _wrong(page)]
    return found


def _wrong(page: Page) -> list[str]:
    wrong = []
    for broken in Axe().run(page, options=STANDARD).response["violations"]:
        where = broken["nodes"][0]["html"][:160]
        wrong.append(f"{broken['id']}: {where}")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        wrong.append(f"sticks out by {wide} px")
    return wrong
