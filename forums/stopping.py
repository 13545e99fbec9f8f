"""What the check before posting says no to."""

from collections.abc import Mapping

from moderation.screening import Mark, check_before_posting, knowing


class Stopped(Exception):
    """The check found what may not be posted. `marks` by field; nothing was written."""

    def __init__(self, marks: Mapping[str, list[Mark]]) -> None:
        super().__init__("This may identify a patient.")
        self.marks = marks

    @property
    def keepable(self) -> bool:
        """Whether a stated reason is enough for all of them."""
        return all(mark.keepable for marks in self.marks.values() for mark in marks)


def require_clean(fields: Mapping[str, str], readers: str) -> None:
    """Raise Stopped when one of these, plain text by field, holds what may not be posted.
    `readers` is that of the board."""
    marks = check_before_posting(
        {name: (text, None) for name, text in fields.items()}, knowing(readers)
    )
    if marks:
        raise Stopped(marks)
