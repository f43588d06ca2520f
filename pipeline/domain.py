"""Every noun that flows through tafelbeeld, in the order in which it flows; what is written stands in `report.model`.

All types are frozen and hold tuples, frozensets and read-only mappings.
Each proves its own invariant when it is made.
What a transcript says or is called never shows in a `repr`, so that no log or test can print it by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

# --- who speaks -------------------------------------------------------------------------------------------------------


class RoleClass(StrEnum):
    """The two classes into which small studies fold the rings."""

    BINNEN = "binnen"
    BUITEN = "buiten"


class Ring(StrEnum):
    """How far a speaker stands from the ministry that holds the challenge."""

    BINNEN = "binnen"
    OP_AFSTAND = "op_afstand"
    ECHT_BUITEN = "echt_buiten"

    @property
    def role_class(self) -> RoleClass:
        """The class that this ring folds into."""
        return RoleClass.BINNEN if self is Ring.BINNEN else RoleClass.BUITEN


class Role(StrEnum):
    """What somebody is at a table."""

    OPGAVEHOUDER = "opgavehouder"
    INTERN = "intern"
    UITVOERING = "uitvoering"
    MEDEOVERHEID = "medeoverheid"
    EXTERN = "extern"
    GESPREKSLEIDER = "gespreksleider"
    ONBEKEND = "onbekend"

    @property
    def ring(self) -> Ring | None:
        """The ring of this role; none for facilitators and for the unknown."""
        return _RING_OF_ROLE.get(self)

    @property
    def counted(self) -> bool:
        """Whether what this role says is counted: everybody's but a facilitator's."""
        return self is not Role.GESPREKSLEIDER


_RING_OF_ROLE: Mapping[Role, Ring] = {
    Role.OPGAVEHOUDER: Ring.BINNEN,
    Role.INTERN: Ring.BINNEN,
    Role.UITVOERING: Ring.OP_AFSTAND,
    Role.MEDEOVERHEID: Ring.OP_AFSTAND,
    Role.EXTERN: Ring.ECHT_BUITEN,
}


class Part(StrEnum):
    """The two parts of a conversation; unknown where neither transcript nor manifest says."""

    BIOGRAFIE = "biografie"
    ANALYSE = "analyse"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One person at one table."""

    person: str = field(repr=False)
    """The same at two tables only where the manifest gives the same id."""
    role: Role
    organisation: str | None = field(default=None, repr=False)
    holds_transcripts: bool = False
    """Whether this person has the transcripts anyway (privacy rule R1)."""


# --- what was said ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read; logs and outputs know it by its number in the run, only the user's terminal by its name."""

    number: int
    path: Path = field(repr=False)

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("sources are numbered from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A run of consecutive cues or lines of one speaker, their texts joined by a space."""

    label: str | None = field(repr=False)
    """The speaker's name as the transcript has it; none where the transcript does not say."""
    text: str = field(repr=False)
    start: float | None = None
    """Seconds from the beginning of the file; none where the transcript has no times."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a turn holds text")


class RemarkKind(StrEnum):
    """What a reader had to forgive, or could not use, in a file that it did read."""

    DECODED_AS_CP1252 = "decoded_as_cp1252"
    REPLACED_CHARACTERS = "replaced_characters"
    WITHOUT_SPEAKERS = "without_speakers"
    NOT_DUTCH = "not_dutch"
    CUE_WITHOUT_TIME = "cue_without_time"
    LONG_LINE_CUT = "long_line_cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One kind of remark on a file, with how often it applied."""

    kind: RemarkKind
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a remark applies at least once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One file, read."""

    source: Source
    turns: tuple[Turn, ...] = field(repr=False)
    analyse_turn: int | None = None
    """Index of the first turn after a line `== analyse ==`; may equal the number of turns; none without that line."""
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        if not self.turns:
            raise ValueError("a transcript holds at least one turn")
        if self.analyse_turn is not None and not 0 <= self.analyse_turn <= len(self.turns):
            raise ValueError("part two begins at one of the turns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One table's conversation: its turns, who sat there, who spoke which turn, in which part."""

    id: str = field(repr=False)
    attendees: tuple[Speaker, ...] = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    speakers: tuple[int | None, ...] = field(repr=False)
    """Per turn the index of its speaker among the attendees; none where the transcript does not say."""
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not len(self.turns) == len(self.speakers) == len(self.parts):
            raise ValueError("every turn has a speaker (or none) and a part")
        if any(index is not None and not 0 <= index < len(self.attendees) for index in self.speakers):
            raise ValueError("who speaks sat at the table")

    @property
    def marked(self) -> bool:
        """Whether the transcript says of any turn who speaks it."""
        return any(speaker is not None for speaker in self.speakers)

    def speaker(self, turn: int) -> Speaker | None:
        """Who speaks a turn."""
        index = self.speakers[turn]
        return None if index is None else self.attendees[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """At most three sentences of one speaker: what a tag speaks of."""

    session: int
    turn: int
    start: int
    end: int
    """Code points within the turn, as Python slices."""
    text: str = field(repr=False)
    speaker: int | None = field(default=None, repr=False)
    role: Role = Role.ONBEKEND
    part: Part = Part.ONBEKEND

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError("a passage's text is as long as its span")


# --- what it is tagged with -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByLexicon:
    """A term of a lexicon fired."""

    term: str

    def __str__(self) -> str:
        return f"lexicon:{self.term}"


@dataclass(frozen=True, slots=True)
class ByModel:
    """The tag model says so."""

    def __str__(self) -> str:
        return "model"


@dataclass(frozen=True, slots=True)
class ByCoder:
    """A person says so."""

    coder: str = field(repr=False)

    def __str__(self) -> str:
        return "coder"


Origin = ByLexicon | ByModel | ByCoder

NEUTRAAL = "neutraal"
"""The direction of a passage that speaks of a pattern without leaning to either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A passage speaks of a code: a pattern, with its direction, or a perspective, without one."""

    code: str
    direction: str | None
    probability: float
    origins: tuple[Origin, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError("a probability lies between 0 and 1")
        if not self.origins:
            raise ValueError("a tag says where it comes from")


Verdict = Literal["goed", "matig", "niet_automatisch", "te_weinig_bewijs"]
"""How far the tags of a code can be relied on, from their agreement with gold."""

# --- what is counted: exact, and inside the run only ------------------------------------------------------------------


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


# --- what may be shown ------------------------------------------------------------------------------------------------


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

    def status(self, key: CellKey, unit: Unit) -> Shown | Withheld | None:
        """What may be printed of a cell; none where its cut or unit was not made."""
        return next((cell.status for cell in self.cells if cell.key == key and cell.unit is unit), None)

    def made(self, cut: Cut) -> bool:
        """Whether a cut was made at all."""
        return any(cell.key.cut is cut for cell in self.cells)
