"""The form of one's own page: what is said, and beside each part who sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from community.lib import rendering
from community.members.clean import Marked, said_of
from community.members.editing import Beside, Page
from community.members.forms import SpecialtyField
from community.members.models import Audience, Band, Profile, Region, User

NONE_SAID = [("", "Not said")]


@dataclass(frozen=True)
class Part:
    """A field or two of the form, and the one that says who sees them."""

    fields: list[BoundField]
    audience: BoundField | None


class AudienceField(forms.ChoiceField):
    """Who sees a part of the page."""

    def __init__(self, what: str) -> None:
        super().__init__(choices=Audience.choices, label=f"Who sees {what}")


class ProfileForm(forms.Form):
    """How a member is shown to others."""

    name = forms.CharField(
        min_length=2,
        max_length=80,
        label="Your name",
        help_text="As colleagues know you. A verification stands under the name on the register: a "
        "name that does not fit it closes what it opened until someone has looked. A change is "
        "recorded.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Please give a name: it stands beside what you write.",
            "min_length": "Please give at least two letters.",
        },
    )
    specialty = SpecialtyField(required=False, empty_label="None, or not yet")
    specialty_for = AudienceField("your specialty")
    band = forms.ChoiceField(
        choices=NONE_SAID + Band.choices,
        required=False,
        label="Grade",
        help_text="What the directory is searched by.",
    )
    grade = forms.CharField(
        max_length=60,
        required=False,
        label="Grade in your own words",
        help_text="Such as consultant, ST5 or ward sister. It stands beside what you write.",
    )
    grade_for = AudienceField("your grade")
    region = forms.ChoiceField(choices=NONE_SAID + Region.choices, required=False)
    region_for = AudienceField("your region")
    workplace = forms.CharField(
        max_length=120,
        required=False,
        help_text="With a workplace beside your name, a case you present can lead to a patient.",
    )
    workplace_for = AudienceField("your workplace")
    about = forms.CharField(
        max_length=2000,
        required=False,
        label="About you",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Nothing about patients. An empty line begins a paragraph.",
    )
    about_for = AudienceField("this")
    interests = forms.CharField(
        max_length=500,
        required=False,
        label="Declared interests",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Fees, shares, posts: what a reader should know who takes your advice.",
    )
    interests_for = AudienceField("your interests")
    page_for = forms.ChoiceField(
        choices=[
            (Audience.MEMBERS, "Members only"),
            (Audience.PUBLIC, "Everyone who has its address"),
        ],
        label="Who can open your page",
        help_text="Even then, whoever has not signed in sees only what is marked for everyone. "
        "Search engines are asked to leave it out.",
    )
    in_directory = forms.BooleanField(
        required=False,
        label="List me in the directory of members",
        help_text="Members find you there by what each of them may see of you. Without this you "
        "are in it for no one.",
    )

    def clean_about(self) -> str:
        about = rendering.tidy(self.cleaned_data["about"]).strip()
        try:
            rendering.require_fit(about)
        except rendering.Unfit as error:
            raise forms.ValidationError(str(error)) from None
        return about

    def refuse(self, marked: Marked) -> None:
        """Say beside each field what in it cannot be shown."""
        for field, words, why in marked.marks:
            self.add_error(field, said_of(words, why))

    def parts(self) -> Iterator[Part]:
        """Of the page, in order, each with its audience beside it."""
        for names in (("specialty",), ("band", "grade"), ("region",), ("workplace",)):
            yield Part([self[name] for name in names], self[f"{names[-1]}_for"])
        for name in ("about", "interests"):
            yield Part([self[name]], self[f"{name}_for"])

    @property
    def beside(self) -> Beside:
        return Beside(**_taken(self.cleaned_data, Beside))

    @property
    def page(self) -> Page:
        return Page(**_taken(self.cleaned_data, Page))


def first_values(member: User, profile: Profile) -> dict[str, Any]:
    """What the form begins with."""
    values = {name: getattr(profile, name) for name in _names(Page)}
    values |= {name: getattr(member, name) for name in _names(Beside)}
    if values["page_for"] != Audience.PUBLIC:
        values["page_for"] = Audience.MEMBERS
    return values


def _names(of: type) -> list[str]:
    return list(of.__dataclass_fields__)  # type: ignore[attr-defined]


def _taken(values: dict[str, Any], of: type) -> dict[str, Any]:
    return {name: values[name] for name in _names(of)}
