"""The shape of what somebody sends who reports something, and of what managers do with it."""

import uuid
from typing import Any

from django import forms

from moderation.forms import Words
from moderation.models import Report
from moderation.reports.astray import ANSWERS
from moderation.reports.grounds import GROUNDS, Ground, for_the_public

EMPTY = "Leave this field empty; it is there for programs that fill in everything."


class WordsForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = Words(
        label="What a moderator should know",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReportForm(WordsForm):
    """A member's second step; the first chose the ground."""

    def __init__(self, *args: Any, ground: Ground, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = ground.asks
        self.fields["words"].error_messages["required"] = "Say in a few words what is wrong."


class PublicReportForm(WordsForm):
    """Of somebody without an account. `website` is a trap: people do not see it."""

    address = Words(
        label="Where it is",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="The address of the page, copied from the top of your browser. If you only heard "
        "of it, say what you know: the board, the title, who wrote it and when.",
        error_messages={"required": "Say where it is, as well as you can."},
    )
    kind = forms.ChoiceField(
        label="What is wrong",
        choices=[(ground.key, ground.label) for ground in for_the_public()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes closest."},
    )
    relation = forms.ChoiceField(
        label="Who you are",
        choices=Report.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes closest. You need not say your name."},
    )
    email = forms.EmailField(
        label="E-mail address for the answer",
        required=False,
        max_length=200,
        help_text="You can also come back to the page that we show you next. We use the address "
        "for this alone, keep it sealed, and drop it a month after the answer.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ("kind", "relation", "address", "words", "email", "website", "key")

    def __init__(self, *args: Any, place: bool, member: bool = False, **kwargs: Any) -> None:
        """With `place` we know what it is about; a `member` is known, and answered in the inbox."""
        super().__init__(*args, **kwargs)
        if place:
            del self.fields["address"]
        if member:
            del self.fields["relation"], self.fields["email"]

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(EMPTY)
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ground = GROUNDS.get(cleaned.get("kind", ""))
        if ground and ground.asks and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Say in a few words what is wrong.")
        return cleaned


class PlaceForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    address = Words(
        label="It is about",
        max_length=300,
        help_text="The address of the post, the picture or the member’s page.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Paste the address of what it is about."},
    )


class CloseForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    outcome = forms.ChoiceField(
        label="Answer",
        choices=[(outcome.value, outcome.label) for outcome in ANSWERS],
    )
