"""Set the detectors' thresholds: propose others, count what they would do, put them into use.

What is in use is cached, for every screening and every check before posting asks for it.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.recording import record
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access
from moderation.detectors import Thresholds
from moderation.detectors.phrases import NONE, Phrases
from moderation.detectors.phrases import Phrase as Watched
from moderation.models import Phrase, Tuning

KEY = "moderation-bench"
EARLIER = 10
CACHE_FOR = 60  # seconds: a backstop for a change that Redis never heard of


class Conflict(Exception):
    """Another manager changed it since the page was opened."""


@dataclass(frozen=True)
class Bench:
    """What the managers have set: `values` of thresholds that are in use and, by the number of
    their tuning, in shadow; phrases that are watched and that are only counted."""

    values: Mapping[str, float]
    phrases: Phrases = NONE
    shadow: int | None = None
    shadow_values: Mapping[str, float] | None = None
    shadow_phrases: Phrases = NONE

    @property
    def thresholds(self) -> Thresholds:
        return replace(built_in(), **self.values)

    @property
    def shadow_thresholds(self) -> Thresholds | None:
        if self.shadow_values is None:
            return None
        return replace(built_in(), **self.shadow_values)


def built_in() -> Thresholds:
    """Those that hold while no manager has set others: of the detectors, or of this site."""
    return Thresholds(**settings.MODERATION_THRESHOLDS)


def bench() -> Bench:
    """What is set now. Two queries, or none if cached."""
    said = cache.get(KEY)
    if said is None:
        said = _told()
        cache.set(KEY, said, CACHE_FOR)
    return _read(said)


def live() -> Tuning | None:
    return Tuning.objects.filter(state=Tuning.State.LIVE).select_related("by").first()


def in_shadow() -> Tuning | None:
    return Tuning.objects.filter(state=Tuning.State.SHADOW).select_related("by").first()


def earlier() -> list[Tuning]:
    """The last of those that were in use, or dropped."""
    retired = Tuning.objects.filter(state=Tuning.State.RETIRED).select_related("by")
    return list(retired.order_by("-pk")[:EARLIER])


def forget() -> None:
    """Have it read anew, once the transaction that changed it has been committed."""
    transaction.on_commit(lambda: cache.delete(KEY))


# --- Thresholds ----------------------------------------------------------------------------------


def propose(viewer: Viewer, values: Mapping[str, float], why: str, key: uuid.UUID) -> Tuning:
    """Have thresholds counted beside those in use; `values` names each that is to hold. Raises
    Http404, Refused, or Conflict when others are in shadow already."""
    access.enter_bench(viewer)
    with transaction.atomic():
        form = once(viewer.member_id, key, "propose thresholds")
        if form.result_id:
            return Tuning.objects.get(pk=form.result_id)
        differing = _differing(values)
        if differing == _differing(asdict(bench().thresholds)):
            raise Refused("These are the thresholds in use already.")
        try:
            with transaction.atomic():
                tuning = Tuning.objects.create(values=differing, why=why, by_id=viewer.member_id)
        except IntegrityError:  # one_tuning_in_shadow
            raise Conflict from None
        record("tuning.proposed", tuning, actor_id=viewer.user_id, values=differing)
        remember(form, tuning.pk)
        forget()
    return tuning


def put_into_use(viewer: Viewer, tuning_id: int) -> Tuning:
    """Judge by what was in shadow from now on; what was in use is no more. A second call changes
    nothing. Raises Http404, or Conflict for one that was dropped."""
    access.enter_bench(viewer)
    with transaction.atomic():
        tuning = _lock(tuning_id)
        if tuning.state == Tuning.State.LIVE:
            return tuning
        if tuning.state != Tuning.State.SHADOW:
            raise Conflict
        now = timezone.now()
        Tuning.objects.filter(state=Tuning.State.LIVE).update(
            state=Tuning.State.RETIRED, retired_at=now
        )
        tuning.state, tuning.live_from = Tuning.State.LIVE, now
        tuning.save(update_fields=["state", "live_from"])
        record("tuning.used", tuning, actor_id=viewer.user_id, values=tuning.values)
        forget()
    return tuning


def drop(viewer: Viewer, tuning_id: int) -> Tuning:
    """Count no longer what it would do. A second call changes nothing. Raises Http404, or Conflict
    for one that was put into use meanwhile."""
    return _end(viewer, tuning_id, Tuning.State.SHADOW)


def go_back(viewer: Viewer, tuning_id: int) -> Tuning:
    """Judge by the built-in thresholds again, and no longer by these. A second call changes
    nothing. Raises Http404, or Conflict for one that was never in use."""
    return _end(viewer, tuning_id, Tuning.State.LIVE)


def _end(viewer: Viewer, tuning_id: int, state: Tuning.State) -> Tuning:
    access.enter_bench(viewer)
    with transaction.atomic():
        tuning = _lock(tuning_id)
        if tuning.state not in (state, Tuning.State.RETIRED):
            raise Conflict
        if tuning.state == state:
            tuning.state, tuning.retired_at = Tuning.State.RETIRED, timezone.now()
            tuning.save(update_fields=["state", "retired_at"])
            record("tuning.dropped", tuning, actor_id=viewer.user_id)
            forget()
    return tuning


def _lock(tuning_id: int) -> Tuning:
    """All that are not retired are locked, in order: only one of them can be in use."""
    list(
        Tuning.objects.select_for_update(no_key=True)
        .exclude(state=Tuning.State.RETIRED)
        .order_by("pk")
    )
    return access.get_tuning_or_404(tuning_id)


def _differing(values: Mapping[str, float]) -> dict[str, float]:
    usual = asdict(built_in())
    return {name: value for name, value in values.items() if value != usual[name]}


# --- What is set, as it is cached ----------------------------------------------------------------


def _told() -> str:
    rows = Tuning.objects.exclude(state=Tuning.State.RETIRED)
    tunings = {row.state: {"pk": row.pk, "values": row.values} for row in rows}
    phrases = Phrase.objects.exclude(state=Phrase.State.RETIRED).order_by("pk")
    said: dict[str, Any] = {"tunings": tunings, "phrases": {}}
    for row in phrases:
        told = [row.words, row.family, row.why, row.pk]
        said["phrases"].setdefault(row.state, []).append(told)
    return json.dumps(said)


@lru_cache(maxsize=4)
def _read(said: str) -> Bench:
    """The same text gives the same object, so that its tables of phrases are made once."""
    told = json.loads(said)
    live, shadow = (told["tunings"].get(state) for state in ("live", "shadow"))
    phrases = {
        state: Phrases(Watched(*row) for row in rows) for state, rows in told["phrases"].items()
    }
    return Bench(
        values=_of_today(live["values"]) if live else {},
        phrases=phrases.get("live", NONE),
        shadow=shadow["pk"] if shadow else None,
        shadow_values=_of_today(shadow["values"]) if shadow else None,
        shadow_phrases=phrases.get("shadow", NONE),
    )


def _of_today(values: Mapping[str, float]) -> dict[str, float]:
    """Without thresholds that a later version of the detectors has no more."""
    names = Thresholds.__dataclass_fields__
    return {name: value for name, value in values.items() if name in names}
