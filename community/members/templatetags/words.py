"""Small words for templates."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.bylines import Byline, byline_of
from community.members.models import User
from community.members.seeing import grade_for, specialty_for
from community.members.viewer import Viewer

register = template.Library()


@register.filter
def ago(moment: datetime | None, coarsely: object = None) -> str:
    """How long ago, as briefly as a list has room for: "4 min", "2 h", "3 d", then the date.
    `coarsely`, by the calendar's day: "today", "3 d", so that no hour is told."""
    if moment is None:
        return ""
    if coarsely and (days := _days(moment, timezone.now())) < 7:
        return f"{days} d" if days > 1 else "yesterday" if days else "today"
    passed = timezone.now() - moment
    if passed < timedelta(minutes=1):
        return "now"
    if passed < timedelta(days=7) and not coarsely:
        return _briefly(passed)
    local = timezone.localtime(moment)
    return format_date(local, "j M" if local.year == timezone.localtime().year else "j M Y")


@register.filter
def after(moment: datetime, before: datetime) -> str:
    """How long the one came after the other, as briefly: "under a minute", "40 min", "12 d"."""
    passed = moment - before
    return _briefly(passed) if passed >= timedelta(minutes=1) else "under a minute"


@register.filter
def days_after(moment: datetime, before: datetime) -> str:
    """The same without an hour in it: "on the same day", "after 3 d"."""
    days = _days(before, moment)
    return f"after {days} d" if days else "on the same day"


@register.filter
def moment(at: datetime, coarsely: object = None) -> str:
    """For people to read in full: "3 May 2026, 14:05"; `coarsely` without the clock."""
    return format_date(timezone.localtime(at), "j F Y" if coarsely else "j F Y, H:i")


@register.filter
def machine(at: datetime, coarsely: object = None) -> str:
    """For the datetime of a <time>; `coarsely` without the clock."""
    return format_date(timezone.localtime(at), "Y-m-d" if coarsely else r"Y-m-d\TH:iO")


@register.filter
def what(by: Byline, viewer: Viewer) -> str:
    """What stands under a name, as far as the viewer sees it: "Cardiology · ST5"; nothing under a
    pseudonym."""
    if not (user := by.user):
        return ""
    specialty = specialty_for(viewer, user)
    return " · ".join(filter(None, [specialty.name if specialty else "", grade_for(viewer, user)]))


@register.filter
def byline(user: User) -> Byline:
    """A member, as `_parts/author.html` wants them."""
    return byline_of(user)


def _days(earlier: datetime, later: datetime) -> int:
    """Midnights between the two."""
    return (timezone.localtime(later).date() - timezone.localtime(earlier).date()).days


def _briefly(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 1440 else f"{minutes // 1440} d"


@register.filter
def clock(moment: datetime) -> str:
    """The time of something of today's, "10:42", and the day before it for what is older."""
    local, today = timezone.localtime(moment), timezone.localtime()
    if local.date() == today.date():
        return format_date(local, "H:i")
    return format_date(local, "j M, H:i" if local.year == today.year else "j M Y, H:i")


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word: "Anna Sharma" is AS."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def tint(user: User, viewer: Viewer) -> int:
    """1-12: the quiet colour of a member's specialty, for those who see that."""
    specialty = specialty_for(viewer, user)
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
