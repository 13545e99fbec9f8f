"""What an entry of a register opens, as the terms of a standing."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.models import Standing
from verification.limits import VERIFIED_BRIEFLY_FOR, VERIFIED_FOR
from verification.models import Claim, RegisterEntry, Status
from verification.registers import REGISTERS, Opens

UNLICENSED = {Status.UNLICENSED, Status.PROVISIONAL_UNLICENSED, Status.TEMPORARY_UNLICENSED}


def standing_kind(register: str) -> Standing.Kind:
    """What a verification with this register makes of a member."""
    doctors = REGISTERS[register].is_of_doctors
    return Standing.Kind.DOCTOR if doctors else Standing.Kind.PROFESSIONAL


def terms(claim: Claim, entry: RegisterEntry | None, now: datetime | None = None) -> dict[str, Any]:
    """The terms of the standing that this claim opens from `now` on, as `standing.give` takes
    them: what the badge says, and how long it holds."""
    now = now or timezone.now()
    register = REGISTERS[claim.register]
    return {
        "ends_at": now + (VERIFIED_BRIEFLY_FOR if _is_brief(entry) else VERIFIED_FOR),
        "checked": f"{register.badge}, {_day(now)}",
        **marks(claim, entry),
    }


def marks(claim: Claim, entry: RegisterEntry | None) -> dict[str, Any]:
    """What the badge shows of the entry, and the nightly comparison keeps true."""
    return {
        "licensed": entry is None or entry.status not in UNLICENSED,
        "specialist": bool(entry and entry.specialist_date),
        "gp": bool(entry and entry.gp_date),
        "profession": REGISTERS[claim.register].profession(claim.number),
    }


def _is_brief(entry: RegisterEntry | None) -> bool:
    if entry is None:
        return False
    opens = REGISTERS[entry.register].opens(Status(entry.status))
    return opens is Opens.DOCTOR_BRIEFLY or entry.status == Status.TEMPORARY_UNLICENSED


def _day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment), "j F Y")
