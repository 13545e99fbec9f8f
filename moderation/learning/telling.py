"""Train the tagger of details (see MODEL_CARD.md).

Stacked: what the tagger says of a hand's posts, when it has not learned from that hand, is what the
second model learns to sum up (Wolpert 1992, stacked generalization).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression, SGDClassifier

from moderation.detectors.identity.told import hints
from moderation.detectors.normalise import Page
from moderation.detectors.tagger import BUCKETS, KINDS, NONE, Tagger, Words, described, summary

from .corpora import Sample, load
from .generating import identifiers
from .training import read_public

OF_MARK = {
    "initials": "name",
    "nhs_number": "number",
    "hospital_number": "number",
    "ni_number": "number",
    "passport": "number",
    "plate": "number",
    "device_number": "number",
    "birth_date": "date",
    "postcode": "address",
    "phone": "contact",
    "email": "contact",
    "handle": "contact",
    "link": "contact",
}
MADE, CLINICAL = 3_000, 800
LONGEST = 1_200  # characters of a clinical text
WEIGHT_OF = {"generated": 0.3, "clinical": 0.3, "work": 0.5}
FOLDS = 5
HANDS_WITHOUT_MARKS = frozenset({"wards"})


@dataclass(frozen=True)
class Post:
    sample: Sample
    words: Words
    kinds: NDArray[np.int64]  # of each word
    hinted: NDArray[np.float32]


def train(public: Path, seed: int = 0) -> Tagger:
    """The tagger, from the project's own posts, made ones, and clinical texts about nobody."""
    return fitted(posts(public, seed), seed)


def posts(public: Path, seed: int = 0) -> list[Post]:
    """All there is to learn from."""
    samples = [
        *load("train", "identity"),
        *identifiers(MADE),
        *_about_work(),
        *_clinical(public, seed),
    ]
    return [post(sample) for sample in samples]


def post(sample: Sample) -> Post:
    page = Page.of(sample.text)
    found = hints(page)
    words = described(page.text, found)
    kinds = np.full(len(words.spans), NONE)
    for at, (start, end) in enumerate(words.spans):
        begin, stop = page.span(start, end)
        for span in sample.spans:
            if begin < span.end and span.start < stop and page.text[start].isalnum():
                kinds[at] = KINDS.index(OF_MARK.get(span.kind, span.kind))
    return Post(sample, words, kinds, np.array([bool(places) for places in found], np.float32))


def fitted(all_posts: Sequence[Post], seed: int = 0) -> Tagger:
    """Both models."""
    hands = sorted({one.sample.hand for one in all_posts})
    rows: list[NDArray[np.float32]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for fold in range(FOLDS):
        left_out = set(hands[fold::FOLDS])
        known = _tagging([one for one in all_posts if one.sample.hand not in left_out], seed)
        for one in all_posts:
            if one.sample.hand in left_out:
                rows.append(summary(one.words, known.chances(one.words), one.hinted))
                labels.append(one.sample.label)
                weights.append(WEIGHT_OF.get(one.sample.hand, 1.0))
    whole = _tagging(all_posts, seed)
    sums = LogisticRegression(C=0.3, max_iter=2000).fit(
        np.stack(rows), np.array(labels), sample_weight=weights
    )
    return Tagger(
        whole.weights,
        whole.hints,
        whole.bias,
        sums.coef_[0].astype(np.float32),
        float(sums.intercept_[0]),
    )


def _tagging(some: Sequence[Post], seed: int) -> Tagger:
    taught = [
        one
        for one in some
        if not (one.sample.label and one.sample.hand in HANDS_WITHOUT_MARKS) and one.words.spans
    ]
    width = taught[0].words.rows.shape[1]
    rows = np.concatenate([one.words.rows for one in taught])
    buckets = sparse.csr_matrix(
        (
            np.ones(rows.size, np.float32),
            rows.ravel(),
            np.arange(0, rows.size + 1, width),
        ),
        shape=(len(rows), BUCKETS),
    )
    features = sparse.hstack(
        [buckets, sparse.csr_matrix(np.concatenate([one.words.hints for one in taught]))]
    ).tocsr()
    kinds = np.concatenate([one.kinds for one in taught])
    weights = np.concatenate(
        [np.full(len(one.kinds), WEIGHT_OF.get(one.sample.hand, 1.0)) for one in taught]
    )
    model = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=8, tol=None, average=True, random_state=seed, n_jobs=2
    ).fit(features, kinds, sample_weight=weights)
    table = np.zeros((features.shape[1], len(KINDS)), np.float32)
    bias = np.full(len(KINDS), -10.0, np.float32)
    for column, kind in enumerate(model.classes_):
        if kind != NONE:
            table[:, kind] = model.coef_[column]
            bias[kind] = model.intercept_[column]
    nothing = np.zeros(0, np.float32)
    return Tagger(table[:BUCKETS], table[BUCKETS:], bias, nothing, 0.0)


def _about_work() -> Iterator[Sample]:
    """How doctors talk of colleagues and work when they run nobody down: full of names that are no
    patient's."""
    for sample in load("train", "offence"):
        if not sample.label:
            yield replace(sample, hand="work")


def _clinical(public: Path, seed: int) -> Iterator[Sample]:
    """Texts of medical libraries, which are about no patient."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    texts = [
        text
        for text, _, source in read_public(public)
        if source in ("clin_medquad", "clin_pubmedqa")
    ]
    for text in rng.sample(texts, CLINICAL):
        yield Sample(text[:LONGEST], False, "clinical", "clinical")
