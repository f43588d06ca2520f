"""`kruistabel.xlsx`: a reading guide, each cut on a sheet, all cells in one list, and a data dictionary."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from pipeline.domain import SafeCounts
from pipeline.report.archive import settled
from pipeline.report.long_table import COLUMNS, Row, rows
from pipeline.report.model import Report, Table
from pipeline.report.tables import cross_tables
from pipeline.report.words import Names, Words

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_NAVY, _GREY, _RULE = "#154273", "#6b7280", "#c9ced6"


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    banner: Any
    text: Any
    strong: Any
    header: Any
    cell: Any
    first: Any
    withheld: Any
    number: Any


def excel_bytes(report: Report, safe_counts: SafeCounts, words: Words, names: Names) -> bytes:
    """The workbook; every text is written as text, whatever it begins with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _SAFE)
    book.set_properties({"title": report.title, "author": "tafelbeeld", "created": datetime(2000, 1, 1)})
    formats = _formats(book)
    tables = cross_tables(safe_counts, words, names)
    titles = [(words(f"werkboek.{cut}"), table) for cut, table in tables]
    _guide(book.add_worksheet(words("werkboek.leeswijzer")), report, titles, formats, words)
    for title, table in titles:
        _cut(book.add_worksheet(title), table, formats, words)
    _all_cells(book.add_worksheet(words("werkboek.alle_cellen")), rows(safe_counts), formats)
    _dictionary(book.add_worksheet(words("werkboek.gegevensboek")), rows(safe_counts), formats, words, names)
    book.close()
    return settled(buffer.getvalue())


def _formats(book: Any) -> _Formats:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    lined = {**base, "bottom": 1, "bottom_color": _RULE, "text_wrap": True}
    return _Formats(
        title=book.add_format({**base, "bold": True, "font_size": 16, "font_color": _NAVY}),
        banner=book.add_format({**base, "bold": True, "text_wrap": True, "bg_color": "#fdf3d8"}),
        text=book.add_format({**base, "text_wrap": True}),
        strong=book.add_format({**base, "bold": True, "font_color": _NAVY}),
        header=book.add_format({**base, "bold": True, "font_color": "#ffffff", "bg_color": _NAVY, "text_wrap": True}),
        cell=book.add_format(lined),
        first=book.add_format({**lined, "bold": True}),
        withheld=book.add_format({**lined, "italic": True, "font_color": _GREY}),
        number=book.add_format({**lined, "num_format": "0"}),
    )


def _guide(sheet: Any, report: Report, titles: Sequence[tuple[str, Table]], formats: _Formats, words: Words) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, report.title, formats.title)
    sheet.write_string(1, 0, report.subtitle, formats.text)
    line = 3
    for text, style in (
        *((banner, formats.banner) for banner in report.banners),
        *(
            (words(f"werkboek.{key}"), formats.text)
            for key in ("wat", "bladen", "merk", "haakjes", "totalen", "volgorde")
        ),
    ):
        sheet.merge_range(line, 0, line, 1, "", style)
        sheet.write_string(line, 0, text, style)
        sheet.set_row(line, 15.5 * (1 + len(text) // 95))
        line += 1
    contents = [(title, table.caption) for title, table in titles]
    contents += [(words(f"werkboek.{key}"), words(f"werkboek.{key}_uitleg")) for key in ("alle_cellen", "gegevensboek")]
    _grid(sheet, (words("werkboek.blad"), words("werkboek.inhoud")), contents, formats, top=line + 1)
    _printed(sheet)


def _cut(sheet: Any, table: Table, formats: _Formats, words: Words) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(table.header) - 1, 34)
    mark = words("merk.niet_getoond")
    _grid(sheet, table.header, table.rows, formats, mark=mark)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    _printed(sheet)


def _all_cells(sheet: Any, cells: Sequence[Row], formats: _Formats) -> None:
    widths = {"cut": 22, "pattern": 28, "pattern_2": 28, "direction": 20, "perspective": 16, "group": 22, "band": 24}
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, widths.get(name, 12))
    _grid(sheet, COLUMNS, cells, formats, mark="withheld")
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(cells), len(COLUMNS) - 1)
    _printed(sheet)


def _dictionary(sheet: Any, cells: Sequence[Row], formats: _Formats, words: Words, names: Names) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 80)
    header = tuple(words(f"werkboek.{key}") for key in ("kolom", "waarde", "uitleg"))
    entries = [(column, "", words(f"kolom.{column}")) for column in COLUMNS]
    sides = {side: name for pattern in names.patterns for side, name in names.directions(pattern.id)}
    for column, sections in _EXPLAINED.items():
        values = dict.fromkeys(str(row[COLUMNS.index(column)]) for row in cells)
        entries += [
            (column, value, _explained(value, sections, words) or sides.get(value, "")) for value in values if value
        ]
    _grid(sheet, header, entries, formats)
    sheet.freeze_panes(1, 0)
    _printed(sheet)


_EXPLAINED = {
    "cut": ("werkboek",),
    "ring": ("ring",),
    "role_class": ("klasse",),
    "part": ("deel",),
    "unit": ("eenheid",),
    "band": ("vak", "klasse", "deel", "kant"),
    "status": ("status",),
}
"""Columns whose values the texts explain, and where."""


def _explained(value: str, sections: Iterable[str], words: Words) -> str:
    return next((words(f"{section}.{value}") for section in sections if words.has(f"{section}.{value}")), "")


def _grid(
    sheet: Any,
    header: Sequence[str],
    lines: Iterable[Sequence[str | int]],
    formats: _Formats,
    *,
    top: int = 0,
    mark: str = "",
) -> None:
    for column, name in enumerate(header):
        sheet.write_string(top, column, name, formats.header)
    for line, values in enumerate(lines, start=top + 1):
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(line, column, value, formats.number)
            elif mark and value == mark:
                sheet.write_string(line, column, value, formats.withheld)
            elif value:
                sheet.write_string(line, column, value, formats.cell if column else formats.first)
            else:
                sheet.write_blank(line, column, None, formats.cell)


def _printed(sheet: Any) -> None:
    """On A4, across, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
