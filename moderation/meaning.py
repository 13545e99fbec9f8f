"""What a sanction means, in words: to whom it is about, and to those who think of the next."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date

from moderation.limits import LIMIT_LASTS, LIMITED_POSTS, SUSPENSION_LASTS
from moderation.models import Sanction

Kind, Rooms = Sanction.Kind, Sanction.Rooms

WHERE = {Rooms.ALL: "", Rooms.OPEN: " in open rooms", Rooms.CLOSED: " in closed rooms"}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def a_day() -> str:
    """What a limit leaves: "three posts a day"."""
    return f"{number(LIMITED_POSTS)} post{'' if LIMITED_POSTS == 1 else 's'} a day"


def moment(at: datetime) -> str:
    """ "3 December, 14:05", with the year where it is not this one."""
    local = timezone.localtime(at)
    year = "" if local.year == timezone.localtime().year else " Y"
    return format_date(local, f"j F{year}, H:i")


def day(at: datetime) -> str:
    return format_date(timezone.localtime(at), "j F Y")


def of_limit(rooms: str, until: datetime) -> str:
    """To its author, without the full stop."""
    where = WHERE[Rooms(rooms)]
    there = " there" if where else ""
    less = f"you write at most {a_day()}{where}, and open no new topics{there}"
    return f"Until {moment(until)}, {less}"


def means(sanction: Sanction) -> str:
    """To its author, in a sentence or two, as it stands now."""
    if sanction.lifted_at:
        return f"This was taken back on {day(sanction.lifted_at)}."
    if sanction.ends_at <= timezone.now():
        return f"This ended on {day(sanction.ends_at)}."
    if sanction.kind == Kind.WARNING:
        return (
            "It changes nothing in what you can do here. It counts until "
            f"{day(sanction.ends_at)}; after that it is not held against you."
        )
    if sanction.kind == Kind.LIMIT:
        return f"{of_limit(sanction.rooms, sanction.ends_at)}. Then it ends by itself."
    return (
        f"Until {moment(sanction.ends_at)}, you can sign in and read what is public, your inbox "
        "and the decision, and you can appeal; you cannot write. Then it ends by itself."
    )


def briefly(sanction: Sanction) -> str:
    """To its author, in a line of the inbox and of a mail."""
    until = moment(sanction.ends_at)
    return {
        Kind.WARNING: "You are warned.",
        Kind.LIMIT: f"You write less until {until}.",
        Kind.SUSPENSION: f"Your account is suspended until {until}.",
    }[Kind(sanction.kind)]


def title_for_author(sanction: Sanction) -> str:
    return {
        Kind.WARNING: "You are warned",
        Kind.LIMIT: "You write less for a time",
        Kind.SUSPENSION: "Your account is suspended",
    }[Kind(sanction.kind)]


def title(sanction: Sanction) -> str:
    """As a moderator reads it in a line: "Writes less in open rooms"."""
    label = str(Kind(sanction.kind).label)
    return label + (WHERE[Rooms(sanction.rooms)] if sanction.kind == Kind.LIMIT else "")


def next_step(live: Sequence[Sanction], mask: str = "") -> str:
    """What the ladder has next: a warning; then a limit; after a limit or a second warning a
    suspension, which for a pseudonym is a longer limit. A person may well decide otherwise."""
    warned = sum(one.kind == Kind.WARNING for one in live)
    limited = any(one.kind == Kind.LIMIT for one in live)
    if any(one.kind == Kind.SUSPENSION for one in live):
        return "They are suspended at present; a further step would be a longer suspension."
    said = _said(warned, limited)
    if limited or warned > 1:
        days = f"{SUSPENSION_LASTS.days} days"
        if mask:
            return f"{said}; the next step would be a longer limit, such as {days}."
        return f"{said}; the next step would be a suspension of {days}."
    if warned:
        return f"{said}; the next step would be {a_day()} for {LIMIT_LASTS.days} days."
    return "Nothing counts at present; the first step would be a warning."


def _said(warned: int, limited: bool) -> str:
    parts = []
    if warned:
        parts.append(f"{number(warned)} warning{'' if warned == 1 else 's'}")
    if limited:
        parts.append("a limit")
    verb = "counts" if warned + limited == 1 else "count"
    said = f"{' and '.join(parts)} {verb} at present"
    return said[:1].upper() + said[1:]
