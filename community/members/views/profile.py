from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from community.members.editing import Shown, edit_profile
from community.members.forms import SpecialtyField
from community.members.models import User
from community.members.request import Request
from community.members.rules import may_edit_profile, may_see_members
from community.members.standing import badges_for


class ProfileForm(forms.ModelForm):
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
    grade = forms.CharField(
        max_length=60, required=False, help_text="Such as consultant, ST5 or ward sister."
    )

    class Meta:
        model = User
        fields = ("name", "specialty", "grade")


@require_GET
def profile(request: Request, pk: int) -> HttpResponse:
    # Before the look-up, so that the answer tells no one which members there are.
    may_see_members(request.viewer).require()
    member = get_object_or_404(User.objects.select_related("specialty"), pk=pk, is_active=True)
    context = {
        "member": member,
        "badge": badges_for([member.pk]).get(member.pk),
        "is_own": member.pk == request.viewer.user_id,
    }
    return render(request, "members/profile.html", context)


@require_http_methods(["GET", "POST"])
def profile_edit(request: Request) -> HttpResponse:
    may_edit_profile(request.viewer).require()
    member = get_object_or_404(User, pk=request.viewer.user_id)
    form = ProfileForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        edit_profile(request.viewer, Shown(**form.cleaned_data))
        messages.success(request, "Your page is up to date.")
        return redirect("profile", member.pk)
    return render(request, "members/profile_edit.html", {"form": form, "member": member})
