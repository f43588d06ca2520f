"""Gold → tag model: one linear scale a code, calibrated on tables that it had not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import MOST_HITS, hit_feature, scale, word_features, words_of
from pipeline.classify.model import CodeModel, SavedModel, save_tag_model
from pipeline.content import Codebook

LEAST_TABLES, LEAST_SPEAKERS = 3, 5
"""A feature seen at fewer tables, or from fewer speakers, is not kept (privacy rule R16)."""
LEAST_POSITIVES = 10
SECOND = 2
"""The highest score of a passage without the code may be a label that was missed; the second highest counts."""
MARGIN = 0.5
FLOOR = 1.5
"""Added on the score's scale to a threshold, for ordinary talk is more varied than any gold."""
NEVER = 1000.0
STRENGTH = 60.0
FOLDS = 5
DROPPED = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """A passage with settled labels; `only` limits what its silence says to one code."""

    table: str = field(repr=False)
    speaker: str = field(repr=False)
    text: str = field(repr=False)
    tags: Mapping[str, str | None]
    only: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision and recall out of fold."""

    precision: float
    recall: float

    def __str__(self) -> str:
        return f"P {self.precision:.2f} R {self.recall:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """How one code fared on tables that the model had not seen."""

    code: str
    positives: int
    lexicon: Score
    model: Score
    both: Score
    in_sample: Score
    """Lexicon and model on the very passages of the training: no measure of quality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAccount:
    """How a training went."""

    passages: int
    tables: int
    rows: tuple[CodeRow, ...]


Matrix = Any
Labels = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Fitted:
    saved: CodeModel
    weights: NDArray[np.float64]
    leaning: NDArray[np.float64]
    row: CodeRow


def train_tag_model(
    passages: Sequence[GoldPassage],
    hits: Sequence[Mapping[str, int]],
    *,
    codebook: Codebook,
    study: str,
    out: Path,
) -> TrainingAccount:
    """Trains on passages and on how many terms of each lexicon fired in them, and saves the model in `out`.

    Two trainings on the same gold give the same bytes.
    """
    features = _kept_features(passages) + [hit_feature(code) for code in codebook.codes]
    matrix = _matrix(passages, hits, features)
    fitted = [_fitted(code, passages, hits, matrix, codebook) for code in codebook.codes]
    both = np.vstack([part.weights for part in fitted] + [part.leaning for part in fitted]).T
    weights = {
        feature: [round(float(value), 3) if abs(value) >= DROPPED else 0.0 for value in row]
        for feature, row in zip(features, both, strict=True)
    }
    kept = {feature: row for feature, row in weights.items() if any(row)}
    codes = [part.saved for part in fitted]
    save_tag_model(
        SavedModel(kind="tafelbeeld tag model 1", name="tagmodel", study=study, codes=codes, weights=kept), out
    )
    tables = {passage.table for passage in passages if passage.only is None}
    counted = sum(passage.only is None for passage in passages)
    return TrainingAccount(passages=counted, tables=len(tables), rows=tuple(part.row for part in fitted))


def _kept_features(passages: Sequence[GoldPassage]) -> list[str]:
    tables: defaultdict[str, set[str]] = defaultdict(set)
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    for passage in passages:
        for word in words_of(passage.text) - _names(passage.text):
            for feature in word_features(word):
                tables[feature].add(passage.table)
                speakers[feature].add(passage.speaker)
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


def _matrix(passages: Sequence[GoldPassage], hits: Sequence[Mapping[str, int]], features: list[str]) -> Matrix:
    from scipy.sparse import csr_matrix

    column = {feature: index for index, feature in enumerate(features)}
    rows, columns, values = [], [], []
    for row, (passage, found) in enumerate(zip(passages, hits, strict=True)):
        sums: defaultdict[int, float] = defaultdict(float)
        words = words_of(passage.text)
        for word in words:
            for feature in word_features(word):
                if feature in column:
                    sums[column[feature]] += scale(len(words))
        for code, count in found.items():
            sums[column[hit_feature(code)]] = float(min(count, MOST_HITS))
        rows += [row] * len(sums)
        columns += list(sums)
        values += list(sums.values())
    return csr_matrix((values, (rows, columns)), shape=(len(passages), len(features)))


def _fitted(
    code: str,
    passages: Sequence[GoldPassage],
    hits: Sequence[Mapping[str, int]],
    matrix: Matrix,
    codebook: Codebook,
) -> _Fitted:
    usable = np.array([passage.only in (None, code) for passage in passages])
    study = np.array([passage.only is None for passage in passages])
    labels = np.array([code in passage.tags for passage in passages])
    fired = np.array([found.get(code, 0) > 0 for found in hits])
    directions = codebook.directions(code)
    leaning, leaning_bias = _leaning(code, directions, passages, matrix)
    if int(labels[usable & study].sum()) < LEAST_POSITIVES:
        weights, bias, slope, offset, threshold = np.zeros(matrix.shape[1]), -5.0, 1.0, 0.0, NEVER
        stands = np.zeros(len(passages), dtype=bool)
    else:
        scores = _out_of_fold(matrix, labels, usable, passages)
        slope, offset = _calibration(scores[usable & study], labels[usable & study])
        # Where a term fires there is a tag already; the model's bar concerns the other passages.
        others = usable & study & ~fired
        threshold = _threshold(scores[others], labels[others])
        stands = scores >= threshold
        machine = _machine().fit(matrix[usable], labels[usable])
        weights, bias = machine.coef_[0], float(machine.intercept_[0])
    in_sample = np.asarray(matrix @ weights).ravel() + bias >= threshold
    at_study = labels[study], fired[study], stands[study]
    right = int((labels & fired)[study].sum())
    saved = CodeModel(
        code=code,
        bias=round(bias, 3),
        slope=round(slope, 3),
        offset=round(offset, 3),
        threshold=round(threshold, 3),
        term_precision=round((right + 4) / (int(fired[study].sum()) + 5), 3),
        directions=list(directions),
        direction_bias=round(leaning_bias, 3),
    )
    return _Fitted(saved, weights, leaning, _row(code, *at_study, in_sample[study]))


def _machine() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=200)


def _out_of_fold(
    matrix: Matrix, labels: Labels, usable: Labels, passages: Sequence[GoldPassage]
) -> NDArray[np.float64]:
    """Scores of every study passage by a model that saw no passage of its table."""
    order = sorted({passage.table for passage in passages if passage.only is None})
    fold = np.array([order.index(p.table) % FOLDS if p.only is None else -1 for p in passages])
    scores = np.full(len(passages), -10.0)
    for number in range(min(FOLDS, len(order))):
        seen = usable & (fold != number)
        if labels[seen].any() and not labels[seen].all() and (fold == number).any():
            scores[fold == number] = (
                _machine().fit(matrix[seen], labels[seen]).decision_function(matrix[fold == number])
            )
    return scores


def _calibration(scores: NDArray[np.float64], labels: Labels) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    scale = LogisticRegression(C=1.0, random_state=0).fit(scores.reshape(-1, 1), labels)
    return max(float(scale.coef_[0][0]), 0.01), float(scale.intercept_[0])


def _threshold(scores: NDArray[np.float64], labels: Labels) -> float:
    """The score that hardly any passage without the code reached on tables unseen, with a margin.

    False alarms decide whether a pattern counts as heard, so they and not recall set the bar.
    """
    return max(float(np.sort(scores[~labels])[-SECOND]) + MARGIN, FLOOR)


def _leaning(
    code: str, directions: tuple[str, ...], passages: Sequence[GoldPassage], matrix: Matrix
) -> tuple[NDArray[np.float64], float]:
    """Weights and bias that tell a pattern's second direction from its first."""
    rows = [index for index, passage in enumerate(passages) if passage.tags.get(code) in directions and directions]
    second = np.array([passages[index].tags[code] == directions[1] for index in rows], dtype=bool)
    if len(rows) < LEAST_POSITIVES or second.all() or not second.any():
        return np.zeros(matrix.shape[1]), 1.0 if rows and second.mean() >= 0.5 else -1.0
    machine = _machine().fit(matrix[rows], second)
    return machine.coef_[0], float(machine.intercept_[0])


def _row(code: str, labels: Labels, fired: Labels, stands: Labels, in_sample: Labels) -> CodeRow:
    return CodeRow(
        code=code,
        positives=int(labels.sum()),
        lexicon=_score(labels, fired),
        model=_score(labels, stands),
        both=_score(labels, fired | stands),
        in_sample=_score(labels, fired | in_sample),
    )


def _score(labels: Labels, said: Labels) -> Score:
    right = int((labels & said).sum())
    return Score(precision=right / max(int(said.sum()), 1), recall=right / max(int(labels.sum()), 1))
