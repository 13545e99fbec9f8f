"""The keys of this room: numbers and papers are sealed at rest, and compared by fingerprint."""

from functools import lru_cache

from cryptography.fernet import MultiFernet
from django.conf import settings

from community.lib import sealing


def seal(data: bytes) -> bytes:
    return _sealer().encrypt(data)


def unseal(sealed: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when no key of ours fits."""
    return _sealer().decrypt(bytes(sealed))


def fingerprint(*parts: str) -> str:
    """Of a number on a register, an address or an identity: 64 hexadecimal characters."""
    return sealing.fingerprint(settings.FINGERPRINT_KEY, *parts)


def _sealer() -> MultiFernet:
    return _sealer_of(tuple(settings.IDENTITY_KEYS))


@lru_cache(2)
def _sealer_of(keys: tuple[str, ...]) -> MultiFernet:
    return sealing.sealer(keys)
