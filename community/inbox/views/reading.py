from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.inbox import access, mailing, reading
from community.inbox.forms import MailForm, UpToForm
from community.members.request import Request


@require_safe
def inbox(request: Request) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    page = reading.inbox_page(
        request.viewer, _key(request.GET.get("before")), only_unread=only_unread
    )
    context = {
        "page": page,
        "only_unread": only_unread,
        "any_unread": any(n.read_at is None for n in page.notifications),
        "mail_form": MailForm(initial={"mail": mailing.wants_mail(request.viewer.user_id)}),
    }
    return render(request, "inbox/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inbox_open(request: Request, pk: int) -> HttpResponse:
    """Go to what it is about. Only a POST marks it read: a browser may fetch a link unasked."""
    notification = access.get_notification_or_404(request.viewer, pk)
    if request.method == "POST":
        reading.mark_read(request.viewer, notification)
    return redirect(notification.url)


@require_POST
def inbox_read(request: Request) -> HttpResponse:
    form = UpToForm(request.POST)
    if form.is_valid() and reading.mark_all_read(request.viewer, form.cleaned_data["upto"]):
        messages.success(request, "All marked as read.")
    return redirect("inbox")


def _key(raw: str | None) -> int | None:
    """The key to go on from; nonsense begins at the top."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 19 else None
