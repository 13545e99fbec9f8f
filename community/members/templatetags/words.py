"""Small words for templates."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date

register = template.Library()


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, as briefly as a list has room for: "4 min", "2 h", "3 d", then the date."""
    if moment is None:
        return ""
    seconds = (timezone.now() - moment).total_seconds()
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 86400:
        return f"{int(seconds // 3600)} h"
    if seconds < 7 * 86400:
        return f"{int(seconds // 86400)} d"
    local = timezone.localtime(moment)
    return format_date(local, "j M" if local.year == timezone.localtime().year else "j M Y")


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word: "Anna Sharma" is AS."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def tint(user: object) -> int:
    """1-12: the quiet colour of a member's specialty."""
    specialty = getattr(user, "specialty", None)
    return specialty.tint if specialty else 12


@register.filter
def page_window(pages: int, page: int) -> list[int]:
    """The page numbers a pager shows: the ends, and those about the present one; 0 is a gap."""
    near = {1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)}
    shown: list[int] = []
    for number in sorted(near):
        if shown and number > shown[-1] + 1:
            shown.append(0)
        shown.append(number)
    return shown
