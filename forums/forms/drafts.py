from typing import Any

from django import forms

from community.lib.rendering import MAX_LENGTH
from forums.drafting import POLL, Typed
from forums.forms.case import typed_source
from forums.forms.composer import TOO_LONG, Line, Words
from forums.limits import TITLE_LENGTH

LONGEST_POLL = 4000  # ten answers at their longest, and twice that for whoever goes beyond
LARGEST = 2**31 - 1  # of a version in the database


class DraftForm(forms.Form):
    """What a composer holds, finished or not: only its size is looked at."""

    title = Line(required=False, max_length=TITLE_LENGTH, error_messages=TOO_LONG)
    source = Words(required=False, max_length=MAX_LENGTH, error_messages=TOO_LONG)
    seen = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    key = forms.UUIDField(required=False)
    anyway = forms.BooleanField(required=False)
    masked = forms.BooleanField(required=False)
    poll_question = Line(required=False, max_length=LONGEST_POLL, error_messages=TOO_LONG)
    poll_options = Words(required=False, max_length=LONGEST_POLL, error_messages=TOO_LONG)
    poll_method = Line(required=False, max_length=10)
    poll_days = Line(required=False, max_length=2)

    def __init__(self, data: Any) -> None:
        held = data.copy()
        held["source"] = typed_source(data)
        super().__init__(held)

    def typed(self) -> Typed:
        data = self.cleaned_data
        return Typed(
            source=data["source"],
            title=data["title"],
            seen=data["seen"] or 0,
            begun_on=data["version"],
            key=data["key"],
            more=({"masked": True} if data["masked"] else {}) | self._poll(),
        )

    def _poll(self) -> dict[str, dict[str, str]]:
        """What a poll asks, finished or not; nothing where no word of one is written."""
        names = ("question", "method", "options", "days")
        poll = {name: self.cleaned_data[f"poll_{name}"] for name in names}
        return {POLL: poll} if poll["question"] or poll["options"] else {}

    @property
    def wrong(self) -> str:
        """What is wrong with it, as one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
