from forums.models.board import Board, BoardGroupGrant, BoardUserGrant
from forums.models.clinical import ClinicalCase
from forums.models.draft import Draft
from forums.models.group import Invitation
from forums.models.naming import IgnoredName, Pseudonym, Signed, Unmasking
from forums.models.picture import Picture
from forums.models.poll import Poll, Vote
from forums.models.post import Post, Revision, State
from forums.models.quality import Bookmark, Champion, Mark, Question
from forums.models.reading import BoardReading, Ignore, Level, Reading
from forums.models.tending import Step, Trace
from forums.models.topic import Topic

__all__ = [
    "Board",
    "BoardGroupGrant",
    "BoardReading",
    "BoardUserGrant",
    "Bookmark",
    "Champion",
    "ClinicalCase",
    "Draft",
    "Ignore",
    "IgnoredName",
    "Invitation",
    "Level",
    "Mark",
    "Picture",
    "Poll",
    "Post",
    "Pseudonym",
    "Question",
    "Reading",
    "Revision",
    "Signed",
    "State",
    "Step",
    "Topic",
    "Trace",
    "Unmasking",
    "Vote",
]
