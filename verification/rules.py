"""Who may do what with a claim: verdicts with reasons, changing nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from community.lib.verdicts import YES, Verdict, no
from community.members.roles import Role
from community.members.viewer import Viewer
from verification.limits import (
    PAPERS_PER_CLAIM,
    RENEW_FROM,
    VOUCH_AFTER,
    VOUCHES_AT_MOST,
    VOUCHES_WITHIN,
)
from verification.matching import Outcome, account_fits
from verification.models import Claim, Decision, Paper, RegisterEntry, Status
from verification.registers import REGISTERS, Opens

# What may be decided on a claim in each state.
DECISIONS: dict[str, list[Decision.Outcome]] = {
    Claim.State.WAITING: [
        Decision.Outcome.APPROVE,
        Decision.Outcome.ASK,
        Decision.Outcome.REJECT,
    ],
    Claim.State.MORE: [Decision.Outcome.APPROVE, Decision.Outcome.REJECT],
    Claim.State.APPROVED: [Decision.Outcome.WITHDRAW],
}

WHY_NOT = {
    Outcome.NOT_FOUND: "The number is not in the register file we have.",
    Outcome.WRONG_NAME: "The register has another name for this number.",
    Outcome.UNREADABLE: "The name holds nothing that can be compared.",
}

LOST_TO_ANOTHER = (
    "Another member claimed the same number, and two verifiers found it to be theirs. "
    "If it is yours, claim it again and send papers."
)

TAKEN = "Someone else was verified with this number a moment ago. Look at it again."


def may_claim(viewer: Viewer, waiting: Claim | None) -> Verdict:
    """`waiting` is the member's claim that is not settled yet."""
    if not viewer.is_signed_in:
        return no("Sign in to claim a number.")
    if not viewer.is_member:
        return no("While your account is suspended you cannot claim a number.")
    if waiting is None or waiting.state == Claim.State.MORE:
        return YES
    return no("Your claim is with our verifiers. You can take it back and make another.")


def may_renew(held: Claim, number: str, ends_at: datetime | None) -> Verdict:
    """`held` is the claim that a verification until `ends_at` rests on."""
    if held.number != number:
        return no("You are verified with another number. Give that up first.")
    if held.doubt or ends_at is None or ends_at - timezone.now() <= RENEW_FROM:
        return YES
    return no("You are verified already.")


def may_withdraw(viewer: Viewer, claim: Claim) -> Verdict:
    if claim.user_id != viewer.user_id:
        return no("Only the member who made a claim can take it back.")
    if claim.state not in Claim.LIVE:
        return no("There is nothing to take back any more.")
    return YES


def may_declare(viewer: Viewer, profession: str, *, is_doctors: bool) -> Verdict:
    """To say what one is without being asked for proof; `profession` may be empty to ask at all."""
    if not viewer.is_member:
        return no("While your account is suspended you cannot do this.")
    if viewer.is_doctor or Role.PROFESSIONAL in viewer.roles:
        return no("You are verified already, which says more.")
    if is_doctors:
        return no(
            "That is a doctor's title. If you are one, claim your number instead: it takes a few "
            "minutes, and the clinical boards open to you. If you work beside doctors, say it "
            "without the title, such as “receptionist in a surgery”."
        )
    return YES


def may_decide(viewer: Viewer, claim: Claim) -> Verdict:
    if not (viewer.is_verifier or viewer.is_administrator):
        return no("Only verifiers and administrators decide on claims.")
    if claim.user_id == viewer.user_id:
        return no("This is your own claim. Another verifier decides on it.")
    return YES


def may_send_papers(viewer: Viewer, waiting: Claim | None) -> Verdict:
    """`waiting` is the member's claim that is not settled yet."""
    if not viewer.is_member:
        return no("While your account is suspended you cannot send papers.")
    if waiting is None:
        return no("Papers go with a claim that waits. You have none now.")
    return YES


def may_bear_out(viewer: Viewer, waiting: Claim | None) -> Verdict:
    """May they add a proof of their own? `waiting` is the member's claim that is not settled."""
    if not viewer.is_member:
        return no("While your account is suspended you cannot send proof.")
    if waiting is None:
        return no("Proof goes with a claim that waits. You have none now.")
    return YES


def may_study(viewer: Viewer) -> Verdict:
    if not viewer.is_member:
        return no("While your account is suspended you cannot do this.")
    return no("You are verified as a doctor, which says more.") if viewer.is_doctor else YES


@dataclass(frozen=True)
class Voucher:
    """What may speak against a doctor's word for a claim."""

    is_long_verified: bool
    vouched_lately: int
    rests_on_vouches: bool  # was let in by vouches alone
    is_in_circle: bool  # the claimant vouched for them, themselves or through others


def may_vouch(viewer: Viewer, claim: Claim, voucher: Voucher) -> Verdict:
    if claim.user_id == viewer.user_id:
        return no("This is your own link. Send it to two colleagues who are verified here.")
    if not viewer.is_doctor:
        return no("Only verified doctors vouch for a colleague.")
    if not voucher.is_long_verified:
        return no(f"You can vouch when you have been verified for {VOUCH_AFTER.days} days.")
    if voucher.rests_on_vouches:
        return no(
            "You were verified by the word of colleagues alone. Confirm a work address or send "
            "papers when you renew, and you can vouch for others."
        )
    if voucher.is_in_circle:
        return no("They vouched for you, or for someone who did. Another colleague has to.")
    if voucher.vouched_lately >= VOUCHES_AT_MOST:
        return no(
            f"You have vouched for {VOUCHES_AT_MOST} colleagues within {VOUCHES_WITHIN.days} days. "
            "That is as many as we take."
        )
    return YES


def may_add_a_paper(there: list[Paper], digest: str = "") -> Verdict:
    """`digest` is the SHA-256 of the new one, if it is known yet. One file cannot be two papers."""
    if len(there) >= PAPERS_PER_CLAIM:
        return no(f"{PAPERS_PER_CLAIM} papers are there. Take one back to send another.")
    for paper in there:
        if paper.sha256 == digest:
            return no(f"This very file is there already: {paper.get_kind_display().lower()}.")
    return YES


def may_see_papers(viewer: Viewer, claim: Claim) -> Verdict:
    """Those who decide, and only as long as they do."""
    if claim.state not in Claim.OPEN:
        return no("The claim is settled. Its papers are deleted.")
    return may_decide(viewer, claim)


def may_approve(
    claim: Claim,
    outcome: Outcome,
    entry: RegisterEntry | None,
    reason: str,
    *,
    other_name: bool = False,
) -> Verdict:
    """By what the register says today (`entry` is that of the claim's number) and by what bears
    the claim out: a match proves that such a doctor exists, not that this is that doctor. The badge
    stands beside the account's name, so that has to fit as well, unless the verifier says that it
    may be another (`other_name`) and why."""
    return (
        _by_register(claim, outcome, entry, reason)
        and _by_evidence(claim)
        and (YES if account_fits(claim, entry) else _by_other_name(claim, reason, other_name))
    )


def missing(claim: Claim, levels: set[int]) -> str:
    """What a claim with evidence of these levels still lacks, in words; empty if nothing."""
    if REGISTERS[claim.register].is_of_doctors and not levels & {2, 3}:
        return "proof that this is the person: a work address, a sign-in, two vouches or papers"
    return ""


def _by_evidence(claim: Claim) -> Verdict:
    lacking = missing(claim, {evidence.level for evidence in claim.evidence.all()})
    return no(f"There is no {lacking}. Ask for it.") if lacking else YES


def _by_other_name(claim: Claim, reason: str, other_name: bool) -> Verdict:
    """A reason alone will not do: it may have been given for something else."""
    if other_name and reason:
        return YES
    return no(
        f"The account is called “{claim.user.name}”, and the badge would stand beside that name. "
        "Ask the member to use the name of the claim; or tick that it may be another, and say why."
    )


def _by_register(
    claim: Claim, outcome: Outcome, entry: RegisterEntry | None, reason: str
) -> Verdict:
    if outcome is Outcome.CLEAR:
        return YES
    if not REGISTERS[claim.register].has_file:
        if not reason:
            return no("We hold no file of this register. Look at its page, and say what you saw.")
        return YES
    if entry is None or outcome is not Outcome.PROBLEM:
        return no(WHY_NOT.get(outcome, "The register does not bear this claim out."))
    status = Status(entry.status)
    if REGISTERS[entry.register].opens(status) is not Opens.ADMIN_DECIDES:
        return no(f"The register says “{entry.raw_status}”. No one can be verified with that.")
    if not reason:
        return no(f"With “{status.label}” an approval needs a reason.")
    return YES
