from typing import Any

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from community.lib.limits import TooFast
from community.lib.paging import page
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.request import Request
from community.members.standing import badges_for
from forums import access, inviting, opening
from forums.forms.groups import (
    MONTHS,
    GroupForm,
    IncidentForm,
    InvitationForm,
    PickForm,
    RenewForm,
)
from forums.granting import members_of, reading_members_of
from forums.limits import MEMBERS_PER_PAGE
from forums.models import Board
from forums.posting import Stopped

INVITED = "The invitation is on its way. Whether the address has an account here we tell no one."


@require_http_methods(["GET", "POST"])
def own_groups(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = IncidentForm(request.POST or None)
    if request.method == "POST":
        opening.may_open_incident(viewer).require()
        if form.is_valid() and (post := _opened_incident(request, form)):
            return redirect(post.topic)
    joined = access.joined_groups(viewer).select_related("owner").order_by("name", "pk")
    own = access.owned_groups(viewer).order_by("-expires_at")
    overseen = access.visible_boards(viewer).filter(audience=Board.Audience.GROUP)
    context = {
        "joined": joined,
        "away": [(g, opening.may_renew(viewer, g)) for g in own.exclude(pk__in=joined)],
        "overseen": overseen.exclude(pk__in=joined).select_related("owner").order_by("name", "pk")
        if viewer.is_manager
        else [],
        "may_open": opening.may_open_group(viewer),
        "may_open_incident": opening.may_open_incident(viewer),
        "form": form,
        "months": MONTHS,
    }
    return render(request, "forums/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_group(request: Request) -> HttpResponse:
    may_open = opening.may_open_group(request.viewer)
    if request.method == "POST":
        may_open.require()
    templates = opening.TEMPLATES
    wanted = request.POST.get("template") or request.GET.get("as", "")
    template = templates.get(wanted, templates["study"])
    form = GroupForm(request.viewer, template, request.POST or None)
    if form.is_bound and form.is_valid() and (board := _opened(request, form)):
        messages.success(request, "Your group is open. Invite those it is for.")
        return redirect("group_members", board.slug)
    context = {
        "form": form,
        "may_open": may_open,
        "templates": templates.values(),
        "chosen": template,
    }
    return render(request, "forums/new_group.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def members(request: Request, slug: str) -> HttpResponse:
    board = _group_or_404(request, slug)
    act = request.POST.get("act")
    form = InvitationForm(request.POST if act == "invite" else None)
    if request.method == "POST" and (done := _act(request, board, act, form)):
        return done
    viewer = request.viewer
    may_invite, may_steer = inviting.may_invite(viewer, board), inviting.may_steer(viewer, board)
    whom = members_of(board) if may_steer else reading_members_of(board)
    window, people = _page(whom, board, request.GET.get("page"))
    badges = badges_for(person.pk for person in people)
    context = {
        "board": board,
        "rows": [(person, badges.get(person.pk)) for person in people],
        "page": window,
        "may_invite": may_invite,
        "may_steer": may_steer,
        "is_owner": board.owner_id == viewer.user_id,
        "invitations": inviting.open_invitations(board) if may_invite else [],
        "heirs": inviting.may_take_over(board).order_by("name") if may_steer else [],
        "form": form,
        "months": MONTHS,
    }
    return render(request, "forums/members.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, slug: str, pk: int) -> HttpResponse:
    board = _group_or_404(request, slug)
    inviting.remove(request.viewer, board, pk)
    messages.success(request, "They are no longer a member of this group.")
    return redirect("group_members", board.slug)


@require_POST
def leave(request: Request, slug: str) -> HttpResponse:
    board = _group_or_404(request, slug)
    try:
        inviting.leave(request.viewer, board)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("group_members", board.slug)
    messages.success(request, "You have left the group.")
    return redirect("groups")


@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    form = RenewForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Choose how long the group should last.")
        return redirect("groups")
    board = opening.renew(request.viewer, pk, form.cleaned_data["months"])
    messages.success(request, "The group is renewed, and its members have it as before.")
    return redirect("group_members", board.slug)


@require_http_methods(["GET", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    viewer = request.viewer
    try:
        invited = inviting.get_invitation_or_404(viewer, token)
        may_join = inviting.may_join(viewer, invited)
        if viewer.is_suspended:
            may_join.require()
        if invited.accepted_by_id:
            return redirect(invited.board)
        if request.method == "POST":
            board = inviting.accept(viewer, invited)
            messages.success(request, "Welcome to the group.")
            return redirect(board)
    except inviting.Spent:
        return render(request, "forums/invitation_spent.html", status=404)
    context = {"invitation": invited, "board": invited.board, "may_join": may_join}
    return render(request, "forums/invitation.html", context)


def _group_or_404(request: Request, slug: str) -> Board:
    board = access.get_board_or_404(request.viewer, slug)
    if not board.is_group:
        raise Http404
    return board


def _page(people: QuerySet[User], board: Board, wanted: str | None) -> tuple[Any, list[User]]:
    """A page of members, who looks after the group before all others."""
    window = page(wanted, people.count(), MEMBERS_PER_PAGE)
    owner_first = Case(When(pk=board.owner_id, then=Value(0)), default=Value(1))
    people = people.select_related("specialty").order_by(owner_first, "name", "pk")
    return window, list(people[window.first - 1 : window.last])


def _act(
    request: Request, board: Board, act: str | None, form: InvitationForm
) -> HttpResponse | None:
    """Do what a button of the members' page stands for; None where the form has to say why not."""
    viewer, pick = request.viewer, PickForm(request.POST)
    where: str = "group_members"
    if act == "invite":
        if not _invited(request, board, form):
            return None
        messages.success(request, INVITED)
    elif act == "close":
        opening.close(viewer, board)
        messages.success(request, "The group is closed. You can renew it here later.")
        return redirect("groups")
    elif not pick.is_valid():
        raise Http404
    elif act == "withdraw":
        inviting.withdraw_invitation(viewer, board, pick.cleaned_data["pk"])
        messages.success(request, "The invitation is withdrawn: its link opens nothing now.")
    elif act == "hand_over":
        inviting.hand_over(viewer, board, pick.cleaned_data["pk"])
        messages.success(request, "The group is theirs to look after now.")
    return redirect(where, board.slug)


def _invited(request: Request, board: Board, form: InvitationForm) -> bool:
    inviting.may_invite(request.viewer, board).require()
    if form.is_valid():
        try:
            inviting.invite(request.viewer, board, **form.cleaned_data)
        except TooFast:
            form.add_error(None, "That is enough for one day. Please go on tomorrow.")
        except Refused as refused:
            form.add_error(None, str(refused))
    return not form.errors


def _opened(request: Request, form: GroupForm) -> Board | None:
    try:
        return opening.open_group(request.viewer, form.wanted())
    except TooFast:
        form.add_error(None, "That is enough for one day. Please try again tomorrow.")
    except Stopped as stopped:
        for field, marks in stopped.marks.items():
            form.add_error(field, f"This may identify a patient: {marks[0].why}")
    return None


def _opened_incident(request: Request, form: IncidentForm) -> Any:
    try:
        return opening.open_incident(request.viewer, **form.cleaned_data)
    except TooFast as error:
        form.add_error(None, f"You are posting very fast. Try again in {error.wait} seconds.")
    except Stopped:
        form.add_error("name", "This may identify a patient. Name the place or the kind of event.")
    return None
