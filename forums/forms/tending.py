"""Forms by which a manager tends a board."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from forums.forms.composer import Line
from forums.limits import LOCKED_AT_MOST
from forums.models import Board
from forums.tending import PACES

SPANS = [
    ("1", "An hour"),
    ("6", "6 hours"),
    ("24", "A day"),
    ("168", "A week"),
    ("date", "Until a time of my own"),
]


class PaceForm(forms.Form):
    state = forms.ChoiceField(
        choices=[
            (Board.State.OPEN.value, "Open: members write as the board allows"),
            (Board.State.READ_ONLY.value, "Read only: what is there stays, and no one adds to it"),
        ],
        widget=forms.RadioSelect,
        label="The board is",
    )
    slow_seconds = forms.TypedChoiceField(
        coerce=int,
        choices=PACES,
        label="Slow mode",
        help_text="How long a member waits between two posts here. You do not wait.",
    )


class LockForm(forms.Form):
    span = forms.ChoiceField(choices=SPANS, widget=forms.RadioSelect, label="For how long")
    until = forms.DateTimeField(
        required=False,
        label="Until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    why = Line(
        max_length=200,
        label="What members read",
        help_text="Such as “We are sorting out what is known. Back at six.”",
        error_messages={"required": "Tell members why they cannot write for now."},
    )

    def clean(self) -> dict[str, Any] | None:
        data, now = super().clean() or {}, timezone.now()
        if data.get("span") == "date" and "until" not in self.errors:
            until = data.get("until")
            if until is None:
                self.add_error("until", "Until when?")
            elif not now < until <= now + LOCKED_AT_MOST:
                days = LOCKED_AT_MOST.days
                self.add_error("until", f"This has to be a time in the next {days} days.")
        return data

    @property
    def end(self) -> datetime:
        span = self.cleaned_data["span"]
        if span == "date":
            return self.cleaned_data["until"]
        return timezone.now() + timedelta(hours=int(span))
