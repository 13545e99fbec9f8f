from django import forms


class VouchForm(forms.Form):
    knows = forms.BooleanField(
        label="I know this person and they are the doctor of this name.",
        error_messages={"required": "Please tick this, if it is so."},
    )
