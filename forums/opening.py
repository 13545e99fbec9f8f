"""Open boards from templates: groups, and what an incident needs. End a group, and renew it."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.text import slugify

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.lib import limits
from community.lib.verdicts import YES, Verdict, no
from community.members.models import User
from community.members.roles import Role
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import posting
from forums.access import one_or_404, owned_groups
from forums.granting import admit, forget_cached, grant_audience, grants_uncached
from forums.limits import (
    GROUP_ENDS_SOON,
    GROUP_LASTS_AT_MOST,
    GROUPS_OPEN,
    INCIDENT_SLOW_SECONDS,
    OPENING,
)
from forums.models import Board, Post
from forums.posting import Composed
from forums.rules import may_moderate
from forums.stopping import require_clean

# Who opens groups and looks after them.
OWNERS = frozenset({Role.DOCTOR, Role.PROFESSIONAL, Role.STUDENT})


@dataclass(frozen=True)
class Template:
    """What a kind of group begins with. `months` is for how long it is suggested."""

    key: str
    label: str
    about: str
    icon: str
    name_hint: str
    description: str
    kind: str
    months: int


TEMPLATES = {
    template.key: template
    for template in (
        Template(
            key="study",
            label="Study group",
            about="A journal club, a project, a paper to write.",
            icon="book-open",
            name_hint="Such as Thursday journal club",
            description="One paper a week, read before we meet.",
            kind="discussion",
            months=6,
        ),
        Template(
            key="department",
            label="Department",
            about="Those who work together: rotas, handover of ideas, what we learnt.",
            icon="users",
            name_hint="Such as Acute medicine, St Elsewhere’s",
            description="For all of us on the ward. No patients here, nor on any board.",
            kind="discussion",
            months=12,
        ),
        Template(
            key="exam",
            label="Exam group",
            about="Those who sit the same exam: questions, and answers that are accepted.",
            icon="graduation-cap",
            name_hint="Such as MRCP PACES, autumn",
            description="Ask, explain, and be kind the night before.",
            kind="question",
            months=6,
        ),
    )
}


@dataclass(frozen=True)
class Wanted:
    """A group as its owner wants it. `months` is how long it lasts; `key` is the form's."""

    template: str
    name: str
    description: str
    requires: Board.Requires
    months: int
    key: uuid.UUID


def may_open_group(viewer: Viewer) -> Verdict:
    if viewer.is_suspended:
        return no("Your account is suspended, so you cannot open a group for now.")
    if not viewer.roles & OWNERS:
        return no(
            "Groups are opened by verified doctors, healthcare professionals and students. "
            "Whoever has one can invite you."
        )
    return may_look_after_one_more(viewer.member_id)


def may_look_after_one_more(user_id: int) -> Verdict:
    theirs = Board.objects.filter(
        owner=user_id, audience=Board.Audience.GROUP, expires_at__gt=timezone.now()
    )
    if theirs.count() < GROUPS_OPEN:
        return YES
    return no(
        f"One member looks after {GROUPS_OPEN} groups at most. Close one or hand one over first."
    )


def may_require(viewer: Viewer, requires: str) -> Verdict:
    """No one asks of others more than they are themselves."""
    if Role(requires) in viewer.roles:
        return YES
    return no("You can ask of members only what you are yourself.")


def open_group(viewer: Viewer, wanted: Wanted) -> Board:
    """Open a group, with the viewer as its owner. Raises Refused, TooFast or Stopped."""
    may_open_group(viewer).require()
    may_require(viewer, wanted.requires).require()
    fields = {"name": wanted.name, "description": wanted.description}
    require_clean(fields, "closed")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
        form = once(viewer.member_id, wanted.key, "open group")
        if form.result_id:
            return Board.objects.get(pk=form.result_id)
        may_open_group(viewer).require()
        limits.spend(OPENING, viewer.member_id)
        board = Board.objects.create(
            name=wanted.name,
            slug=_slug(wanted.name),
            description=wanted.description,
            audience=Board.Audience.GROUP,
            section=Board.Section.GROUP,
            kind=TEMPLATES[wanted.template].kind,
            owner_id=viewer.member_id,
            expires_at=_end(wanted.months),
            requires=wanted.requires,
        )
        grant_audience(board)
        admit(board, viewer.member_id)
        remind_before_end(board)
        record("group.opened", board, actor_id=viewer.user_id, requires=board.requires)
        remember(form, board.pk)
    return board


def may_renew(viewer: Viewer, board: Board) -> Verdict:
    """Asked of one's own groups."""
    if viewer.is_suspended or not viewer.roles & OWNERS:
        return no("Groups are looked after by verified doctors, professionals and students.")
    if Role(board.requires) not in viewer.roles:
        label = Board.Requires(board.requires).label.lower()
        return no(f"This group is for {label}, which you are not at present.")
    return may_look_after_one_more(viewer.member_id) if board.has_ended else YES


def renew(viewer: Viewer, board_id: int, months: int) -> Board:
    """Let one's own group last so many months from now, never shorter than it would have. Raises
    Refused, and Http404 where it is another's."""
    board = one_or_404(owned_groups(viewer).filter(pk=board_id))
    may_renew(viewer, board).require()
    with transaction.atomic():
        board = _locked(board)
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
        board = one_or_404(owned_groups(viewer).filter(pk=board.pk))
        may_renew(viewer, board).require()
        end = _end(months)
        if board.expires_at is None or board.expires_at >= end:
            return board
        board.expires_at = end
        board.save(update_fields=["expires_at"])
        forget_cached()
        remind_before_end(board)
        record("group.renewed", board, actor_id=viewer.user_id, until=end.isoformat())
    return board


def may_close(viewer: Viewer, board: Board) -> Verdict:
    if board.owner_id == viewer.user_id or may_moderate(viewer, board.pk):
        return YES
    return no("Only who looks after this group can close it.")


def close(viewer: Viewer, board: Board) -> None:
    """End a group now: its members lose it at their next request. Raises Refused."""
    may_close(viewer, board).require()
    with transaction.atomic():
        board = _locked(board)
        may_close(viewer, board).require()
        if board.has_ended:
            return
        board.expires_at = timezone.now()
        board.save(update_fields=["expires_at"])
        forget_cached()
        record("group.closed", board, actor_id=viewer.user_id)


def remind_before_end(board: Board) -> None:
    """Have the owner told in time. Call inside a transaction, after each change of the end."""
    if board.expires_at is not None:
        emit(
            "group.ending",
            due_at=board.expires_at - GROUP_ENDS_SOON,
            board_id=board.pk,
            end=board.expires_at.isoformat(),
        )


def remind_owner(board_id: int, end: str) -> None:
    """That a group ends soon, unless its end is another by now or has come."""
    board = Board.objects.filter(pk=board_id).first()
    if board is None or board.owner_id is None or board.expires_at is None or board.has_ended:
        return
    if board.expires_at == datetime.fromisoformat(end):
        day = format_date(timezone.localtime(board.expires_at), "j F")
        text = f"A group that you look after ends on {day}. You can renew it."
        tell(board.owner_id, text, reverse("groups"), once=f"group.ending:{board_id}:{end}")


def may_open_incident(viewer: Viewer) -> Verdict:
    return YES if viewer.is_manager else no("Community managers open boards for an incident.")


INCIDENT_WORDS = """\
This board is for one thing: **{name}**.

- Say what you know, how you know it, and when. If you only heard it, say that too.
- No patients, no staff by name, no pictures from the scene.
- What matters at once belongs to your control room first; this is no emergency line.
- The board is slow on purpose: a minute between two posts, time to read what came meanwhile.

I look after this board. When it is over, I will make it read-only and say so here.
"""


def open_incident(viewer: Viewer, name: str, audience: Board.Audience, key: uuid.UUID) -> Post:
    """Open a board for an incident, its purpose pinned at the top; returns that post. Raises
    Refused, TooFast or Stopped."""
    may_open_incident(viewer).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, "open incident")
        if form.result_id:
            return Post.objects.select_related("topic").get(pk=form.result_id)
        board = Board.objects.create(
            name=name,
            slug=_slug(name),
            description="Open for as long as it takes.",
            audience=audience,
            section=Board.Section.SITE,
            slow_seconds=INCIDENT_SLOW_SECONDS,
        )
        grant_audience(board)
        record("board.added", board, actor_id=viewer.user_id, template="incident")
        # The grants are this transaction's own and nobody else's yet, the cache's least of all.
        viewer.memo["boards"] = grants_uncached(viewer.user_id, viewer.roles)
        words = Composed(INCIDENT_WORDS.format(name=name), key, title=f"What this is for: {name}")
        post = posting.start_topic(viewer, board, words)
        post.topic.is_pinned = True
        post.topic.save(update_fields=["is_pinned"])
        record("topic.pinned", post.topic, actor_id=viewer.user_id)
        remember(form, post.pk)
    return post


def _locked(board: Board) -> Board:
    return Board.objects.select_for_update(no_key=True, of=("self",)).get(pk=board.pk)


def _slug(name: str) -> str:
    """An address that no one can guess: were it the bare name, one that is taken would tell that
    there is such a group."""
    return f"{slugify(name)[:60].strip('-') or 'group'}-{secrets.token_hex(4)}"


def _end(months: int) -> datetime:
    return timezone.now() + min(timedelta(days=round(months * 365 / 12)), GROUP_LASTS_AT_MOST)
