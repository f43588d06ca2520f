"""Figures of agreement between tags and gold; a code is a column of yes and no.

Every function takes vectors over passages, and gives `None` where the figure is not defined.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Yes = NDArray[np.bool_]
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """True positives, false positives and false negatives, and what follows from them."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the tags that are right; undefined without tags."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of the gold labels that were found; undefined without labels."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; undefined where there is neither label nor tag."""
        whole = 2 * self.right + self.false + self.missed
        return 2 * self.right / whole if whole else None


def counted(gold: Yes, tagged: Yes) -> Counted:
    """The counts of two columns of the same length."""
    return Counted(
        right=int((gold & tagged).sum()), false=int((~gold & tagged).sum()), missed=int((gold & ~tagged).sum())
    )


def cohens_kappa(gold: Yes, tagged: Yes) -> float | None:
    """(observed - expected) / (1 - expected) agreement, with each side's own margins (Cohen 1960)."""
    if not len(gold):
        return None
    observed = float((gold == tagged).mean())
    yes, no = gold.mean() * tagged.mean(), (1 - gold.mean()) * (1 - tagged.mean())
    expected = float(yes + no)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(gold: Yes, tagged: Yes) -> float | None:
    """Krippendorff's alpha, nominal, for gold and tags as two coders; undefined where neither ever says yes."""
    if not (gold.any() or tagged.any()) or (gold.all() and tagged.all()):
        return None
    import krippendorff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(krippendorff.alpha(np.stack([gold, tagged]).astype(float), level_of_measurement="nominal"))


def brier_skill(gold: Yes, chances: Chances) -> float | None:
    """1 - Brier score over that of always saying the base rate (Murphy 1973); undefined with one class."""
    spread = float(gold.mean() * (1 - gold.mean())) if len(gold) else 0.0
    return 1 - float(((chances - gold) ** 2).mean()) / spread if spread else None


def calibration_error(gold: Yes, chances: Chances, *, bins: int = 10) -> float | None:
    """Mean distance of chance and frequency over bins of equal width, weighted by size (Naeini et al. 2015)."""
    if not len(gold):
        return None
    place = np.minimum((chances * bins).astype(int), bins - 1)
    parts = [
        (place == number).mean() * abs(gold[place == number].mean() - chances[place == number].mean())
        for number in range(bins)
        if (place == number).any()
    ]
    return float(sum(parts))


def counts_by_table(
    gold: NDArray[np.bool_], tagged: NDArray[np.bool_], known: NDArray[np.bool_], tables: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Counts (tables, codes, 3) of right, false and missed.

    `gold`, `tagged` and `known` are (passages, codes); `tables` numbers each passage's table from 0.
    """
    count = int(tables.max()) + 1 if len(tables) else 0
    kinds = (gold & tagged & known, ~gold & tagged & known, gold & ~tagged & known)
    by_table = np.zeros((count, gold.shape[1], 3), dtype=np.int64)
    for place, kind in enumerate(kinds):
        np.add.at(by_table[:, :, place], tables, kind.astype(np.int64))
    return by_table


def table_bootstrap(by_table: NDArray[np.int64], *, rounds: int = 1000) -> NDArray[np.int64]:
    """Counts (rounds, codes, 3) when tables are drawn with replacement; `by_table` is (tables, codes, 3)."""
    count = len(by_table)
    drawn = np.random.default_rng(0).integers(0, count, size=(rounds, count))
    summed: NDArray[np.int64] = by_table[drawn].sum(axis=1)
    return summed


def table_jackknife(by_table: NDArray[np.int64]) -> NDArray[np.int64]:
    """Counts (tables, codes, 3) when each table in turn is left out."""
    left: NDArray[np.int64] = by_table.sum(axis=0)[None] - by_table
    return left


def f1_of(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 over the last axis of right, false, missed; 0 where there is none."""
    whole = 2 * counts[..., 0] + counts[..., 1] + counts[..., 2]
    scores: NDArray[np.float64] = np.where(whole > 0, 2 * counts[..., 0] / np.maximum(whole, 1), 0.0)
    return scores


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 % of bootstrapped values."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
