"""`SafeCounts` → kruistabel.csv: one row a cell and unit, withheld ones too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain import SafeCell, SafeCounts, Shown

COLUMNS = (
    "cut",
    "pattern",
    "pattern_2",
    "direction",
    "perspective",
    "ring",
    "role_class",
    "part",
    "group",
    "unit",
    "value",
    "band",
    "status",
)


def rows(safe_counts: SafeCounts) -> Iterator[tuple[str, ...]]:
    """The rows of the long table as text, in the order of the cells."""
    for cell in safe_counts.cells:
        yield _row(cell)


def write_csv(safe_counts: SafeCounts, path: Path) -> None:
    """Writes UTF-8 with BOM and commas, as spreadsheets and R read it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(tuple(map(_inert, row)) for row in rows(safe_counts))


def _row(cell: SafeCell) -> tuple[str, ...]:
    key = cell.key
    dimensions = (
        key.cut,
        key.pattern,
        key.pattern_2,
        key.direction,
        key.perspective,
        key.ring,
        key.role_class,
        key.part,
        key.group,
        cell.unit,
    )
    shown = cell.status if isinstance(cell.status, Shown) else None
    value = "" if shown is None or shown.value is None else str(shown.value)
    band = "" if shown is None or shown.band is None else str(shown.band)
    return (*(str(part) if part is not None else "" for part in dimensions), value, band, _status(shown))


def _status(shown: Shown | None) -> str:
    return "withheld" if shown is None else "shown"


def _inert(text: str) -> str:
    """A group's name that a spreadsheet would read as a formula is made plain text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
