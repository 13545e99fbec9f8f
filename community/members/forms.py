from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from community.members import clean
from community.members.models import Specialty, User


class _Grouped(ModelChoiceIterator):
    """A specialty that has sub-specialties heads a group of its own with them."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        families: dict[int, list[Specialty]] = {}
        for specialty in self.queryset:
            families.setdefault(specialty.parent_id or specialty.pk, []).append(specialty)
        for pk, family in families.items():
            choices = [self.choice(specialty) for specialty in family]
            if len(family) == 1 and family[0].pk == pk:
                yield choices[0]
            else:
                head = family[0].parent if family[0].parent_id else family[0]
                yield (str(head), choices)


class SpecialtyField(forms.ModelChoiceField):
    """One of all specialties, with the abbreviation that most would look for beside its name."""

    iterator = _Grouped

    def __init__(self, **options: Any) -> None:
        super().__init__(Specialty.objects.select_related("parent"), **options)

    def label_from_instance(self, specialty: Specialty) -> str:
        short = next((word for word in specialty.synonyms[:1] if word.upper() == word), "")
        return f"{specialty.name} ({short})" if short else specialty.name


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

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        try:
            clean.require_clean({"name": (name, None)}, beside_posts=frozenset({"name"}))
        except clean.Marked as marked:
            raise forms.ValidationError(
                [clean.said_of(words, why) for _, words, why in marked.marks]
            ) from None
        return name

    def signup(self, request: object, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
