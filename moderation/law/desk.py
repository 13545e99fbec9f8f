"""What all of the law desk needs: who works there, what it keeps sealed, whom it alarms."""

import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import MultiFernet
from django.conf import settings

from community.inbox.telling import tell
from community.lib.sealing import sealer
from community.lib.verdicts import YES, Verdict, no
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer


class Stale(Exception):
    """It was changed since it was opened; nothing was done."""


def may_work_there(viewer: Viewer) -> Verdict:
    return YES if viewer.is_law else no("Only the law desk does this.")


def sealed(papers: Mapping[str, Any]) -> bytes:
    """Encrypted under the newest key. What holds names and addresses is kept no other way."""
    return _keys().encrypt(json.dumps(papers).encode())


def opened(token: bytes | memoryview | None) -> dict[str, Any]:
    """What was sealed. Raises cryptography.fernet.InvalidToken when no key of ours fits."""
    papers: dict[str, Any] = json.loads(_keys().decrypt(bytes(token))) if token else {}
    return papers


def opened_text(token: bytes | memoryview | None) -> str:
    """The same for what was sealed as plain text."""
    return _keys().decrypt(bytes(token)).decode() if token else ""


def alarm(text: str, url: str, once: str) -> None:
    """Tell all who work at the law desk, on the site and with a mail that says nothing. Call inside
    a transaction."""
    for user in members_with({Role.LAW}):
        tell(user.pk, text, url, once=once)


def _keys() -> MultiFernet:
    return sealer(settings.SEAL_KEYS)
