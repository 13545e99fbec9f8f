import uuid
from typing import Any

from django import forms

from community.lib.rendering import tidy
from verification.claiming import Claimed
from verification.models import Decision, Register
from verification.registers import REGISTERS, OtherProfession, Unreadable


class NameField(forms.CharField):
    """A name as people type it: unseen characters dropped, spaces single."""

    def to_python(self, value: Any) -> str:
        return " ".join(tidy(super().to_python(value) or "").split())


class ClaimForm(forms.Form):
    """Shape only: whether the number is right is for the register and a verifier to say."""

    register = forms.ChoiceField(
        choices=[(r.key, f"{r.label}, such as {r.example}") for r in REGISTERS.values()],
        initial=Register.GMC,
        label="Register",
    )
    number = forms.CharField(
        label="Your number",
        max_length=200,  # what is too long for a number, its register says kindly
        strip=False,
        help_text="As your register writes it; each in the list has an example. For the GMC, C and "
        "seven digits will do too.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "This is too long to be a number on a register."},
    )
    surname = NameField(
        label="Surname on the register",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        help_text="As the register spells it; it may be an earlier name of yours.",
    )
    given_name = NameField(
        label="Given name on the register",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and "register" in cleaned and "number" in cleaned:
            try:
                cleaned["number"] = REGISTERS[cleaned["register"]].normalise(cleaned["number"])
            except (Unreadable, OtherProfession) as error:
                self.add_error("number", str(error))
        return cleaned

    def claimed(self) -> Claimed:
        return Claimed(*(self.cleaned_data[name] for name in Claimed.__dataclass_fields__))


# What a verifier most often writes; their own words come first. None says which part was wrong
# where that would help someone who is guessing.
REASONS = [
    "What you gave us does not agree with the register. Please check it and send it again.",
    "Please give the name exactly as the register has it; it may be an earlier name.",
    "We could not confirm that this number is yours.",
    "The register does not show you as licensed to practise at present.",
    "The register has changed since we verified you.",
    "Your account bears another name than your claim. Please use one, or tell us of the other.",
]


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(choices=Decision.Outcome)
    ready = forms.ChoiceField(
        required=False,
        choices=[("", "–"), *((words, f"{n} {words}") for n, words in enumerate(REASONS, 1))],
    )
    reason = NameField(required=False, max_length=500)
    papers_seen = forms.BooleanField(required=False)
    other_name = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        cleaned["reason"] = cleaned.get("reason") or cleaned.get("ready", "")
        return cleaned


class DoubtForm(forms.Form):
    """That the account may not be who it says; for the managers."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
