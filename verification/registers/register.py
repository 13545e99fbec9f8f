"""What the rest of the room asks of a register. Each register is one file beside this one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from verification.models import Status


class Unreadable(ValueError):
    """What was typed is no number of this register; the message is for the person."""


class OtherProfession(ValueError):
    """A number of this register that is not a doctor's; the message is for the person."""


class Opens(StrEnum):
    """What a status on the register opens to the person who holds the number."""

    DOCTOR = "doctor"
    DOCTOR_UNLICENSED = "doctor_unlicensed"  # the badge says so: retired, abroad, academic
    DOCTOR_BRIEFLY = "doctor_briefly"
    ADMIN_DECIDES = "admin_decides"
    GRACE = "grace"  # an unpaid fee: no new verification; a standing one has 28 days
    OPEN_BOARDS = "open_boards"
    OFF = "off"
    LOCKED = "locked"
    NOTHING = "nothing"  # unheard of: fail closed

    @property
    def is_clear(self) -> bool:
        """May be approved when the name fits, without a reason."""
        return self in {Opens.DOCTOR, Opens.DOCTOR_UNLICENSED, Opens.DOCTOR_BRIEFLY}


@dataclass(frozen=True)
class Register:
    """`profession` names what the holder of a (normalised) number is. Only a register of doctors
    gives the standing of one. We hold the file of a register that has columns; for the others a
    verifier looks at the public page. `columns` leads from a column of the register's file to
    (field of RegisterEntry, its kind: text, letter, year or date)."""

    key: str
    label: str
    badge: str  # as the badge names what was checked
    example: str  # a number as people write it; the form shows it beside the label
    help_text: str  # the shape in words, for whoever types a number
    normalise: Callable[[str], str]  # raises Unreadable, OtherProfession
    public_url: Callable[[str], str]
    profession: Callable[[str], str]
    is_of_doctors: bool = False
    # Of a register whose file we hold:
    is_number: Callable[[str], bool] = lambda number: False  # of the normal form
    statuses: Callable[[str], Status] = lambda raw: Status.UNKNOWN
    opens: Callable[[Status], Opens] = lambda status: Opens.NOTHING
    number_column: str = ""
    status_column: str = ""
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def has_file(self) -> bool:
        return bool(self.columns)


def read_date(digits: str) -> date:
    """DDMMYYYY as a number, the leading zero lost. Raises ValueError."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in {7, 8}):
        raise ValueError(digits)
    digits = digits.zfill(8)
    return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
