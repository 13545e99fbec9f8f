"""Groups: invite to them, join, leave, hand one over.

Membership is what is granted by name (`granting.admit`). An invitation is a row and a signed link
to it; the link opens only for an account that has confirmed the address it was sent to.
"""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.lib.letters import connect, send_after_commit
from community.lib.limits import spend
from community.lib.verdicts import YES, Verdict, no
from community.members.models import Block, User
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums.access import visible_boards
from forums.granting import admit, dismiss, members_of, reading_members_of
from forums.limits import (
    INVITATION_HOLDS,
    INVITATION_KEPT,
    INVITATIONS_OPEN,
    INVITING,
    MEMBERS_AT_MOST,
)
from forums.models import Board, Ignore, Invitation
from forums.opening import OWNERS, may_look_after_one_more
from forums.rules import may_moderate

SALT = "forums.invitation"

# What is missing, for whoever a group is not for.
MISSING = {
    Board.Requires.PROFESSIONAL: "healthcare professionals and doctors who are verified here",
    Board.Requires.DOCTOR: "doctors who are verified here",
}


class Spent(Exception):
    """The invitation was used, withdrawn or sent anew, is too old, or its group has ended."""


# --- The owner's side ----------------------------------------------------------------------------


def may_invite(viewer: Viewer, board: Board) -> Verdict:
    if board.owner_id != viewer.user_id:
        return no("Only who looks after this group can invite to it.")
    if board.has_ended:
        return no("This group has ended. You can renew it on the page of your groups.")
    return YES


def may_steer(viewer: Viewer, board: Board) -> Verdict:
    """Who may take a member out or hand the group over."""
    if board.owner_id == viewer.user_id or may_moderate(viewer, board.pk):
        return YES
    return no("Only who looks after this group can do this.")


def open_invitations(board: Board) -> QuerySet[Invitation]:
    """For the owner alone."""
    held = Invitation.objects.filter(board=board, closed_at=None, expires_at__gt=timezone.now())
    return held.order_by("-pk")


def invite(viewer: Viewer, board: Board, email: str, key: UUID) -> None:
    """Mail an invitation, whether or not the address has an account; an earlier one to the same
    address ends. Raises Refused and TooFast."""
    may_invite(viewer, board).require()
    email = email.lower()
    with transaction.atomic():
        board = _locked(board)
        may_invite(viewer, board).require()
        form = once(viewer.member_id, key, f"invite {board.pk}")
        if form.result_id:
            return
        spend(INVITING, viewer.member_id)
        now = timezone.now()
        Invitation.objects.filter(board=board, email=email, closed_at=None).update(closed_at=now)
        if open_invitations(board).count() >= INVITATIONS_OPEN:
            no(f"{INVITATIONS_OPEN} invitations are open. Withdraw one first, or wait.").require()
        invitation = Invitation.objects.create(
            board=board,
            email=email,
            invited_by_id=viewer.member_id,
            expires_at=now + INVITATION_HOLDS,
        )
        record("group.invited", board, actor_id=viewer.user_id, invitation=invitation.pk)
        emit("invitation.made", invitation_id=invitation.pk)
        remember(form, invitation.pk)


def withdraw_invitation(viewer: Viewer, board: Board, invitation_id: int) -> None:
    """Raises Refused."""
    may_invite(viewer, board).require()
    with transaction.atomic():
        board = _locked(board)
        may_invite(viewer, board).require()
        held = Invitation.objects.filter(pk=invitation_id, board=board, closed_at=None)
        if held.update(closed_at=timezone.now()):
            record("group.uninvited", board, actor_id=viewer.user_id, invitation=invitation_id)


def mail_invitation(invitation_id: int) -> None:
    """Send the link. As with all our mail, what is lost after the commit is not sent again. Raises
    OSError when the mail server is not to be reached."""
    invitation = (
        Invitation.objects.select_related("board", "invited_by").filter(pk=invitation_id).first()
    )
    if invitation is None or not _is_open(invitation) or _is_unwanted(invitation):
        return
    context = {
        "who": " ".join(invitation.invited_by.name.split()),
        "link": settings.SITE_URL + reverse("invitation", args=[token_of(invitation)]),
        "site_name": settings.SITE_NAME,
        "email": invitation.email,
        "until": invitation.expires_at,
    }
    message = EmailMessage(
        subject=f"An invitation on {settings.SITE_NAME}",
        body=render_to_string("forums/mail/invitation.txt", context),
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    connection = connect()
    send_after_commit(connection, message, "invitation_lost", invitation=invitation_id)


def clear_old() -> int:
    """Nightly: forget the addresses of invitations that ended a while ago. Returns how many."""
    past = timezone.now() - INVITATION_KEPT
    ended = Q(closed_at__lt=past) | Q(closed_at=None, expires_at__lt=past)
    return Invitation.objects.filter(ended).delete()[0]


# --- The other side ------------------------------------------------------------------------------


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def get_invitation_or_404(viewer: Viewer, token: str) -> Invitation:
    """The invitation of a link, for whom it was sent to: to all others there is none. One that the
    viewer has accepted leads to the group while they read it. Raises Spent when it opens nothing
    any more."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    invitation = Invitation.objects.select_related("board__owner").filter(pk=pk).first()
    theirs = EmailAddress.objects.filter(user=viewer.user_id, verified=True)
    if invitation is None or not theirs.filter(email__iexact=invitation.email).exists():
        raise Http404
    accepted = invitation.accepted_by_id is not None
    if accepted and invitation.accepted_by_id == viewer.user_id:
        if visible_boards(viewer).filter(pk=invitation.board_id).exists():
            return invitation
    elif _is_open(invitation):
        return invitation
    raise Spent


def may_join(viewer: Viewer, invitation: Invitation) -> Verdict:
    if viewer.is_suspended:
        return no("Your account is suspended, so you cannot join a group for now.")
    if Role(invitation.board.requires) not in viewer.roles:
        until = format_date(timezone.localtime(invitation.expires_at), "j F")
        whom = MISSING[Board.Requires(invitation.board.requires)]
        return no(
            f"This group is for {whom}, and you are not yet. Your invitation stays good until "
            f"{until}: come back by the same link."
        )
    return YES


def accept(viewer: Viewer, invitation: Invitation) -> Board:
    """Join the group. Raises Refused and Spent."""
    may_join(viewer, invitation).require()
    with transaction.atomic():
        board = _locked(invitation.board)
        invitation = Invitation.objects.select_for_update(no_key=True, of=("self",)).get(
            pk=invitation.pk
        )
        invitation.board = board
        if invitation.accepted_by_id == viewer.user_id:
            return board
        if not _is_open(invitation):
            raise Spent
        may_join(viewer, invitation).require()
        if members_of(board).count() >= MEMBERS_AT_MOST:
            no("This group is full. Ask whoever invited you to make room.").require()
        admit(board, viewer.member_id)
        invitation.closed_at, invitation.accepted_by_id = timezone.now(), viewer.member_id
        invitation.save(update_fields=["closed_at", "accepted_by"])
        record("group.joined", board, actor_id=viewer.user_id, invitation=invitation.pk)
        if board.owner_id:
            text = f"{viewer.name} has joined a group that you look after."
            tell(board.owner_id, text, reverse("groups"), mail=False)
    return board


def leave(viewer: Viewer, board: Board) -> None:
    """Raises Refused for the owner, whose leaving would leave no one to look after it."""
    with transaction.atomic():
        board = _locked(board)
        if board.owner_id == viewer.user_id:
            no("You look after this group. Hand it over first, or close it.").require()
        if dismiss(board, viewer.member_id):
            record("group.left", board, actor_id=viewer.user_id)
        elif may_moderate(viewer, board.pk):
            no("You read this group as a community manager, not as a member.").require()


def remove(viewer: Viewer, board: Board, user_id: int) -> None:
    """Take a member out of a group. Raises Refused."""
    may_steer(viewer, board).require()
    with transaction.atomic():
        board = _locked(board)
        may_steer(viewer, board).require()
        if board.owner_id == user_id:
            no("Who looks after the group stays in it. Hand it over first.").require()
        if dismiss(board, user_id):
            record("group.removed", board, actor_id=viewer.user_id, user=user_id)
            tell(user_id, "Your time in a group has ended.", reverse("groups"), mail=False)


def may_take_over(board: Board) -> QuerySet[User]:
    """Members who could look after a group: they read it now, and might have opened it."""
    fit = members_with(OWNERS).values("pk")
    return reading_members_of(board).filter(pk__in=fit).exclude(pk=board.owner_id or 0)


def hand_over(viewer: Viewer, board: Board, user_id: int) -> None:
    """Let another member look after the group. Raises Refused."""
    may_steer(viewer, board).require()
    with transaction.atomic():
        board = _locked(board)
        may_steer(viewer, board).require()
        if board.owner_id == user_id:
            return
        heir = may_take_over(board).filter(pk=user_id).first()
        if heir is None:
            no("Only a member who is verified here can look after the group.").require()
        else:
            User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
            if not may_look_after_one_more(user_id):
                no("They look after as many groups as one member may.").require()
            board.owner = heir
            board.save(update_fields=["owner"])
            record("group.handed_over", board, actor_id=viewer.user_id, to=user_id)
            tell(user_id, "A group that you are in is yours to look after now.", reverse("groups"))


def _locked(board: Board) -> Board:
    return Board.objects.select_for_update(no_key=True, of=("self",)).get(pk=board.pk)


def _is_open(invitation: Invitation) -> bool:
    is_held = invitation.closed_at is None and invitation.expires_at > timezone.now()
    return is_held and not invitation.board.has_ended


def _is_unwanted(invitation: Invitation) -> bool:
    """Whoever sent it may not any more, or is one whom the invited does not want to hear."""
    sender = invitation.invited_by
    if not members_with({Role.MEMBER}).filter(pk=sender.pk).exists():
        return True
    theirs = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    invited = {"user__in": theirs.values("user")}
    ignored = Ignore.objects.filter(ignored=sender, **invited).exists()
    return ignored or Block.objects.filter(blocked=sender, **invited).exists()
