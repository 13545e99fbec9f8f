"""The front door."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from community import health
from community.devmail import dev_mail
from community.writing import writing


def page(name: str):  # type: ignore[no-untyped-def]
    """A page of words, open to everyone."""
    return login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html"))


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("", include("forums.urls")),
    path("inbox/", include("community.inbox.urls")),
    path("members/", include("community.members.urls")),
    path("verification/", include("verification.urls")),
    path("moderation/", include("moderation.urls")),
    path("report/", include("moderation.reports.urls")),
    path("about/", page("about"), name="about"),
    path("about/", include("moderation.transparency.urls")),
    path("about/writing/", writing, name="writing"),
    path("about/verification/", page("verification_explained"), name="verification_explained"),
    path("about/privacy/", page("privacy"), name="privacy"),
    # allauth's pages to sign up with, connect or part from an account elsewhere: nobody can here
    re_path(r"^accounts/(?:3rdparty|social)/", nothing),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("dev/mail/", dev_mail, name="dev_mail"),
]

handler403 = "community.members.views.errors.forbidden"
handler404 = "community.members.views.errors.not_found"
handler500 = "community.members.views.errors.server_error"
