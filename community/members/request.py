from typing import cast

from django.http import HttpRequest

from community.members.viewer import Viewer


class Request(HttpRequest):
    """A request as our views get it, once the viewer middleware has seen it. For annotations."""

    viewer: Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """For Django's own classes, whose methods must take any request."""
    return cast(Request, request).viewer
