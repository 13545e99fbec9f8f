"""Who may do what with a claim: verdicts with reasons, changing nothing."""

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from verification.matching import Outcome
from verification.models import Claim, Decision, RegisterEntry, Status
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

TAKEN = (
    "Another member is verified with this number. "
    "Settle that first: withdraw theirs or reject this."
)


def may_claim(viewer: Viewer, live: Claim | None) -> Verdict:
    """`live` is the member's claim that is not settled, or holds."""
    if not viewer.is_signed_in:
        return no("Sign in to claim a number.")
    if not viewer.is_member:
        return no("While your account is suspended you cannot claim a number.")
    if live is None or live.state == Claim.State.MORE:
        return YES
    if live.state == Claim.State.APPROVED:
        return no("You are verified already.")
    return no("Your claim is with our verifiers. You can take it back and make another.")


def may_withdraw(viewer: Viewer, claim: Claim) -> Verdict:
    if claim.user_id != viewer.user_id:
        return no("Only the member who made a claim can take it back.")
    if claim.state not in Claim.LIVE:
        return no("There is nothing to take back any more.")
    return YES


def may_decide(viewer: Viewer, claim: Claim) -> Verdict:
    if not (viewer.is_verifier or viewer.is_administrator):
        return no("Only verifiers and administrators decide on claims.")
    if claim.user_id == viewer.user_id:
        return no("This is your own claim. Another verifier decides on it.")
    return YES


def may_approve(outcome: Outcome, entry: RegisterEntry | None, reason: str) -> Verdict:
    """By what the register says today; `entry` is that of the claim's number."""
    if outcome is Outcome.CLEAR:
        return YES
    if entry is None or outcome is not Outcome.PROBLEM:
        return no(WHY_NOT.get(outcome, "The register does not bear this claim out."))
    status = Status(entry.status)
    if REGISTERS[entry.register].opens(status) is not Opens.ADMIN_DECIDES:
        return no(f"The register says “{entry.raw_status}”. No one can be verified with that.")
    if not reason:
        return no(f"With “{status.label}” an approval needs a reason.")
    return YES
