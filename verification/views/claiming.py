"""The member's path: number, match, proof, waiting, done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from community.lib.limits import TooFast
from community.members.models import Standing
from verification import claiming, rules
from verification.forms import ClaimForm
from verification.models import Claim, Decision

STEPS = ["Number", "Match", "Proof", "Waiting", "Done"]
# The step a claim is at: places in STEPS. What was decided against begins anew.
STEP_AT: dict[str, int] = {Claim.State.MORE: 2, Claim.State.WAITING: 3, Claim.State.APPROVED: 5}

# The same for every number, or it would tell which are right.
SENT = "Thank you. A verifier looks at it now, usually within two working days."


def status(request: HttpRequest) -> HttpResponse:
    return render(request, "verification/status.html", _progress(request))


def claim(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None, initial=_amending(request))
    if request.method == "POST" and form.is_valid():
        try:
            claiming.submit(request.viewer, form.claimed(), form.cleaned_data["key"])
        except TooFast:
            form.add_error(None, "That is enough for one day. Please try again tomorrow.")
        else:
            messages.success(request, SENT)
            return redirect("verification")
    elif request.method == "GET":
        live = claiming.live_claim(request.viewer.user_id)
        if not rules.may_claim(request.viewer, live):
            return redirect("verification")
    context = {"form": form, "steps": _steps(0)}
    return render(request, "verification/claim.html", context, status=422 if form.errors else 200)


def withdraw(request: HttpRequest) -> HttpResponse:
    live = claiming.live_claim(request.viewer.user_id)
    if live is None:
        raise Http404
    if request.method == "POST":
        claiming.withdraw(request.viewer, live.pk)
        messages.success(request, "Your claim is taken back.")
        return redirect("verification")
    return render(request, "verification/withdraw.html", {"claim": live})


def _amending(request: HttpRequest) -> dict[str, Any]:
    """What the member gave before, when more was asked for."""
    live = claiming.live_claim(request.viewer.user_id)
    if live is None or live.state != Claim.State.MORE:
        return {}
    return {name: getattr(live, name) for name in claiming.Claimed.__dataclass_fields__}


def _progress(request: HttpRequest) -> dict[str, Any]:
    """Everything the status page tells."""
    latest = Claim.objects.filter(user_id=request.viewer.user_id).order_by("-pk").first()
    standing = (
        Standing.objects.filter(
            user_id=request.viewer.user_id, kind=Standing.Kind.DOCTOR, closed_at=None
        ).first()
        if latest and latest.state == Claim.State.APPROVED
        else None
    )
    last = latest.decisions.first() if latest else None
    state = latest.state if latest else ""
    if standing and standing.ends_at and standing.ends_at <= timezone.now():
        state = Claim.State.ENDED
    withdrawn = last is not None and last.outcome == Decision.Outcome.WITHDRAW
    may_claim = rules.may_claim(request.viewer, latest if state in Claim.LIVE else None)
    return {
        "claim": latest,
        "state": "lapsed" if state == Claim.State.ENDED and not withdrawn else state,
        "standing": standing,
        "reason": last.reason if last else "",
        "steps": _steps(STEP_AT.get(state, 0)),
        "may_claim": may_claim,
        "is_live": state in Claim.LIVE,
    }


def _steps(at: int) -> list[tuple[str, str]]:
    """(name, done | now | "") of each step."""
    return [
        (name, "done" if place < at else "now" if place == at else "")
        for place, name in enumerate(STEPS)
    ]
