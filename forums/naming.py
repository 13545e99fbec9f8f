"""The name under which a post stands: its author's, or their pseudonym on the board."""

from community.members.viewer import Viewer
from forums.models import Board, Pseudonym, Topic


def name_for(viewer: Viewer, board: Board, topic: Topic | None, wanted: bool) -> Pseudonym | None:
    """What the viewer's next post there is signed with; None for their own name. Call inside the
    transaction, with the topic locked. No query where the board has no pseudonyms."""
    return None
