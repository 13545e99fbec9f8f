"""Who can sign in at the issuer, and what it says of them. Both processes read this."""

from dataclasses import dataclass, field
from typing import Any

CLIENT, SECRET, PASSWORD = "grand-round", "told-to-the-two-of-us-alone", "a-long-enough-phrase"


@dataclass(frozen=True)
class Person:
    """`says` is added to the token and to the details fetched with it; `lies` only to the token and
    `details` only to the details, as by an issuer that was broken into or is badly made. What is
    None is left out."""

    given_name: str = "Susan"
    family_name: str = "Chater"
    says: dict[str, Any] = field(default_factory=lambda: {"id_assurance_level": "3"})
    lies: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)


PEOPLE = {
    "susan": Person(),
    "sue-in-capitals": Person("SUSAN JANE", "CHATER-WILLIAMS"),
    "whole-name": Person("", "", {"id_assurance_level": 3, "name": "Susan Jane Chater"}),
    "other-surname": Person("Susan", "Charter"),
    "other-given": Person("Robert", "Chater"),
    "only-family": Person("", "Chater"),
    "no-name": Person("", ""),
    "odd-name": Person("", "", {"id_assurance_level": "3", "name": ["Susan Chater"]}),
    "long-name": Person("", "", {"id_assurance_level": "3", "name": "Susan Chater " * 100_000}),
    "unchecked": Person(says={"id_assurance_level": "1"}),
    "level-unsaid": Person(says={}),
    "level-odd": Person(says={"id_assurance_level": ["3"]}),
    "level-true": Person(says={"id_assurance_level": True}),
    "level-in-token": Person(details={"id_assurance_level": "9"}, says={"id_assurance_level": "1"}),
    "wrong-issuer": Person(lies={"iss": "https://elsewhere.example"}),
    "no-issuer": Person(lies={"iss": None}),
    "wrong-audience": Person(lies={"aud": "another-site"}),
    "wrong-party": Person(lies={"azp": "another-site"}),
    "wrong-nonce": Person(lies={"nonce": "of-another-attempt"}),
    "no-nonce": Person(lies={"nonce": None}),
    "expired": Person(lies={"exp": 1}),
    "never-expires": Person(lies={"exp": None}),
    "no-subject": Person(lies={"sub": None}),
    "long-subject": Person(lies={"sub": "1" * 300}, details={"sub": "1" * 300}),
    "number-subject": Person(lies={"sub": 7}, details={"sub": 7}),
    "other-details": Person(details={"sub": "987654"}),
}
