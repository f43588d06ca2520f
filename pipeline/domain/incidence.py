"""What is counted: exact, and inside the run only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.domain.speakers import Part, Ring, RoleClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tables by which a report may be cut; the name is the manifest's."""

    name: str
    tables: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What everybody knows of a study: how many tables, who sat where, which groups."""

    tables: int
    attendance: tuple[frozenset[int], ...] = field(repr=False)
    """Per person who does not hold the transcripts: the tables where the manifest lists that person."""
    groups: tuple[Group, ...] = ()
    has_roles: bool = True
    """False without a manifest: nobody knows who has which role."""

    @property
    def k(self) -> int:
        """The most tables of any one person who does not hold the transcripts, at least 1."""
        return max((len(tables) for tables in self.attendance), default=1) or 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Carried:
    """That one speaker at one table carries a code, in one part and one direction."""

    code: str
    part: Part
    direction: str | None = field(compare=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A counted speaker at a table, silent or not, and what is carried there."""

    table: int
    person: str = field(repr=False)
    ring: Ring | None
    organisation: str | None = field(repr=False)
    carried: frozenset[Carried] = field(repr=False)

    @property
    def codes(self) -> frozenset[str]:
        """The codes that this speaker carries at this table."""
        return frozenset(carried.code for carried in self.carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Exact incidence; never printed, never saved."""

    frame: Frame
    pairs: tuple[Pair, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if any(not 0 <= pair.table < self.frame.tables for pair in self.pairs):
            raise ValueError("every pair sits at one of the tables")


class Cut(StrEnum):
    """One cross-table."""

    PATTERN = "pattern"
    PATTERN_BY_RING = "pattern_by_ring"
    PATTERN_BY_CLASS = "pattern_by_class"
    PATTERN_BY_PART = "pattern_by_part"
    PATTERN_BY_DIRECTION = "pattern_by_direction"
    PATTERN_BY_PATTERN = "pattern_by_pattern"
    PERSPECTIVE = "perspective"
    PERSPECTIVE_BY_CLASS = "perspective_by_class"
    PATTERN_BY_GROUP = "pattern_by_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKey:
    """Which cell of which cut; a dimension that the cut does not use is none."""

    cut: Cut
    pattern: str | None = None
    pattern_2: str | None = None
    direction: str | None = None
    perspective: str | None = None
    ring: Ring | None = None
    role_class: RoleClass | None = None
    part: Part | None = None
    group: str | None = None

    @property
    def code(self) -> str:
        """The pattern or perspective that the cell speaks of."""
        code = self.pattern or self.perspective
        assert code is not None, "a cell speaks of a pattern or a perspective"
        return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The exact content of a cell: pairs of the cell who carry its code, at tables where that code is heard."""

    key: CellKey
    carriers: tuple[Pair, ...] = field(repr=False)

    @property
    def tables(self) -> frozenset[int]:
        """Distinct tables behind the cell."""
        return frozenset(pair.table for pair in self.carriers)

    @property
    def persons(self) -> frozenset[str]:
        """Distinct persons behind the cell."""
        return frozenset(pair.person for pair in self.carriers)
