"""Read a grade that was written freely, such as "ST5 cardiology", as one of the bands."""

import re

from community.members.models import Band

# What is told by any word of it, whatever else is said.
_FIRST: list[tuple[Band, str]] = [
    (Band.RETIRED, r"retired|emeritus"),
    (Band.STUDENT, r"students?|undergraduate|intercalating"),
    # Theirs are no grades of doctors, also where they are called the same.
    (
        Band.OTHER,
        r"nurs\w+|midwi\w+|sister|matron|health visitor|pharmac\w+|physio\w*|\w*therapist|paramedic"
        r"|dieti[ct]ian|psychologist|radiographer|optometrist|scientist|dentist|odp"
        r"|(?:physician|anaesthe\w+)'?s? (?:associate|assistant)",
    ),
]
# Else by what is said first, and among what begins at one place by the order here.
_THEN: list[tuple[Band, str]] = [
    (Band.FOUNDATION, r"foundation|f(?:y)?[12]\b|f3\b|pr?ho\b|house officer|intern\b"),
    (
        Band.REGISTRAR,
        r"gp ?(?:st ?\d?|registrar|trainee|vts)\b|gpst ?\d?\b|spr\b|str\b|st ?[3-9]\b"
        r"|(?:specialist |specialty |senior )?(?:registrar|reg)\b|(?:senior|higher) (?:clinical )?"
        r"(?:fellow|trainee)|specialty trainee [3-9]|specialty (?:trainee|training)\b(?! [12])",
    ),
    (
        Band.CORE,
        r"sho\b|senior house officer|ct ?[1-4]\b|imt ?\d?\b|cmt ?\d?\b|accs\b|st ?[12]\b"
        r"|core (?:\w+ )?train\w+|specialty trainee [12]|junior (?:clinical )?fellow|jcf\b",
    ),
    (
        Band.SAS,
        r"sas\b|staff grade|associate specialist|special(?:ty|ist) (?:doctor|grade|dentist)"
        r"|specialist\b(?! in training)",
    ),
    (Band.CONSULTANT, r"consultants?\b|(?:associate )?professor|attending\b"),
    (Band.GP, r"gps?\b|gp[- ]?w\w+|g\.p\.|general practi\w+|family (?:doctor|physician)"),
]


def _compiled(patterns: list[tuple[Band, str]]) -> list[tuple[Band, re.Pattern[str]]]:
    return [(band, re.compile(rf"\b(?:{words})", re.I)) for band, words in patterns]


_FIRST_COMPILED, _THEN_COMPILED = _compiled(_FIRST), _compiled(_THEN)


def band_of(grade: str) -> Band:
    """The band of a grade; OTHER for what is none of them, and for nothing at all."""
    for band, pattern in _FIRST_COMPILED:
        if pattern.search(grade):
            return band
    found = [
        (match.start(), place, band)
        for place, (band, pattern) in enumerate(_THEN_COMPILED)
        if (match := pattern.search(grade))
    ]
    return min(found)[2] if found else Band.OTHER
