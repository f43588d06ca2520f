"""The surface features of gold: which are kept, and the matrix of passages by features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.classify.features import scale, word_features, words_of

if TYPE_CHECKING:
    from pipeline.classify.train import GoldPassage

LEAST_TABLES, LEAST_SPEAKERS = 3, 5
"""A feature seen at fewer tables, or from fewer speakers, is not kept (privacy rule R16)."""


def kept_features(passages: Sequence[GoldPassage]) -> list[str]:
    """The features that enough tables and speakers share; none from reference text alone."""
    tables: defaultdict[str, set[str]] = defaultdict(set)
    speakers: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for passage in passages:
        if passage.reference:
            continue
        for word in words_of(passage.text) - _names(passage.text):
            for feature in word_features(word):
                tables[feature].add(passage.table)
                speakers[feature].add((passage.table, passage.speaker))
    return sorted(f for f in tables if len(tables[f]) >= LEAST_TABLES and len(speakers[f]) >= LEAST_SPEAKERS)


def _names(text: str) -> frozenset[str]:
    """Words with a capital that do not open a sentence: names, organisations and places."""
    found = set()
    previous = "."
    for token in text.split():
        word = token.strip("\"'“”‘’(),;:.?!…")
        if word[:1].isupper() and previous[-1:] not in '.?!…:"“':
            found.add(word.lower())
        previous = token
    return frozenset(found)


def surface_matrix(passages: Sequence[GoldPassage], features: Sequence[str]) -> Any:
    """A sparse matrix (passages, features), each row scaled as `predict` scales it."""
    from scipy.sparse import csr_matrix

    column = {feature: index for index, feature in enumerate(features)}
    rows, columns, values = [], [], []
    for row, passage in enumerate(passages):
        sums: defaultdict[int, float] = defaultdict(float)
        words = words_of(passage.text)
        for word in words:
            for feature in word_features(word):
                if feature in column:
                    sums[column[feature]] += scale(len(words))
        rows += [row] * len(sums)
        columns += list(sums)
        values += list(sums.values())
    return csr_matrix((values, (rows, columns)), shape=(len(passages), len(features)))
