"""The shape of what is sent from the detectors' bench."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from community import subjects
from moderation.bench.knobs import KNOBS, LABELS, ORDERED
from moderation.detectors.phrases import KINDS, Unclear, parts
from moderation.forms import Words
from moderation.models import Phrase

ALL = "all"


class ThresholdsForm(forms.Form):
    """A field for each threshold, as it is now in use."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    why = Words(
        max_length=500,
        label="Why",
        help_text="Kept with the thresholds, for whoever wonders in a year.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why they should change."},
    )

    def __init__(self, *args: Any, usual: Mapping[str, float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for knob in KNOBS:
            self.fields[knob.name] = forms.FloatField(
                label=knob.label,
                help_text=f"{knob.meaning} From {knob.low:g} to {knob.high:g}; "
                f"built in: {usual[knob.name]:g}.",
                min_value=knob.low,
                max_value=knob.high,
                step_size=1 if knob.is_whole else None,
                widget=forms.NumberInput(attrs={"step": "any"}),
                error_messages={
                    "min_value": "From %(limit_value)g upwards.",
                    "max_value": "Up to %(limit_value)g.",
                    "step_size": "This has to be a whole number.",
                    "invalid": "This has to be a number.",
                    "required": "This has to be a number.",
                },
            )
        self.order_fields([knob.name for knob in KNOBS])

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        for higher, lower in ORDERED:
            if higher in sent and lower in sent and sent[lower] > sent[higher]:
                self.add_error(lower, f"Not above “{LABELS[higher]}”: that would never be reached.")
        return sent

    @property
    def values(self) -> dict[str, float]:
        return {knob.name: self.cleaned_data[knob.name] for knob in KNOBS}


class PhraseForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = Words(
        max_length=120,
        label="Words to watch for",
        help_text="Whole words, in any case and under any accents. A * at a word’s end lets it go "
        "on: “guarantee*” is guarantees and guaranteed, too.",
        error_messages={"required": "Which words?"},
    )
    family = forms.ChoiceField(
        label="What they may be",
        choices=[
            ("conduct", "Against another rule, such as advertising"),
            ("offensive", "Abuse of a person"),
            ("identifying", "A patient who can be recognised"),
        ],
    )
    why = Words(
        max_length=200,
        label="Why, in one sentence",
        help_text="Moderators read it beside the words. The author is not told that they are "
        "watched for.",
        error_messages={"required": "Say why, for those who decide."},
    )
    state = forms.ChoiceField(
        label="What to do",
        choices=[
            (Phrase.State.SHADOW.value, "Only count, to see what they would flag"),
            (Phrase.State.LIVE.value, "Flag what holds them"),
        ],
        initial=Phrase.State.SHADOW,
        widget=forms.RadioSelect,
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            parts(words)
        except Unclear as unclear:
            raise forms.ValidationError(str(unclear)) from None
        return words


assert {value for value, _ in PhraseForm.base_fields["family"].choices} == set(KINDS)  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    kind = forms.ChoiceField(label="What to screen again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((one.kind, f"Every {one.label}") for one in subjects.all_kinds())
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ALL, "All that stands"), *kinds]

    @property
    def only_kind(self) -> str:
        """The one kind that was chosen, "" for all of them."""
        kind: str = self.cleaned_data["kind"]
        return "" if kind == ALL else kind
