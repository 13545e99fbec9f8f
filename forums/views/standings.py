"""What each standing opens: the words, and what the grants on the boards give it in truth."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from community.members.request import Request
from forums.granting import opened_to
from verification.models import Terms


@login_not_required
def standings(request: Request) -> HttpResponse:
    """Told by audience: no board is named or counted, so none is given away."""
    return render(
        request,
        "forums/standings.html",
        {"terms": Terms.objects.all(), **opened_to()},
    )
