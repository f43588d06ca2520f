"""What may be shown: protected cells and contrasts, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pipeline.domain.incidence import CellKey, Cut
from pipeline.domain.speakers import RoleClass


class Unit(StrEnum):
    """What a row of a cell counts."""

    SESSIONS = "sessions"
    SHARE = "share"
    SPEAKERS = "speakers"


class Band(StrEnum):
    """A range in words, printed instead of a count; open at the top."""

    MEERDERE = "meerdere"
    MERENDEEL = "merendeel"
    ZO_GOED_ALS_ELKE = "zo_goed_als_elke"
    MINDER_DAN_EEN_KWART = "minder_dan_een_kwart"
    EEN_KWART_TOT_DE_HELFT = "een_kwart_tot_de_helft"
    MEER_DAN_DE_HELFT = "meer_dan_de_helft"
    EEN_KWART_OF_MEER = "een_kwart_of_meer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What may be printed: a band in words, a protected number, or both."""

    band: Band | None = None
    value: int | None = None

    def __post_init__(self) -> None:
        if self.band is None and self.value is None:
            raise ValueError("what is shown has a band or a number")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Zero, few and protected look the same: *niet getoond*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeCell:
    """One row of the published table."""

    key: CellKey
    unit: Unit
    status: Shown | Withheld


class ContrastKind(StrEnum):
    """What a sentence may compare (privacy rule R19)."""

    CLASS = "contrast_class"
    PART = "contrast_part"
    DIRECTION = "contrast_direction"
    OWNERSHIP = "contrast_ownership"
    CONCLUSION = "contrast_conclusion"

    @property
    def unit(self) -> Unit:
        """What it compares: shares of the two classes, or else numbers of speakers."""
        return Unit.SHARE if self is ContrastKind.CLASS else Unit.SPEAKERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastKey:
    """Which contrast: of a pattern or a perspective; within a class where it is of ownership; of none in conclusion."""

    kind: ContrastKind
    pattern: str | None = None
    perspective: str | None = None
    role_class: RoleClass | None = None

    def __post_init__(self) -> None:
        codes = (self.pattern is not None) + (self.perspective is not None)
        if codes != (self.kind is not ContrastKind.CONCLUSION):
            raise ValueError("a contrast is of one pattern or perspective, and the conclusion of none")
        if (self.role_class is not None) != (self.kind is ContrastKind.OWNERSHIP):
            raise ValueError("a contrast of ownership, and no other, is of one class")

    @property
    def code(self) -> str | None:
        """The pattern or perspective that it is of."""
        return self.pattern or self.perspective


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContrast:
    """The side that leads, or nothing; not asked and not printed look the same."""

    key: ContrastKey
    side: str | Withheld


class Step(StrEnum):
    """The stated ladder of cuts by who speaks, from rich to poor (privacy rule R10)."""

    RINGS = "rings"
    CLASSES = "classes"
    PATTERNS_ALONE = "patterns_alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeCounts:
    """All that a report may draw on; made by `disclose` alone."""

    tables: int
    k: int
    profile: Literal["besloten", "openbaar"]
    step: Step
    cells: tuple[SafeCell, ...]
    contrasts: tuple[SafeContrast, ...]
    """Empty in a study without roles."""
    speakers: int | None
    """Counted persons, rounded to 5, from ten tables; none below that."""

    def __post_init__(self) -> None:
        seen = [(cell.key, cell.unit) for cell in self.cells]
        if len(set(seen)) != len(seen):
            raise ValueError("every cell stands once for each unit")
        shown = {
            cell.key.code
            for cell in self.cells
            if cell.key.cut in (Cut.PATTERN, Cut.PERSPECTIVE) and isinstance(cell.status, Shown)
        }
        for cell in self.cells:
            if not isinstance(cell.status, Shown):
                continue
            if cell.key.code not in shown or (cell.key.pattern_2 or cell.key.code) not in shown:
                raise ValueError("no cell is shown of a pattern that is itself withheld (privacy rule R8)")
            value = cell.status.value
            if cell.unit is Unit.SESSIONS and value is not None and value > self.tables - self.k - 1:
                raise ValueError("no number of tables above N-k-1 is printed (privacy rule R6)")
            if cell.unit is Unit.SPEAKERS and value is not None and value % 5:
                raise ValueError("numbers of speakers are rounded to 5 (privacy rule R7)")

        contrasted = [contrast.key for contrast in self.contrasts]
        if len(set(contrasted)) != len(contrasted):
            raise ValueError("every contrast stands once")
        for contrast in self.contrasts:
            if isinstance(contrast.side, str) and contrast.key.code not in shown | {None}:
                raise ValueError("no contrast is printed of a pattern that is itself withheld (privacy rule R19)")

    def side(self, key: ContrastKey) -> str | None:
        """The side that a contrast favours; none where nothing is printed."""
        found = next((contrast.side for contrast in self.contrasts if contrast.key == key), None)
        return found if isinstance(found, str) else None

    def status(self, key: CellKey, unit: Unit) -> Shown | Withheld | None:
        """What may be printed of a cell; none where its cut or unit was not made."""
        return next((cell.status for cell in self.cells if cell.key == key and cell.unit is unit), None)

    def made(self, cut: Cut) -> bool:
        """Whether a cut was made at all."""
        return any(cell.key.cut is cut for cell in self.cells)
