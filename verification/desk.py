"""What a verifier sees: claim and register entry side by side, and all that bears on them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count
from django.utils.dateformat import format as format_date

from community.audit.recording import record
from community.members.viewer import Viewer
from verification import rules
from verification.matching import Outcome, judge, look_up, same_given, same_surname
from verification.models import Claim, Decision, Evidence, RegisterEntry, Status
from verification.registers import REGISTERS, Opens

OPENS_WORDS = {
    Opens.DOCTOR: "verified doctor, twelve months",
    Opens.DOCTOR_UNLICENSED: "verified doctor without a licence, twelve months",
    Opens.DOCTOR_BRIEFLY: "verified doctor, three months",
    Opens.ADMIN_DECIDES: "your decision, with a reason",
    Opens.GRACE: "no new verification",
    Opens.OPEN_BOARDS: "open boards only",
    Opens.OFF: "nothing",
    Opens.LOCKED: "nothing: the account should be locked",
    Opens.NOTHING: "nothing: this status is unheard of",
}

OUTCOME_WORDS = {
    Outcome.CLEAR: "Number and name match, and the status is in order.",
    Outcome.PROBLEM: "Number and name match; the status does not open the boards by itself.",
    Outcome.NOT_FOUND: "This number is not in the register file.",
    Outcome.WRONG_NAME: "The register has another name for this number.",
    Outcome.UNREADABLE: "The name holds nothing that can be compared.",
}

# How a decision is named on the page, and its key.
CHOICES = {
    Decision.Outcome.APPROVE: ("Approve", "a"),
    Decision.Outcome.ASK: ("Ask for more", "m"),
    Decision.Outcome.REJECT: ("Reject", "r"),
    Decision.Outcome.WITHDRAW: ("Withdraw the verification", "w"),
}


@dataclass(frozen=True)
class Line:
    """A line of the comparison. `verdict` is "same", "differs" or "" where nothing is compared."""

    label: str
    claimed: str
    registered: str
    verdict: str = ""

    @property
    def differs(self) -> bool:
        return self.verdict == "differs"


def look(viewer: Viewer, claim: Claim) -> None:
    """Write down that someone looked at a claim."""
    record("claim.viewed", claim, actor_id=viewer.user_id)


def claim_page(viewer: Viewer, claim: Claim) -> dict[str, Any]:
    """Everything the page of one claim shows. Six queries, whatever the claim's history."""
    entry = look_up(claim.register, claim.number)
    outcome = judge(entry, claim.surname, claim.given_name)
    register = REGISTERS[claim.register]
    opens = register.opens(Status(entry.status)) if entry else Opens.NOTHING
    may_decide = rules.may_decide(viewer, claim)
    others = Claim.objects.filter(register=claim.register, number_print=claim.number_print)
    return {
        "claim": claim,
        "entry": entry,
        "register": register,
        "public_url": register.public_url(claim.number),
        "lines": compare(claim, entry),
        "outcome": outcome,
        "outcome_words": OUTCOME_WORDS[outcome],
        "opens_words": OPENS_WORDS[opens] if entry else "",
        "ladder": ladder(claim),
        "others": list(others.exclude(pk=claim.pk).select_related("user").order_by("-pk")),
        "history": list(claim.decisions.select_related("verifier")),
        "may_decide": may_decide,
        "choices": [(o, *CHOICES[o]) for o in rules.DECISIONS.get(claim.state, []) if may_decide],
        "address": confirmed_address(claim),
    }


def compare(claim: Claim, entry: RegisterEntry | None) -> list[Line]:
    """Claim and entry, line by line, with differences told in words."""
    if entry is None:
        return [
            Line("Number", claim.number, "not in the register file", "differs"),
            Line("Surname", claim.surname, ""),
            Line("Given name", claim.given_name, ""),
        ]
    surname = same_surname(claim.surname, entry.surname)
    given = same_given(claim.given_name, entry.given_name)
    person = _same_person(claim.user.name, entry)
    lines = [
        Line("Account", claim.user.name, str(entry), _verdict(person)),
        Line("Number", claim.number, entry.number, "same"),
        Line("Surname", claim.surname, entry.surname, _verdict(surname)),
        Line("Given name", claim.given_name, entry.given_name, _verdict(given)),
        Line("Other names", "", entry.other_names),
        Line("Status", "", entry.raw_status or "(empty)"),
        Line("Qualified", "", _qualified(entry)),
        Line("Full registration", "", _day(entry.full_date)),
        Line("Specialist Register", "", _day(entry.specialist_date) or "no"),
        Line("GP Register", "", _day(entry.gp_date) or "no"),
        Line("Training", "", ", ".join(filter(None, [entry.programme, entry.deanery]))),
    ]
    return [line for line in lines if line.claimed or line.registered]


def ladder(claim: Claim) -> list[dict[str, Any]]:
    """Each rung of the evidence ladder: there, since when, or missing."""
    there = {evidence.kind: evidence for evidence in claim.evidence.all()}
    return [
        {"level": level, "label": kind.label, "evidence": there.get(kind)}
        for kind, level in Evidence.LEVELS.items()
    ]


def figures() -> dict[str, int]:
    """How many claims there are in each state, by its label."""
    counts = dict(Claim.objects.values_list("state").annotate(Count("pk")))
    return {state.label: counts.get(state.value, 0) for state in Claim.State}


def next_waiting(viewer: Viewer) -> Claim | None:
    """The oldest claim that waits for someone else than the viewer's own."""
    assert viewer.user_id is not None
    waiting = Claim.objects.filter(state=Claim.State.WAITING).exclude(user_id=viewer.user_id)
    return waiting.order_by("created_at").first()


def confirmed_address(claim: Claim) -> str:
    """The member's confirmed address, for the verifier to compare with the name."""
    address = EmailAddress.objects.filter(user_id=claim.user_id, verified=True).first()
    return address.email if address else ""


def _same_person(name: str, entry: RegisterEntry) -> bool:
    """Might an account of this name be theirs? Wherever in it the surname begins."""
    words = name.split()
    return any(
        same_given(words[0], entry.given_name) and same_surname(" ".join(words[at:]), entry.surname)
        for at in range(1, len(words))
    )


def _verdict(same: bool) -> str:
    return "same" if same else "differs"


def _qualified(entry: RegisterEntry) -> str:
    parts = [entry.qualification, str(entry.qualified_year or ""), entry.qualified_at]
    return ", ".join(filter(None, parts))


def _day(day: date | None) -> str:
    return format_date(day, "j F Y") if day else ""
