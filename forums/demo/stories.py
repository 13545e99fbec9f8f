"""Read the talk of the demo out of topics/: a file for each board, Markdown between marks.

    # Title {pinned}        or {locked}, or {case}
    @anna 139d 19:02        who, and when: days ago and the clock, hours ago ("5h"),
    What she wrote.         or after the post before ("+45m", "+2h", "+3d")

    =was +9m                how it read until it was edited, so long after
    What she wrote first.

`{awkward}` after the time marks a post that a moderator should be asked about, `{accepted}` the
answer, `{outcome}` how a case ended, `{masked}` what is signed with a pseudonym. In the words,
`@{anna}` names her and `> {2}` begins a quotation of the topic's second post.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

FOLDER = Path(__file__).parent / "topics"

_MARK = re.compile(r"^(?:# (?P<title>.+)|@(?P<who>[a-z]+) (?P<when>.+)|=was \+(?P<after>\w+))$")
_FLAGS = re.compile(r" \{([a-z ]+)\}$")
_STEP = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass
class Said:
    who: str
    at: datetime
    source: str = ""
    is_awkward: bool = False
    is_accepted: bool = False
    is_masked: bool = False
    is_outcome: bool = False
    before: str = ""
    edited_at: datetime | None = None


@dataclass
class Story:
    board: str
    title: str
    is_pinned: bool = False
    is_locked: bool = False
    kind: str = ""
    posts: list[Said] = field(default_factory=list)


def stories(now: datetime) -> Iterator[Story]:
    """All topics of all boards, dated back from `now`; none of their posts is in its future.
    Raises ValueError, naming the file and line, for what cannot be read."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from _read(path, now)


def _read(path: Path, now: datetime) -> Iterator[Story]:
    story: Story | None = None
    lines: list[str] = []
    into = "source"
    for number, line in enumerate([*path.read_text().split("\n"), "# end"], 1):
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
            continue
        if story and story.posts:
            setattr(story.posts[-1], into, "\n".join(lines).strip())
        lines, into = [], "source"
        try:
            if mark["title"]:
                if story:
                    yield story
                story = _story(path.stem, mark["title"])
            elif mark["who"]:
                assert story is not None
                previous = story.posts[-1].at if story.posts else None
                story.posts.append(_said(mark["who"], mark["when"], previous, now))
            else:
                assert story is not None
                story.posts[-1].edited_at = story.posts[-1].at + _step(mark["after"])
                into = "before"
        except (AssertionError, LookupError, ValueError) as error:
            raise ValueError(f"{path.name}, line {number}: {line!r} cannot be read") from error


def _story(board: str, title: str) -> Story:
    title, flags = _flagged(title)
    kind = "case" if "case" in flags else ""
    return Story(board, title, "pinned" in flags, "locked" in flags, kind)


def _said(who: str, when: str, previous: datetime | None, now: datetime) -> Said:
    when, flags = _flagged(when)
    if when.startswith("+"):
        assert previous is not None
        at = previous + _step(when[1:])
    elif " " in when:
        days, clock = when.split(" ")
        day = timezone.localtime(now) - _step(days)
        hour, minute = map(int, clock.split(":"))
        at = day.replace(hour=hour, minute=minute)
    else:
        at = now - _step(when)
    # What was said late yesterday may have been answered later than it is now.
    at = min(at, now - timedelta(minutes=1))
    return Said(
        who,
        max(at, previous) if previous else at,
        is_awkward="awkward" in flags,
        is_accepted="accepted" in flags,
        is_masked="masked" in flags,
        is_outcome="outcome" in flags,
    )


def _flagged(words: str) -> tuple[str, set[str]]:
    found = _FLAGS.search(words)
    return (words[: found.start()], set(found[1].split())) if found else (words, set())


def _step(words: str) -> timedelta:
    return timedelta(**{_STEP[words[-1]]: int(words[:-1])})
