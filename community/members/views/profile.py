from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.members import seeing, ties
from community.members.clean import Marked
from community.members.editing import edit_profile
from community.members.models import Audience, User
from community.members.profile_forms import ProfileForm, first_values
from community.members.request import Request
from community.members.rules import may_edit_profile, may_see_members
from community.members.standing import all_badges
from community.members.viewer import Viewer

LOADED = ("specialty", "profile")


@require_safe
@login_not_required
def profile(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    member = User.objects.select_related(*LOADED).filter(pk=pk, is_active=True).first()
    if not (member and seeing.opens_to_all(member)):
        # The same for a page that is closed as for one that is not there.
        if not viewer.is_signed_in:
            return redirect_to_login(request.get_full_path())
        may_see_members(viewer).require()
    member = member or get_object_or_404(User, pk=pk, is_active=True)
    is_own = member.pk == viewer.user_id
    audience = _as_seen_by(request) if is_own else None
    return render(request, "members/profile.html", _page(viewer, member, audience))


@require_http_methods(["GET", "POST"])
def profile_edit(request: Request) -> HttpResponse:
    may_edit_profile(request.viewer).require()
    member = get_object_or_404(User.objects.select_related(*LOADED), pk=request.viewer.user_id)
    said = seeing.profile_of(member)
    form = ProfileForm(request.POST or None, initial=first_values(member, said))
    if request.method == "POST" and form.is_valid():
        try:
            edit_profile(request.viewer, form.beside, form.page)
        except Marked as marked:
            form.refuse(marked)
        else:
            messages.success(request, "Your page is up to date.")
            return redirect("profile", member.pk)
    context = {"form": form, "member": member, "state": said.state}
    status = 422 if form.errors else 200
    return render(request, "members/profile_edit.html", context, status=status)


def _page(viewer: Viewer, member: User, audience: Audience | None) -> dict[str, object]:
    """The page as the viewer sees it or, of their own, as one of that audience does."""
    is_own = member.pk == viewer.user_id
    seer = seeing.stand_in(audience, member) if audience else viewer
    is_open = seeing.opens_to_all(member) or seer.is_signed_in
    is_tied = viewer.is_member and not is_own
    return {
        "member": member,
        "page": seeing.shown(seer, member) if is_open else None,
        "seer": seer,
        "badges": all_badges(member.pk),
        "is_own": is_own,
        "state": seeing.profile_of(member).state if is_own else "",
        "audience": audience,
        "audiences": seeing.STAND_INS,
        "seen_as": seeing.STAND_INS[audience] if audience else "",
        "follows": is_tied and ties.follows(viewer, member.pk),
        "blocks": is_tied and ties.blocks(viewer, member.pk),
        "is_tied": is_tied,
    }


def _as_seen_by(request: Request) -> Audience | None:
    """Through whose eyes `?as=` wants to see it; nonsense is one's own."""
    wanted = request.GET.get("as", "")
    return next((audience for audience in seeing.STAND_INS if audience == wanted), None)
