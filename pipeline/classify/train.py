"""Gold → tag model: linear scales over words and over an encoder's vectors, joined and calibrated on unseen tables."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.combine import Barred, barred, weighed
from pipeline.classify.linear import Labels, Matrix, Scores, fitted, folds_of, out_of_fold
from pipeline.classify.model import Evidence, codebook_fingerprint, direction_scale, table_hash
from pipeline.classify.saved import EncoderScales, SavedModel, Tier, TierName, save_tag_model
from pipeline.classify.surface import kept_features, surface_matrix
from pipeline.classify.terms import evidence_out_of_fold, term_evidence
from pipeline.content import Codebook
from pipeline.domain import NEUTRAAL

LEAST_POSITIVES = 10
LEAST_TABLES = 3
DROPPED = 0.02
SURFACE_STRENGTH, ENCODER_STRENGTH = 60.0, 20.0
_FLOOR = -12.0


class TrainingError(Exception):
    """Gold that no model can be trained on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """A passage with settled labels; `only` limits what its silence says to one code."""

    table: str = field(repr=False)
    speaker: str = field(repr=False)
    text: str = field(repr=False)
    tags: Mapping[str, str | None]
    role: str = "onbekend"
    register: str = ""
    only: str | None = None
    contested: frozenset[str] = frozenset()
    """Codes on which coders parted: they count neither way."""
    reference: bool = False
    """Real text without any code, read one by one: no word enters the model from it alone (privacy rule R16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The vectors of all passages, and which of their tables the encoder has learnt from."""

    name: str
    hash: str
    vectors: NDArray[np.float32] = field(repr=False)
    seen: NDArray[np.bool_] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAccount:
    """How a training went: what it had, and per tier and code what it did on tables that it had not seen."""

    passages: int
    tables: int
    positives: int
    reference_negatives: int
    bars: Mapping[str, tuple[Barred, ...]]


@dataclass(frozen=True, slots=True)
class _Lesson:
    passages: Sequence[GoldPassage]
    evidence: Sequence[Sequence[Evidence]]
    scales: tuple[str, ...]
    labels: Labels
    """(passages, scales)"""
    known: Labels
    """(passages, scales): where a label, or its absence, says anything."""
    study: NDArray[np.bool_]
    """Passages of tables; the others are the lexicons' examples."""
    codes: tuple[str, ...]


def train_tag_model(
    passages: Sequence[GoldPassage],
    evidence: Sequence[Sequence[Evidence]],
    *,
    codebook: Codebook,
    out: Path,
    encoded: Encoded | None = None,
) -> TrainingAccount:
    """Trains on passages and on what the lexicons found in them, and saves the model in `out`.

    Two trainings on the same gold give the same bytes.
    Raises TrainingError where there are too few tables, or one class only.
    """
    lesson = _lesson(passages, evidence, codebook)
    _refuse_poor(lesson)
    features = kept_features(passages)
    matrix = surface_matrix(passages, features)
    surface = _scored(lesson, matrix, SURFACE_STRENGTH, seen=None)
    known_terms = term_evidence(evidence, passages, lesson.codes, np.flatnonzero(lesson.study).tolist())
    lexicon = evidence_out_of_fold(evidence, passages, lesson.codes, folds_of(_tables(passages), ~lesson.study))
    tiers: dict[TierName, Tier] = {}
    bars: dict[str, tuple[Barred, ...]] = {}
    tiers["snel"], bars["snel"] = _tier(lesson, surface.scores, None, lexicon, lesson.study)
    vectors: _Scored | None = None
    if encoded is not None:
        vectors = _scored(lesson, encoded.vectors, ENCODER_STRENGTH, seen=encoded.seen)
        fresh = lesson.study & ~encoded.seen if _enough(lesson, encoded.seen) else lesson.study
        tiers["vol"], bars["vol"] = _tier(lesson, surface.scores, vectors.scores, lexicon, fresh)
    weights = {
        feature: [round(float(value), 3) if abs(value) >= DROPPED else 0.0 for value in row]
        for feature, row in zip(features, surface.weights, strict=True)
    }
    tables = {passage.table for passage in passages if passage.only is None and not passage.reference}
    save_tag_model(
        SavedModel(
            kind="tafelbeeld tag model 3",
            name="tagmodel",
            codebook=codebook_fingerprint(codebook),
            tables=sorted(table_hash(table) for table in tables),
            passages=int(lesson.study.sum()),
            reference_negatives=sum(passage.reference for passage in passages),
            scales=list(lesson.scales),
            biases=_rounded(surface.biases),
            encoder=None if encoded is None or vectors is None else _encoder_scales(encoded, vectors),
            terms=known_terms.saved,
            new_term={code: round(known_terms.unmet[code], 3) for code in lesson.codes},
            tiers=tiers,
            weights={feature: row for feature, row in weights.items() if any(row)},
        ),
        out,
    )
    return TrainingAccount(
        passages=int(lesson.study.sum()),
        tables=len(tables),
        positives=int(lesson.labels[lesson.study][:, : len(lesson.codes)].any(axis=1).sum()),
        reference_negatives=sum(passage.reference for passage in passages),
        bars=bars,
    )


def _lesson(passages: Sequence[GoldPassage], evidence: Sequence[Sequence[Evidence]], codebook: Codebook) -> _Lesson:
    codes = tuple(codebook.codes)
    pairs = [(code, option) for code in codes for option in _options(code, passages, codebook)]
    scales = (*codes, *(direction_scale(code, option) for code, option in pairs))
    of_codes = [[code in p.tags for code in codes] for p in passages]
    known_codes = [[p.only in (None, code) and code not in p.contested for code in codes] for p in passages]
    of_options = [[p.tags.get(code) == option for code, option in pairs] for p in passages]
    known_options = [[p.tags.get(code) is not None for code, _ in pairs] for p in passages]
    return _Lesson(
        passages,
        evidence,
        scales,
        np.hstack([np.array(of_codes), np.array(of_options).reshape(len(passages), -1)]).astype(bool),
        np.hstack([np.array(known_codes), np.array(known_options).reshape(len(passages), -1)]).astype(bool),
        np.array([p.only is None for p in passages]),
        codes,
    )


def _options(code: str, passages: Sequence[GoldPassage], codebook: Codebook) -> tuple[str, ...]:
    """A pattern's directions, and `neutraal` where gold has shown enough of it."""
    directions = codebook.directions(code)
    neutral = sum(p.tags.get(code) == NEUTRAAL for p in passages if p.only is None)
    return (*directions, NEUTRAAL) if directions and neutral >= LEAST_POSITIVES else directions


def _tables(passages: Sequence[GoldPassage]) -> list[str]:
    return [passage.table for passage in passages]


def _refuse_poor(lesson: _Lesson) -> None:
    tables = {p.table for p in lesson.passages if p.only is None}
    if len(tables) < LEAST_TABLES:
        raise TrainingError(
            f"The gold has passages of {len(tables)} table(s); a model needs at least {LEAST_TABLES}, each named by "
            "`table`, so that it can be tried on tables that it has not seen."
        )
    carries = lesson.labels[lesson.study][:, : len(lesson.codes)].any(axis=1)
    if carries.all() or not carries.any():
        what = "a label" if carries.all() else "no label"
        raise TrainingError(
            f"Every passage in the gold has {what}; a model needs both: add passages "
            f"{'without any tag' if carries.all() else 'with tags'}."
        )


@dataclass(frozen=True, slots=True)
class _Scored:
    scores: Scores
    """(passages, scales), of study passages by a model that saw no passage of their table."""
    biases: NDArray[np.float64]
    weights: NDArray[np.float64]
    """(features, scales)"""


def _scored(lesson: _Lesson, matrix: Matrix, strength: float, *, seen: NDArray[np.bool_] | None) -> _Scored:
    """Every scale over this matrix, with scores out of fold; tables in `seen` are never scored, only learnt from."""
    learnt = ~lesson.study if seen is None or not _enough(lesson, seen) else ~lesson.study | seen
    folds = folds_of(_tables(lesson.passages), learnt)

    def scale(place: int) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
        labels, known = lesson.labels[:, place], lesson.known[:, place]
        positives = int((labels & known & lesson.study).sum())
        if positives < LEAST_POSITIVES or (labels | ~known).all():
            bias = _FLOOR if place < len(lesson.codes) else 0.0
            return np.full(len(labels), _FLOOR), np.zeros(matrix.shape[1]), bias
        return out_of_fold(matrix, labels, known, folds, strength), *fitted(matrix, labels, known, strength)

    # The fits leave Python's lock alone, so that threads share the work.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
        scores, weights, biases = zip(*workers.map(scale, range(len(lesson.scales))), strict=True)
    return _Scored(np.array(scores).T, np.array(biases), np.array(weights).T)


def _enough(lesson: _Lesson, seen: NDArray[np.bool_]) -> bool:
    """Whether enough tables are left that the encoder has not seen to calibrate on."""
    return (
        len({p.table for p, old in zip(lesson.passages, seen, strict=True) if not old and p.only is None})
        >= LEAST_TABLES
    )


def _tier(
    lesson: _Lesson, surface: Scores, encoder: Scores | None, lexicon: Scores, rows: NDArray[np.bool_]
) -> tuple[Tier, tuple[Barred, ...]]:
    """How the sources are joined, and where the bars lie, learnt from passages that no source has seen."""
    count = len(lesson.codes)
    sources = [surface, np.zeros_like(surface) if encoder is None else encoder]
    of_codes = [source[rows][:, :count] for source in sources] + [lexicon[rows]]
    labels, known = lesson.labels[rows][:, :count], lesson.known[rows][:, :count]
    code, offsets = weighed(of_codes, labels, known)
    told = _told(lesson)
    of_options = [source[rows][:, count:] for source in sources] + [told[rows]]
    direction, _ = weighed(of_options, lesson.labels[rows][:, count:], lesson.known[rows][:, count:])
    scores = offsets + code.surface * of_codes[0] + code.encoder * of_codes[1] + code.lexicon * of_codes[2]
    reference = np.array([p.reference for p in lesson.passages])[rows]
    bars = barred(
        lesson.codes,
        scores,
        labels,
        known,
        offsets,
        reference=reference,
        ordinary=_ordinary(lesson)[rows],
        fired=_fired(lesson)[rows],
    )
    return Tier(code=code, direction=direction, bars=[found.bar for found in bars]), bars


def _ordinary(lesson: _Lesson) -> NDArray[np.bool_]:
    """Passages of tables where nobody speaks of any code."""
    spoken_of = {p.table for p in lesson.passages if p.tags or p.contested}
    return np.array([p.only is None and not p.reference and p.table not in spoken_of for p in lesson.passages])


def _fired(lesson: _Lesson) -> Labels:
    """(passages, codes): where a term of the code's lexicon fired."""
    heard = [{hit.code for hit in hits} for hits in lesson.evidence]
    return np.array([[code in codes for code in lesson.codes] for codes in heard], dtype=bool)


def _told(lesson: _Lesson) -> Scores:
    """Per passage and direction the share of its pattern's hits that tell it."""
    found = np.zeros((len(lesson.passages), len(lesson.scales) - len(lesson.codes)))
    for row, hits in enumerate(lesson.evidence):
        for place, scale in enumerate(lesson.scales[len(lesson.codes) :]):
            code, option = scale.split(">", 1)
            own = [hit.direction for hit in hits if hit.code == code]
            found[row, place] = own.count(option) / max(len(own), 1)
    return found


def _encoder_scales(encoded: Encoded, scored: _Scored) -> EncoderScales:
    weights = [[round(float(value), 4) for value in row] for row in scored.weights]
    return EncoderScales(name=encoded.name, hash=encoded.hash, biases=_rounded(scored.biases), weights=weights)


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 4) for value in values]
