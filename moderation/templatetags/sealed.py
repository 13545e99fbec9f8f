"""Whether an author is offered the words that a decision took away."""

from django import template
from django.http import Http404

from community.members.viewer import Viewer
from moderation.models import Decision, Look
from moderation.sealed import sealing

register = template.Library()


@register.simple_tag
def may_see_removed(viewer: Viewer, decision: Decision) -> bool:
    """Only its author, while they may appeal or wait for an answer, and while it is kept."""
    try:
        return bool(sealing.may_open(viewer, decision, Look.Purpose.AUTHOR)) and sealing.is_sealed(
            decision
        )
    except Http404:
        return False
