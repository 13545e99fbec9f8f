"""Papers at the desk: the one address that serves them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from community.lib.verdicts import Refused
from community.members.request import viewer_of
from verification import papers
from verification.models import Paper


@require_GET
def paper_page(request: HttpRequest, claim_id: int, paper_id: int, page: int) -> HttpResponse:
    """One page for a verifier's eyes. Whatever hinders it, there is no such page."""
    try:
        picture = papers.page(viewer_of(request), claim_id, paper_id, page)
    except (Paper.DoesNotExist, Refused):
        raise Http404 from None
    return HttpResponse(
        picture,
        headers={
            "Content-Type": "image/jpeg",
            "Content-Disposition": "inline",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
