"""The site, and one page that breaks."""

from django.urls import path

from community.urls import handler403, handler404, urlpatterns
from tests.settings.test_headers import broken

__all__ = ["handler403", "handler404", "urlpatterns"]

urlpatterns = [*urlpatterns, path("broken/", broken)]
