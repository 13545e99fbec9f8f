"""Issuers of OpenID Connect sign-ins that we trust, as the environment names them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

# Nothing that could end a directive of the page's policy, where the origin is written.
URL = re.compile(r"(https?)://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~%/-]*)?")
KEY = re.compile(r"[a-z0-9-]{1,30}")  # stands in an address
NEEDED = ("id", "name", "issuer", "client_id", "secret")
OPTIONAL = ("assurance_claim", "least_assurance", "redirects_to")
LONGEST = 500  # characters of a value


@dataclass(frozen=True)
class Issuer:
    """`url` is what its tokens call it, letter by letter. Where `assurance_claim` is set, a sign-in
    proves nothing unless that claim says `least_assurance` or more. `redirects_to` are origins that
    its sign-in leads through, besides its own."""

    key: str
    name: str
    url: str
    client_id: str
    secret: str = field(repr=False)
    assurance_claim: str = ""
    least_assurance: str = ""
    redirects_to: tuple[str, ...] = ()

    @property
    def origins(self) -> list[str]:
        parts = urlsplit(self.url)
        return [f"{parts.scheme}://{parts.netloc}", *self.redirects_to]

    def assures(self, level: Any) -> bool:
        """Is this enough? Whole numbers are compared as such, all else must be the same word."""
        if not self.assurance_claim:
            return True
        if isinstance(level, bool) or not isinstance(level, str | int):
            return False
        said, least = str(level), self.least_assurance
        if _is_number(said) and _is_number(least):
            return int(said) >= int(least)
        return said == least


def read(text: str, *, https_only: bool) -> list[Issuer]:
    """Raises ValueError with what is wrong, to follow the variable's name: never a value, for one
    of them is secret."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON.") from None
    if not isinstance(entries, list):
        raise ValueError("is no list of issuers in JSON.")
    issuers = [_one(entry, https_only) for entry in entries]
    if len({issuer.key for issuer in issuers}) < len(issuers):
        raise ValueError("has two issuers of the same id.")
    return issuers


def _one(entry: Any, https_only: bool) -> Issuer:
    if not isinstance(entry, dict):
        raise ValueError("holds something that is no issuer.")
    if unknown := set(entry) - {*NEEDED, *OPTIONAL}:
        raise ValueError(f"has an issuer with {sorted(unknown)[0]!r}, which is unknown.")
    beyond = entry.get("redirects_to", [])
    if not isinstance(beyond, list):
        raise ValueError("has an issuer whose redirects_to is no list.")
    words = {name: _word(entry, name) for name in (*NEEDED, *OPTIONAL[:2])}
    if not KEY.fullmatch(words["id"]):
        raise ValueError("has an issuer whose id is not of small letters, digits and hyphens.")
    if bool(words["assurance_claim"]) != bool(words["least_assurance"]):
        raise ValueError("has an issuer with only one of assurance_claim and least_assurance.")
    for url in (words["issuer"], *beyond):
        _check_url(url, https_only)
    return Issuer(
        words["id"],
        words["name"],
        words["issuer"],
        words["client_id"],
        words["secret"],
        words["assurance_claim"],
        words["least_assurance"],
        tuple(beyond),
    )


def _word(entry: dict[str, Any], name: str) -> str:
    word = entry.get(name, "")
    if not isinstance(word, str) or len(word) > LONGEST or not word.isprintable():
        raise ValueError(f"has an issuer whose {name} is no plain text.")
    if not word.strip() and name in NEEDED:
        raise ValueError(f"has an issuer without {name}.")
    return word


def _check_url(url: Any, https_only: bool) -> None:
    found = URL.fullmatch(url) if isinstance(url, str) else None
    if not found or (https_only and found[1] != "https"):
        raise ValueError("has an issuer whose address does not begin with https:// or is no URL.")


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10
