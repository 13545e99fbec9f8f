"""Seal what a decision took away, so that only an appeal or a legal hold can bring it back.

Nothing opens a seal yet but the tests; whatever will, must first record who looked and why.
"""

import json
from collections.abc import Mapping

from cryptography.fernet import MultiFernet
from django.conf import settings
from django.utils import timezone

from community.lib.sealing import sealer
from moderation.limits import KEEP_SEALED
from moderation.models import Decision, SealedOriginal


def seal(decision: Decision, fields: Mapping[str, str]) -> SealedOriginal:
    """Keep the fields as they were before the decision, encrypted under the newest key."""
    token = _keys().encrypt(json.dumps(dict(fields)).encode())
    return SealedOriginal.objects.create(
        decision=decision, sealed=token, keep_until=timezone.now() + KEEP_SEALED
    )


def unseal(original: SealedOriginal) -> dict[str, str]:
    """The fields again. Raises cryptography.fernet.InvalidToken when no key of ours fits."""
    fields: dict[str, str] = json.loads(_keys().decrypt(bytes(original.sealed)))
    return fields


def _keys() -> MultiFernet:
    return sealer(settings.SEAL_KEYS)
