from django import forms

from verification.forms import NameField


class DeclareForm(forms.Form):
    profession = NameField(
        label="What you are",
        max_length=60,
        help_text="Such as nurse, physiotherapist, physician associate, practice manager.",
    )
    is_true = forms.BooleanField(
        label="This is true, and I know that the badge says that nobody has checked it.",
        error_messages={"required": "Please tick this, if it is so."},
    )
