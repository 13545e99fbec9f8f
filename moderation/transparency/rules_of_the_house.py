"""The rules a decision can name: those of the rules page, where each has its place (`anchor`).

They are versioned: a decision says by which version it was made, and every version can still be
read. To change them, write `templates/moderation/rules/<version>.html`, add an edition here, and
leave those before it as they are. An edition goes out on its day: `announcing` tells of it then.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HouseRule:
    """`words` go to the author below the title, so they are addressed to them."""

    key: str
    title: str
    words: str
    anchor: str


_RULES = (
    HouseRule(
        "patients",
        "No patient can be recognised",
        "A name, a number, a date or a rare detail may be enough for a relative to know who it is.",
        "patients",
    ),
    HouseRule(
        "respect",
        "Argue with the point, not the person",
        "Disagree as much as you like, but no abuse of a person, here or elsewhere.",
        "respect",
    ),
    HouseRule(
        "accusation",
        "No accusation against someone who can be recognised",
        "There are proper ways to raise a concern about a colleague; we will help you find them.",
        "respect",
    ),
    HouseRule(
        "advice",
        "No advice to patients",
        "This is a place for colleagues, not for advice about one's own illness or a relative's.",
        "advice",
    ),
    HouseRule(
        "honesty",
        "Be who you are",
        "No pretending, and no recommending without saying what your interest in it is.",
        "honesty",
    ),
    HouseRule(
        "closed-rooms",
        "What is said in a closed room stays there",
        "Nothing from a closed room is quoted elsewhere without its author's leave.",
        "closed-rooms",
    ),
)

HOUSE_RULES = {rule.key: rule for rule in _RULES}


@dataclass(frozen=True)
class Edition:
    """The rules as they stood from a day on. `changed` says what is new, plainly."""

    version: int
    since: date
    changed: str

    @property
    def template(self) -> str:
        return f"moderation/rules/{self.version}.html"


# The newest first.
CHANGES = (
    Edition(
        2,
        date(2026, 12, 1),
        "The five rules are the same. New is how they are kept: everything can be reported, also "
        "by people without an account; a moderator can ask for an edit, cover part of a picture, "
        "and lock or slow a topic; warnings end after a year, and limited writing and suspensions "
        "on a date that is told; every decision can be appealed against within four weeks, and "
        "another person answers.",
    ),
    Edition(1, date(2026, 11, 1), "The first version."),
)
VERSION = CHANGES[0].version
