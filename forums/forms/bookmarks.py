from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as format_date

from forums.forms.composer import Line
from forums.limits import NOTE_LENGTH, REMIND_WITHIN
from forums.models import Bookmark

MORNING, EVENING = time(8), time(19)

AS_TYPED = "%Y-%m-%dT%H:%M"


class BookmarkForm(forms.Form):
    """A note, and when to be reminded. All times are those of the clock on the wall: London's."""

    note = Line(
        label="Note",
        required=False,
        max_length=NOTE_LENGTH,
        help_text="For you alone: why you keep this.",
        error_messages={
            "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit."
        },
    )
    when = forms.ChoiceField(
        label="Remind me",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these."},
    )
    at = forms.DateTimeField(
        label="Date and time",
        required=False,
        help_text="For a time of your own.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AS_TYPED),
        error_messages={"invalid": "Give a date and a time, such as 3/12/2026 08:00."},
    )

    def __init__(self, data: Any = None, *, bookmark: Bookmark | None = None) -> None:
        self.now = timezone.localtime()
        self.times = _times(self.now)
        initial: dict[str, Any] = {"note": bookmark.note if bookmark else "", "when": "never"}
        if bookmark and bookmark.remind_at and bookmark.remind_at > self.now:
            initial |= {"when": "at", "at": bookmark.remind_at}
        super().__init__(data, initial=initial)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [
            ("never", "Not at all"),
            *((key, words) for key, (words, _) in self.times.items()),
            ("at", "At a time of my own"),
        ]

    @property
    def remind_at(self) -> datetime | None:
        """Of a valid form."""
        when = self.cleaned_data["when"]
        if when == "at":
            return self.cleaned_data["at"]
        return self.times[when][1] if when in self.times else None

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("when") == "at" and "at" in data:
            at = data["at"]
            if at is None:
                self.add_error("at", "When would you like to be reminded?")
            elif at <= self.now:
                self.add_error("at", "That is over already. Choose a time to come.")
            elif at > self.now + REMIND_WITHIN:
                self.add_error("at", "Choose a time within a year.")
        return data


def _times(now: datetime) -> dict[str, tuple[str, datetime]]:
    """{key: (words, time)} of what is offered at this moment, the nearest first."""
    tomorrow, week = _on(now, 1, MORNING), _on(now, 7, MORNING)
    times = {"hour": ("In an hour", now + timedelta(hours=1))}
    if now + timedelta(hours=1) < (evening := _on(now, 0, EVENING)):
        times["evening"] = (f"This evening, {format_date(evening, 'H:i')}", evening)
    times["tomorrow"] = (f"Tomorrow, {format_date(tomorrow, 'H:i')}", tomorrow)
    times["week"] = (f"In a week, {format_date(week, 'l j F, H:i')}", week)
    return times


def _on(now: datetime, days: int, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(now.date() + timedelta(days=days), at))
