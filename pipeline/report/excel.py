"""`SafeCounts` → kruistabel.xlsx: a reading guide, each cut on a sheet, all cells, and a data dictionary."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.domain import Cut, Report, SafeCounts
from pipeline.report.long_table import COLUMNS, rows
from pipeline.report.tables import cross_tables
from pipeline.report.words import Names, Words

_FIXED = datetime.datetime(2000, 1, 1)
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_excel(report: Report, safe_counts: SafeCounts, path: Path, *, words: Words, names: Names) -> None:
    """Writes the workbook; the same bytes at each run."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": report.title, "author": "tafelbeeld", "created": _FIXED})
        writer = _Writer(book, words)
        tables = cross_tables(safe_counts, words, names)
        writer.guide(report, [cut for cut, _ in tables])
        for cut, table in tables:
            writer.grid(words(f"werkboek.{cut}"), table.header, table.rows, table.caption)
        writer.grid(words("werkboek.alle_cellen"), COLUMNS, tuple(rows(safe_counts)), None)
        writer.dictionary()


class _Writer:
    """Sheets of one workbook in one style."""

    def __init__(self, book: Any, words: Words) -> None:
        self._book, self._words = book, words
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
        self._plain = book.add_format(base)
        self._bold = book.add_format({**base, "bold": True})
        self._title = book.add_format({**base, "bold": True, "font_size": 15, "text_wrap": False})
        self._head = book.add_format({**base, "bold": True, "font_color": "#ffffff", "bg_color": "#1d4e79"})
        self._mark = book.add_format({**base, "italic": True, "font_color": "#5b6670", "bg_color": "#f1f2f3"})
        self._warn = book.add_format({**base, "bg_color": "#fff6dd", "bold": True})

    def guide(self, report: Report, cuts: Sequence[Cut]) -> None:
        """What the workbook holds and how to read it."""
        w = self._words
        sheet = self._sheet(w("werkboek.leeswijzer"))
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 70)
        sheet.write_string(0, 0, report.title, self._title)
        line = 1
        for text, look in [
            (report.subtitle, self._plain),
            *((banner, self._warn) for banner in report.banners),
            *((w(f"werkboek.{key}"), self._plain) for key in ("wat", "bladen", "merk", "totalen", "volgorde")),
        ]:
            sheet.merge_range(line, 0, line, 1, "", look)
            sheet.write_string(line, 0, text, look)
            sheet.set_row(line, 16 * (1 + len(text) // 95))
            line += 1
        listed = [(w(f"werkboek.{cut}"), w(f"kruistabellen.{cut}")) for cut in cuts]
        listed += [(w(f"werkboek.{key}"), w(f"werkboek.{key}_uitleg")) for key in ("alle_cellen", "gegevensboek")]
        self._rows(sheet, line + 1, (w("werkboek.blad"), w("werkboek.inhoud")), listed)

    def grid(self, name: str, header: Sequence[str], body: Sequence[Sequence[str]], caption: str | None) -> None:
        """One table with frozen headings and filters."""
        sheet = self._sheet(name)
        top = 0
        if caption is not None:
            sheet.write_string(0, 0, caption, self._title)
            top = 2
        for column, label in enumerate(header):
            longest = max((len(row[column]) for row in body), default=0)
            sheet.set_column(column, column, min(max(longest, len(label)) + 4, 44))
        self._rows(sheet, top, header, body)
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + len(body), len(header) - 1)
        sheet.repeat_rows(top)

    def dictionary(self) -> None:
        """What the columns and values of the long table mean."""
        w = self._words
        sheet = self._sheet(w("werkboek.gegevensboek"))
        sheet.set_column(0, 1, 26)
        sheet.set_column(2, 2, 70)
        entries = [(column, "", w(f"kolom.{column}")) for column in COLUMNS]
        entries += [("unit", unit, w(f"eenheid.{unit}")) for unit in ("sessions", "share", "speakers")]
        entries += [("status", status, w(f"status.{status}")) for status in ("shown", "withheld")]
        header = (w("werkboek.kolom"), w("werkboek.waarde"), w("werkboek.uitleg"))
        self._rows(sheet, 0, header, entries)
        sheet.freeze_panes(1, 0)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name[:31])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._words('merk.concept')}&R&P / &N")
        return sheet

    def _rows(self, sheet: Any, top: int, header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
        mark = self._words("merk.niet_getoond")
        for column, label in enumerate(header):
            sheet.write_string(top, column, label, self._head)
        for line, row in enumerate(body, start=top + 1):
            for column, text in enumerate(row):
                self._cell(sheet, line, column, text, self._mark if text == mark else self._plain)

    def _cell(self, sheet: Any, line: int, column: int, text: str, look: Any) -> None:
        if text.isdecimal():
            sheet.write_number(line, column, int(text), look)
        else:
            sheet.write_string(line, column, text, look)
