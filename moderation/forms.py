"""The shape of what a manager sends; who may decide is for the rules."""

import uuid
from typing import Any

from django import forms

from community.lib.rendering import tidy
from moderation.deciding import Choice
from moderation.models import Decision
from moderation.rules_of_the_house import HOUSE_RULES

Action = Decision.Action

DECIDING = (Action.DISMISS, Action.REDACT, Action.HIDE, Action.REMOVE)


class Words(forms.CharField):
    """What is typed to be read later, without characters that cannot be seen."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class Key(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _reason(**kwargs: Any) -> Words:
    return Words(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit."
        },
        **kwargs,
    )


class DecisionForm(Key):
    subject_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    action = forms.ChoiceField(choices=[(a.value, a.label) for a in DECIDING])
    findings = forms.TypedMultipleChoiceField(coerce=int, required=False)
    words = Words(
        required=False,
        max_length=2000,
        label="Other words to remove",
        help_text="One to a line, exactly as they stand in the text.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rule = forms.ChoiceField(
        required=False,
        label="Rule it breaks",
        choices=[("", "None"), *((r.key, r.title) for r in HOUSE_RULES.values())],
    )
    reason = _reason(
        label="What the author reads",
        help_text="Needed unless nothing is wrong. Do not repeat the words.",
    )

    def __init__(self, *args: Any, finding_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["findings"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(pk, str(pk)) for pk in finding_ids]
        chosen.initial = finding_ids

    @property
    def chosen(self) -> set[int]:
        """Ids of the findings whose boxes are ticked, as last sent."""
        value = self["findings"].value() or []
        return {int(pk) for pk in value if str(pk).isascii() and str(pk).isdigit()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("action") in (None, Action.DISMISS):
            return cleaned
        if not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Tell the author what was wrong with it.")
        if not cleaned.get("rule") and "rule" not in self.errors:
            self.add_error("rule", "Say which rule this breaks.")
        return cleaned

    def choice(self) -> Choice:
        sent = self.cleaned_data
        action = sent["action"]
        return Choice(
            action=action,
            key=sent["key"],
            subject_version=sent["subject_version"],
            rule="" if action == Action.DISMISS else sent["rule"],
            reason=sent["reason"],
            finding_ids=sent["findings"],
            words=[line.strip() for line in sent["words"].split("\n") if line.strip()],
        )


class RestoreForm(Key):
    reason = _reason(label="What the author reads")
