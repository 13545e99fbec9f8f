"""Verifications are compared with the register again: nightly, and at once when it changes.

The scan reads; only what has changed is locked, looked at again and settled, one claim a
transaction. What closes, closes quietly: roles are worked out from standings at each request.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.members.models import Standing, User
from community.members.standing import close, give
from verification.alerting import alert_of_end, alert_of_statuses
from verification.limits import GRACE
from verification.matching import Outcome, judge, look_up
from verification.models import Claim, Evidence, RegisterEntry, RegisterImport, Status
from verification.registers import REGISTERS, Opens
from verification.terms import UNLICENSED, marks, standing_kind, terms

log = structlog.get_logger(__name__)

AT_ONCE = 1000  # claims compared with one query
# What closes the boards at once. An unpaid fee, another name and what a verifier decides on do not.
CLOSES = {Opens.OPEN_BOARDS, Opens.OFF, Opens.LOCKED, Opens.NOTHING}
NAMED = {Outcome.CLEAR, Outcome.PROBLEM}  # the name fits, whatever the status
APPEARED = "You have appeared on the register. A verifier looks at your claim now."


@dataclass(frozen=True)
class Marks:
    """What a doctor's badge shows of the register."""

    licensed: bool
    specialist: bool
    gp: bool

    @classmethod
    def of(cls, entry: RegisterEntry) -> "Marks":
        return cls(entry.status not in UNLICENSED, bool(entry.specialist_date), bool(entry.gp_date))


def recheck(register: str = "") -> Counter[str]:
    """Compare all live claims (on this register) with their entries. Returns what was done: how
    many were seen, and how many of each change."""
    done: Counter[str] = Counter()
    for claim_id, has_changed in _compared(register):
        done["seen"] += 1
        if has_changed:
            done[_try(claim_id)] += 1
    return done


def _try(claim_id: int) -> str:
    """One that goes wrong keeps no other from being settled; the next night tries it again."""
    try:
        return settle(claim_id)
    except Exception as error:  # its class only: a message could carry a name into the log
        log.error("recheck_failed", claim=claim_id, error=type(error).__name__)
        return "failed"


def after_import(import_id: int) -> None:
    """A register was imported: whoever it concerns is looked at again now, each in a transaction of
    their own, so that one of them holds up no other."""
    note = RegisterImport.objects.get(pk=import_id)
    with transaction.atomic():
        alert_of_statuses(note)
        for claim_id, has_changed in _compared(note.register):
            if has_changed:
                emit("claim.outdated", claim_id=claim_id)


def _compared(register: str) -> Iterator[tuple[int, bool]]:
    """Each live claim, and whether there is anything to settle. Reads only."""
    for claims in _chunks(register):
        entries, badges = _entries(claims), _badges(claims)
        for claim, number in claims:
            entry = entries.get((claim.register, number))
            yield claim.pk, _has_changed(claim, entry, badges.get(claim.user_id))


def _chunks(register: str) -> Iterator[list[tuple[Claim, str]]]:
    """Live claims with their numbers, by key: a chunk costs the same at the end as at the start."""
    keys = [key for key, known in REGISTERS.items() if known.has_file and register in ("", key)]
    live = Claim.objects.filter(register__in=keys, state__in=Claim.LIVE).order_by("pk")
    last = 0
    while claims := list(live.filter(pk__gt=last)[:AT_ONCE]):
        last = claims[-1].pk
        yield list(_readable(claims))


def _readable(claims: list[Claim]) -> Iterator[tuple[Claim, str]]:
    """A number that no key of ours opens must not keep the others from being compared."""
    for claim in claims:
        try:
            yield claim, claim.number
        except InvalidToken:
            log.error("claim_unreadable", claim=claim.pk)


def _entries(claims: list[tuple[Claim, str]]) -> dict[tuple[str, str], RegisterEntry]:
    wanted: dict[str, list[str]] = {}
    for claim, number in claims:
        wanted.setdefault(claim.register, []).append(number)
    return {
        (entry.register, entry.number): entry
        for register, numbers in wanted.items()
        for entry in RegisterEntry.objects.filter(register=register, number__in=numbers)
    }


def _badges(claims: list[tuple[Claim, str]]) -> dict[int, Marks]:
    """What the badges of those who are verified doctors show."""
    holders = [claim.user_id for claim, _ in claims if claim.state == Claim.State.APPROVED]
    rows = Standing.objects.filter(
        user__in=holders, kind=Standing.Kind.DOCTOR, closed_at=None
    ).values_list("user_id", "licensed", "specialist", "gp")
    return {user_id: Marks(*shown) for user_id, *shown in rows}


def _has_changed(claim: Claim, entry: RegisterEntry | None, badge: Marks | None) -> bool:
    """Is there anything to settle? Decides nothing."""
    status = entry.status if entry else ""
    found = judge(entry, claim.surname, claim.given_name)
    if claim.register_status != status:
        return True
    if claim.state != Claim.State.APPROVED:
        return claim.outcome != found.value
    if entry is None or _opens(claim, entry) in CLOSES:
        return True
    if found not in NAMED:
        return claim.doubt not in {Claim.Doubt.NAME, Claim.Doubt.STATUS}
    return bool(claim.doubt == Claim.Doubt.NAME or (badge and badge != Marks.of(entry)))


def _opens(claim: Claim, entry: RegisterEntry | None) -> Opens:
    return REGISTERS[claim.register].opens(Status(entry.status)) if entry else Opens.NOTHING


def settle(claim_id: int) -> str:
    """Look at one claim again, under its lock, and do what the register asks for. Returns what.
    Can be run any number of times."""
    with transaction.atomic():
        # The member before their claim, as in a decision: a death locks the account as well.
        User.objects.select_for_update(no_key=True, of=("self",)).filter(claims=claim_id).first()
        claims = Claim.objects.select_for_update(no_key=True, of=("self",))
        claim = claims.filter(pk=claim_id, state__in=Claim.LIVE).first()
        if claim is None:
            return "settled meanwhile"
        entry = look_up(claim.register, claim.number)
        found = judge(entry, claim.surname, claim.given_name)
        before = claim.register_status
        claim.register_status = entry.status if entry else ""
        if claim.state in Claim.OPEN:
            return _settle_open(claim, found)
        return _settle_approved(claim, entry, found, before)


def _settle_open(claim: Claim, found: Outcome) -> str:
    """A claim that waits is judged by the register of today. A student hears of having appeared
    on it, and no one else, or waiting would tell whose number is whose."""
    if claim.outcome == found.value:  # another status that opens as much: nobody need hear of it
        claim.save(update_fields=["register_status"])
        return "waiting"
    appeared = claim.outcome == Outcome.NOT_FOUND and found is Outcome.CLEAR
    appeared = appeared and claim.user.standings.filter(kind=Standing.Kind.STUDENT).exists()
    if found is Outcome.CLEAR:
        claim.evidence.get_or_create(kind=Evidence.Kind.MATCH)
    else:
        claim.evidence.filter(kind=Evidence.Kind.MATCH).delete()
    is_told = claim.told_version >= claim.version
    claim.outcome = found.value
    if appeared:  # what was asked for was perhaps this: it is the verifiers' turn again
        claim.state = Claim.State.WAITING
    claim.version += 1
    if is_told:  # nothing of this is news to the member, but for what is told below
        claim.told_version = claim.version
    claim.save()
    record("claim.rejudged", claim, actor_id=None, outcome=found.value)
    if appeared:
        tell(claim.user_id, APPEARED, reverse("verification"), once=f"claim.appeared:{claim.pk}")
    return "waiting"


def _settle_approved(claim: Claim, entry: RegisterEntry | None, found: Outcome, before: str) -> str:
    opens = _opens(claim, entry)
    if opens in CLOSES:
        return _end(claim, entry)
    assert entry is not None  # or it would have closed
    if found in NAMED:
        _show(claim, entry)
    if opens is Opens.ADMIN_DECIDES and (
        before != claim.register_status or claim.doubt == Claim.Doubt.STATUS
    ):
        return _doubt(claim, Claim.Doubt.STATUS)
    if found not in NAMED:
        return _doubt(claim, Claim.Doubt.NAME)
    if opens is Opens.GRACE:
        return _doubt(claim, Claim.Doubt.ADMINISTRATIVE)
    return _keep(claim)


def _end(claim: Claim, entry: RegisterEntry | None) -> str:
    status = Status(entry.status) if entry else Status.UNKNOWN
    why = status.value if entry else "not on the register"
    kind = standing_kind(claim.register)
    close(claim.user_id, kind, actor_id=None, why=f"register: {why}")
    claim.state, claim.doubt, claim.doubt_until = Claim.State.ENDED, "", None
    claim.version += 1
    if status is Status.DECEASED:  # the account is locked, and no mail goes to the bereaved
        _lock(claim.user_id)
        claim.told_version = claim.version
    claim.save()
    record("claim.ended", claim, actor_id=None, why=why)
    emit("claim.decided", claim_id=claim.pk)
    alert_of_end(claim, status)
    return why


def _lock(user_id: int) -> None:
    """Nobody signs in to this account any more, and whoever is signed in is signed out."""
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.locked", user, actor_id=None, why="deceased")
    transaction.on_commit(lambda: [s.end() for s in UserSession.objects.filter(user_id=user_id)])


def _doubt(claim: Claim, doubt: Claim.Doubt) -> str:
    """Four weeks to settle it; one doubt after another does not make them longer."""
    is_new = claim.doubt != doubt
    if is_new:
        claim.doubt, claim.doubt_until = doubt, claim.doubt_until or timezone.now() + GRACE
    claim.save()
    if is_new:
        record("claim.doubted", claim, actor_id=None, doubt=doubt.value)
        emit("claim.doubted", claim_id=claim.pk)
    return doubt.value


def _keep(claim: Claim) -> str:
    """In order: a doubt is over."""
    if claim.doubt:
        claim.doubt, claim.doubt_until = "", None
        record("claim.settled", claim, actor_id=None)
    claim.save()
    return "kept"


def _show(claim: Claim, entry: RegisterEntry) -> None:
    """The badge says what the register says today. The end may come nearer, never later."""
    kind = standing_kind(claim.register)
    held = Standing.objects.filter(user_id=claim.user_id, kind=kind, closed_at=None).first()
    if held is None or held.ends_at is None or held.ends_at <= timezone.now():
        return
    shown = marks(claim, entry)
    fresh = terms(claim, entry)
    fresh["ends_at"] = min(held.ends_at, fresh["ends_at"])
    if fresh["ends_at"] == held.ends_at:
        if all(getattr(held, name) == value for name, value in shown.items()):
            return
        fresh["reminded"] = held.reminded  # of the same day
    give(claim.user_id, kind, actor_id=None, **fresh)
