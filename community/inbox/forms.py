from django import forms


class UpToForm(forms.Form):
    """The newest notification on the page that the member saw."""

    upto = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class MailForm(forms.Form):
    mail = forms.BooleanField(
        required=False,
        label="Mail me when something is new here",
        help_text="The mail says how much is new, never what. A decision about your account, and "
        "the answer to an appeal, are mailed in any case.",
    )
