"""Verdicts: may this be done, and if not, why not."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """The viewer may see the thing but not do that; the message is the reason, for the page."""


@dataclass(frozen=True)
class Verdict:
    """True when allowed; else `reason` tells the person why not, and templates may show it."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Refused unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)


YES = Verdict(True)


def no(reason: str) -> Verdict:
    return Verdict(False, reason)
