"""Train the model of offence (see MODEL_CARD.md).

Two rounds. The first learns from whole texts. With it each sentence of a public text is judged
again: of an offensive comment the worst sentence is offensive and those that are plainly harmless
are not, so that the second round does not learn that politics itself offends (Andrews et al.,
NeurIPS 2002: labels of bags and of what is in them).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from moderation.detectors.linear import SIZE, Linear, hashed, weighed
from moderation.detectors.normalise import Page
from moderation.detectors.pieces import pieces
from moderation.detectors.speech import fairly

from .corpora import Sample, load
from .generating import grafts, insults, statements

# Few posts in the forum's own voice say more than many foreign ones. Those of the hands that wrote
# puzzles count less: most of their abuse has no insult in it, and their swearing is harmless.
# The many posts about patients, none of them offensive, count half.
OWN, PUZZLE, ORDINARY, FOREIGN, PIECE, MADE, CLINICAL = 8.0, 2.0, 4.0, 1.0, 0.5, 1.0, 8.0
PUZZLES = frozenset({"nights", "resus", "surgery", "theatre"})
ABOUT_A_PATIENT = "about a patient"
STATEMENTS, INSULTS, GRAFTS = 3_000, 2_000, 6_000
SURE_OF_IT, SURE_NOT = 0.5, -1.0  # log odds, between which a sentence teaches nothing

Floats = NDArray[np.float32]


def train(public: Path, seed: int = 0) -> Linear:
    """The model, from the public texts in a file (JSON lines, may be gzipped: `text`, `y`,
    `source`) and the project's own."""
    foreign = read_public(public)
    own = [*load("train", "offence"), *load("train", "comments"), *_ordinary()]
    made = [*statements(STATEMENTS), *insults(INSULTS), *_grafted(foreign, own)]
    texts = [text for text, _, _ in foreign] + [sample.text for sample in (*own, *made)]
    labels = np.array([y for _, y, _ in foreign] + [sample.label for sample in (*own, *made)])
    weights = np.array(
        [CLINICAL if source.startswith("clin_") else FOREIGN for _, _, source in foreign]
        + [_weight(sample) for sample in own]
        + [MADE] * len(made)
    )
    read = [heard(text) for text in texts]
    rarity = _rarity(read[: len(foreign)])
    whole = matrix(read, rarity)
    first = _fitted(whole, labels, weights, seed)

    owner, said = _pieces(read[: len(foreign)], labels)
    parts = matrix(said, rarity)
    told = _judged(first.decision_function(parts), owner, labels)
    kept = told >= 0
    second = _fitted(
        sparse.vstack([whole, parts[kept]]),
        np.concatenate([labels, told[kept]]),
        np.concatenate([weights, np.full(int(kept.sum()), PIECE)]),
        seed,
    )
    return Linear(second.coef_[0].astype(np.float32), rarity, float(second.intercept_[0]))


def _weight(sample: Sample) -> float:
    if sample.sort == ABOUT_A_PATIENT:
        return ORDINARY
    return PUZZLE if sample.hand in PUZZLES else OWN


def _grafted(foreign: Sequence[tuple[str, bool, str]], own: Sequence[Sample]) -> Iterator[Sample]:
    offensive = [text for text, y, source in foreign if y and source.startswith("civil")]
    harmless = [
        text for text, y, source in foreign if not y and source.startswith(("wiki", "goemotions"))
    ]
    return grafts([*offensive, *(sample.text for sample in own if sample.label)], harmless, GRAFTS)


def _ordinary() -> list[Sample]:
    """The posts about patients' identifiers: how doctors talk when nobody is angry."""
    known = {sample.text for sample in load("train", "offence")}
    return [
        replace(sample, label=False, sort=ABOUT_A_PATIENT)
        for sample in load("train", "identity")
        if sample.text not in known
    ]


def read_public(path: Path) -> list[tuple[str, bool, str]]:
    """Text, label and source of each line."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [(row["text"], bool(row["y"]), row["source"]) for row in map(json.loads, lines)]


def heard(text: str) -> str:
    """As the detectors of offence hear it."""
    return fairly(Page.of(text).spoken.text)


def matrix(texts: Sequence[str], rarity: Floats) -> sparse.csr_matrix:
    """A row for each text."""
    ends, columns, values = [0], [], []
    for text in texts:
        buckets, counts = hashed(text)
        columns.append(buckets.astype(np.int32))
        values.append(weighed(buckets, counts, rarity))
        ends.append(ends[-1] + len(buckets))
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(ends)),
        shape=(len(texts), SIZE),
    )


def _rarity(texts: Iterable[str]) -> Floats:
    held = np.zeros(SIZE)
    count = 0
    for text in texts:
        held[hashed(text)[0]] += 1
        count += 1
    rarity: Floats = (np.log((1 + count) / (1 + held)) + 1).astype(np.float32)
    return rarity


def _pieces(texts: Sequence[str], labels: NDArray[np.bool_]) -> tuple[NDArray[np.int64], list[str]]:
    """The sentences of each offensive text of several, and of every fourth other: there are enough
    of those."""
    owner: list[int] = []
    said: list[str] = []
    for number, text in enumerate(texts):
        spans = list(pieces(text)) if labels[number] or number % 4 == 0 else []
        if len(spans) > 1:
            owner += [number] * len(spans)
            said += [text[start:end] for start, end in spans]
    return np.array(owner), said


def _judged(
    scores: NDArray[np.float64], owner: NDArray[np.int64], labels: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """1 offensive, 0 not, -1 not sure enough to learn from."""
    worst = np.full(len(labels), -np.inf)
    np.maximum.at(worst, owner, scores)
    of_offensive = labels[owner]
    told = np.where(of_offensive, -1, 0)
    told[of_offensive & (scores < SURE_NOT)] = 0
    told[of_offensive & ((scores == worst[owner]) | (scores > SURE_OF_IT))] = 1
    return told


def _fitted(
    rows: sparse.csr_matrix, labels: NDArray[np.bool_], weights: NDArray[np.float64], seed: int
) -> SGDClassifier:
    model = SGDClassifier(
        loss="log_loss", alpha=2e-6, max_iter=8, tol=None, average=True, random_state=seed
    )
    return model.fit(rows, labels, sample_weight=weights)
