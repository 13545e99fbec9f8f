from django import forms

from community.members.models import User


class JoiningForm(forms.Form):
    """What we ask besides an address and a password when someone signs up."""

    name = forms.CharField(
        max_length=80,
        min_length=2,
        label="Your name",
        help_text="As colleagues know you. It stands beside what you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: object, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
