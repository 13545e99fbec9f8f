"""Ask colleagues to choose: open a poll in a topic, vote, close it, show what came of it.

A vote is secret. No page, mail or desk shows who chose what, and the record does not say that
someone voted: its times, laid beside the figures, would tell what they chose. Figures move only
when five members have voted or changed their vote, all five at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone

from community.audit.recording import record
from community.lib import hiding, limits
from community.lib.hiding import Cell
from community.lib.verdicts import Verdict
from community.members.models import Band, User
from community.members.viewer import Viewer
from forums import rules, tallying
from forums.access import require_readable
from forums.limits import ROUNDS_FROM, VOTING
from forums.models import Poll, Topic, Vote
from forums.storing import lock_topic
from forums.tallying import Ballot, Round, Table

NOT_SAID, OTHERS = "Not said", "Others"


class NotAChoice(Exception):
    """What was chosen is no answer to this poll; the message says why."""


# --- Writing -------------------------------------------------------------------------------------


def open_poll(viewer: Viewer, topic: Topic, wanted: Mapping[str, Any]) -> None:
    """Put a poll into a topic that was opened this moment: "question", "method", "options" and
    "days". Call inside the transaction. Raises Refused."""
    rules.may_ask_poll(viewer, topic.board).require()
    Poll.objects.create(
        topic=topic,
        question=wanted["question"],
        method=wanted["method"],
        options=list(wanted["options"]),
        closes_at=timezone.now() + timedelta(days=wanted["days"]),
    )
    record("poll.opened", topic, **topic.recorded)


def vote(viewer: Viewer, topic: Topic, choices: Sequence[int]) -> None:
    """Cast one's vote, or another in its place. Raises Refused, TooFast or NotAChoice."""
    rules.may_vote(viewer, topic, topic.poll).require()
    limits.spend(VOTING, viewer.member_id)
    with transaction.atomic():
        topic, poll = _lock(viewer, topic)
        rules.may_vote(viewer, topic, poll).require()
        chosen = _fitting(poll, choices)
        voter = User.objects.only("specialty", "band").get(pk=viewer.member_id)
        _, is_new = Vote.objects.update_or_create(
            poll=poll,
            user_id=viewer.member_id,
            defaults={"choices": chosen},
            # What they were when they first voted: else a change of theirs would move the figures.
            create_defaults={
                "choices": chosen,
                "specialty_id": voter.specialty_id,
                "band": voter.band,
            },
        )
        if is_new:
            poll.vote_count = F("vote_count") + 1
            poll.save(update_fields=["vote_count"])
        _move_figures(poll)


def close(viewer: Viewer, topic: Topic) -> None:
    """Before its time. Twice is as good as once. Raises Refused."""
    with transaction.atomic():
        topic, poll = _lock(viewer, topic)
        if not poll.is_open:
            return
        rules.may_close_poll(viewer, topic, poll).require()
        poll.closes_at = timezone.now()
        poll.save(update_fields=["closes_at"])
        is_own = viewer.user_id == topic.author_id
        record("poll.closed", topic, **(topic.recorded if is_own else {"actor_id": viewer.user_id}))


def _lock(viewer: Viewer, topic: Topic) -> tuple[Topic, Poll]:
    topic = lock_topic(topic.pk)
    require_readable(viewer, topic.board_id)
    if (poll := Poll.objects.select_for_update(no_key=True).filter(topic=topic).first()) is None:
        raise Http404  # a merge took it along
    return topic, poll


def _fitting(poll: Poll, choices: Sequence[int]) -> list[int]:
    """The choices as they are kept: of several in the order of the poll, ranked the best first."""
    chosen = list(choices)
    if not chosen:
        raise NotAChoice("Choose an answer first.")
    if len(set(chosen)) < len(chosen):
        raise NotAChoice("Each answer can be chosen once.")
    if not all(0 <= choice < len(poll.options) for choice in chosen):
        raise NotAChoice("That is none of the answers.")
    if poll.method == Poll.Method.ONE and len(chosen) > 1:
        raise NotAChoice("Choose one answer.")
    return chosen if poll.method == Poll.Method.RANKED else sorted(chosen)


def _move_figures(poll: Poll) -> None:
    """Count what is new once it is of five members. One who votes again and again is still one."""
    waiting = Vote.objects.filter(Q(counted=None) | ~Q(counted=F("choices")), poll=poll)
    if waiting.count() >= hiding.FEWEST:
        waiting.update(counted=F("choices"))


# --- Reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """An option and how many chose it; `count` and `percent` are None where they are hidden."""

    option: str
    count: Cell
    percent: int | None


@dataclass(frozen=True)
class Results:
    """What is shown of a poll. `total` is how many votes the figures count."""

    total: int
    lines: list[Line]
    rounds: list[tuple[Round, str, str]]  # (round, what goes out, what stands first)
    by_specialty: Table | None = None
    by_band: Table | None = None

    @property
    def hides(self) -> bool:
        return any(line.count is None for line in self.lines)


@dataclass(frozen=True)
class Choice:
    """An option of a vote. Its place is 1 for the best, and 0 if it is not chosen."""

    number: int
    option: str
    place: int


@dataclass(frozen=True)
class Shown:
    """A poll as one viewer sees it. `results` is None until they have voted or it is closed:
    whoever knows what others chose tends to choose it too."""

    poll: Poll
    own: list[int] | None
    may_vote: Verdict
    may_close: Verdict
    results: Results | None

    @property
    def choices(self) -> list[Choice]:
        """As the viewer has chosen."""
        own = self.own or []
        return self.chosen({number: place for place, number in enumerate(own, 1)})

    def chosen(self, places: Mapping[int, int]) -> list[Choice]:
        """The options with these places."""
        return [
            Choice(number, option, places.get(number, 0))
            for number, option in enumerate(self.poll.options)
        ]


def get_poll_or_404(topic: Topic) -> Poll:
    """The poll of a topic that came through the gate. No query where it was read with it."""
    if (poll := getattr(topic, "poll", None)) is None:
        raise Http404
    return poll


def shown(viewer: Viewer, topic: Topic, *, in_full: bool = False) -> Shown | None:
    """The poll of a topic that came through the gate with it, or None. No query without a poll, two
    with one; `in_full` with who of each group chose what."""
    poll: Poll | None = getattr(topic, "poll", None)
    if poll is None:
        return None
    own = None
    if viewer.user_id is not None:
        mine = Vote.objects.filter(poll=poll, user=viewer.user_id)
        own = mine.values_list("choices", flat=True).first()
    return Shown(
        poll,
        own,
        rules.may_vote(viewer, topic, poll),
        rules.may_close_poll(viewer, topic, poll),
        results(poll, in_full=in_full) if own is not None or not poll.is_open else None,
    )


def results(poll: Poll, *, in_full: bool = False) -> Results:
    """The figures, with nothing in them that is of fewer than five. One query."""
    votes = Vote.objects.filter(poll=poll).exclude(counted=None)
    rows = list(votes.values_list("counted", "specialty__name", "band"))
    ballots: list[Ballot] = [choices or [] for choices, _, _ in rows]
    total, number = len(rows), len(poll.options)
    if total < hiding.FEWEST:
        return Results(0, [], [])
    cells = _overall(poll, ballots)
    lines = [
        Line(option, cell, None if cell is None else round(100 * cell / total))
        for option, cell in zip(poll.options, cells, strict=True)
    ]
    is_ranked = poll.method == Poll.Method.RANKED
    rounds = tallying.rounds(ballots, number) if is_ranked and total >= ROUNDS_FROM else []
    names = [
        (one, poll.options[one.out] if one.out is not None else "", poll.options[one.standing[0]])
        for one in rounds
    ]
    if not in_full:
        return Results(total, lines, names)
    specialties = [name or NOT_SAID for _, name, _ in rows]
    bands = [str(Band(band).label) if band else NOT_SAID for _, _, band in rows]
    return Results(
        total,
        lines,
        names,
        _grouped(poll, zip(specialties, ballots, strict=True), cells),
        _grouped(poll, zip(bands, ballots, strict=True), cells),
    )


def _overall(poll: Poll, ballots: Sequence[Ballot]) -> list[Cell]:
    number = len(poll.options)
    if poll.method == Poll.Method.SEVERAL:
        return hiding.hide_yes_or_no(tallying.count(ballots, number), len(ballots))
    return hiding.hide_in_line(tallying.count(tallying.first_choices(ballots), number))


def _grouped(poll: Poll, rows: Iterable[tuple[str, Ballot]], cells: list[Cell]) -> Table | None:
    number = len(poll.options)
    if poll.method == Poll.Method.SEVERAL:
        return tallying.by_group_yes_or_no(tallying.grouped(rows, OTHERS), number, cells)
    first = [(group, choices[:1]) for group, choices in rows]
    return tallying.by_group(tallying.grouped(first, OTHERS), number, cells)
