"""What an author can do about a decision, for a page that shows it."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.urls import reverse

from community.lib.verdicts import Verdict
from community.members.viewer import Viewer
from moderation.appeals import appealing
from moderation.appeals.rules import may_appeal, may_appeal_hold
from moderation.limits import APPEAL_WITHIN
from moderation.models import Appeal, Case, Decision

register = template.Library()


@dataclass(frozen=True)
class Objection:
    """The appeal that was made, if one was; else whether one may be, and until when."""

    appeal: Appeal | None
    may: Verdict
    url: str
    until: datetime | None = None


@register.simple_tag
def late_appeals(viewer: Viewer) -> int:
    """How many appeals that the viewer may see should have been answered by now."""
    return appealing.overdue(viewer) if viewer.is_moderator else 0


@register.simple_tag
def objection(viewer: Viewer, case: Case, decision: Decision | None = None) -> Objection:
    """Against this decision, or without one against the case's hold, by its author."""
    is_author = viewer.user_id == case.author_id
    if not decision:
        return Objection(
            appealing.appeal_against_hold(case) if is_author else None,
            may_appeal_hold(viewer, case),
            reverse("appeal_hold", args=[case.pk]),
        )
    return Objection(
        appealing.appeal_against(decision) if is_author else None,
        may_appeal(viewer, decision),
        reverse("appeal", args=[decision.pk]),
        decision.at + APPEAL_WITHIN,
    )
