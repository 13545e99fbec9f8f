"""Learn which words are of a kind (see MODEL_CARD.md).

Words are counted with the frequent words two to either side of them; positive pointwise mutual
information, its first singular vectors (Levy, Goldberg and Dagan, TACL 2015), and k-means on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from moderation.detectors.kin import SIZES, Kin, spelt
from moderation.detectors.tagger import WORD

from .corpora import Folder, load
from .training import read_public

OURS: tuple[Folder, ...] = ("offence", "identity", "comments")
TWICE = 2  # how often our own texts are counted
LONGEST = 4_000  # characters of a text
LEAST, MOST = 5, 40_000  # how often a word must stand, and how many words are told apart
COMPANY = 3_000  # frequent words, as the company that others keep
PLACES = (-2, -1, 1, 2)
LENGTH = 64  # of a word's vector
SMOOTH = 0.75


def train(public: Path, seed: int = 0) -> Kin:
    """The classes, from the public texts and the project's own."""
    texts = [[spelt(word) for word in WORD.findall(text[:LONGEST])] for text in _texts(public)]
    count = Counter(word for text in texts for word in text)
    words = [word for word, times in count.most_common(MOST) if times >= LEAST]
    vectors = _vectors(_company(texts, words), seed)
    classes = [
        MiniBatchKMeans(size, random_state=seed, n_init=3, batch_size=4096).fit(vectors).labels_
        for size in SIZES
    ]
    return Kin(words, np.stack(classes, axis=1).astype(np.uint16))


def _texts(public: Path) -> Iterator[str]:
    for text, _, _ in read_public(public):
        yield text
    for folder in OURS:
        for sample in load("train", folder):
            yield from [sample.text] * TWICE


def _company(texts: list[list[str]], words: list[str]) -> sparse.csr_matrix:
    """How often each word (row) stands with each frequent word at each place (columns)."""
    number = {word: at for at, word in enumerate(words)}
    rows, columns = [], []
    for text in texts:
        ids = np.array([number.get(word, -1) for word in text], np.int64)
        for place, offset in enumerate(PLACES):
            ahead, behind = max(0, offset), max(0, -offset)
            word, other = ids[behind : len(ids) - ahead], ids[ahead : len(ids) - behind]
            counted = (word >= 0) & (other >= 0) & (other < COMPANY)
            rows.append(word[counted])
            columns.append(other[counted] + place * COMPANY)
    at = np.concatenate(rows), np.concatenate(columns)
    shape = (len(words), len(PLACES) * COMPANY)
    return sparse.csr_matrix((np.ones(len(at[0]), np.float32), at), shape=shape)


def _vectors(company: sparse.csr_matrix, seed: int) -> NDArray[np.float64]:
    """One vector of length one for each word."""
    pairs = company.tocoo()
    total = company.sum()
    of_word = np.asarray(company.sum(axis=1)).ravel()
    of_other = np.asarray(company.sum(axis=0)).ravel() ** SMOOTH
    of_other *= total / of_other.sum()
    told = np.log(pairs.data * total / (of_word[pairs.row] * of_other[pairs.col]))
    kept = told > 0
    weighed = sparse.csr_matrix(
        (told[kept], (pairs.row[kept], pairs.col[kept])), shape=company.shape
    )
    left, values, _ = randomized_svd(weighed, LENGTH, random_state=seed)
    vectors: NDArray[np.float64] = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-9)
