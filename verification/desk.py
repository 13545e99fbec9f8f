"""What a verifier sees: claim and register entry side by side, and all that bears on them."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.audit.recording import record
from community.members.viewer import Viewer
from verification import rules, vouching
from verification.deciding import in_dispute, proposal
from verification.matching import Outcome, account_fits, judge, look_up, same_given, same_surname
from verification.models import Claim, Decision, Evidence, RegisterEntry, Status
from verification.registers import REGISTERS, Opens, OtherProfession, Unreadable
from verification.sealing import fingerprint

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

NO_FILE = "We hold no file of this register. Look the number up on its public page."
DAY = timedelta(days=1)

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


def look(viewer: Viewer, claim_id: int) -> Claim:
    """The claim as it is now, with the word of those alone who may still give it; that someone
    looked is written down. Raises Claim.DoesNotExist."""
    with transaction.atomic():
        claims = Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
        claim = claims.get(pk=claim_id)
        vouching.settle(claim)
        record("claim.viewed", claim, actor_id=viewer.user_id)
    return claim


def claim_page(viewer: Viewer, claim: Claim) -> dict[str, Any]:
    """Everything the page of one claim shows. Ten queries, whatever the claim's history."""
    number = claim.number
    entry = look_up(claim.register, number)
    outcome = judge(entry, claim.surname, claim.given_name)
    register = REGISTERS[claim.register]
    opens = register.opens(Status(entry.status)) if entry else Opens.NOTHING
    may_decide = rules.may_decide(viewer, claim)
    evidence = list(claim.evidence.select_related("seen_by"))
    others = Claim.objects.filter(register=claim.register, number_print=claim.number_print)
    return {
        "claim": claim,
        "entry": entry,
        "register": register,
        "public_url": register.public_url(number),
        "lines": compare(claim, entry),
        "other_name": not account_fits(claim, entry),
        "outcome": outcome,
        "outcome_words": OUTCOME_WORDS[outcome] if register.has_file else NO_FILE,
        "opens_words": OPENS_WORDS[opens] if entry else "",
        "ladder": ladder(evidence),
        "missing": rules.missing(claim, {rung.level for rung in evidence}),
        "papers": list(claim.papers.all()),
        "vouches": list(claim.vouches.select_related("voucher").order_by("pk")),
        "is_disputed": in_dispute(claim),
        "proposal": proposal(claim),
        "others": list(others.exclude(pk=claim.pk).select_related("user").order_by("-pk")),
        "history": list(claim.decisions.select_related("verifier")),
        "may_decide": may_decide,
        "choices": [(o, *CHOICES[o]) for o in rules.DECISIONS.get(claim.state, []) if may_decide],
        "address": confirmed_address(claim),
    }


def compare(claim: Claim, entry: RegisterEntry | None) -> list[Line]:
    """Claim and entry, line by line, with differences told in words."""
    account = _verdict(account_fits(claim, entry))
    if entry is None:
        return [
            Line("Account", claim.user.name, "", account),
            Line("Number", claim.number, *_no_entry(claim)),
            Line("Surname", claim.surname, ""),
            Line("Given name", claim.given_name, ""),
        ]
    surname = same_surname(claim.surname, entry.surname)
    given = same_given(claim.given_name, entry.given_name)
    lines = [
        Line("Account", claim.user.name, str(entry), account),
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


def ladder(evidence: list[Evidence]) -> list[dict[str, Any]]:
    """Each rung of the evidence ladder: there, since when, or missing."""
    there = {piece.kind: piece for piece in evidence}
    return [
        {"level": level, "label": kind.label, "evidence": there.get(kind)}
        for kind, level in Evidence.LEVELS.items()
    ]


def figures() -> dict[str, int]:
    """How many claims wait, by age and by what is special about them. One query."""
    waiting, now = Q(state=Claim.State.WAITING), timezone.now()
    groups = {
        "Waiting": waiting,
        "Since yesterday": waiting & Q(created_at__gt=now - DAY),
        "Over two days": waiting & Q(created_at__lte=now - 2 * DAY),
        "Over a week": waiting & Q(created_at__lte=now - 7 * DAY),
        "Disputes": Q(is_disputed=True),
        "Renewals": waiting & Q(is_renewal=True),
        "More asked for": Q(state=Claim.State.MORE),
    }
    counts = {f"n{at}": Count("pk", filter=group) for at, group in enumerate(groups.values())}
    claims = Claim.objects.filter(state__in=Claim.OPEN).aggregate(**counts)
    return dict(zip(groups, claims.values(), strict=True))


def prints_of(typed: str) -> list[str]:
    """The fingerprints that what was typed into the search would have as a number, on whichever
    register it could be one. Numbers themselves cannot be searched: they are sealed."""
    prints = []
    for register in REGISTERS.values():
        with suppress(Unreadable, OtherProfession):
            number = register.normalise(typed)
            prints.append(fingerprint("number", register.key, number))
    return prints


def next_waiting(viewer: Viewer) -> Claim | None:
    """The oldest claim that waits for someone else than the viewer's own."""
    assert viewer.user_id is not None
    waiting = Claim.objects.filter(state=Claim.State.WAITING).exclude(user_id=viewer.user_id)
    return waiting.order_by("created_at").first()


def confirmed_address(claim: Claim) -> str:
    """The member's confirmed address, for the verifier to compare with the name."""
    address = EmailAddress.objects.filter(user_id=claim.user_id, verified=True).first()
    return address.email if address else ""


def _no_entry(claim: Claim) -> tuple[str, str]:
    if REGISTERS[claim.register].has_file:
        return "not in the register file", "differs"
    return "see its public page", ""


def _verdict(same: bool) -> str:
    return "same" if same else "differs"


def _qualified(entry: RegisterEntry) -> str:
    parts = [entry.qualification, str(entry.qualified_year or ""), entry.qualified_at]
    return ", ".join(filter(None, parts))


def _day(day: date | None) -> str:
    return format_date(day, "j F Y") if day else ""
