from django import template

from forums import sights
from forums.models import Picture

register = template.Library()


@register.filter
def warnings(picture: Picture) -> list[str]:
    """What its sender should know of what was read and seen in it."""
    return sights.warnings(picture)
