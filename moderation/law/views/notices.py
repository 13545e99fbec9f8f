"""Legal notices at the law desk: the list, one of them, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.request import Request
from community.members.viewer import Viewer
from moderation import access
from moderation.law import notice_file, notice_reports, noticing
from moderation.law import reading as law_reading
from moderation.law.forms import NoticeForm, RemovalForm, StepForm
from moderation.law.notice_steps import Deed
from moderation.law.views.entering import download
from moderation.law.views.pages import Place, form_page
from moderation.models import Notice, Report
from moderation.views.entering import for_law_desk


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

    def enter(form: NoticeForm) -> HttpResponse:
        sent = form.cleaned_data
        notice = noticing.receive(
            request.viewer,
            sent["written"],
            form.complaint(),
            sent["key"],
            received_at=sent["received_at"],
            report=Report.objects.filter(pk=sent["report"]).first(),
        )
        return redirect("law_notice", notice.pk)

    asked = request.GET.get("report", "")
    form = NoticeForm(request.POST or None, initial=_from_report(request, asked) if asked else {})
    return form_page(request, "moderation/law/new_notice.html", form, enter)


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

    def take(form: StepForm) -> str:
        sent = form.cleaned_data
        step = (pk, sent["version"], Deed(sent["deed"]), sent["key"])
        noticing.take(request.viewer, *step, lacks=sent["lacks"])
        return "Done. The letters are in the file."

    if request.method != "POST":
        return NOTICE.show(request, pk)
    return NOTICE.carry_out(request, pk, "step_form", StepForm(request.POST), take)


@require_POST
@for_law_desk
def ask_for_removal(request: Request, pk: int) -> HttpResponse:
    def ask(form: RemovalForm) -> str:
        sent = form.cleaned_data
        noticing.ask_for_removal(request.viewer, pk, sent["words"], sent["key"])
        return "The moderators find it at the top of their queue."

    return NOTICE.carry_out(request, pk, "removal_form", RemovalForm(request.POST), ask)


@require_POST
@for_law_desk
def notice_export(request: Request, pk: int) -> HttpResponse:
    data = notice_file.bundle(request.viewer, access.get_notice_or_404(request.viewer, pk))
    return download(data, f"notice-{pk}.zip", "application/zip")


def _contents(viewer: Viewer, found: Notice) -> dict[str, Any]:
    context = law_reading.notice(viewer, found)
    step_form = StepForm(initial=context["step_initial"])
    return context | {"step_form": step_form, "removal_form": RemovalForm()}


NOTICE = Place("law_notice", "moderation/law/notice.html", access.get_notice_or_404, _contents)
