"""`rapport.docx`: the note on a template whose styles staff edit in Word."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, assert_never

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm

from pipeline.report import word_xml as xml
from pipeline.report.archive import settled
from pipeline.report.model import Block, Figure, Lesson, Paragraph, Report, Room, Section, Table
from pipeline.report.templates import template
from pipeline.report.words import Words

_EPOCH = datetime(2000, 1, 1)
_TEXT_WIDTH = Cm(16)
_LETTER = Cm(0.21)
"""The width of a letter in a cell, on the wide side, since fonts differ."""
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def word_bytes(report: Report, words: Words, *, concept: bool) -> bytes:
    """The document, with the template's own styles, header and footer."""
    document = Document(str(template("rapport.docx")))
    _properties(document, report)
    _margins(document, report, words, concept=concept)
    _cover(document, report, words)
    _contents(document, report, words)
    for mark, section in enumerate(report.sections, start=1):
        _section(document, section, mark, words)
    document.add_paragraph(style="Figuur")
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def _properties(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "tafelbeeld"
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    properties.title = report.title[:255]
    properties.language = _LANGUAGES[report.language]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    xml.set_language(document, _LANGUAGES[report.language])


def _margins(document: Any, report: Report, words: Words, *, concept: bool) -> None:
    """The header carries the mark of a concept, the footer title and page number."""
    section = document.sections[0]
    if concept:
        section.header.paragraphs[0].add_run(words("merk.concept"))
    footer = section.footer.paragraphs[0]
    footer.add_run(words("rapport.pagina") + "\u00a0")
    xml.add_field(footer, "PAGE", "1")
    footer.add_run(f" {words('rapport.pagina_van')} ")
    xml.add_field(footer, "NUMPAGES", "1")


def _cover(document: Any, report: Report, words: Words) -> None:
    document.add_paragraph(words("rapport.soort"), style="Soort")
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.subtitle, style="Subtitle")
    for banner in report.banners:
        document.add_paragraph(banner, style="Waarschuwing")


def _contents(document: Any, report: Report, words: Words) -> None:
    """A table of contents that is right as it stands, and that Word can update."""
    document.add_paragraph(words("rapport.inhoud"), style="Inhoud kop")
    last = len(report.sections)
    for mark, section in enumerate(report.sections, start=1):
        paragraph = document.add_paragraph(style=f"toc {section.level}")
        if mark == 1:
            xml.open_field(paragraph, r'TOC \o "1-2" \n \h \z \u')
        xml.add_link(
            paragraph, _bookmark(mark), f"{section.number}\t{section.title}" if section.number else section.title
        )
        if mark == last:
            xml.close_field(paragraph)


def _section(document: Any, section: Section, mark: int, words: Words) -> None:
    title = f"{section.number} {section.title}".strip()
    heading = document.add_paragraph(title, style=f"Heading {section.level}")
    if mark == 1:
        heading.paragraph_format.page_break_before = True
    xml.bookmark(heading, _bookmark(mark), mark)
    for block in section.blocks:
        _block(document, block, mark, words)


def _block(document: Any, block: Block, mark: int, words: Words) -> None:
    match block:
        case Paragraph():
            document.add_paragraph(block.text)
        case Lesson():
            document.add_paragraph(block.title, style="Les titel")
            document.add_paragraph(block.text, style="Les")
        case Room():
            document.add_paragraph(block.text, style="Ruimte")
        case Table():
            document.add_paragraph(block.caption, style="Caption")
            _table(document, block, words("merk.niet_getoond"))
        case Figure():
            document.add_paragraph(block.caption, style="Caption")
            _picture(document, block)
        case _:
            assert_never(block)


def _table(document: Any, block: Table, withheld: str) -> None:
    table = document.add_table(rows=0, cols=len(block.header), style="Kruistabel")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    widths = _widths(block)
    for index, values in enumerate((block.header, *block.rows)):
        row = table.add_row()
        xml.keep_row(row, header=index == 0)
        for column, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            paragraph.style = "Cel kop" if index == 0 else "Niet getoond" if value == withheld else "Cel"
            paragraph.add_run(value)
            if index < 2 < len(block.rows):
                paragraph.paragraph_format.keep_with_next = True
    xml.describe_table(table, block.caption, widths)


def _widths(block: Table) -> list[int]:
    """Column widths, adding up to the width of the text: room for the longest word, the rest by the longest text."""
    columns = list(zip(block.header, *block.rows, strict=True))
    least = [_LETTER * (2 + max(len(word) for text in column for word in text.split() or [""])) for column in columns]
    wanted = [min(max(len(text) for text in column), 60) for column in columns]
    spare = max(_TEXT_WIDTH - sum(least), 0)
    widths = [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]
    return [int(width * _TEXT_WIDTH / sum(widths)) for width in widths]


def _picture(document: Any, figure: Figure) -> None:
    paragraph = document.add_paragraph(style="Figuur")
    paragraph.add_run().add_picture(io.BytesIO(figure.png), width=_TEXT_WIDTH)
    xml.describe_picture(paragraph, figure.id, figure.alternative)


def _bookmark(mark: int) -> str:
    return f"_Toc{mark:08d}"
