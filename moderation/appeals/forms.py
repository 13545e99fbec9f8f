"""The shape of an appeal and of its answer."""

from typing import Any

from django import forms

from moderation.appeals.hearing import Answer
from moderation.forms import Key, Words
from moderation.models import Appeal

TOO_LONG = "This is %(show_value)s characters long; at most %(limit_value)s fit."


class AppealForm(Key):
    """What an author writes. `version` plays no part: one appeals against what was decided."""

    words = Words(
        max_length=2000,
        label="Why you think that it is wrong",
        help_text="What was overlooked or misunderstood? A sentence or two is enough.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Say in a few words what is wrong.", "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class AnswerForm(Key):
    subject_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(
        label="Your answer",
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    reason = Words(
        max_length=1000,
        label="What the author reads",
        help_text="Why it stands, or what we got wrong. Do not repeat words that were removed.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Tell the author why.", "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, against_hold: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = (
            [
                (Appeal.Outcome.KEPT, "Leave it held: it is decided in the queue"),
                (Appeal.Outcome.REVERSED, "Nothing is wrong with it: let all see it"),
            ]
            if against_hold
            else [
                (Appeal.Outcome.KEPT, "The decision stands"),
                (Appeal.Outcome.REVERSED, "Take the decision back, and all that it did"),
            ]
        )

    def answer(self) -> Answer:
        sent = self.cleaned_data
        return Answer(
            outcome=sent["outcome"],
            reason=sent["reason"],
            key=sent["key"],
            subject_version=sent["subject_version"],
        )


class OpeningForm(forms.Form):
    """Why a moderator wants to read what was sealed."""

    why = Words(
        max_length=500,
        label="Why you need to read it",
        widget=forms.TextInput,
        error_messages={"required": "Say why; it is recorded with your name."},
    )
