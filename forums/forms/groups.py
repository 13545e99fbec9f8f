"""Forms of groups, and of a board for an incident."""

import uuid
from typing import Any

from django import forms

from community.members.viewer import Viewer
from forums.forms.composer import Line
from forums.models import Board
from forums.opening import TEMPLATES, Template, Wanted, may_require

MONTHS = [(3, "3 months"), (6, "6 months"), (12, "12 months")]


class Key(forms.UUIDField):
    """A form that is sent twice takes effect once."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4)


class GroupForm(forms.Form):
    template = forms.ChoiceField(
        choices=[(key, template.label) for key, template in TEMPLATES.items()],
        widget=forms.HiddenInput,
    )
    name = Line(
        max_length=100,
        min_length=3,
        label="Name",
        error_messages={
            "required": "Give it a name that its members will know it by.",
            "min_length": "Three letters at least.",
        },
    )
    description = Line(
        max_length=300, required=False, label="What it is for", help_text="Its members read this."
    )
    requires = forms.ChoiceField(
        choices=Board.Requires.choices,
        widget=forms.RadioSelect,
        label="What its members must be",
        help_text="Asked anew each time they open it: who is that no longer is kept out.",
    )
    months = forms.TypedChoiceField(
        coerce=int,
        choices=MONTHS,
        widget=forms.RadioSelect,
        label="How long it lasts",
        help_text="You are reminded two weeks before, and can renew it.",
    )
    key = Key()

    def __init__(self, viewer: Viewer, template: Template, data: Any = None) -> None:
        initial = {
            "template": template.key,
            "description": template.description,
            "requires": Board.Requires.MEMBER,
            "months": template.months,
        }
        super().__init__(data, initial=initial)
        self.fields["name"].help_text = f"{template.name_hint}. Nobody outside finds it."
        allowed = [(k, label) for k, label in Board.Requires.choices if may_require(viewer, k)]
        self.fields["requires"].choices = allowed  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)


class RenewForm(forms.Form):
    months = forms.TypedChoiceField(coerce=int, choices=MONTHS)


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The one they use here, or would join with.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Whom do you want to invite?"},
    )
    key = Key()


class PickForm(forms.Form):
    """Which of several things a button stands beside."""

    pk = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class IncidentForm(forms.Form):
    name = Line(
        max_length=100,
        min_length=3,
        label="What has happened, in a few words",
        help_text="Such as “Power failure, north west”. It becomes the board’s name.",
        error_messages={"required": "Give the board a name."},
    )
    audience = forms.ChoiceField(
        choices=[
            (Board.Audience.PROFESSIONALS.value, "Healthcare professionals and doctors"),
            (Board.Audience.DOCTORS.value, "Verified doctors"),
        ],
        initial=Board.Audience.PROFESSIONALS,
        widget=forms.RadioSelect,
        label="Who reads and writes there",
    )
    key = Key()
