"""The rules a decision can name: those of the rules page, where each has its place (`anchor`)."""

from dataclasses import dataclass


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
