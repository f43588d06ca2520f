"""`kruistabel.csv`: every published cell, one row a unit, and every contrast, in the order of the counts."""

from __future__ import annotations

import csv
import io

from pipeline.domain import SafeCell, SafeContrast, SafeCounts, Shown

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

Row = tuple[str | int, ...]


def rows(safe_counts: SafeCounts) -> tuple[Row, ...]:
    """The rows in the order of `COLUMNS`; what is empty is an empty string."""
    return (*map(_row, safe_counts.cells), *map(_contrast, safe_counts.contrasts))


def csv_bytes(safe_counts: SafeCounts) -> bytes:
    """UTF-8 with BOM and commas, lines ended by LF, as spreadsheets and R read it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(map(_inert, row)) for row in rows(safe_counts))
    return buffer.getvalue().encode("utf-8-sig")


def _row(cell: SafeCell) -> Row:
    key, status = cell.key, cell.status
    dimensions = (
        key.pattern,
        key.pattern_2,
        key.direction,
        key.perspective,
        key.ring,
        key.role_class,
        key.part,
        key.group,
    )
    value, band = (status.value, status.band) if isinstance(status, Shown) else (None, None)
    return (
        str(key.cut),
        *("" if dimension is None else str(dimension) for dimension in dimensions),
        str(cell.unit),
        "" if value is None else value,
        "" if band is None else str(band),
        "shown" if isinstance(status, Shown) else "withheld",
    )


def _contrast(contrast: SafeContrast) -> Row:
    """A contrast has no value, and for a band the side that it favours."""
    key, side = contrast.key, contrast.side
    known = {"pattern": key.pattern, "perspective": key.perspective, "role_class": key.role_class}
    dimensions = (str(known.get(column) or "") for column in COLUMNS[1:-4])
    told = (side, "shown") if isinstance(side, str) else ("", "withheld")
    return (str(key.kind), *dimensions, str(key.kind.unit), "", *told)


def _inert(value: str | int) -> str | int:
    """A group's name that a spreadsheet would read as a formula is made plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
