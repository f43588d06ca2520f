"""Counts → exact cells: who stands behind each cell of each cut, before any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import assert_never

from pipeline.content.models import Codebook
from pipeline.domain import Carried, Cell, CellKey, Counts, Cut, Frame, Group, Pair, Part, Ring, RoleClass

Heard = Mapping[str, frozenset[int]]

_PARTS = (Part.BIOGRAFIE, Part.ANALYSE)


def heard(counts: Counts) -> Heard:
    """Per code the tables where two or more distinct counted speakers carry it."""
    persons: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pair in counts.pairs:
        for code in pair.codes:
            persons[code][pair.table].add(pair.person)
    return {code: frozenset(t for t, who in tables.items() if len(who) >= 2) for code, tables in persons.items()}


def exact(counts: Counts, key: CellKey, where: Heard) -> Cell:
    """The pairs of a cell who carry its code, at the tables where it (and the second pattern) is heard."""
    tables = where.get(key.code, frozenset())
    if key.pattern_2 is not None:
        tables &= where.get(key.pattern_2, frozenset())
    return Cell(key=key, carriers=tuple(pair for pair in counts.pairs if pair.table in tables and _carries(pair, key)))


def within(counts: Counts, group: Group) -> Counts:
    """A group's tables as a study of its own, with its own attendance."""
    number = {table: new for new, table in enumerate(sorted(group.tables)) if table < counts.frame.tables}
    attendance = tuple(
        frozenset(number[table] for table in tables if table in number) for tables in counts.frame.attendance
    )
    frame = Frame(tables=len(number), attendance=attendance, has_roles=counts.frame.has_roles)
    pairs = tuple(replace(pair, table=number[pair.table]) for pair in counts.pairs if pair.table in number)
    return Counts(frame=frame, pairs=pairs)


def keys(cut: Cut, codebook: Codebook, groups: Iterable[Group] = ()) -> tuple[CellKey, ...]:
    """Every cell of a cut, in the codebook's order (R15)."""
    if cut is Cut.PERSPECTIVE or cut is Cut.PERSPECTIVE_BY_CLASS:
        return tuple(key for code in codebook.perspectives for key in _of_perspective(cut, code.id))
    if cut is Cut.PATTERN_BY_PATTERN:
        pairs = combinations([pattern.id for pattern in codebook.patterns], 2)
        return tuple(CellKey(cut=cut, pattern=one, pattern_2=other) for one, other in pairs)
    names = tuple(group.name for group in groups)
    return tuple(key for code in codebook.patterns for key in _of_pattern(cut, code.id, codebook, names))


def _of_perspective(cut: Cut, code: str) -> tuple[CellKey, ...]:
    if cut is Cut.PERSPECTIVE:
        return (CellKey(cut=cut, perspective=code),)
    return tuple(CellKey(cut=cut, perspective=code, role_class=role_class) for role_class in RoleClass)


def _of_pattern(cut: Cut, code: str, codebook: Codebook, groups: tuple[str, ...]) -> tuple[CellKey, ...]:
    match cut:
        case Cut.PATTERN:
            return (CellKey(cut=cut, pattern=code),)
        case Cut.PATTERN_BY_RING:
            return tuple(CellKey(cut=cut, pattern=code, ring=ring) for ring in Ring)
        case Cut.PATTERN_BY_CLASS:
            return tuple(CellKey(cut=cut, pattern=code, role_class=role_class) for role_class in RoleClass)
        case Cut.PATTERN_BY_PART:
            return tuple(CellKey(cut=cut, pattern=code, part=part) for part in _PARTS)
        case Cut.PATTERN_BY_DIRECTION:
            return tuple(CellKey(cut=cut, pattern=code, direction=side) for side in codebook.directions(code))
        case Cut.PATTERN_BY_GROUP:
            return tuple(CellKey(cut=cut, pattern=code, group=group) for group in groups)
        case Cut.PATTERN_BY_PATTERN | Cut.PERSPECTIVE | Cut.PERSPECTIVE_BY_CLASS:
            raise ValueError("this cut has keys of another shape")
    assert_never(cut)


def _carries(pair: Pair, key: CellKey) -> bool:
    """Whether a pair is of the cell and carries its code there (and the second pattern, in whatever way)."""
    if key.ring is not None and pair.ring is not key.ring:
        return False
    if key.role_class is not None and (pair.ring is None or pair.ring.role_class is not key.role_class):
        return False
    if key.pattern_2 is not None and key.pattern_2 not in pair.codes:
        return False
    return any(_matches(carried, key) for carried in pair.carried)


def _matches(carried: Carried, key: CellKey) -> bool:
    return (
        carried.code == key.code
        and (key.part is None or carried.part is key.part)
        and (key.direction is None or carried.direction == key.direction)
    )
