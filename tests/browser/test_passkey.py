"""A passkey instead of a password, with an authenticator that Chromium plays."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from forums.demo.people import PASSWORD
from tests.browser.conftest import Visitor
from tests.personas import People

pytestmark = pytest.mark.django_db(transaction=True)

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_member_adds_a_passkey_and_signs_in_with_it(
    visitor: Callable[..., Visitor], people: People
) -> None:
    bela = visitor()
    devtools = bela.page.context.new_cdp_session(bela.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    bela.signs_in(people.bela)

    bela.goes_to("/accounts/2fa/webauthn/add/")
    bela.page.fill("input[name=password]", PASSWORD)  # asked once more: it is still her
    with bela.arrives():
        bela.page.press("input[name=password]", "Enter")
    bela.page.fill("input[name=name]", "The phone in my pocket")
    bela.page.check("input[name=passwordless]")
    bela.presses("Add it")
    expect(bela.page).not_to_have_url(re.compile("/add/"))

    bela.page.context.clear_cookies()
    bela.goes_to("/accounts/login/")
    bela.page.locator("#passkey_login").click()
    bela.page.wait_for_url(f"{bela.address}/")
    assert people.bela.name in bela.reads()
