"""R10: which rings and classes may be cells, and which step of the stated ladder of cuts is taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.content.models import Codebook
from pipeline.disclose.cells import keys
from pipeline.disclose.rules import Bar
from pipeline.domain import CellKey, Counts, Cut, Pair, Ring, RoleClass, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """The rings and classes that may be cells; apart, since `Ring.BINNEN` equals `RoleClass.BINNEN` as a string."""

    rings: frozenset[Ring]
    classes: frozenset[RoleClass]

    def admits(self, key: CellKey) -> bool:
        """Whether a cell is of no ring or class, or of an admitted one."""
        if key.ring is not None:
            return key.ring in self.rings
        return key.role_class is None or key.role_class in self.classes


def admitted(counts: Counts, bar: Bar) -> Admitted:
    """R10, from attendance alone: a function of who sat where, never of what was said."""
    rings = frozenset(ring for ring in Ring if _large(counts, bar, {ring}))
    classes = frozenset(
        role_class for role_class in RoleClass if _large(counts, bar, {r for r in Ring if r.role_class is role_class})
    )
    return Admitted(rings=rings, classes=classes)


def _large(counts: Counts, bar: Bar, rings: Collection[Ring]) -> bool:
    """Not at most one at most tables, and R2 + 2 pairs left without the k+1 tables that have most."""
    at = [0] * bar.tables
    for pair in counts.pairs:
        at[pair.table] += _of(pair, rings)
    alone = sum(size <= 1 for size in at)
    remaining = sum(sorted(at, reverse=True)[bar.k + 1 :])
    return 2 * alone <= bar.tables and remaining >= bar.speakers + 2


def _of(pair: Pair, rings: Collection[Ring]) -> bool:
    return pair.ring is not None and pair.ring in rings


def choose(codebook: Codebook, admitted: Admitted, shown: Collection[CellKey]) -> Step:
    """R10: the richest step of which at least half of the cells can be shown."""
    if len(admitted.rings) >= 2 and _half(Cut.PATTERN_BY_RING, codebook, admitted, shown):
        return Step.RINGS
    if admitted.classes and _half(Cut.PATTERN_BY_CLASS, codebook, admitted, shown):
        return Step.CLASSES
    return Step.PATTERNS_ALONE


def _half(cut: Cut, codebook: Codebook, admitted: Admitted, shown: Collection[CellKey]) -> bool:
    cells = [key for key in keys(cut, codebook) if admitted.admits(key)]
    return 2 * sum(key in shown for key in cells) >= len(cells)
