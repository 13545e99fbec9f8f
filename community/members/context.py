from typing import Any

from django.conf import settings
from django.http import HttpRequest

from community.members.viewer import Viewer


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page may use."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "safety_email": settings.SAFETY_EMAIL,
        "viewer": getattr(request, "viewer", None) or Viewer(),
        "development": settings.ENVIRONMENT == "development",
    }
