from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from community.lib.limits import TooFast
from community.members.request import Request
from forums import attaching, drafting, places
from forums.drafting import Behind, Full
from forums.forms.composer import form_for
from forums.forms.drafts import DraftForm
from forums.models import Draft
from forums.places import Place
from forums.views.composing import about, composer, composer_page, last_seen, span


@require_safe
def drafts(request: Request) -> HttpResponse:
    drafts, older = drafting.page_of_drafts(request.viewer, request.GET.get("before"))
    return render(request, "forums/drafts.html", {"drafts": drafts, "older": older})


@require_POST
def save(request: Request) -> HttpResponse:
    """Keep what a composer holds: for its script, which is told how it went, or for its button."""
    place = places.place_or_404(request.viewer, request.POST.get("place", ""))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _not_saved(request, place, 422, form.wrong)
    try:
        anyway = form.cleaned_data["anyway"]
        draft = drafting.save(request.viewer, place, form.typed(), anyway=anyway)
    except Behind as behind:
        return _not_saved(request, place, 409, str(behind), behind.draft)
    except Full as full:
        return _not_saved(request, place, 422, str(full))
    except TooFast as fast:
        return _not_saved(request, place, 429, f"Too many saves. Wait {span(fast.wait)}.")
    if _is_script(request):
        return JsonResponse(_told(draft))
    if request.POST.get("then") == "pictures":
        return redirect(place.pictures_url)
    if draft is None:
        return redirect(place.composer_url)
    messages.success(request, f"Your draft is saved, {localtime(draft.updated_at):%H:%M}.")
    return redirect("draft", draft.pk)


@require_safe
def go_on(request: Request, pk: int) -> HttpResponse:
    """To where it can be sent from; or its words alone, when they cannot be sent any more."""
    draft = drafting.get_draft(request.viewer, pk)
    if draft is None:
        raise Http404
    place = places.place_of(draft)
    if verdict := places.may_send(request.viewer, place):
        return redirect(place.composer_url)
    context = {"draft": draft, "reason": verdict.reason}
    return render(request, "forums/draft.html", about(place) | context)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Twice is harmless, and of what is not theirs nobody learns anything."""
    draft = drafting.get_draft(request.viewer, pk)
    if draft is None:
        return redirect("drafts")
    place = places.place_of(draft)
    drafting.discard(request.viewer, place.name)
    attaching.clear(request.viewer, place.name)
    messages.success(request, "The draft is discarded.")
    stays = "back" in request.POST and places.may_send(request.viewer, place)
    return redirect(place.composer_url if stays else "drafts")


def _not_saved(
    request: Request, place: Place, status: int, why: str, newer: Draft | None = None
) -> HttpResponse:
    """For the script, what to say; else the composer with every word in it, and a way to keep
    these ones: its button sends them as knowing of the newer draft."""
    if _is_script(request):
        return JsonResponse(_told(newer, error=why), status=status)
    form = form_for(place, like=request.POST, viewer=request.viewer)
    form.initial.update({n: request.POST[n] for n in form.fields if n in request.POST})
    seen = last_seen(request) if status != 409 else newer.version if newer else 0
    carried = composer(request, place, seen=seen, newer=newer, not_saved=why)
    carried |= {"anyway": status == 409, "is_unsaved": True}
    return composer_page(request, place, form, carried, status=status)


def _told(draft: Draft | None, **more: object) -> dict[str, object]:
    """Version 0 where there is no draft; where to look at it where there is."""
    if draft is None:
        return {"version": 0, "at": "", "url": ""} | more
    at = f"{localtime(draft.updated_at):%H:%M}"
    return {"version": draft.version, "at": at, "url": resolve_url("draft", draft.pk)} | more


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
