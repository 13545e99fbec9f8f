from forums.models.board import Board, BoardGroupGrant, BoardUserGrant
from forums.models.draft import Draft
from forums.models.group import Invitation
from forums.models.post import Post, Revision, State
from forums.models.quality import Bookmark, Champion, Mark, Question
from forums.models.reading import BoardReading, Ignore, Level, Reading
from forums.models.topic import Topic

__all__ = [
    "Board",
    "BoardGroupGrant",
    "BoardReading",
    "BoardUserGrant",
    "Bookmark",
    "Champion",
    "Draft",
    "Ignore",
    "Invitation",
    "Level",
    "Mark",
    "Post",
    "Question",
    "Reading",
    "Revision",
    "State",
    "Topic",
]
