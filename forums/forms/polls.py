"""A poll beside a new topic, and a vote in one."""

from functools import cache
from typing import Any

from django import forms

from forums.forms.composer import TOO_LONG, Line, ReplyForm, Words
from forums.limits import POLL_DAYS, POLL_OPTION_LENGTH, POLL_OPTIONS, POLL_QUESTION_LENGTH
from forums.models import Poll

FEWEST, MOST = POLL_OPTIONS
DEFAULT_DAYS = 7


class PollMixin(ReplyForm):
    """Fields that are left empty ask nothing. What they ask is `poll` of the cleaned data."""

    poll_question = Line(
        label="Question",
        required=False,
        max_length=POLL_QUESTION_LENGTH,
        error_messages=TOO_LONG,
    )
    poll_method = forms.ChoiceField(
        label="How colleagues choose",
        required=False,
        choices=Poll.Method.choices,
        initial=Poll.Method.ONE,
    )
    poll_options = Words(
        label="Answers to choose from",
        required=False,
        max_length=(POLL_OPTION_LENGTH + 2) * MOST * 2,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"One a line, {FEWEST} to {MOST} of them.",
        error_messages=TOO_LONG,
    )
    poll_days = forms.TypedChoiceField(
        label="Closes in",
        required=False,
        coerce=int,
        choices=[(days, f"{days} days") for days in POLL_DAYS],
        initial=DEFAULT_DAYS,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        question = data.get("poll_question", "")
        options = [" ".join(line.split()) for line in data.get("poll_options", "").splitlines()]
        options = [option for option in options if option]
        data["poll"] = None
        if not question and not options:
            return data
        if not question and "poll_question" not in self.errors:
            self.add_error("poll_question", "Say what the poll asks.")
        if why := _wrong(options):
            self.add_error("poll_options", why)
        data["poll"] = {
            "question": question,
            "method": data.get("poll_method") or Poll.Method.ONE.value,
            "options": options,
            "days": data.get("poll_days") or DEFAULT_DAYS,
        }
        return data


def _wrong(options: list[str]) -> str:
    if len(options) < FEWEST:
        return f"A poll needs at least {FEWEST} answers, one a line."
    if len(options) > MOST:
        return f"These are {len(options)} answers; at most {MOST} fit."
    if long := next((one for one in options if len(one) > POLL_OPTION_LENGTH), None):
        return f"“{long[:30]}…” is {len(long)} characters; at most {POLL_OPTION_LENGTH} fit."
    seen = set()
    for option in options:
        if option.casefold() in seen:
            return f"“{option}” is there twice."
        seen.add(option.casefold())
    return ""


@cache
def with_poll(form: type[ReplyForm]) -> type[ReplyForm]:
    """The same form, which asks for a poll as well."""
    return type(f"{form.__name__}WithPoll", (PollMixin, form), {})


class VoteForm:
    """What was chosen: `choice`, once or more often, or of a ranked poll `place-2` for the place of
    the option with that number. It only reads: whether it is a vote is for the use case to say."""

    def __init__(self, data: Any, *, poll: Poll) -> None:
        self.choices: list[int] = []
        self.places: dict[int, int] = {}  # {option: place}, of any other poll 1 if it is chosen
        self.wrong = ""
        if poll.method == Poll.Method.RANKED:
            self._read_places(data, len(poll.options))
        else:
            self._read_choices(data.getlist("choice"))

    def _read_choices(self, chosen: list[str]) -> None:
        for one in chosen:
            if not _is_number(one):
                self.wrong = "That is none of the answers."
                return
        self.choices = [int(one) for one in chosen]
        self.places = dict.fromkeys(self.choices, 1)

    def _read_places(self, data: Any, options: int) -> None:
        for option in range(options):
            place = data.get(f"place-{option}", "")
            if _is_number(place) and 1 <= int(place) <= options:
                self.places[option] = int(place)
            elif place:
                self.wrong = f"Places go from 1 to {options}."
        if len(set(self.places.values())) < len(self.places):
            self.wrong = "Two answers have the same place. Give each a place of its own."
        self.choices = sorted(self.places, key=lambda option: self.places[option])


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 2
