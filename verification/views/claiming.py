"""The member's path: number, match, proof, waiting, done."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from community.lib.limits import TooFast
from community.members.models import Standing
from community.members.request import Request
from verification import claiming, rules
from verification.ending import LAPSED
from verification.forms import ClaimForm
from verification.matching import account_fits
from verification.models import Claim, Decision
from verification.registers import REGISTERS
from verification.terms import standing_kind

STEPS = ["Number", "Match", "Proof", "Waiting", "Done"]
# The step a claim is at: places in STEPS. What was decided against begins anew.
PROOF, WAITING, DONE = 2, 3, 5
STEP_AT: dict[str, int] = {
    Claim.State.MORE: PROOF,
    Claim.State.WAITING: WAITING,
    Claim.State.APPROVED: DONE,
}

# The same for every number, or it would tell which are right.
SENT = "Thank you, we have your claim. What is still needed from you stands here."


def status(request: Request) -> HttpResponse:
    return render(request, "verification/status.html", _progress(request))


def claim(request: Request) -> HttpResponse:
    form = ClaimForm(request.POST or None, initial=_amending(request))
    if request.method == "POST" and form.is_valid():
        try:
            claiming.submit(request.viewer, form.claimed(), form.cleaned_data["key"])
        except TooFast:
            form.add_error(None, "That is enough for one day. Please try again tomorrow.")
        else:
            messages.success(request, SENT)
            return redirect("verification")
    elif not rules.may_claim(request.viewer, claiming.open_claim(request.viewer.user_id)):
        return redirect("verification")
    context = {"form": form, "steps": _steps(PROOF if form.initial else 0)}
    return render(request, "verification/claim.html", context, status=422 if form.errors else 200)


def withdraw(request: Request) -> HttpResponse:
    live = claiming.live_claim(request.viewer.user_id)
    if live is None:
        raise Http404
    if request.method == "POST":
        claiming.withdraw(request.viewer, live.pk)
        messages.success(request, "Your claim is taken back.")
        return redirect("verification")
    return render(request, "verification/withdraw.html", {"claim": live})


def _amending(request: Request) -> dict[str, Any]:
    """What the member gave before, when more was asked for."""
    live = claiming.live_claim(request.viewer.user_id)
    if live is None or live.state != Claim.State.MORE:
        return {}
    return {name: getattr(live, name) for name in claiming.Claimed.__dataclass_fields__}


def _progress(request: Request) -> dict[str, Any]:
    """Everything the status page tells."""
    mine = request.viewer.user_id
    assert mine is not None  # the door asks for a sign-in
    latest = Claim.objects.filter(user_id=mine).select_related("user").order_by("-pk").first()
    kind = standing_kind(latest.register) if latest else Standing.Kind.DOCTOR
    standing = Standing.objects.filter(user_id=mine, kind=kind).order_by("-pk").first()
    last = latest.decisions.filter(is_proposal=False).first() if latest else None
    state = _state(latest, standing, last)
    is_live = state in Claim.LIVE
    held = claiming.held_claim(mine) if standing else None
    asks_proof = latest is not None and REGISTERS[latest.register].is_of_doctors
    proofs = _proofs(latest) if latest and asks_proof and state in Claim.OPEN else None
    at = PROOF if proofs and proofs["missing"] else STEP_AT.get(state, 0)
    return {
        "held": held,
        "may_renew": held is not None
        and state == Claim.State.APPROVED
        and rules.may_renew(held, held.number, standing.ends_at if standing else None),
        "proofs": proofs,
        "issuers": settings.TRUSTED_ISSUERS,
        "claim": latest if is_live else None,
        "differs": latest is not None and state in Claim.OPEN and not account_fits(latest),
        "state": state,
        "standing": standing,
        "reason": last.reason if last else "",
        "steps": _steps(at),
        "may_claim": rules.may_claim(request.viewer, claiming.open_claim(mine)),
    }


def _proofs(claim: Claim) -> dict[str, Any]:
    """What the member has shown beside the number. None of it tells what the register says."""
    shown = [piece for piece in claim.evidence.all() if piece.level >= 2]
    papers = claim.papers.filter(shredded_at=None).count()
    is_missing = bool(rules.missing(claim, {piece.level for piece in shown}))
    return {"shown": shown, "papers": papers, "missing": is_missing and not papers}


def _state(claim: Claim | None, standing: Standing | None, last: Decision | None) -> str:
    """The state of the claim, or "lapsed", or "changed" when the register ended it. What is past
    its end has lapsed, even if the nightly job has not been by yet; what a verifier withdrew has
    not."""
    state = claim.state if claim else ""
    if state in Claim.OPEN or standing is None:
        return state
    if standing.closed_at is None:
        is_past = standing.ends_at is not None and standing.ends_at <= timezone.now()
        return "lapsed" if is_past else Claim.State.APPROVED
    withdrawn = last is not None and last.outcome == Decision.Outcome.WITHDRAW
    if state != Claim.State.ENDED or withdrawn:
        return state
    return "lapsed" if standing.closed_why == LAPSED else "changed"


def _steps(at: int) -> list[tuple[str, str]]:
    """(name, done | now | "") of each step."""
    return [
        (name, "done" if place < at else "now" if place == at else "")
        for place, name in enumerate(STEPS)
    ]
