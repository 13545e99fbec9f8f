from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from community.members.viewer import Viewer, viewer_for

Handler = Callable[[HttpRequest], HttpResponse]


def viewer(get_response: Handler) -> Handler:
    """Give each request its viewer, worked out when first asked for."""

    def look(request: HttpRequest) -> Viewer:
        if not request.user.is_authenticated:
            return Viewer()
        proofs = {
            record.get("method") for record in get_authentication_records(request, request.user)
        }
        return viewer_for(request.user, second_factor="mfa" in proofs)

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: look(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """What a signed-in person sees is kept by no cache, on a ward PC least of all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
