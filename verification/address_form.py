import uuid

from django import forms


class AddressForm(forms.Form):
    """Shape only: what the address proves, the use case finds out."""

    address = forms.CharField(
        label="Your address there",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="We send one mail to it, with a link. It is not shown to anyone.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
