"""Make a board read-only, slow or locked for a while."""

from datetime import datetime

from django.db import transaction

from community.audit.recording import record
from community.members.viewer import Viewer
from forums.models import Board
from forums.rules import may_moderate

# Seconds between two posts of a member, and how a manager chooses them.
PACES = [
    (0, "Off"),
    (60, "A minute"),
    (5 * 60, "5 minutes"),
    (15 * 60, "15 minutes"),
    (60 * 60, "An hour"),
]


def tend(viewer: Viewer, board: Board, state: str, slow_seconds: int) -> None:
    """Open a board or make it read-only, and set its slow mode. Raises Refused."""
    _change(viewer, board, "board.tended", state=state, slow_seconds=slow_seconds)


def lock(viewer: Viewer, board: Board, until: datetime, why: str) -> None:
    """Let no member write until then; `why` is what they read. Raises Refused."""
    _change(viewer, board, "board.locked", locked_until=until, locked_why=why)


def unlock(viewer: Viewer, board: Board) -> None:
    """Raises Refused."""
    _change(viewer, board, "board.unlocked", locked_until=None, locked_why="")


def _change(viewer: Viewer, board: Board, verb: str, **fields: object) -> None:
    may_moderate(viewer, board.pk).require()
    with transaction.atomic():
        board = Board.objects.select_for_update(no_key=True, of=("self",)).get(pk=board.pk)
        before = {name: getattr(board, name) for name in fields}
        if before == fields:
            return
        for name, value in fields.items():
            setattr(board, name, value)
        board.save(update_fields=list(fields))
        # What a manager wrote to members is on the board, not in the record.
        noted = {name: str(value) for name, value in fields.items() if name != "locked_why"}
        record(verb, board, actor_id=viewer.user_id, **noted)
