"""What the tests of the detectors' bench have in common."""

import uuid
from dataclasses import asdict

from moderation.bench import phrases, tuning
from moderation.models import Phrase, Tuning

# Of no detector, and in none of the texts that the tests' rooms hold.
ADVERT = "Purple herons at my clinic, and a glistening income is yours."


def values(**others: float) -> dict[str, float]:
    """All thresholds as they are built in, but for these."""
    return asdict(tuning.built_in()) | others


def propose(viewer, **others: float) -> Tuning:
    return tuning.propose(viewer, values(**others), "To see.", uuid.uuid4())


def watch(viewer, words: str, state: str = "live", family: str = "conduct") -> Phrase:
    return phrases.watch(viewer, words, family, "They sell something.", state, uuid.uuid4())
