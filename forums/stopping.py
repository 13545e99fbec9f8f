"""What the check before posting says no to."""

from collections.abc import Mapping

from moderation.detectors import Action
from moderation.screening import Mark, check_before_posting, knowing


class Stopped(Exception):
    """The check found what may not be posted. `marks` by field; nothing was written."""

    def __init__(self, marks: Mapping[str, list[Mark]]) -> None:
        super().__init__("This may identify a patient.")
        self.marks = marks

    @property
    def keepable(self) -> bool:
        """Whether a stated reason is enough for all that stops it."""
        return all(mark.keepable for mark in self._all if mark.stops)

    @property
    def is_advice(self) -> bool:
        """Whether nothing stops it: its author is only asked to read it once more."""
        return not any(mark.stops for mark in self._all)

    @property
    def is_held(self) -> bool:
        """Whether a moderator would look at it before others can."""
        return any(mark.action >= Action.HOLD for mark in self._all)

    @property
    def is_seen(self) -> bool:
        """Whether a moderator would be told of it."""
        return any(mark.action >= Action.FLAG for mark in self._all)

    @property
    def only_advice(self) -> "Stopped":
        """Without what stops it."""
        left = {
            name: [mark for mark in marks if not mark.stops] for name, marks in self.marks.items()
        }
        return Stopped({name: marks for name, marks in left.items() if marks})

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(mark.kind for mark in self._all)

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(mark.token for mark in self._all if mark.token)

    @property
    def _all(self) -> list[Mark]:
        return [mark for marks in self.marks.values() for mark in marks]


def require_clean(fields: Mapping[str, str], readers: str) -> None:
    """Raise Stopped when one of these, plain text by field, holds what may not be posted.
    `readers` is that of the board."""
    marks = check_before_posting(
        {name: (text, None) for name, text in fields.items()}, knowing(readers)
    )
    if marks:
        raise Stopped(marks)
