"""Whether an author is offered what a decision took away, and the pictures of what was opened."""

from django import template
from django.http import Http404
from django.urls import reverse

from community.lib.verdicts import Refused
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


@register.simple_tag
def sealed_pictures(viewer: Viewer, decision: Decision, purpose: str) -> list[str]:
    """Addresses of the pictures among what the viewer has just opened for this purpose."""
    try:
        names = list(sealing.files_for(decision, viewer, purpose))
    except (Http404, Refused):
        return []
    return [
        reverse("sealed_picture", args=[decision.pk, purpose, name])
        for name in names
        if name.endswith("-large")
    ]
