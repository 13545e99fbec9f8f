"""A verifier decides on a claim."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.models import Standing, User
from community.members.standing import close, give
from community.members.viewer import Viewer
from verification import rules, vouching
from verification.claiming import rivals
from verification.ending import end_lapsed
from verification.matching import account_fits, judge, look_up
from verification.models import Claim, Decision, Evidence, Paper
from verification.registers import REGISTERS
from verification.terms import standing_kind, terms

NEXT_STATE = {
    Decision.Outcome.APPROVE: Claim.State.APPROVED,
    Decision.Outcome.ASK: Claim.State.MORE,
    Decision.Outcome.REJECT: Claim.State.REJECTED,
    Decision.Outcome.WITHDRAW: Claim.State.ENDED,
}
ONE_PER_NUMBER = "one_verification_per_print"
# Asking for more settles nothing and so needs no second verifier.
SETTLING = {Decision.Outcome.APPROVE, Decision.Outcome.REJECT, Decision.Outcome.WITHDRAW}
# What a standing makes superfluous.
REPLACES = {
    Standing.Kind.DOCTOR: [Standing.Kind.STUDENT, Standing.Kind.DECLARED],
    Standing.Kind.PROFESSIONAL: [Standing.Kind.DECLARED],
}


class Changed(Exception):
    """Someone else decided, or the member changed the claim, since the page was loaded."""


def decide(
    viewer: Viewer,
    claim_id: int,
    version: int,
    outcome: Decision.Outcome,
    reason: str,
    *,
    papers_seen: bool = False,
    other_name: bool = False,
) -> Decision:
    """Approve, ask for more, reject, or withdraw a verification.

    `version` is that of the claim the verifier looked at; `papers_seen` says that they saw photo
    identity and a certificate or badge and that these show this person, `other_name` that the
    account may bear another name than the claim, for the reason given. In a dispute the first
    verifier's decision is a proposal, and holds when a second one decides the same. Raises Refused
    with a reason for the verifier, Changed, and Claim.DoesNotExist.
    """
    try:
        with transaction.atomic():
            claim = _locked_with_rivals(claim_id)
            rules.may_decide(viewer, claim).require()
            if claim.version != version:
                raise Changed
            _fits(claim, outcome, reason).require()
            if papers_seen:
                _note_papers(viewer.member_id, claim)
            if outcome == Decision.Outcome.APPROVE:
                _require_approvable(viewer.member_id, claim, reason, other_name)
            if _needs_a_second(viewer.member_id, claim, outcome):
                return _propose(viewer.member_id, claim, outcome, reason)
            if outcome == Decision.Outcome.APPROVE:
                _open_doors(viewer.member_id, claim)
            elif outcome == Decision.Outcome.WITHDRAW:
                _close_doors(viewer.member_id, claim, "withdrawn")
            return _write_down(viewer.member_id, claim, outcome, reason)
    except IntegrityError as error:
        if ONE_PER_NUMBER not in str(error):
            raise
        raise Refused(rules.TAKEN) from None  # two approvals at one moment: the other was first


def in_dispute(claim: Claim) -> bool:
    """Do two members claim this number, or did they when this claim was made?"""
    return claim.is_disputed or rivals(claim).exists()


def proposal(claim: Claim) -> Decision | None:
    """What a first verifier proposed for the claim as it is, if anything."""
    last = claim.decisions.first()
    return last if last is not None and last.is_proposal else None


def _locked_with_rivals(claim_id: int) -> Claim:
    """Claims on one number are locked together and in order, so that no two decisions on them
    wait for each other; before them the member, whose name must stay what it is."""
    claim = Claim.objects.get(pk=claim_id)
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim.user_id)
    same = Claim.objects.filter(register=claim.register, number_print=claim.number_print)
    locked = same.select_for_update(no_key=True, of=("self",)).order_by("pk")
    # Amended to another number in between: its version has changed, and nothing will be done.
    return {c.pk: c for c in locked}.get(claim_id) or Claim.objects.select_for_update(
        no_key=True, of=("self",)
    ).get(pk=claim_id)


def _fits(claim: Claim, outcome: Decision.Outcome, reason: str) -> Verdict:
    if outcome not in rules.DECISIONS.get(claim.state, []):
        return no(
            f"This claim is {claim.get_state_display().lower()}; that cannot be done with it."
        )
    if outcome != Decision.Outcome.APPROVE and not reason:
        return no("Say why: the member reads it.")
    return YES


def _note_papers(verifier_id: int, claim: Claim) -> None:
    """E3. What is kept of the papers after the decision is this row and a hash of each."""
    kinds = {paper.kind for paper in claim.papers.filter(shredded_at=None)}
    if Paper.Kind.IDENTITY not in kinds or not kinds & {Paper.Kind.CERTIFICATE, Paper.Kind.BADGE}:
        raise Refused("Photo identity and a certificate or badge are needed; they are not there.")
    claim.evidence.get_or_create(
        kind=Evidence.Kind.DOCUMENT,
        defaults={"seen_by_id": verifier_id, "detail": ", ".join(sorted(kinds))},
    )


def _require_approvable(verifier_id: int, claim: Claim, reason: str, other_name: bool) -> None:
    """Ask the register as it is today, what bears the claim out, and whose name the badge gets."""
    vouching.settle(claim)
    entry = look_up(claim.register, claim.number)
    found = judge(entry, claim.surname, claim.given_name)
    rules.may_approve(claim, found, entry, reason, other_name=other_name).require()
    if not account_fits(claim, entry):
        record("claim.other_name", claim, actor_id=verifier_id, reason=reason)
    claim.outcome, claim.register_status = found.value, entry.status if entry else ""


def _needs_a_second(verifier_id: int, claim: Claim, outcome: Decision.Outcome) -> bool:
    if outcome not in SETTLING or not in_dispute(claim):
        return False
    first = proposal(claim)
    return first is None or first.outcome != outcome or first.verifier_id == verifier_id


def _propose(verifier_id: int, claim: Claim, outcome: Decision.Outcome, reason: str) -> Decision:
    claim.version += 1
    # What is only proposed is nothing that the member is told of.
    claim.told_version = max(claim.told_version, claim.version)
    claim.save(update_fields=["version", "told_version"])
    record("claim.proposed", claim, actor_id=verifier_id, outcome=outcome.value, reason=reason)
    return Decision.objects.create(
        claim=claim, outcome=outcome, verifier_id=verifier_id, reason=reason, is_proposal=True
    )


def _open_doors(verifier_id: int, claim: Claim) -> None:
    """Give the standing that the entry's status opens, and settle what the claim replaces."""
    entry = look_up(claim.register, claim.number)
    Evidence.objects.get_or_create(
        claim=claim,
        kind=Evidence.Kind.MATCH,
        defaults={} if REGISTERS[claim.register].has_file else {"seen_by_id": verifier_id},
    )
    for other in list(rivals(claim)):
        _settle_rival(verifier_id, other)
    _end_renewed(claim)
    kind = standing_kind(claim.register)
    give(claim.user_id, kind, actor_id=verifier_id, **terms(claim, entry))
    for less in REPLACES[kind]:
        close(claim.user_id, less, actor_id=verifier_id, why="verified since")
    claim.is_disputed = claim.is_renewal = False
    claim.doubt, claim.doubt_until = "", None


def _settle_rival(verifier_id: int, other: Claim) -> None:
    """Someone else is approved with this number: who held it is no longer verified; who waits for
    it stays in dispute. Two verifiers stand behind this, or the rival has lapsed."""
    if other.state == Claim.State.APPROVED:
        if end_lapsed(user_id=other.user_id) and not _is_approved(other):
            return
        _close_doors(verifier_id, other, "another proved the number theirs")
        _write_down(verifier_id, other, Decision.Outcome.WITHDRAW, rules.LOST_TO_ANOTHER)
    else:
        other.is_disputed = True
        other.version += 1
        other.save(update_fields=["is_disputed", "version"])


def _is_approved(claim: Claim) -> bool:
    return Claim.objects.filter(pk=claim.pk, state=Claim.State.APPROVED).exists()


def _end_renewed(claim: Claim) -> None:
    """The approved claim that this one renews is history now."""
    old = Claim.objects.filter(
        user_id=claim.user_id, register=claim.register, state=Claim.State.APPROVED
    ).exclude(pk=claim.pk)
    for renewed in old:
        renewed.state, renewed.doubt, renewed.doubt_until = Claim.State.ENDED, "", None
        renewed.version += 1
        renewed.told_version = renewed.version  # the member hears of the new one
        renewed.save()
        record("claim.ended", renewed, actor_id=None, why="renewed")


def _close_doors(verifier_id: int, claim: Claim, why: str) -> None:
    close(claim.user_id, standing_kind(claim.register), actor_id=verifier_id, why=why)
    claim.doubt, claim.doubt_until = "", None


def _write_down(verifier_id: int, claim: Claim, outcome: Decision.Outcome, reason: str) -> Decision:
    claim.state = NEXT_STATE[outcome]
    claim.decided_at = timezone.now()
    claim.version += 1
    claim.save()
    decision = Decision.objects.create(
        claim=claim, outcome=outcome, verifier_id=verifier_id, reason=reason
    )
    record(f"claim.{outcome.value}", claim, actor_id=verifier_id, reason=reason)
    emit("claim.decided", claim_id=claim.pk)
    return decision
