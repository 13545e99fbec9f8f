"""For community managers: phrases that are watched for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.bench import phrases, shadowing, tuning
from moderation.bench.forms import PhraseForm
from moderation.bench.previewing import Preview, preview
from moderation.bench.views.bench import MEANWHILE, for_managers
from moderation.models import Phrase


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def bench_phrases(request: Request) -> HttpResponse:
    """All that are watched for or counted. A new one is tried first, then kept."""
    if request.method != "POST":
        return _list(request, PhraseForm())
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    if request.POST.get("act") != "keep":
        tried = preview(request.viewer, form.cleaned_data["words"])
        return _list(request, form, tried=tried)
    if phrase := _keep(request, form):
        messages.success(request, f"{phrase.get_state_display()} from now on.")
        return redirect("bench_phrases")
    return _list(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def bench_phrase(request: Request, pk: int) -> HttpResponse:
    """One phrase, and what it found while it was only counted."""
    one = access.get_phrase_or_404(pk)
    if request.method == "POST":
        _settle(request, one)
        return redirect("bench_phrase", pk)
    context = {
        "phrase": one,
        "counts": shadowing.counts(one)[0],
        "rows": shadowing.rows(request.viewer, one),
    }
    return render(request, "moderation/bench_phrase.html", context)


def _keep(request: Request, form: PhraseForm) -> Phrase | None:
    """The phrase, or None where it cannot be watched for; the form then says why."""
    try:
        return phrases.watch(request.viewer, **form.cleaned_data)
    except phrases.AlreadyWatched:
        form.add_error("words", "These words are on the list already.")
    except phrases.TooCommon as common:
        form.add_error("words", _too_common(common))
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


def _settle(request: Request, one: Phrase) -> None:
    try:
        if request.POST.get("act") == "use":
            phrases.put_into_use(request.viewer, one.pk)
            messages.success(request, "Watched for from now on.")
        else:
            phrases.retire(request.viewer, one.pk)
            messages.success(request, "Not watched for any more. What was flagged stays.")
    except tuning.Conflict:
        messages.warning(request, MEANWHILE)
    except phrases.TooCommon as common:
        messages.warning(request, _too_common(common))


def _too_common(common: phrases.TooCommon) -> str:
    return (
        f"They stand in {common.percent:g}% of the newest posts: more than moderators could read. "
        "Choose words that are rarer, or only count them."
    )


def _list(
    request: Request, form: PhraseForm, *, tried: Preview | None = None, status: int = 200
) -> HttpResponse:
    found = list(Phrase.objects.exclude(state=Phrase.State.RETIRED))
    retired = Phrase.objects.filter(state=Phrase.State.RETIRED).order_by("-changed_at", "-pk")
    context: dict[str, Any] = {
        "form": form,
        "tried": tried,
        "rows": list(zip(found, shadowing.counts(*found), strict=True)),
        "earlier": retired[: tuning.EARLIER],
    }
    return render(request, "moderation/bench_phrases.html", context, status=status)
