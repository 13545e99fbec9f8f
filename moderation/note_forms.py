"""The shape of what moderators note about a case for each other."""

import uuid

from django import forms

from moderation.forms import Words


class NoteForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = Words(
        max_length=2000,
        label="A note for the other moderators",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write something first.",
            "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit.",
        },
    )


class LinkForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=2**62)
