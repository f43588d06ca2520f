"""R10: which rings and classes may be cells, and which step is taken."""

from __future__ import annotations

import pytest
from disclose_worlds import CODEBOOK, ONE, POLICY, TWO, VIEW, carried, pair, seats, study

from pipeline.disclose import protect, rules
from pipeline.disclose.cells import keys
from pipeline.disclose.ladder import Admitted, admitted, choose
from pipeline.domain import CellKey, Counts, Cut, Pair, Ring, RoleClass, SafeCounts, Shown, Step

ALL = Admitted(rings=frozenset(Ring), classes=frozenset(RoleClass))


def safe(counts: Counts) -> SafeCounts:
    return protect(counts, codebook=CODEBOOK, policy=POLICY, profile="besloten", recall_gaps={})


def admission(counts: Counts) -> Admitted:
    return admitted(counts, rules.bar(counts.frame, policy=POLICY, profile="besloten"))


def sat(*sizes: int, ring: Ring = Ring.BINNEN) -> list[Pair]:
    return [pair(t, f"{ring}{t}.{seat}", ring=ring) for t, size in enumerate(sizes) for seat in range(size)]


@pytest.mark.parametrize(
    ("sizes", "in_"),
    [
        ((1, 1, 1, 9, 9, 9), True),
        ((1, 1, 1, 1, 9, 9, 9), False),
        ((2, 2, 2, 2, 2), False),
        ((2, 2, 2, 2, 3), False),
        ((3, 3, 2, 2, 3), True),
        ((9, 9, 2, 2, 2), False),
        ((9, 9, 3, 2, 2), True),
    ],
)
def test_r10_admission(sizes: tuple[int, ...], in_: bool) -> None:
    assert (Ring.BINNEN in admission(study(sat(*sizes), len(sizes))).rings) is in_


def test_r10_admission_sets_k_plus_1_tables_aside() -> None:
    sizes = (3, 3, 3, 2, 2)
    assert RoleClass.BINNEN in admission(study(sat(*sizes), 5, k=1)).classes
    assert RoleClass.BINNEN not in admission(study(sat(*sizes), 5, k=2)).classes


def test_a_class_folds_its_rings() -> None:
    counts = study(sat(1, 1, 1, 1, 1, 1, ring=Ring.OP_AFSTAND) + sat(1, 1, 1, 1, 1, 1, 1, 1, ring=Ring.ECHT_BUITEN), 8)
    assert admission(counts) == Admitted(rings=frozenset(), classes=frozenset({RoleClass.BUITEN}))


def _some(cut: Cut, number: int) -> set[CellKey]:
    return set(keys(cut, CODEBOOK)[:number])


def test_the_richest_step_of_which_half_is_shown() -> None:
    rings, classes = len(keys(Cut.PATTERN_BY_RING, CODEBOOK)), len(keys(Cut.PATTERN_BY_CLASS, CODEBOOK))
    enough, few = _some(Cut.PATTERN_BY_RING, (rings + 1) // 2), _some(Cut.PATTERN_BY_RING, (rings - 1) // 2)
    by_class = _some(Cut.PATTERN_BY_CLASS, classes // 2)
    assert choose(CODEBOOK, ALL, enough | by_class) is Step.RINGS
    assert choose(CODEBOOK, ALL, few | by_class) is Step.CLASSES
    assert choose(CODEBOOK, ALL, few | _some(Cut.PATTERN_BY_CLASS, classes // 2 - 1)) is Step.PATTERNS_ALONE


def test_rings_need_two_admitted_and_classes_one() -> None:
    shown = {*keys(Cut.PATTERN_BY_RING, CODEBOOK), *keys(Cut.PATTERN_BY_CLASS, CODEBOOK)}
    one = Admitted(rings=frozenset({Ring.BINNEN}), classes=frozenset({RoleClass.BINNEN}))
    assert choose(CODEBOOK, one, shown) is Step.CLASSES
    none = Admitted(rings=frozenset({Ring.BINNEN}), classes=frozenset())
    assert choose(CODEBOOK, none, shown) is Step.PATTERNS_ALONE


def _speaking(*rings: Ring) -> Counts:
    what = [*(carried(code) for code in (ONE, TWO)), carried(VIEW)]
    people = [pair(t, f"{ring}{t}.{seat}", *what, ring=ring) for t in range(8) for ring in rings for seat in range(3)]
    return study(people, 8)


def test_rings() -> None:
    made = safe(_speaking(*Ring))
    cuts = {row.key.cut for row in made.cells}
    assert made.step is Step.RINGS
    assert Cut.PATTERN_BY_RING in cuts and Cut.PATTERN_BY_CLASS not in cuts


def test_one_ring_gives_classes_and_the_other_class_stands_withheld() -> None:
    made = safe(_speaking(Ring.BINNEN))
    by_class = [row for row in made.cells if row.key.cut is Cut.PATTERN_BY_CLASS]
    assert made.step is Step.CLASSES
    assert {row.key.role_class for row in by_class} == set(RoleClass)
    assert {row.key.role_class for row in by_class if isinstance(row.status, Shown)} == {RoleClass.BINNEN}


def test_patterns_alone_withholds_every_cell_by_class() -> None:
    # The perspective could be shown by class, but hardly any pattern can.
    what = [pair(t, f"{t}.{seat}", carried(VIEW), ring=Ring.BINNEN) for t in range(8) for seat in range(3)]
    made = safe(study(what, 8))
    by_whom = [row for row in made.cells if row.key.cut in (Cut.PATTERN_BY_CLASS, Cut.PERSPECTIVE_BY_CLASS)]
    assert made.step is Step.PATTERNS_ALONE
    assert {row.key.cut for row in by_whom} == {Cut.PATTERN_BY_CLASS, Cut.PERSPECTIVE_BY_CLASS}
    assert not any(isinstance(row.status, Shown) for row in by_whom)
    assert isinstance(next(row for row in made.cells if row.key.cut is Cut.PERSPECTIVE).status, Shown)


def test_a_ring_of_opgavehouders_alone_is_never_a_cell() -> None:
    """One opgavehouder a table is all of binnen, and all of them carry."""
    owners = [pair(t, f"owner{t}", carried(ONE), ring=Ring.BINNEN) for t in range(12)]
    others = seats(dict.fromkeys(range(12), 4), 12) + seats(dict.fromkeys(range(12), 4), 12, ring=Ring.OP_AFSTAND)
    made = safe(study([*owners, *others], 12))
    assert not any(
        isinstance(row.status, Shown)
        for row in made.cells
        if row.key.ring is Ring.BINNEN or row.key.role_class is RoleClass.BINNEN
    )
