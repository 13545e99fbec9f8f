from django.http import HttpRequest

from community.members.viewer import Viewer


class Request(HttpRequest):
    """A request as our views get it, once the viewer middleware has seen it. For annotations."""

    viewer: Viewer
