from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.lib import limits, rendering
from community.members.directory import Sought, find
from community.members.forms import SpecialtyField
from community.members.limits import LOOKING_UP
from community.members.models import Band, Region
from community.members.request import Request
from community.members.rules import may_see_members


class DirectoryForm(forms.Form):
    """What is looked for. Whatever is none of the choices is no filter."""

    name = forms.CharField(max_length=80, required=False, label="Name begins with")
    specialty = SpecialtyField(required=False, empty_label="Any specialty")
    band = forms.ChoiceField(
        choices=[("", "Any grade"), *Band.choices], required=False, label="Grade"
    )
    region = forms.ChoiceField(choices=[("", "Any region"), *Region.choices], required=False)

    @property
    def sought(self) -> Sought:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if name := given.get("name"):
            given["name"] = " ".join(rendering.tidy(name).split())
        return Sought(**given)


@require_safe
def directory(request: Request) -> HttpResponse:
    may_see_members(request.viewer).require()
    try:
        limits.spend(LOOKING_UP, request.viewer.member_id)
    except limits.TooFast as error:
        response = render(request, "members/enough.html", {"reason": LOOKING_UP.reason}, status=429)
        response["Retry-After"] = str(error.wait)
        return response
    form = DirectoryForm(request.GET)
    rows, following = find(request.viewer, form.sought, request.GET.get("after"))
    query = request.GET.copy()
    query.pop("after", None)
    is_sought = any(query.get(name) for name in form.fields)
    if following:
        query["after"] = following
    context = {
        "form": form,
        "rows": rows,
        "following": query.urlencode() if following else "",
        "is_sought": is_sought,
    }
    return render(request, "members/directory.html", context)
