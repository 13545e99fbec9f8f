"""The thresholds of the detectors in words, with the bounds that a manager may set them within."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Knob:
    """`name` is one of Thresholds; `low` and `high` may themselves be set."""

    name: str
    label: str
    meaning: str
    low: float
    high: float
    is_whole: bool = False


KNOBS = (
    Knob(
        "details",
        "Details in a closed room",
        "So many kinds of detail about a patient, such as an age, a place and a day, go to a "
        "moderator. Three, by the standard for case reports.",
        2,
        8,
        is_whole=True,
    ),
    Knob(
        "details_with_a_telling_one",
        "Details, one of them rare",
        "The same where one of them is shared by few people, such as a rare disease.",
        1,
        8,
        is_whole=True,
    ),
    Knob(
        "details_on_open_boards",
        "Details in an open room",
        "The same where the patient’s neighbour may read it.",
        1,
        8,
        is_whole=True,
    ),
    Knob(
        "told",
        "Patient recognisable, closed room",
        "How sure the model must be that somebody would be recognised. Higher flags less.",
        -2,
        3,
    ),
    Knob(
        "told_on_open_boards",
        "Patient recognisable, open room",
        "The same in open rooms, where less is enough.",
        -2,
        3,
    ),
    Knob(
        "told_of_nobody",
        "Speaks of nobody",
        "Below it the text tells of no patient, and a name or a detail is only pointed out to "
        "its author. Higher flags less.",
        -6,
        0,
    ),
    Knob(
        "tone",
        "Tone, for a moderator",
        "How sure the model must be that a text is abusive. Higher flags less.",
        -1,
        4,
    ),
    Knob(
        "tone_to_author",
        "Tone, for the author",
        "From there on the author is asked to read it once more. Higher asks less.",
        -1,
        4,
    ),
)

# The second of each must not be above the first, or it would never be reached.
ORDERED = (
    ("told", "told_on_open_boards"),
    ("told_on_open_boards", "told_of_nobody"),
    ("tone", "tone_to_author"),
    ("details", "details_on_open_boards"),
    ("details", "details_with_a_telling_one"),
)
LABELS = {knob.name: knob.label for knob in KNOBS}


def told(values: Mapping[str, float]) -> str:
    """Thresholds that were set, in words; of those that there are today."""
    said = [f"{LABELS[name]} {value:g}" for name, value in values.items() if name in LABELS]
    return "; ".join(said) or "as built in"
