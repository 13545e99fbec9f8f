"""Where a member may sign in to prove who they are."""

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from community.members.request import Request
from verification import rules
from verification.claiming import open_claim
from verification.models import Evidence


def identity(request: Request) -> HttpResponse:
    issuers = settings.TRUSTED_ISSUERS
    if not issuers:
        raise Http404
    claim = open_claim(request.viewer.member_id)
    may_prove = rules.may_bear_out(request.viewer, claim)
    if claim is None or not may_prove:
        messages.info(request, may_prove.reason)
        return redirect("verification")
    context = {
        "issuers": issuers,
        "proof": claim.evidence.filter(kind=Evidence.Kind.SIGN_IN).first(),
    }
    # Chromium minds where a form leads in the end, not only where it is sent.
    origins = [origin for issuer in issuers for origin in issuer.origins]
    page = csp_update({"form-action": origins})(render)
    return page(request, "verification/identity.html", context)
