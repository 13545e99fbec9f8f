"""A verifier decides on a claim."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.audit.recording import record
from community.events import emit
from community.lib.verdicts import Refused, Verdict, no
from community.members.models import Standing
from community.members.standing import close, give
from community.members.viewer import Viewer
from verification import rules
from verification.ending import end_lapsed
from verification.limits import VERIFIED_BRIEFLY_FOR, VERIFIED_FOR
from verification.matching import Outcome, judge, look_up
from verification.models import Claim, Decision, Evidence, RegisterEntry, Status
from verification.registers import REGISTERS, Opens

NEXT_STATE = {
    Decision.Outcome.APPROVE: Claim.State.APPROVED,
    Decision.Outcome.ASK: Claim.State.MORE,
    Decision.Outcome.REJECT: Claim.State.REJECTED,
    Decision.Outcome.WITHDRAW: Claim.State.ENDED,
}
ONE_PER_NUMBER = "one_live_verification_per_number"


class Changed(Exception):
    """Someone else decided, or the member changed the claim, since the page was loaded."""


def decide(
    viewer: Viewer, claim_id: int, version: int, outcome: Decision.Outcome, reason: str
) -> Decision:
    """Approve, ask for more, reject, or withdraw a verification.

    `version` is that of the claim the verifier looked at. Raises Refused with a reason for the
    verifier, Changed, and Claim.DoesNotExist.
    """
    try:
        with transaction.atomic():
            claim = Claim.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim_id)
            rules.may_decide(viewer, claim).require()
            assert viewer.user_id is not None
            if claim.version != version:
                raise Changed
            _fits(claim, outcome, reason).require()
            if outcome == Decision.Outcome.APPROVE:
                _open_doors(viewer.user_id, claim, reason)
            elif outcome == Decision.Outcome.WITHDRAW:
                close(claim.user_id, Standing.Kind.DOCTOR, actor_id=viewer.user_id, why="withdrawn")
            return _write_down(viewer.user_id, claim, outcome, reason)
    except IntegrityError as error:
        if ONE_PER_NUMBER not in str(error):
            raise
        raise Refused(rules.TAKEN) from None  # two approvals at one moment: the other was first


def _fits(claim: Claim, outcome: Decision.Outcome, reason: str) -> Verdict:
    if outcome not in rules.DECISIONS.get(claim.state, []):
        return no(
            f"This claim is {claim.get_state_display().lower()}; that cannot be done with it."
        )
    if outcome != Decision.Outcome.APPROVE and not reason:
        return no("Say why: the member reads it.")
    return Verdict(True)


def _open_doors(verifier_id: int, claim: Claim, reason: str) -> None:
    """Ask the register as it is today, then give the standing that its status opens."""
    entry = look_up(claim.register, claim.number)
    found = judge(entry, claim.surname, claim.given_name)
    rules.may_approve(found, entry, reason).require()
    assert entry is not None
    _require_free(claim)
    if found != claim.outcome:
        claim.outcome = found.value
        claim.save(update_fields=["outcome"])
    if found is Outcome.CLEAR:
        Evidence.objects.get_or_create(claim=claim, kind=Evidence.Kind.MATCH)
    give(claim.user_id, Standing.Kind.DOCTOR, actor_id=verifier_id, **_terms(entry))


def _require_free(claim: Claim) -> None:
    """No one else may be verified with this number. A verification past its end does not count."""
    others = Claim.objects.filter(
        register=claim.register, number=claim.number, state=Claim.State.APPROVED
    ).exclude(pk=claim.pk)
    for holder in others.values_list("user_id", flat=True):
        end_lapsed(user_id=holder)
    if others.exists():
        raise Refused(rules.TAKEN)


def _terms(entry: RegisterEntry) -> dict[str, Any]:
    register = REGISTERS[entry.register]
    opens = register.opens(Status(entry.status))
    now = timezone.now()
    briefly = opens is Opens.DOCTOR_BRIEFLY or entry.status == Status.TEMPORARY_UNLICENSED
    unlicensed = {Status.UNLICENSED, Status.PROVISIONAL_UNLICENSED, Status.TEMPORARY_UNLICENSED}
    return {
        "ends_at": now + (VERIFIED_BRIEFLY_FOR if briefly else VERIFIED_FOR),
        "checked": f"{register.badge}, {_day(now)}",
        "licensed": entry.status not in unlicensed,
    }


def _day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment), "j F Y")


def _write_down(verifier_id: int, claim: Claim, outcome: Decision.Outcome, reason: str) -> Decision:
    claim.state = NEXT_STATE[outcome]
    claim.decided_at = timezone.now()
    claim.version += 1
    claim.save(update_fields=["state", "decided_at", "version"])
    decision = Decision.objects.create(
        claim=claim, outcome=outcome, verifier_id=verifier_id, reason=reason
    )
    record(f"claim.{outcome.value}", claim, actor_id=verifier_id, reason=reason)
    emit("claim.decided", claim_id=claim.pk)
    return decision
