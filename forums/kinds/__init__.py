"""Kinds of topic, one file each. To add a kind is to add a file and name it here."""

from forums.kinds import case, discussion, off_duty, question
from forums.kinds.kind import Kind, Look
from forums.models import Board, Topic

KINDS: dict[str, Kind] = {
    kind.key: kind for kind in (discussion.KIND, question.KIND, case.KIND, off_duty.KIND)
}


def kind_of(thing: Board | Topic) -> Kind:
    """The kind of a board, or of a topic: its own or else its board's, which must be loaded. One
    whose kind is no more is a discussion: what was said there stays."""
    key = thing.kind or thing.board.kind if isinstance(thing, Topic) else thing.kind
    return KINDS.get(key, discussion.KIND)


def kinds_at(board: Board) -> list[Kind]:
    """The kinds of topic that can be opened on a board, its own first."""
    also = [KINDS[key] for key in board.also if key in KINDS and key != board.kind]
    return [kind_of(board), *also]


__all__ = ["KINDS", "Kind", "Look", "kind_of", "kinds_at"]
