"""The files of pictures: each size through the gate, however it is stored."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.views.decorators.http import require_safe

from community.lib.reencoding import SIZES
from community.members.request import Request
from forums import picturing
from forums.models import Picture
from forums.viewing import board_of, get_picture_or_404


@login_not_required
@require_safe
def file(request: Request, token: UUID, size: str) -> HttpResponseBase:
    if size not in SIZES:
        raise Http404
    picture = get_picture_or_404(request.viewer, token)
    is_public = (
        picture.post is not None
        and picture.state == Picture.State.SHOWN
        and not board_of(picture).is_closed
    )
    tag = f'"{picture.stored}-{size}"'
    if is_public and request.headers.get("If-None-Match") == tag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _body(picture, size)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    # What is closed is never kept by a shared machine; what is open is asked for again each time,
    # and then need not be sent again.
    response["Cache-Control"] = "private, no-cache" if is_public else "private, no-store"
    if is_public:
        response["ETag"] = tag
    return response


def _body(picture: Picture, size: str) -> HttpResponseBase:
    said = {"Content-Type": "image/webp", "Content-Disposition": 'inline; filename="picture.webp"'}
    if settings.PICTURES_ACCEL:
        where = f"{settings.PICTURES_ACCEL.rstrip('/')}/{picturing.name_of(picture.stored, size)}"
        return HttpResponse(headers=said | {"X-Accel-Redirect": where})
    try:
        return FileResponse(picturing.read(picture, size), headers=said)
    except FileNotFoundError:
        raise Http404 from None  # it was covered or removed this moment
