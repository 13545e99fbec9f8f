"""Pictures of the demo, put to its posts in the way that members do it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from community.members.viewer import viewer_for
from forums import attaching, drafting
from forums.attaching import Declared
from forums.demo import drawing
from forums.demo.talking import Told
from forums.models import Picture
from forums.places import Place

Shows = Picture.Shows


@dataclass(frozen=True)
class Drawn:
    topic: str
    number: int
    draw: Callable[[], bytes]
    said: Declared


PICTURES = [
    Drawn(
        "Pre-excitation on a routine ECG, no symptoms at all",
        1,
        drawing.ecg,
        Declared(
            Shows.FUNCTION,
            "Rhythm strip, lead II: rate about 70, short PR, each QRS begins with a slow upstroke",
            "Lead II, as it came off the machine",
            is_anonymised=True,
        ),
    ),
    Drawn(
        "CTPA in pregnancy, or V/Q? The eternal question",
        1,
        drawing.chest,
        Declared(
            Shows.XRAY,
            "Frontal chest film: both lungs clear, heart of ordinary size",
            is_anonymised=True,
        ),
    ),
    Drawn(
        "CTPA in pregnancy, or V/Q? The eternal question",
        4,
        drawing.pathway,
        Declared(
            Shows.NOBODY,
            "Flow chart. Embolism suspected and film clear: if she is stable both scans are "
            "acceptable, ask her, perfusion first; if not, CTPA at low dose now",
            "The pathway, as it hangs in the reporting room",
        ),
    ),
]


def picture(told: list[Told]) -> None:
    """Put each by where its post was written, as its author, and let it belong to the post."""
    posts = {(one.post.topic.title, one.post.number): one.post for one in told}
    for drawn in PICTURES:
        post = posts[drawn.topic, drawn.number]
        viewer = viewer_for(post.author)
        place = Place(post.topic.board, post.topic)
        attaching.send(viewer, place, drawn.draw(), drawn.said, uuid.uuid4())
        attaching.adopt(viewer, place.name, post)
        drafting.discard(viewer, place.name)
        # Looked at, as it would have been at the time.
        post.pictures.update(state=Picture.State.SHOWN, looked_at=post.created_at)
