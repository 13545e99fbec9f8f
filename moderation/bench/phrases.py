"""Phrases that are watched for: enter one, put it into use, watch for it no longer."""

import uuid

from django.db import IntegrityError, transaction

from community.audit.recording import record
from community.lib.rendering import tidy
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access
from moderation.bench import tuning
from moderation.bench.previewing import preview
from moderation.detectors.phrases import parts
from moderation.limits import PHRASES_AT_MOST
from moderation.models import Phrase


class AlreadyWatched(Exception):
    """These words are watched for, or counted, already."""


class TooCommon(Exception):
    """They stand in so many posts that nobody could read them all; `percent` of them."""

    def __init__(self, percent: float) -> None:
        super().__init__("These words are too common to be watched for.")
        self.percent = percent


def watch(viewer: Viewer, words: str, family: str, why: str, state: str, key: uuid.UUID) -> Phrase:
    """Watch for words from now on, or only count them. Raises Http404, Refused, Unclear,
    AlreadyWatched or, where they are to be watched for, TooCommon."""
    access.enter_bench(viewer)
    words = " ".join(tidy(words).split())
    with transaction.atomic():
        form = once(viewer.member_id, key, "watch for a phrase")
        if form.result_id:
            return Phrase.objects.get(pk=form.result_id)
        if Phrase.objects.exclude(state=Phrase.State.RETIRED).count() >= PHRASES_AT_MOST:
            raise Refused(f"{PHRASES_AT_MOST} phrases are watched for already. Retire some first.")
        _require_rare(viewer, words, state)
        _require_new(words)
        try:
            with transaction.atomic():
                phrase = Phrase.objects.create(
                    words=words, family=family, why=why, state=state, by_id=viewer.member_id
                )
        except IntegrityError:  # phrase_watched_once
            raise AlreadyWatched from None
        record("phrase.watched", phrase, actor_id=viewer.user_id, state=state, family=family)
        remember(form, phrase.pk)
        tuning.forget()
    return phrase


def put_into_use(viewer: Viewer, phrase_id: int) -> Phrase:
    """Flag what holds it from now on. A second call changes nothing. Raises Http404, TooCommon, or
    tuning.Conflict for one that was retired."""
    access.enter_bench(viewer)
    with transaction.atomic():
        phrase = _lock(phrase_id)
        if phrase.state == Phrase.State.LIVE:
            return phrase
        if phrase.state != Phrase.State.SHADOW:
            raise tuning.Conflict
        _require_rare(viewer, phrase.words, Phrase.State.LIVE)
        _change(viewer, phrase, Phrase.State.LIVE)
    return phrase


def retire(viewer: Viewer, phrase_id: int) -> Phrase:
    """Look for it no more; what was flagged stays. A second call changes nothing. Raises
    Http404."""
    access.enter_bench(viewer)
    with transaction.atomic():
        phrase = _lock(phrase_id)
        if phrase.state != Phrase.State.RETIRED:
            _change(viewer, phrase, Phrase.State.RETIRED)
    return phrase


def _require_rare(viewer: Viewer, words: str, state: str) -> None:
    """Asked of what is only counted too, for words that cannot be looked for."""
    seen = preview(viewer, words)
    if state == Phrase.State.LIVE and seen.is_too_common:
        raise TooCommon(seen.percent)


def _require_new(words: str) -> None:
    """However they are written: nothing but what is looked for counts."""
    watched = Phrase.objects.exclude(state=Phrase.State.RETIRED).values_list("words", flat=True)
    if parts(words) in [parts(those) for those in watched]:
        raise AlreadyWatched


def _lock(phrase_id: int) -> Phrase:
    access.get_phrase_or_404(phrase_id)
    return Phrase.objects.select_for_update(no_key=True).get(pk=phrase_id)


def _change(viewer: Viewer, phrase: Phrase, state: Phrase.State) -> None:
    phrase.state = state
    phrase.save(update_fields=["state", "changed_at"])
    record(f"phrase.{state}", phrase, actor_id=viewer.user_id)
    tuning.forget()
