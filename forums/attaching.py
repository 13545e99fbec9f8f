"""Put pictures to a post: those that its author has put by at the place they wrote it."""

from community.members.viewer import Viewer
from forums.models import Post


def adopt(viewer: Viewer, place: str, post: Post) -> None:
    """Let what the viewer has put by at a place ("reply 7") belong to the post that came of it.
    Call inside the transaction."""
