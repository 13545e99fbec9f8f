from forums.models.board import Board, BoardGroupGrant, BoardUserGrant
from forums.models.post import Post, Revision, State
from forums.models.topic import Topic

__all__ = ["Board", "BoardGroupGrant", "BoardUserGrant", "Post", "Revision", "State", "Topic"]
