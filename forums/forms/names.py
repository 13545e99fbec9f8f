import uuid

from django import forms

from forums.forms.composer import TOO_LONG, Words
from forums.limits import LONGEST_REASON, SHORTEST_REASON
from forums.models import Unmasking


class ReasonForm(forms.Form):
    reason = Words(
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        label="Why",
        help_text="The member reads this a week after it was decided. Name no one in it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why.",
            "min_length": "Say why in a sentence: at least %(limit_value)s characters.",
        }
        | TOO_LONG,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    is_unproven = False  # then the page says where to show that it is they


class AskForm(ReasonForm):
    ground = forms.ChoiceField(
        choices=Unmasking.Ground.choices,
        widget=forms.RadioSelect,
        label="The ground",
        error_messages={"required": "Choose the ground. On no other is a name given."},
    )

    field_order = ["ground", "reason", "key"]


class DecideForm(ReasonForm):
    choice = forms.ChoiceField(choices=[("approve", "Show it to us two"), ("refuse", "Refuse")])
