import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from community.lib.limits import TooFast
from community.lib.uploads import Unusable
from community.lib.verdicts import Refused
from community.members.request import Request
from community.subjects import Uncoverable
from forums import access, covering, viewing
from forums.covering import MOST_BOXES, Changed, NoBoxes
from forums.forms.covering import CaseCoverForm, CoverForm
from forums.models import Picture
from forums.views.composing import span
from moderation import deciding
from moderation.models import Case
from moderation.views.cases import onwards

DONE = "Covered. What was beneath is gone, here and in our store. It is being looked at again."
MEANWHILE = "This picture was changed meanwhile. Look at it again: nothing was covered just now."


@require_http_methods(["GET", "POST"])
def cover(request: Request, token: UUID) -> HttpResponse:
    """Draw black boxes over parts of a picture; with `preview` they are only shown. Of another's
    picture that is a decision, on its case."""
    try:
        picture = viewing.get_picture_or_404(request.viewer, token)
    except Http404:
        return _its_result(request, token, CoverForm(request.POST or None, initial={}))
    viewing.may_cover(request.viewer, picture).require()
    is_decision = covering.is_decision(request.viewer, picture)
    if is_decision:
        covering.may_decide(request.viewer, picture).require()
    case = covering.case_of(request.viewer, picture)
    form = (CaseCoverForm if is_decision else CoverForm)(request.POST or None, initial={})
    form.initial.update(version=picture.version, case_version=case.version if case else 0)
    if not form.is_bound:
        return _page(request, picture, form, case)
    if not form.is_valid():
        return _page(request, picture, form, case, status=422)
    if "preview" in request.POST:
        return _page(request, picture, form, case)
    return _cover(request, picture, form, case)


def _cover(request: Request, picture: Picture, form: CoverForm, case: Case | None) -> HttpResponse:
    try:
        return _done(request, picture, form, case)
    except (NoBoxes, Uncoverable, Unusable) as error:
        form.add_error(None, str(error))
        return _page(request, picture, form, case, status=422)
    except TooFast as fast:
        form.add_error(None, f"That is a lot of covering. Try again in {span(fast.wait)}.")
        return _page(request, picture, form, case, status=429)
    except Refused as refused:  # such as when another is looking at its case
        form.add_error(None, str(refused))
        return _page(request, picture, form, case, status=403)
    except Changed:
        messages.warning(request, MEANWHILE)
        return redirect("picture_cover", covered_now(picture).token)
    except deciding.Conflict:
        return _changed_meanwhile(request, picture, form)


def _done(request: Request, picture: Picture, form: CoverForm, case: Case | None) -> HttpResponse:
    """Covered, and where that leads."""
    if isinstance(form, CaseCoverForm):
        version = form.cleaned_data["case_version"]
        decision = covering.decide(request.viewer, picture, case, version, form.choice())
        return onwards(request, decision)
    version, key = form.cleaned_data["version"], form.cleaned_data["key"]
    covered = covering.cover(request.viewer, picture, form.boxes, version, key)
    messages.success(request, DONE)
    return redirect(covered)


def _changed_meanwhile(request: Request, picture: Picture, form: CoverForm) -> HttpResponse:
    """The picture and its case as they are now, with the boxes and all that was typed."""
    picture = viewing.get_picture_or_404(request.viewer, covered_now(picture).token)
    case = covering.case_of(request.viewer, picture)
    messages.warning(request, MEANWHILE)
    data = request.POST.copy()
    data["version"], data["key"] = str(picture.version), str(uuid.uuid4())
    data["case_version"] = str(case.version if case else 0)
    form.data = data
    return _page(request, picture, form, case, status=409)


def covered_now(picture: Picture) -> Picture:
    picture.refresh_from_db(fields=["token"])
    return picture


def _its_result(request: Request, token: UUID, form: CoverForm) -> HttpResponse:
    """Where a form leads that was accepted already: its picture has another address since."""
    if not form.is_bound or not form.is_valid():
        raise Http404
    if decision := deciding.decided_with(request.viewer, form.cleaned_data["key"]):
        return onwards(request, decision)
    pk = covering.covered_before(request.viewer, token, form.cleaned_data["key"])
    pictures = access.visible_pictures(request.viewer)
    return redirect(access.one_or_404(pictures.filter(pk=pk or 0)))


def _page(
    request: Request, picture: Picture, form: CoverForm, case: Case | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "picture": picture,
        "board": viewing.board_of(picture),
        "topic": picture.post and picture.post.topic,
        "post": picture.post,
        "form": form,
        "case": case,
        "is_decision": isinstance(form, CaseCoverForm),
        "most": MOST_BOXES,
    }
    return render(request, "forums/cover.html", context, status=status)
