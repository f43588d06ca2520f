"""Gold × what the tagger made of it → figures with intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.train import GoldPassage
from pipeline.content import Codebook
from pipeline.domain import Role, RoleClass, Verdict
from pipeline.evaluate.metrics import (
    Counted,
    alpha,
    brier_skill,
    calibration_error,
    cohens_kappa,
    counted,
    counts_by_table,
    f1_of,
    interval,
    table_bootstrap,
    table_jackknife,
)

GOOD, FAIR = 0.80, 0.667
LEAST_POSITIVES = 20
HEARD_BY = 2
CORE = ("vertrouwen", "momenten_van_de_waarheid", "buitenboordmotor")
_IN_VIEW = 0.1
"""Calibration is judged where the model sees at least this chance; elsewhere silence is easy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a tagger made of one passage: codes with directions, chances, and where it abstained."""

    tags: Mapping[str, str | None]
    chances: Mapping[str, float] = field(default_factory=dict)
    abstained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFigures:
    """How the tags of one code compare to gold."""

    code: str
    counts: Counted
    joint: Counted
    """A tag is right only where its direction is too."""
    f1_interval: tuple[float, float]
    kappa: float | None
    alpha: float | None
    brier_skill: float | None
    calibration_error: float | None
    abstained: float
    recall_by_class: Mapping[RoleClass, float | None]
    heard: tuple[int, int]
    """At how many tables heard: in gold, by the tags."""

    @property
    def verdict(self) -> Verdict:
        """From alpha against gold: Krippendorff's bars of .80 and .667, and enough positives to speak of."""
        if self.counts.right + self.counts.missed < LEAST_POSITIVES:
            return "te_weinig_bewijs"
        reached = self.alpha or 0.0
        return "goed" if reached >= GOOD else "matig" if reached >= FAIR else "niet_automatisch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of one way of tagging over one gold."""

    passages: int
    tables: int
    codes: tuple[CodeFigures, ...]
    macro: float
    macro_interval: tuple[float, float]
    macro_without_one: tuple[float, float]
    """Between what it lies when any one table is left out."""
    core: float
    micro: float
    micro_interval: tuple[float, float]
    false_tags: float
    """Share of the passages without any pattern in gold that got one."""

    def of(self, code: str) -> CodeFigures:
        """The figures of one code."""
        return next(found for found in self.codes if found.code == code)


def evaluation(gold: Sequence[GoldPassage], found: Sequence[Found], *, codebook: Codebook) -> Evaluation:
    """Compares, code by code; contested codes count neither way, facilitators not at all."""
    kept = [(g, f) for g, f in zip(gold, found, strict=True) if g.role != Role.GESPREKSLEIDER]
    gold, found = [g for g, _ in kept], [f for _, f in kept]
    codes = codebook.codes
    truth = np.array([[code in g.tags for code in codes] for g in gold]).reshape(-1, len(codes))
    tagged = np.array([[code in f.tags for code in codes] for f in found]).reshape(-1, len(codes))
    known = np.array([[code not in g.contested for code in codes] for g in gold]).reshape(-1, len(codes))
    names = sorted({g.table for g in gold})
    tables = np.array([names.index(g.table) for g in gold], dtype=np.int64)
    by_table = counts_by_table(truth, tagged, known, tables)
    drawn, left = table_bootstrap(by_table), table_jackknife(by_table)
    patterns = [place for place, code in enumerate(codes) if codebook.is_pattern(code)]
    said = [place for place in patterns if truth[:, place].any()]
    core = [place for place in said if codes[place] in CORE]
    whole = by_table.sum(axis=0)
    silent = ~(truth | ~known)[:, patterns].any(axis=1)
    return Evaluation(
        passages=len(gold),
        tables=len(names),
        codes=tuple(_code(code, place, gold, found, truth, tagged, known, drawn) for place, code in enumerate(codes)),
        macro=float(f1_of(whole[said]).mean()) if said else 0.0,
        macro_interval=interval(f1_of(drawn[:, said]).mean(axis=1)) if said else (0.0, 0.0),
        macro_without_one=_range(f1_of(left[:, said]).mean(axis=1)) if said else (0.0, 0.0),
        core=float(f1_of(whole[core]).mean()) if core else 0.0,
        micro=float(f1_of(whole[patterns].sum(axis=0))),
        micro_interval=interval(f1_of(drawn[:, patterns].sum(axis=1))),
        false_tags=float(tagged[silent][:, patterns].any(axis=1).mean()) if silent.any() else 0.0,
    )


def difference(
    gold: Sequence[GoldPassage], one: Sequence[Found], other: Sequence[Found], *, codebook: Codebook
) -> tuple[float, tuple[float, float]]:
    """By how much the macro-F1 of one exceeds the other's, with the interval over the same drawn tables."""
    rows = [i for i, g in enumerate(gold) if g.role != Role.GESPREKSLEIDER]
    codes = [code for code in codebook.codes if codebook.is_pattern(code)]
    truth = np.array([[code in gold[i].tags for code in codes] for i in rows])
    known = np.array([[code not in gold[i].contested for code in codes] for i in rows])
    names = sorted({gold[i].table for i in rows})
    tables = np.array([names.index(gold[i].table) for i in rows], dtype=np.int64)
    said = truth.any(axis=0)

    def drawn(found: Sequence[Found]) -> NDArray[np.float64]:
        tagged = np.array([[code in found[i].tags for code in codes] for i in rows])
        by_table = counts_by_table(truth, tagged, known, tables)
        means: NDArray[np.float64] = f1_of(table_bootstrap(by_table)[:, said]).mean(axis=1)
        return means

    apart = drawn(one) - drawn(other)
    return float(apart.mean()), interval(apart)


def _range(values: NDArray[np.float64]) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _code(
    code: str,
    place: int,
    gold: Sequence[GoldPassage],
    found: Sequence[Found],
    truth: NDArray[np.bool_],
    tagged: NDArray[np.bool_],
    known: NDArray[np.bool_],
    drawn: NDArray[np.int64],
) -> CodeFigures:
    rows = known[:, place]
    yes, said = truth[rows, place], tagged[rows, place]
    same = np.array([f.tags.get(code) == g.tags.get(code) for g, f in zip(gold, found, strict=True)], dtype=bool)[rows]
    chances = np.array([f.chances.get(code, float(code in f.tags)) for f in found])[rows]
    in_view = chances >= _IN_VIEW
    silent = np.array([code in f.abstained for f in found], dtype=bool)[rows]
    right = int((yes & said & same).sum())
    return CodeFigures(
        code=code,
        counts=counted(yes, said),
        joint=Counted(right=right, false=int(said.sum()) - right, missed=int(yes.sum()) - right),
        f1_interval=interval(f1_of(drawn[:, place])),
        kappa=cohens_kappa(yes, said),
        alpha=alpha(yes, said),
        brier_skill=brier_skill(yes[in_view], chances[in_view]),
        calibration_error=calibration_error(yes[in_view], chances[in_view]),
        abstained=float(silent.mean()) if len(silent) else 0.0,
        recall_by_class={side: _recall(side, gold, truth[:, place], tagged[:, place], rows) for side in RoleClass},
        heard=(_heard(gold, lambda i: code in gold[i].tags), _heard(gold, lambda i: code in found[i].tags)),
    )


def _recall(
    side: RoleClass,
    gold: Sequence[GoldPassage],
    yes: NDArray[np.bool_],
    said: NDArray[np.bool_],
    known: NDArray[np.bool_],
) -> float | None:
    rings = [Role(g.role).ring for g in gold]
    rows = known & np.array([ring is not None and ring.role_class is side for ring in rings], dtype=bool)
    return counted(yes[rows], said[rows]).recall


def _heard(gold: Sequence[GoldPassage], carries: Callable[[int], bool]) -> int:
    """At how many tables two or more speakers carry a code."""
    speakers: dict[str, set[str]] = {}
    for number, passage in enumerate(gold):
        if carries(number):
            speakers.setdefault(passage.table, set()).add(passage.speaker)
    return sum(len(who) >= HEARD_BY for who in speakers.values())
