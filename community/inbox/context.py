from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from community.inbox.counting import unread_count
from community.members.viewer import Viewer


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_count` for the header; counted only by a page that shows it."""
    viewer = getattr(request, "viewer", None) or Viewer()
    return {"unread_count": SimpleLazyObject(lambda: unread_count(viewer))}
