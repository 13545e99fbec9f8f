from django.urls import path

from moderation.reports.views import public as public_reports
from moderation.reports.views import reports

urlpatterns = [
    path("", public_reports.report_something, name="report_something"),
    path("mine/", reports.own_reports, name="reports_own"),
    path("state/<str:token>/", reports.state, name="report_state"),
    path("public/<slug:kind>/<int:pk>/", public_reports.report_public, name="report_public"),
    path("<slug:kind>/<int:pk>/", reports.report, name="report"),
]
