"""The General Medical Council: shape of its numbers, words of its statuses, columns of its file.

Sources: the GMC's data specification of the List of Registered Medical Practitioners, and the
NHS data dictionary for consultant codes. No check digit is published: the shape proves nothing.
"""

import re

from verification.models import Status
from verification.registers.register import Opens, OtherProfession, Register, Unreadable
from verification.registers.shapes import DASHES, tidy

SEVEN = "A GMC number has seven digits, such as 1234567."


def normalise(raw: str) -> str:
    """The seven digits of a doctor's number, as text: leading zeros survive.

    An NHS consultant code (C1234567) is the same number. No other letter is ever dropped.
    Raises OtherProfession for an associate's number (A1234567), else Unreadable.
    """
    number = tidy(raw, SEVEN)
    if re.fullmatch(r"C?[0-9]{7}", number):
        return number[-7:]
    if re.fullmatch(r"A[0-9]{7}", number):
        raise OtherProfession(
            "Numbers that begin with A belong to physician associates and anaesthesia associates. "
            "The clinical boards are for doctors, so we cannot verify this number for them. "
            "The open boards are yours to read and write in now, and you may tell members your "
            "profession yourself; your badge then says that it is self-declared."
        )
    if number.isascii() and number.isdigit():
        raise Unreadable(f"{SEVEN} This has {len(number)}.")
    raise Unreadable(f"{SEVEN} An NHS consultant code, C and seven digits, will do too.")


def is_number(text: str) -> bool:
    return len(text) == 7 and text.isascii() and text.isdigit()


STATUSES = {
    "registered with licence": Status.LICENSED,
    "provisionally registered with licence": Status.PROVISIONAL,
    "temporary registration with licence": Status.TEMPORARY,
    "registered without licence": Status.UNLICENSED,
    "provisionally registered without licence": Status.PROVISIONAL_UNLICENSED,
    "temporary registration without licence": Status.TEMPORARY_UNLICENSED,
    "suspended": Status.SUSPENDED,
    "not registered - administrative reason": Status.ADMINISTRATIVE,
    "not registered - having relinquished registration": Status.RELINQUISHED,
    "not registered - provisional registration expired": Status.EXPIRED,
    "not registered - deceased": Status.DECEASED,
}
ERASED = "not registered - erased"  # and then why: there are several

LICENCE = re.compile(r"(?:\b(?:a|the) )?\blicen[cs]e(?: to practi[sc]e)?\b")


def statuses(raw: str) -> Status:
    """The status that these words mean, in the spelling of the file or of the public website.

    Dashes of every kind, case and spacing do not matter; anything unheard of is UNKNOWN.
    """
    words = " ".join(DASHES.sub(" - ", raw.casefold()).split())
    words = LICENCE.sub("licence", words)
    if re.match(rf"{ERASED}\b", words):
        return Status.ERASED
    return STATUSES.get(words, Status.UNKNOWN)


OPENS = {
    Status.LICENSED: Opens.DOCTOR,
    Status.PROVISIONAL: Opens.DOCTOR,
    Status.TEMPORARY: Opens.DOCTOR_BRIEFLY,
    Status.UNLICENSED: Opens.DOCTOR_UNLICENSED,
    Status.PROVISIONAL_UNLICENSED: Opens.ADMIN_DECIDES,
    Status.TEMPORARY_UNLICENSED: Opens.ADMIN_DECIDES,
    Status.SUSPENDED: Opens.OFF,
    Status.ADMINISTRATIVE: Opens.GRACE,
    Status.RELINQUISHED: Opens.OPEN_BOARDS,
    Status.EXPIRED: Opens.OFF,
    Status.ERASED: Opens.OFF,
    Status.DECEASED: Opens.LOCKED,
}


def standing_for(status: Status) -> Opens:
    return OPENS.get(status, Opens.NOTHING)


GMC = Register(
    key="gmc",
    label="General Medical Council (GMC)",
    badge="GMC register",
    example="1234567",
    help_text=f"{SEVEN} C1234567 is fine as well.",
    normalise=normalise,
    is_number=is_number,
    statuses=statuses,
    opens=standing_for,
    public_url=lambda number: f"https://www.gmc-uk.org/registrants/{number}",
    profession=lambda number: "doctor",
    is_of_doctors=True,
    number_column="GMC Ref No",
    status_column="Registration Status",
    columns={
        "Surname": ("surname", "text"),
        "Given Name": ("given_name", "text"),
        "Other Names": ("other_names", "text"),
        "Gender": ("gender", "letter"),
        "Qualification": ("qualification", "text"),
        "Year Of Qualification": ("qualified_year", "year"),
        "Place of Qualification": ("qualified_at", "text"),
        "PR Date": ("provisional_date", "date"),
        "FR Date": ("full_date", "date"),
        "Specialist Register Date": ("specialist_date", "date"),
        "GP Register Date": ("gp_date", "date"),
        "ARF Due Date": ("fee_due_date", "date"),
        "Training Deanery/LETB": ("deanery", "text"),
        "Training Programme Specialty": ("programme", "text"),
    },
)
