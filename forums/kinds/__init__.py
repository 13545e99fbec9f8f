"""Kinds of board, one file each. To add a kind is to add a file and name it here."""

from forums.kinds import discussion, question
from forums.kinds.kind import Kind

KINDS: dict[str, Kind] = {kind.key: kind for kind in (discussion.KIND, question.KIND)}

__all__ = ["KINDS", "Kind"]
