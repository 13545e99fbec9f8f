from typing import Any

from django import forms

from verification.forms import NameField

# Offered while one types; own words will do as well.
PROFESSIONS = [
    "anaesthesia associate",
    "biomedical scientist",
    "clinical psychologist",
    "clinical scientist",
    "dental hygienist",
    "dental nurse",
    "dentist",
    "dietitian",
    "health visitor",
    "healthcare assistant",
    "medical secretary",
    "midwife",
    "nurse",
    "nursing associate",
    "occupational therapist",
    "operating department practitioner",
    "optometrist",
    "orthoptist",
    "osteopath",
    "paramedic",
    "pharmacist",
    "pharmacy technician",
    "phlebotomist",
    "physician associate",
    "physiotherapist",
    "podiatrist",
    "practice manager",
    "radiographer",
    "social worker",
    "speech and language therapist",
    "ward clerk",
]


class Suggesting(forms.TextInput):
    """A line of text with a list to choose from; own words will do. Works without a script."""

    template_name = "verification/_suggesting.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = context["list_id"] = f"{name}-list"
        return context | {"suggestions": PROFESSIONS}


class DeclareForm(forms.Form):
    profession = NameField(
        label="What you are",
        max_length=60,
        widget=Suggesting,
        help_text="Choose from the list, or say it in your own words.",
    )
    is_true = forms.BooleanField(
        label="This is true, and I know that the badge says that nobody has checked it.",
        error_messages={"required": "Please tick this, if it is so."},
    )
