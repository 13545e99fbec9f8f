"""The shape of what is sent beside a decision: lifting a sanction, a second look."""

import uuid
from typing import Any

from django import forms

from moderation.forms import Words
from moderation.models import Decision
from moderation.sanctioning import REASON
from moderation.second_looks import DIRECTIONS, Judged
from moderation.transparency.rules_of_the_house import HOUSE_RULES

Action = Decision.Action

# As they are asked of someone who judges: what should become of it?
ASKED = {
    Action.DISMISS: "Nothing is wrong with it",
    Action.KEEP: "It breaks a rule, but may stay as it stands",
    Action.EDIT: "Its author should change it",
    Action.REDACT: "Some words should go",
    Action.HIDE: "It should be hidden",
    Action.REMOVE: "It should be removed for good",
}
assert ASKED.keys() <= DIRECTIONS.keys()


class Keyed(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class LiftForm(Keyed):
    why = Words(
        max_length=REASON,
        label="Why it ends now",
        help_text="Whom it is about reads this.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: whom it is about reads this."},
    )


class SecondLookForm(Keyed):
    action = forms.ChoiceField(
        label="What would you decide?",
        choices=[(action.value, label) for action, label in ASKED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would decide."},
    )
    rule = forms.ChoiceField(
        required=False,
        label="Rule it breaks",
        choices=[("", "None"), *((r.key, r.title) for r in HOUSE_RULES.values())],
    )
    remark = Words(
        required=False,
        max_length=1000,
        label="A remark for the other moderators",
        help_text="Shown beside the first decision afterwards. Do not repeat the words.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        action = cleaned.get("action")
        if action and action != Action.DISMISS and not cleaned.get("rule"):
            self.add_error("rule", "Say which rule it breaks.")
        return cleaned

    def judged(self) -> Judged:
        sent = self.cleaned_data
        rule = "" if sent["action"] == Action.DISMISS else sent["rule"]
        return Judged(sent["action"], sent["key"], rule, sent["remark"])
