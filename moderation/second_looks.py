"""One decision in twenty is judged again by another moderator, who is not told what the first one
decided. Nothing follows from it by itself."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.lib.arrays import Among, Ids
from community.lib.paging import page_after
from community.lib.verdicts import Refused
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access, showing_again, undoing
from moderation.limits import (
    AGREEMENT_DAYS,
    SECOND_LOOK_SHARE,
    SECOND_LOOKS_DONE,
    SECOND_LOOKS_PAGE,
)
from moderation.models import Decision, Note, SecondLook
from moderation.sealed import striking
from moderation.transparency.rules_of_the_house import HOUSE_RULES

Action = Decision.Action

SALT = "moderation.second-look"

# What can be said at a second look, by what becomes of the words: nothing, some go, all go.
DIRECTIONS = {
    Action.DISMISS: "nothing",
    Action.KEEP: "nothing",
    Action.EDIT: "words",
    Action.REDACT: "words",
    Action.COVER: "words",
    Action.HIDE: "whole",
    Action.REMOVE: "whole",
}


@dataclass(frozen=True)
class Judged:
    """What a second moderator says. `key` is the form's."""

    action: str
    key: uuid.UUID
    rule: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Agreement:
    """How often the second moderator went in the same direction; `share` is None without any."""

    done: int
    agreed: int

    @property
    def share(self) -> float | None:
        return self.agreed / self.done if self.done else None

    @property
    def percent(self) -> int | None:
        return round(100 * self.share) if self.share is not None else None


class Conflict(Exception):
    """Another moderator took this second look meanwhile."""


def draw(decision_id: int) -> None:
    """Have this decision judged again, if it is one of the twentieth part. Run twice, it comes out
    the same; nobody who has not our key can tell beforehand which decisions are drawn."""
    if not is_drawn(decision_id):
        return
    decision = undoing.standing(decision_id)
    if decision is None or not _can_be_judged(decision):
        return
    look, is_new = SecondLook.objects.get_or_create(decision=decision)
    if is_new:
        record("second_look.asked", look, actor_id=None, decision=decision.pk)


def is_drawn(decision_id: int) -> bool:
    digest = salted_hmac(SALT, str(decision_id), algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) < SECOND_LOOK_SHARE * 2**64


def judge(viewer: Viewer, look_id: int, judged: Judged) -> SecondLook:
    """Say what the viewer would have decided. It agrees when it goes in the same direction: leave
    it, take words from it, take all of it away; which rule was named plays no part.

    Raises Http404, or Conflict when another was first.
    """
    with transaction.atomic():
        form = once(viewer.member_id, judged.key, f"second look {look_id}")
        if form.result_id:
            return SecondLook.objects.get(pk=form.result_id)
        look = _lock(viewer, look_id)
        look.action, look.rule, look.remark = judged.action, judged.rule, judged.remark
        look.agrees = _direction(judged.action) == _direction(look.decision.action)
        _finish(viewer, look)
        striking.strike(look.decision.case, look)
        record(
            "second_look.done",
            look,
            actor_id=viewer.user_id,
            decision=look.decision_id,
            agrees=look.agrees,
        )
        if not look.agrees:
            Note.objects.create(
                case_id=look.decision.case_id, by_id=viewer.member_id, words=_differs(look)
            )
            emit("second_look.differed", look_id=look.pk)
        remember(form, look.pk)
    return look


def set_aside(viewer: Viewer, look_id: int, key: uuid.UUID) -> SecondLook:
    """End a second look at something whose words cannot be had any more as they were. It counts
    neither way. Raises Http404, Conflict, or Refused where they can be."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"set aside {look_id}")
        if form.result_id:
            return SecondLook.objects.get(pk=form.result_id)
        look = _lock(viewer, look_id)
        if showing_again.is_shown(look.decision):
            raise Refused("This can still be judged.")
        _finish(viewer, look)
        record("second_look.set_aside", look, actor_id=viewer.user_id, decision=look.decision_id)
        remember(form, look.pk)
    return look


def tell_managers(look_id: int) -> None:
    """Say that a second look came to another decision: to all community managers but who took it
    and the author, who may be one of them."""
    look = SecondLook.objects.select_related("decision__case").get(pk=look_id)
    case = look.decision.case
    managers = members_with({Role.COMMUNITY_MANAGER}).exclude(pk=case.author_id)
    for manager in managers.exclude(pk=look.by_id or 0):
        tell(
            manager.pk,
            f"A second look at case {case.pk} came to another decision.",
            reverse("second_look", args=[look.pk]),
            once=f"second_look.differed:{look.pk}",
        )


def waiting(viewer: Viewer, before: str | None) -> tuple[list[SecondLook], str | None]:
    """Those that the viewer may take, the newest first, and the key to go on from."""
    rows = access.visible_second_looks(viewer).filter(done_at=None)
    return page_after(rows.select_related("decision__case"), ("pk",), before, SECOND_LOOKS_PAGE)


def done(viewer: Viewer) -> list[SecondLook]:
    """Those that were taken last, in cases that the viewer may see."""
    rows = access.visible_second_looks(viewer).filter(done_at__isnull=False, agrees__isnull=False)
    rows = rows.select_related("decision__case", "decision__moderator", "by")
    return list(rows.order_by("-done_at", "-pk")[:SECOND_LOOKS_DONE])


def rules_of(look: SecondLook) -> tuple[str, str]:
    """Titles of the rules that the first and the second moderator named."""
    first, second = HOUSE_RULES.get(look.decision.rule), HOUSE_RULES.get(look.rule)
    return first.title if first else "None", second.title if second else "None"


def agreement(viewer: Viewer, days: int = AGREEMENT_DAYS) -> Agreement:
    """Of the second looks of the last days, in cases that the viewer may see: the gate is asked of
    these alone."""
    since = timezone.now() - timedelta(days=days)
    looks = SecondLook.objects.filter(
        done_at__gte=since, agrees__isnull=False, decision__undone_at=None
    )
    seen = access.visible_among(viewer, looks.values("decision__case"))
    counts = looks.filter(Among("decision__case", Ids(seen))).aggregate(
        done=Count("pk"), agreed=Count("pk", filter=Q(agrees=True))
    )
    return Agreement(**counts)


def _can_be_judged(decision: Decision) -> bool:
    """Not a word to someone who is not well, nor what undid another decision; and not where what
    went were pixels, which nobody sees again."""
    if decision.action not in DIRECTIONS or decision.action == Action.COVER:
        return False
    if decision.action != Action.REMOVE:
        return True
    written = subjects.of(decision.case.subject_kind).read(decision.case.subject_id)
    return written is not None and not written.fixed


def _direction(action: str) -> str:
    return DIRECTIONS.get(Action(action), "")


def _lock(viewer: Viewer, look_id: int) -> SecondLook:
    """A look that waits, locked. Raises Http404 or Conflict."""
    seen = access.get_second_look_or_404(viewer, look_id)
    striking.wait_for_others(seen.decision.case)
    looks = SecondLook.objects.select_for_update(no_key=True, of=("self",))
    look = looks.select_related("decision__case").get(pk=look_id)
    if look.done_at:
        raise Conflict
    return look


def _finish(viewer: Viewer, look: SecondLook) -> None:
    look.by_id, look.done_at = viewer.member_id, timezone.now()
    look.save(update_fields=["action", "rule", "remark", "agrees", "by", "done_at"])


def _differs(look: SecondLook) -> str:
    """For the others who work on the case. What was decided stands until one of them changes it."""
    rule = HOUSE_RULES.get(look.rule)
    named = f" ({rule.title})" if rule else ""
    second, first = Action(look.action).label, look.decision.get_action_display()
    return (
        f"A second look came to another decision: “{second}”{named}, where “{first}” was decided. "
        "Nothing has changed by itself."
    )
