"""Screen again what stands: with the detectors of today, beside the running site.

A walk by kind and id, some subjects at a time. What came of them and how far it got are one
transaction, so that a walk that was killed goes on where it was, and what was screened by these
very detectors is passed by. There is one walk at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.pipeline.models import OutboxEntry
from moderation.models import Rescreening, Screening
from moderation.screening import Judged, enter, judge, screener

WAITING = "rescreening.waiting"

AT_ONCE = 100  # subjects in a step: about a second, after which a worker turns to what is new


class Busy(Exception):
    """A walk over other kinds is not finished yet; `walk` is that one."""

    def __init__(self, walk: Rescreening) -> None:
        super().__init__("Another walk is not finished yet.")
        self.walk = walk


def start(only_kind: str = "", started_by: int | None = None) -> Rescreening:
    """The walk over all kinds, or one, that is not finished yet, else a new one. It takes its steps
    by `go_on` or, once `send` was called, in the worker. Raises KeyError for a kind that there is
    not, and Busy."""
    if only_kind:
        subjects.of(only_kind)
    try:
        with transaction.atomic():
            walk = Rescreening.objects.create(
                only_kind=only_kind, screener=screener(), started_by_id=started_by
            )
            record("rescreening.started", walk, actor_id=started_by, kind=only_kind)
    except IntegrityError:  # one_rescreening_at_a_time
        walk = Rescreening.objects.get(finished_at=None)
        if walk.only_kind != only_kind:
            raise Busy(walk) from None
    return walk


def send(walk: Rescreening) -> None:
    """Have the worker go on with it, unless it is about to."""
    with transaction.atomic():
        Rescreening.objects.select_for_update().get(pk=walk.pk)
        if not OutboxEntry.objects.filter(event=WAITING, done_at=None).exists():
            emit(WAITING, rescreening_id=walk.pk)


def go_on(rescreening_id: int) -> Rescreening:
    """Take one step of a walk: AT_ONCE subjects, or fewer at the end of a kind."""
    with transaction.atomic():
        walk = Rescreening.objects.select_for_update().get(pk=rescreening_id)
        if walk.finished_at is None:
            _step(walk)
    return walk


def _step(walk: Rescreening) -> None:
    today = screener()
    if walk.screener != today:
        # Other detectors since it began: from the beginning, past what these have done by now.
        walk.screener, walk.subject_kind, walk.last_id = today, "", 0
    kinds = [walk.only_kind] if walk.only_kind else sorted(s.kind for s in subjects.all_kinds())
    kinds = [kind for kind in kinds if kind >= walk.subject_kind]
    if walk.subject_kind not in kinds:
        walk.subject_kind, walk.last_id = kinds[0], 0
    ids = subjects.of(walk.subject_kind).ids_after(walk.last_id, AT_ONCE)
    if ids:
        walk.found += _screen(walk.subject_kind, ids)
        walk.looked_at, walk.last_id = walk.looked_at + len(ids), ids[-1]
    elif walk.subject_kind != kinds[-1]:
        walk.subject_kind, walk.last_id = kinds[1], 0
    else:
        walk.finished_at = timezone.now()
        record(
            "rescreening.finished", walk, actor_id=None, looked_at=walk.looked_at, found=walk.found
        )
    walk.save()


def _screen(kind: str, ids: Sequence[int]) -> int:
    """Screen these, and return how many got a case. All are judged before the first row is locked:
    that is what takes time."""
    newest = dict(
        Screening.objects.filter(subject_kind=kind, subject_id__in=ids)
        .order_by("pk")
        .values_list("subject_id", "screener")
    )
    today = screener()
    judged = [judge(kind, pk) for pk in ids if newest.get(pk) != today]
    return sum(
        enter(one, again=True) is not None for one in judged if one and not _is_its_turn(one)
    )


def _is_its_turn(judged: Judged) -> bool:
    """Whether this version has yet to be screened for the first time, by what was emitted when it
    was written. That may hold it, and must not find it done. To be asked after it was read."""
    written = judged.written
    of_version = Screening.objects.filter(
        subject_kind=written.kind, subject_id=written.id, subject_version=written.version
    )
    if of_version.exists():
        return False
    about = Q(payload__contains={"kind": written.kind, "subject_id": written.id})
    about |= Q(payload__contains={f"{written.kind}_id": written.id})
    return OutboxEntry.objects.filter(about, done_at=None).exists()


@dataclass(frozen=True)
class Progress:
    """How far the newest walk has got. `of` is about how many there are to look at."""

    walk: Rescreening
    of: int

    @property
    def percent(self) -> int:
        return min(99, 100 * self.walk.looked_at // self.of) if self.of else 0


def progress() -> Progress | None:
    """Of the newest walk, None where there was none yet. While it goes on, a query for each kind
    of subject."""
    walk = Rescreening.objects.select_related("started_by").order_by("-pk").first()
    if walk is None:
        return None
    kinds = [subjects.of(walk.only_kind)] if walk.only_kind else subjects.all_kinds()
    return Progress(walk, sum(one.how_many() for one in kinds) if not walk.finished_at else 0)
