import uuid

from django import forms

from verification.forms import NameField


class RenewForm(forms.Form):
    surname = NameField(label="Surname on the register", max_length=100)
    given_name = NameField(label="Given name on the register", max_length=100)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
