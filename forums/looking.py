"""Look at pictures once they are here: words, faces and bar codes in them; then screen them."""

from django.conf import settings
from django.utils import timezone

from forums import picturing
from forums.models import Picture
from moderation import sight
from moderation.asking import reopen_if_asked
from moderation.models import Case
from moderation.screening import screen_subject


def check_picture(picture_id: int) -> None:
    """Look at a picture as it is now and, once it belongs to a post, screen and show it. It can be
    run twice."""
    picture = _present(picture_id)
    if picture and picture.looked_at is None:
        _look(picture)
        picture = _present(picture_id)
    if picture is None or picture.looked_at is None or picture.post_id is None:
        return  # removed or covered meanwhile, which brings its own check; or not posted yet
    screen_subject("picture", picture.pk)
    about = Case.objects.filter(subject_kind="picture", subject_id=picture.pk)
    held = about.filter(state__in=Case.UNSETTLED, held_at__isnull=False)
    # What a program held a person lets go, also when its owner covered it meanwhile. What the
    # screening of this moment held is no longer waiting, and stays as it is.
    state = Picture.State.HELD if held.exists() else Picture.State.SHOWN
    waiting = Picture.objects.filter(pk=picture.pk, state=Picture.State.WAITING)
    waiting.filter(version=picture.version).update(state=state)


def tell_who_asked(picture_id: int) -> None:
    """A moderator may have asked its author to change it, and looks at it again."""
    reopen_if_asked("picture", picture_id)


def _present(picture_id: int) -> Picture | None:
    pictures = Picture.objects.exclude(state=Picture.State.REMOVED)
    return pictures.select_related("board").filter(pk=picture_id).first()


def _look(picture: Picture) -> None:
    """Note what is to be seen in its pixels; nothing if they are others by then."""
    try:
        with picturing.read(picture, "full") as file:
            seen = sight.look(file.read())
        text, unread = seen.text, seen.text is None and settings.PICTURES_WITHOUT_OCR == "hold"
        faces, codes = seen.faces, seen.codes
    except FileNotFoundError:
        return
    except sight.Blind:
        text, unread, faces, codes = None, True, 0, 0
    Picture.objects.filter(pk=picture.pk, stored=picture.stored, looked_at=None).update(
        text=text or "", is_unread=unread, faces=faces, codes=codes, looked_at=timezone.now()
    )
