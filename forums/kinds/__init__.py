"""Kinds of board, one file each. To add a kind is to add a file and name it here."""

from forums.kinds import discussion, off_duty, question
from forums.kinds.kind import Kind, Look
from forums.models import Board

KINDS: dict[str, Kind] = {
    kind.key: kind for kind in (discussion.KIND, question.KIND, off_duty.KIND)
}


def kind_of(board: Board) -> Kind:
    """The board's kind. One whose kind is no more is a discussion: what was said there stays."""
    return KINDS.get(board.kind, discussion.KIND)


__all__ = ["KINDS", "Kind", "Look", "kind_of"]
