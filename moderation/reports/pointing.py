"""From an address as it was typed to what stands there, whoever may read it."""

from urllib.parse import urlsplit

from django.conf import settings

from community import subjects
from community.subjects import Written
from moderation.rules import STANDING


def find(address: str) -> Written | None:
    """What this address of ours leads to, if it stands; None for all else. No gate is asked: what
    is said to whoever typed it must not depend on this."""
    where = _path(address)
    if where is None:
        return None
    for subject in subjects.all_kinds():
        if (pk := subject.at(where)) is not None:
            return standing(subject.kind, pk)
    return None


def standing(kind: str, subject_id: int) -> Written | None:
    """The subject, if there are words or a picture left to judge."""
    written = subjects.of(kind).read(subject_id)
    return written if written is not None and written.state in STANDING else None


def _path(address: str) -> str | None:
    """Path and fragment of an address of ours, with or without the name of the host."""
    typed = "".join(address.split())
    host = urlsplit(settings.SITE_URL).netloc.lower()
    if typed.lower().startswith((f"{host}/", f"www.{host}/")):
        typed = f"//{typed}"
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    if parts.netloc.lower() not in ("", host, f"www.{host}"):
        return None
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path += "/"
    return f"{path}#{parts.fragment}" if parts.fragment else path
