"""What findings and cases are called on the page."""

from datetime import timedelta

FAMILIES = {
    "identifying": "May identify someone",
    "offensive": "May abuse someone",
    "welfare": "Someone may not be well",
    "conduct": "May break a rule",
    "legal": "May have to go to the law desk",
}

# What a case began with, by Case.Source.
BROUGHT = {
    "detector": "A program marked it",
    "member": "A member reported it",
    "public": "Someone without an account reported it",
    "verifier": "A verifier had doubts about it",
    "notice": "A legal notice named it",
}

# Only those whose name in the code would not read as words.
KINDS = {
    "nhs_number": "NHS number",
    "chi_number": "CHI number",
    "hc_number": "H&C number",
    "national_insurance": "National Insurance number",
    "ten_digits": "ten digits",
    "profile": "link to a profile",
    "news": "link to the news",
    "email": "e-mail address",
    "handle": "name on social media",
    "vehicle": "number plate",
    "device": "device number",
    "self_harm_urged": "self-harm urged",
    "barcode": "bar code",
    "unread": "words that no machine could read",
    "doxxing": "private details published",
    "watched_identifying": "watched words",
    "watched_offensive": "watched words",
    "watched_conduct": "watched words",
}


def family_words(family: str) -> str:
    return FAMILIES.get(family, "To be looked at")


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " "))


def roughly(span: timedelta) -> str:
    """As briefly as a list has room for: "40 min", "3 h", "2 d"."""
    seconds = abs(span.total_seconds())
    if seconds < 3600:
        return f"{max(1, int(seconds // 60))} min"
    if seconds < 2 * 86400:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86400)} d"
