"""For community managers: what the detectors go by, and what they would find by something else."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access, lagging, rescreening, screening
from moderation.bench import knobs, shadowing, tuning
from moderation.bench.forms import AgainForm, ThresholdsForm
from moderation.detectors.registry import detectors
from moderation.sight import VERSION as SIGHT_VERSION
from moderation.views.entering import for_moderators

MEANWHILE = "Another manager changed this meanwhile. This is how it is now."
SETTLING = {
    "use": (tuning.put_into_use, "In use from now on. What stands was judged by the former."),
    "drop": (tuning.drop, "Dropped. They are not counted any more."),
    "back": (tuning.go_back, "The built-in thresholds are in use again."),
}


def for_managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For community managers alone: to a board's moderator, too, it does not exist."""

    @wraps(view)
    @for_moderators
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        access.enter_bench(request.viewer)
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@for_managers
def bench(request: Request) -> HttpResponse:
    live, shadow = tuning.live(), tuning.in_shadow()
    used, usual = asdict(tuning.bench().thresholds), asdict(tuning.built_in())
    proposed = usual | shadow.values if shadow else used
    context = {
        "behind": lagging.screening_behind(),
        "knobs": [(k, usual[k.name], used[k.name], proposed[k.name]) for k in knobs.KNOBS],
        "live": live,
        "shadow": shadow,
        "earlier": [(one, knobs.told(one.values)) for one in tuning.earlier()],
        "counts": shadowing.counts(shadow)[0] if shadow else None,
        "rows": shadowing.rows(request.viewer, shadow) if shadow else [],
        "phrases": tuning.bench().phrases.phrases,
        "detectors": detectors(),
        "sight": SIGHT_VERSION,
        "screener": screening.screener(),
        "progress": rescreening.progress(),
        "again": AgainForm(),
    }
    return render(request, "moderation/bench.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def thresholds(request: Request) -> HttpResponse:
    """Propose others than those in use."""
    usual, used = asdict(tuning.built_in()), asdict(tuning.bench().thresholds)
    form = ThresholdsForm(request.POST or None, usual=usual, initial=used)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            tuning.propose(request.viewer, form.values, sent["why"], sent["key"])
        except tuning.Conflict:
            form.add_error(None, "Others are being tried already: use or drop those first.")
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Counted from now on, beside those in use.")
            return redirect("bench")
    status = 422 if form.errors else 200
    return render(request, "moderation/bench_thresholds.html", {"form": form}, status=status)


@require_POST
@for_managers
def settle(request: Request, pk: int) -> HttpResponse:
    """Use what was tried, or drop it; or go back from what is in use."""
    end, said = SETTLING.get(request.POST.get("act", ""), SETTLING["drop"])
    try:
        end(request.viewer, pk)
        messages.success(request, said)
    except tuning.Conflict:
        messages.warning(request, MEANWHILE)
    return redirect("bench")


@require_POST
@for_managers
def screen_again(request: Request) -> HttpResponse:
    """Have what stands screened by what is in use now, in the background."""
    form = AgainForm(request.POST)
    if not form.is_valid():
        return redirect("bench")
    try:
        rescreening.send(rescreening.start(form.only_kind, request.viewer.member_id))
        messages.success(request, "What stands is being screened again, beside all else.")
    except rescreening.Busy:
        messages.warning(request, "Another walk is not finished yet. Wait for it to end.")
    return redirect("bench")
