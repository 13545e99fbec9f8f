"""Forms by which a manager tends topics."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from forums.forms.composer import TOO_LONG, Line
from forums.kinds import Kind
from forums.limits import CHOSEN_AT_MOST, SPLIT_AT_MOST, TITLE_LENGTH
from forums.models import Board, Step
from forums.tending import PACES

V = Step.Verb
CHOSEN = [V.PIN, V.UNPIN, V.LOCK, V.UNLOCK, V.SLOW, V.MOVE]

_ADDRESS = re.compile(r"(?:.*/t/)?([0-9]{1,10})(?:/.*)?")


class Ids(forms.Field):
    """The numbers of what was ticked, each once, in the order they came."""

    widget = forms.MultipleHiddenInput

    def __init__(self, at_most: int, **more: Any) -> None:
        super().__init__(**more)
        self.at_most = at_most

    def to_python(self, value: Any) -> list[int]:
        raw = value if isinstance(value, list) else []
        found = [int(one) for one in raw if one.isascii() and one.isdigit() and len(one) < 19]
        if len(found) > self.at_most:
            raise forms.ValidationError(f"Choose {self.at_most} at most at a time.")
        return list(dict.fromkeys(found))


class KeyForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SlowForm(KeyForm):
    slow_seconds = forms.TypedChoiceField(
        coerce=int,
        choices=PACES,
        required=False,
        empty_value="0",
        label="Slow mode",
        help_text="How long a member waits between two posts in this topic. You do not wait.",
    )


class ChosenForm(SlowForm):
    act = forms.ChoiceField(
        choices=[(verb.value, verb.label) for verb in CHOSEN],
        error_messages={"required": "Say what is to be done.", "invalid_choice": "No such deed."},
    )
    topics = Ids(CHOSEN_AT_MOST, error_messages={"required": "Choose a topic first."})


class KindForm(KeyForm):
    kind = forms.ChoiceField(label="Kind of topic")

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.key, one.label) for one in kinds]


class MoveForm(KeyForm):
    board: Any = forms.ModelChoiceField(
        queryset=None,  # those of the form
        empty_label="Choose a board",
        label="To",
        error_messages={
            "required": "Choose the board it belongs on.",
            "invalid_choice": "That is none of the boards you look after.",
        },
    )
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board: Any = self.fields["board"]
        board.queryset = boards
        board.label_from_instance = lambda one: f"{one.name} ({one.audience_words.lower()})"


class SplitForm(KeyForm):
    replies = Ids(
        SPLIT_AT_MOST, error_messages={"required": "Choose the posts that belong to the new topic."}
    )
    title = Line(
        label="Title of the new topic",
        max_length=TITLE_LENGTH,
        error_messages={"required": "Give the new topic a title."} | TOO_LONG,
    )


class MergeForm(KeyForm):
    into = forms.CharField(
        label="The topic it belongs to",
        max_length=300,
        help_text="Its address, or the number in it.",
        error_messages={"required": "Say which topic it belongs to."},
    )
    sure = forms.BooleanField(required=False)

    def clean_into(self) -> int:
        found = _ADDRESS.fullmatch(self.cleaned_data["into"].strip())
        if found is None:
            raise forms.ValidationError("This is no address of a topic, such as /t/123/title/.")
        return int(found[1])
