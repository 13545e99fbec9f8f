"""Legal notices at the law desk: the list, one of them, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.law import notice_file, notice_reports, noticing
from moderation.law import reading as law_reading
from moderation.law.desk import Stale
from moderation.law.forms import NoticeForm, RemovalForm, StepForm
from moderation.law.notice_steps import Deed
from moderation.law.views.entering import download
from moderation.models import Notice, Report
from moderation.views.entering import for_law_desk

NO_MAIL = "The mail server cannot be reached, so nothing was done. Try again in a few minutes."
CHANGED = "This notice changed while you had it open; nothing of yours was done. Look again."


@require_safe
@for_law_desk
def notices(request: Request) -> HttpResponse:
    state = "ended" if request.GET.get("state") == "ended" else "open"
    context = law_reading.notices(request.viewer, state, request.GET.get("before"))
    return render(request, "moderation/law/notices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def new(request: Request) -> HttpResponse:
    """`?report=` begins it with what the public reported."""
    asked = request.GET.get("report", "")
    initial = _from_report(request, asked) if asked else {}
    form = NoticeForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            notice = noticing.receive(
                request.viewer,
                sent["written"],
                form.complaint(),
                sent["key"],
                received_at=sent["received_at"],
                report=Report.objects.filter(pk=sent["report"]).first(),
            )
            return redirect("law_notice", notice.pk)
        except Refused as refused:
            form.add_error("received_at", str(refused))
    status = 422 if form.is_bound else 200
    return render(request, "moderation/law/new_notice.html", {"form": form}, status=status)


def _from_report(request: Request, asked: str) -> dict[str, Any]:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    return notice_reports.as_typed(notice_reports.get_or_404(request.viewer, int(asked)))


@require_POST
@for_law_desk
def set_report_aside(request: Request, pk: int) -> HttpResponse:
    notice_reports.set_aside(request.viewer, pk)
    messages.success(request, "Set aside. The moderators decide on it as on any other report.")
    return redirect("law_desk")


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def notice(request: Request, pk: int) -> HttpResponse:
    """All of a notice; and its next step."""
    found = access.get_notice_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, found)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, step_form=form, status=422)
    sent = form.cleaned_data
    try:
        noticing.take(
            request.viewer,
            pk,
            sent["version"],
            Deed(sent["deed"]),
            sent["key"],
            lacks=sent["lacks"],
        )
    except (Stale, Refused, OSError) as trouble:
        return _troubled(request, pk, trouble)
    messages.success(request, "Done. The letters are in the file.")
    return redirect("law_notice", pk)


@require_POST
@for_law_desk
def ask_for_removal(request: Request, pk: int) -> HttpResponse:
    found = access.get_notice_or_404(request.viewer, pk)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, removal_form=form, status=422)
    sent = form.cleaned_data
    try:
        noticing.ask_for_removal(request.viewer, pk, sent["words"], sent["key"])
    except Refused as refused:
        return _troubled(request, pk, refused)
    messages.success(request, "The moderators find it at the top of their queue.")
    return redirect("law_notice", pk)


@require_POST
@for_law_desk
def notice_export(request: Request, pk: int) -> HttpResponse:
    found = access.get_notice_or_404(request.viewer, pk)
    return download(
        notice_file.bundle(request.viewer, found), f"notice-{pk}.zip", "application/zip"
    )


def _troubled(request: Request, pk: int, trouble: Exception) -> HttpResponse:
    """The page as it is now, with what stood against the deed."""
    found = access.get_notice_or_404(request.viewer, pk)
    if isinstance(trouble, Refused):
        return _page(request, found, trouble=str(trouble), status=409)
    words = CHANGED if isinstance(trouble, Stale) else NO_MAIL
    return _page(request, found, trouble=words, status=409 if words == CHANGED else 503)


def _page(request: Request, found: Notice, *, status: int = 200, **more: Any) -> HttpResponse:
    context = law_reading.notice(request.viewer, found) | more
    context.setdefault("step_form", StepForm(initial=context["step_initial"]))
    context.setdefault("removal_form", RemovalForm())
    return render(request, "moderation/law/notice.html", context, status=status)
