from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from community.members.request import Request
from moderation import access, linking, noting
from moderation.filtering import Filters
from moderation.models import Case
from moderation.note_forms import LinkForm, NoteForm
from moderation.views.entering import for_moderators


@require_POST
@for_moderators
def note(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    form = NoteForm(request.POST)
    filters = Filters.of(request.GET)
    if not form.is_valid():
        context = {"case": case, "form": form, "filters": filters}
        return render(request, "moderation/note.html", context, status=422)
    noting.note(request.viewer, pk, form.cleaned_data["words"], form.cleaned_data["key"])
    return redirect(f"{case.get_absolute_url()}{filters.query}#notes")


@require_POST
@for_moderators
def link(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    form = LinkForm(request.POST)
    number = form.cleaned_data["number"] if form.is_valid() else None
    try:
        if number is None:
            raise linking.NotThere
        linking.link(request.viewer, pk, number)
    except linking.NotThere:
        messages.warning(request, "There is no other case with this number where you moderate.")
    return _to_links(request, case)


@require_POST
@for_moderators
def unlink(request: Request, pk: int, other: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    try:
        linking.unlink(request.viewer, pk, other)
    except linking.NotThere:
        messages.warning(request, "There is no other case with this number where you moderate.")
    return _to_links(request, case)


def _to_links(request: Request, case: Case) -> HttpResponse:
    return redirect(f"{case.get_absolute_url()}{Filters.of(request.GET).query}#links")
