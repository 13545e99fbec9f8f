"""Keep what someone wrote whose session was over when they sent it."""

from contextlib import suppress

from django.core import signing
from django.http import Http404

from community.lib import limits
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import Viewer, viewer_for
from forums import drafting, places
from forums.drafting import Full, Typed
from forums.limits import RESCUING, WRITER_KNOWN
from forums.places import Place

SALT = "forums.writer"


def writer(viewer: Viewer, place: Place) -> str:
    """Who is writing what, signed, for a composer to carry."""
    return signing.dumps([viewer.member_id, place.name], salt=SALT)


def rescue(signed: str, typed: Typed) -> bool:
    """Keep what came from a composer without a session as a draft of whoever wrote it. False when
    the signature is not ours or too old, or too many came: then nothing was looked up.

    Whoever finds such a signature, in a page left open on a ward PC, can do one thing with it: add
    words to the drafts of the member who wrote there, at that place, for a day. It signs no one
    in, shows nothing and overwrites nothing. The answer is the same whether the member still sees
    the place or not, so True does not say that anything was kept.
    """
    try:
        user_id, name = signing.loads(signed, salt=SALT, max_age=WRITER_KNOWN)
        limits.spend(RESCUING, user_id)
    except (signing.BadSignature, limits.TooFast):
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return True
    # No session, so no second factor: what only staff see takes no words this way.
    viewer = viewer_for(user, second_factor=False)
    # Whether it could be kept is told to no one: it would say what the member may see.
    with suppress(Http404, Refused, Full, limits.TooFast):
        drafting.add(viewer, places.place_or_404(viewer, name), typed)
    return True
