"""Protected cells → cross-tables in words, rows and columns in the codebook's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.domain import CellKey, Cut, Part, Ring, RoleClass, SafeCounts, Shown, Unit, Withheld
from pipeline.report.contrasts import contrast_table
from pipeline.report.model import Table
from pipeline.report.words import Names, Words, plain

Column = tuple[str, CellKey]
"""A column's label, and the key of its cells without their code."""


def cross_tables(safe: SafeCounts, words: Words, names: Names) -> tuple[tuple[str, Table], ...]:
    """Every cut that was made, and the contrasts, each under its name and as a table without a number."""
    cuts = tuple((str(cut), cross_table(cut, safe, words, names)) for cut in Cut if safe.made(cut))
    return (*cuts, ("contrasten", contrast_table(safe, words, names))) if safe.contrasts else cuts


def cross_table(cut: Cut, safe: SafeCounts, words: Words, names: Names) -> Table:
    """One cut."""
    if cut in (Cut.PATTERN, Cut.PERSPECTIVE):
        return _alone(cut, safe, words, names)
    if cut is Cut.PATTERN_BY_DIRECTION:
        return _by_direction(safe, words, names)
    if cut is Cut.PATTERN_BY_PATTERN:
        return _by_pattern(safe, words, names)
    columns = columns_of(cut, safe, words)
    rows = tuple(
        (names.name(code), *(cell_words(safe, _of_code(key, code), words) for _, key in columns))
        for code in _codes(cut, names)
    )
    header = (words(f"kruistabellen.{_first(cut)}"), *(label for label, _ in columns))
    return Table(caption=words(f"kruistabellen.{cut}"), header=header, rows=rows)


def columns_of(cut: Cut, safe: SafeCounts, words: Words) -> tuple[Column, ...]:
    """The columns of a two-way cut: rings, classes, parts, or groups in the manifest's order."""
    if cut is Cut.PATTERN_BY_RING:
        return tuple((words(f"ring.{ring}"), CellKey(cut=cut, ring=ring)) for ring in Ring)
    if cut in (Cut.PATTERN_BY_CLASS, Cut.PERSPECTIVE_BY_CLASS):
        return tuple((words(f"klasse.{side}"), CellKey(cut=cut, role_class=side)) for side in RoleClass)
    if cut is Cut.PATTERN_BY_PART:
        return tuple((words(f"deel.{part}"), CellKey(cut=cut, part=part)) for part in (Part.BIOGRAFIE, Part.ANALYSE))
    groups = dict.fromkeys(cell.key.group for cell in safe.cells if cell.key.cut is cut)
    return tuple((plain(group or ""), CellKey(cut=cut, group=group)) for group in groups)


def cell_words(safe: SafeCounts, key: CellKey, words: Words) -> str:
    """A cell in words: its tables, and its speakers where these are shown too."""
    tables = status_words(safe.status(key, Unit.SESSIONS), Unit.SESSIONS, safe, words, in_group=key.group is not None)
    speakers = safe.status(key, Unit.SPEAKERS)
    if tables == words("merk.niet_getoond") or not isinstance(speakers, Shown) or speakers.value is None:
        return tables
    return words("vak.samen", tafels=tables, sprekers=str(speakers.value))


def status_words(
    status: Shown | Withheld | None, unit: Unit, safe: SafeCounts, words: Words, *, in_group: bool = False
) -> str:
    """One row of the published table in words; the one mark for everything else."""
    if not isinstance(status, Shown):
        return words("merk.niet_getoond")
    if status.value is None:
        return words(f"vak.{status.band}")
    if unit is Unit.SHARE:
        return words("vak.procent", procent=str(status.value))
    if unit is Unit.SPEAKERS:
        return words("vak.sprekers", aantal=str(status.value))
    if in_group:
        return words("vak.tafels_groep", aantal=str(status.value))
    return words("vak.tafels", aantal=str(status.value), tafels=str(safe.tables))


def units_of(cut: Cut, safe: SafeCounts) -> tuple[Unit, ...]:
    """The units that a cut was made in."""
    made = {cell.unit for cell in safe.cells if cell.key.cut is cut}
    return tuple(unit for unit in Unit if unit in made)


_UNIT_LABELS = {Unit.SESSIONS: "tafels", Unit.SHARE: "aandeel", Unit.SPEAKERS: "sprekers"}


def _alone(cut: Cut, safe: SafeCounts, words: Words, names: Names) -> Table:
    units = units_of(cut, safe)
    rows = tuple(
        (names.name(code), *_by_unit(safe, _of_code(CellKey(cut=cut), code), units, words))
        for code in _codes(cut, names)
    )
    header = (words(f"kruistabellen.{_first(cut)}"), *_unit_labels(units, words))
    return Table(caption=words(f"kruistabellen.{cut}"), header=header, rows=rows)


def _by_direction(safe: SafeCounts, words: Words, names: Names) -> Table:
    cut = Cut.PATTERN_BY_DIRECTION
    units = units_of(cut, safe)
    rows = tuple(
        (names.name(pattern.id), name, *_by_unit(safe, key, units, words))
        for pattern in names.patterns
        for direction, name in names.directions(pattern.id)
        for key in (CellKey(cut=cut, pattern=pattern.id, direction=direction),)
    )
    header = (words("kruistabellen.patroon"), words("kruistabellen.richting"), *_unit_labels(units, words))
    return Table(caption=words(f"kruistabellen.{cut}"), header=header, rows=rows)


def _by_pattern(safe: SafeCounts, words: Words, names: Names) -> Table:
    cut = Cut.PATTERN_BY_PATTERN
    units = units_of(cut, safe)
    keys = dict.fromkeys(cell.key for cell in safe.cells if cell.key.cut is cut)
    rows = tuple(
        (names.name(key.code), names.name(key.pattern_2 or key.code), *_by_unit(safe, key, units, words))
        for key in keys
    )
    header = (words("kruistabellen.patroon"), words("kruistabellen.patroon_2"), *_unit_labels(units, words))
    return Table(caption=words(f"kruistabellen.{cut}"), header=header, rows=rows)


def _by_unit(safe: SafeCounts, key: CellKey, units: Iterable[Unit], words: Words) -> tuple[str, ...]:
    return tuple(status_words(safe.status(key, unit), unit, safe, words) for unit in units)


def _unit_labels(units: Iterable[Unit], words: Words) -> tuple[str, ...]:
    return tuple(words(f"kruistabellen.{_UNIT_LABELS[unit]}") for unit in units)


def _of_code(key: CellKey, code: str) -> CellKey:
    if key.cut in (Cut.PERSPECTIVE, Cut.PERSPECTIVE_BY_CLASS):
        return replace(key, perspective=code)
    return replace(key, pattern=code)


def _codes(cut: Cut, names: Names) -> tuple[str, ...]:
    perspectives = cut in (Cut.PERSPECTIVE, Cut.PERSPECTIVE_BY_CLASS)
    return tuple(item.id for item in (names.perspectives if perspectives else names.patterns))


def _first(cut: Cut) -> str:
    return "perspectief" if cut in (Cut.PERSPECTIVE, Cut.PERSPECTIVE_BY_CLASS) else "patroon"
