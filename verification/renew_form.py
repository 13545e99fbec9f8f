import uuid
from typing import Any

from django import forms

from verification.forms import NameField


class RenewForm(forms.Form):
    surname = NameField(label="Surname on the register", max_length=100)
    given_name = NameField(label="Given name on the register", max_length=100)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, may_rename: bool, **kwargs: Any) -> None:
        """The name can be changed when the register has another one now, and only then."""
        super().__init__(*args, **kwargs)
        for name in ("surname", "given_name"):
            self.fields[name].disabled = not may_rename  # and what is sent for it is ignored
            if not may_rename:
                self.fields[name].widget = forms.HiddenInput()
