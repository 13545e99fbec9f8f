"""What every page of moderation says of the queue."""

from django import template
from django.template import Context

from moderation import queueing

register = template.Library()


@register.simple_tag(takes_context=True)
def overdue(context: Context) -> int:
    """How many of the viewer's cases are overdue."""
    viewer = context["viewer"]
    return queueing.figures(viewer).overdue if viewer.is_moderator else 0
