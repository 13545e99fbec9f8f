"""Pictures as they stand beside posts; only those of `kept` have files."""

import uuid

from community.lib import uploads
from community.lib.reencoding import SIZES
from community.lib.uploads import Drawn
from community.members.models import User
from forums import picturing
from forums.models import Picture, Post
from tests.lib.files import png


def add_picture(post: Post | None, owner: User, **fields: object) -> Picture:
    """A picture of a post, shown unless `state` says otherwise; without a post, `board` is needed
    and `place` says where its owner put it by."""
    board = fields.pop("board", None) or post.topic.board
    given = {
        "stored": uuid.uuid4().hex,
        "state": Picture.State.SHOWN,
        "shows": Picture.Shows.FUNCTION,
        "is_anonymised": True,
        "alt": "A rhythm strip with a short PR",
        "width": 300,
        "height": 200,
        "size": 1000,
    } | fields
    return Picture.objects.create(post=post, owner=owner, board=board, **given)


def files() -> str:
    """The folder of files that are there, and no picture: for where only who gets them matters."""
    return picturing.keep(Drawn(1, 1, dict.fromkeys(SIZES, b"pixels")))[0]


def kept(post: Post | None, owner: User, data: bytes = b"", **fields: object) -> Picture:
    """The same with its files: white above, red below, unless `data` is another file."""
    (drawn,) = uploads.pictures_of(data or png())
    stored, size = picturing.keep(drawn)
    measures = {"width": drawn.width, "height": drawn.height, "size": size}
    return add_picture(post, owner, **(measures | {"stored": stored} | fields))
