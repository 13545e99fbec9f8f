"""What findings and cases are called on the page."""

import re
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
    "moderator": "A moderator came upon it",
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

# What the fields of a subject are called, where their names in the code would not do.
FIELDS = {"body": "Text", "alt": "Description"}


def field_words(name: str) -> str:
    return FIELDS.get(name, name.capitalize())


def family_words(family: str) -> str:
    return FAMILIES.get(family, "To be looked at")


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " "))


def of_all(why: str) -> str:
    """What a detector says of one detail among others, as it is said of all of them at once."""
    return re.sub(r"^Here it is one of (\d+) ", r"\1 ", why)


def roughly(span: timedelta) -> str:
    """As briefly as a list has room for, to the nearest: "40 min", "3 h", "2 d"."""
    minutes = max(1, round(abs(span.total_seconds()) / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours = (minutes + 30) // 60
    return f"{hours} h" if hours < 48 else f"{(hours + 12) // 24} d"
