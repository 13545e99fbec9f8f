"""The form of a case: bands and choices where something identifying could be typed, and for the
rest the words, which become one source."""

from typing import Any

from django import forms

from community.lib.rendering import MAX_LENGTH, Unfit, require_fit
from community.lib.spans import marked
from forums.casework import compose, parse, placed, unclosed
from forums.forms.composer import TOO_LONG, TopicForm, VersionMixin, Words
from forums.kinds.case import CONSENT_CLOSED, CONSENT_OPEN, may_present
from forums.models import ClinicalCase
from forums.places import Place
from forums.posting import Stopped

CHOOSE = ("", "Choose…")


def section(label: str, help_text: str, rows: int, required: str = "") -> Words:
    return Words(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} | TOO_LONG,
    )


def choice(label: str, choices: list[tuple[str, str]], required: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[CHOOSE, *choices], error_messages={"required": required}
    )


class CaseForm(TopicForm):
    """`source` is not typed: it is what the fields make together."""

    question = section(
        "What do you want to know?", "Two lines are enough.", 3, "Say what you want to know."
    )
    age = choice("Age", ClinicalCase.Age.choices, "Choose an age, or “Not said”.")
    sex = forms.ChoiceField(label="Sex", choices=ClinicalCase.Sex.choices, required=False)
    when = choice("Seen", ClinicalCase.Seen.choices, "Choose roughly when.")
    setting = choice("Where", ClinicalCase.Setting.choices, "Choose a kind of place.")
    history = section(
        "History",
        "What matters for the question. No names, dates or places.",
        5,
        "Tell what happened.",
    )
    findings = section("Findings", "Examination and results, with units.", 4)
    done = section("What was done", "And how they were after it.", 3)
    asked = section("What you considered", "The alternatives, and what speaks for each.", 3)
    answer = section(
        "The answer, hidden",
        "For a case that teaches. Readers see it when they ask for it; lists and quotations "
        "never show it.",
        4,
    )
    has_consent = forms.BooleanField(required=False)

    # Asked for by the composer, which shows these fields in the place of one text.
    details = True

    def __init__(self, data: Any = None, *, initial: dict[str, Any], place: Place) -> None:
        source = initial.get("source", "")
        # What is not one of ours, such as two drafts that were joined, is theirs to put in order.
        initial |= parse(source) or {"history": source}
        if place.post and hasattr(place.post.topic, "case"):
            initial["has_consent"] = place.post.topic.case.has_consent
        super().__init__(data, initial=initial, place=place)
        # Said here: what other forms are mixed in may bring the field of a plain post.
        self.fields["source"].required = False
        self.fields["has_consent"].label = CONSENT_CLOSED if self.is_closed else CONSENT_OPEN

    @property
    def is_closed(self) -> bool:
        return self.place.board.is_closed

    @staticmethod
    def fits(data: Any, source: str) -> bool:
        """Whether this is the form for what was sent, or else for a source as it stands."""
        return "parts" in data if data is not None else parse(source) is not None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["source"] = source = compose(data)
        data["details"] = {"has_consent": data.get("has_consent", False)}
        try:
            require_fit(source)
        except Unfit as error:
            self.add_error("source", str(error))
        else:
            for name, why in unclosed(data):
                self.add_error(name, why)
        if not (verdict := may_present(self.place.board, data["details"]["has_consent"])):
            self.add_error("has_consent", verdict.reason)
        return data

    def show_marks(self, stopped: Stopped) -> None:
        """As everywhere, but each mark in the field that it stands in."""
        super().show_marks(stopped)
        if "body" not in self.pieces:
            return
        source, marks = self.cleaned_data["source"], stopped.marks["body"]
        in_fields = {
            str(self.fields[name].label): marked(
                source[start:end],
                [(m.start - start, m.end - start, m) for m in marks if start <= m.start < end],
            )
            for name, start, end in placed(source)
            if any(start <= m.start < end for m in marks)
        }
        # A mark that stands in none, were there one, must not go untold.
        if sum(bool(m) for pieces in in_fields.values() for _, m in pieces) == sum(
            bool(m) for _, m in self.pieces["body"]
        ):
            del self.pieces["body"]
            self.pieces |= in_fields


class EditCaseForm(VersionMixin, CaseForm):
    pass


def typed_source(data: Any) -> str:
    """What a composer holds as one source, whichever form it has."""
    return compose(data) if "parts" in data else data.get("source", "")
