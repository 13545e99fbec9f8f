"""Seal what must not be read at rest, and take fingerprints of what must be compared unread."""

import hashlib
import hmac
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet

# Stands between the parts of a fingerprint, so that ("ab", "c") is not ("a", "bc").
BETWEEN = "\x1f"


def sealer(keys: Iterable[str]) -> MultiFernet:
    """Seals under the first (newest) of these Fernet keys, opens under any."""
    return MultiFernet([Fernet(key) for key in keys])


def fingerprint(key: str, *parts: str) -> str:
    """64 hexadecimal characters (HMAC-SHA256): equal for equal parts, and telling nothing to one
    without the key, however few the possible numbers are."""
    return hmac.new(key.encode(), BETWEEN.join(parts).encode(), hashlib.sha256).hexdigest()
