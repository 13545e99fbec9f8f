"""A member reports something, in two steps, and reads what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import subjects
from community.lib.limits import TooFast
from community.lib.paging import page_after
from community.members.request import Request
from community.subjects import Written
from moderation import access, words
from moderation.limits import DUE_WITHIN, REPORTS_PAGE
from moderation.models import Report
from moderation.reports import filing, reporting
from moderation.reports.answering import told_as
from moderation.reports.forms import ReportForm
from moderation.reports.grounds import GROUNDS, Ground, label_of
from moderation.reports.views import public as public_reports

ALREADY = "You reported this already. It is being looked at."
TOO_MANY = "You reported a lot today. If this cannot wait, write to {}."


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def report(request: Request, kind: str, pk: int) -> HttpResponse:
    """The first step asks what is wrong, the second for words. A stranger gets the public form."""
    if not request.viewer.is_signed_in:
        return public_reports.of_a_stranger(request, kind, pk)
    written = reporting.get_subject_or_404(request.viewer, kind, pk)
    reporting.may_report(request.viewer, written).require()
    given = request.POST if request.method == "POST" else request.GET
    ground = GROUNDS.get(given.get("kind", ""))
    if before := reporting.unsettled(request.viewer, written):
        if request.method == "POST":
            messages.info(request, ALREADY)
            return redirect("report_state", before.token)
        return _page(request, written, {"before": before})
    if ground is None:
        is_asked = "kind" in given
        return _page(request, written, {"is_unclear": is_asked}, status=422 if is_asked else 200)
    form = ReportForm(request.POST or None, ground=ground)
    if request.method == "POST" and form.is_valid():
        return _file(request, written, ground, form)
    context = {"ground": ground, "form": form}
    return _page(request, written, context, status=422 if form.errors else 200)


@require_safe
def own_reports(request: Request) -> HttpResponse:
    reports = access.visible_reports(request.viewer).select_related("case")
    rows, following = page_after(reports, ["pk"], request.GET.get("after"), REPORTS_PAGE)
    titles = _titles(request, rows)
    shown = [(row, label_of(row.kind), titles.get(row.pk), _outcome(request, row)) for row in rows]
    return render(request, "moderation/reports_own.html", {"rows": shown, "following": following})


@require_safe
@never_cache
@login_not_required
def state(request: Request, token: str) -> HttpResponse:
    """What came of a report; for a member's it takes the member, for another the address alone."""
    report = access.get_report_or_404(request.viewer, token)
    context = {
        "report": report,
        "label": label_of(report.kind),
        "is_member": report.channel == Report.Channel.MEMBER,
        "outcome": _outcome(request, report),
        "subject": _subject(request, report),
        "within": words.roughly(report.due_at - report.at),
        "is_late": filing.is_late(report),
    }
    return render(request, "moderation/report_state.html", context)


def _file(request: Request, written: Written, ground: Ground, form: ReportForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        made = reporting.report(
            request.viewer, written.kind, written.id, ground, sent["words"], key=sent["key"]
        )
    except reporting.Already as already:
        messages.info(request, ALREADY)
        return redirect("report_state", already.report.token)
    except TooFast:
        form.add_error(None, TOO_MANY.format(public_reports.address_of_safety()))
        return _page(request, written, {"ground": ground, "form": form}, status=429)
    return redirect("report_state", made.token)


def _page(
    request: Request, written: Written, context: dict[str, object], status: int = 200
) -> HttpResponse:
    ground = context.get("ground")
    within = DUE_WITHIN[ground.family] if isinstance(ground, Ground) else None
    context |= {
        "written": written,
        "label": subjects.of(written.kind).label,
        "grounds": GROUNDS.values(),
        "within": public_reports.in_words(within) if within else "",
    }
    return render(request, "moderation/report.html", context, status=status)


def _outcome(request: Request, report: Report) -> str:
    return told_as(report, request.viewer).value if report.outcome else ""


def _subject(request: Request, report: Report) -> Written | None:
    """What a member reported, for as long as they can see it."""
    if report.reporter_id is None or not _titles(request, [report]):
        return None
    assert report.case is not None
    return subjects.of(report.case.subject_kind).read(report.case.subject_id)


def _titles(request: Request, reports: list[Report]) -> dict[int, tuple[str, str]]:
    """(title, address) of what one's own reports are about, of what one can see. A query a kind."""
    found = {}
    for subject in subjects.all_kinds():
        of_kind = {
            report.pk: report.case.subject_id
            for report in reports
            if report.case and report.case.subject_kind == subject.kind and report.reporter_id
        }
        if of_kind:
            titles = subject.titles(request.viewer, of_kind.values())
            for pk, subject_id in of_kind.items():
                if subject_id in titles:
                    found[pk] = (subject.label, titles[subject_id])
    return found
