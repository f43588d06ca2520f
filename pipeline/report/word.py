"""`Report` → Word, with real headings, captions, tables and alternative texts; fixed times, so equal bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any, assert_never

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.domain import Block, Figure, Lesson, Paragraph, Report, Room, Table
from pipeline.report.words import Words

_FIXED = datetime.datetime(2000, 1, 1)
_BLUE, _SOFT = RGBColor(0x1D, 0x4E, 0x79), RGBColor(0x4A, 0x57, 0x63)


def write_word(report: Report, path: Path, *, words: Words) -> None:
    """Writes the note as a Word document that staff finish by hand."""
    document = Document()
    _style(document)
    _properties(document, report)
    _Writer(document, words).write(report)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_timeless(buffer.getvalue()))


def _style(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.3)
    for name, size, before, after in (
        ("Normal", 10.5, 0, 6),
        ("Title", 24, 12, 2),
        ("Subtitle", 13, 0, 10),
        ("Heading 1", 17, 24, 6),
        ("Heading 2", 13, 16, 4),
        ("Caption", 9.5, 10, 4),
        ("Quote", 10.5, 6, 8),
        ("Intense Quote", 10.5, 6, 8),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Calibri")
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
        style.element.rPr.rFonts.attrib.pop(qn("w:hAnsiTheme"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name not in ("Normal", "Quote"):
            style.font.color.rgb = _BLUE
    for name in ("Heading 1", "Heading 2", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["Quote"].font.color.rgb = _SOFT
    document.styles["Intense Quote"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in ("Quote", "Intense Quote"):
        document.styles[name].paragraph_format.left_indent = Cm(0.6)
        document.styles[name].paragraph_format.right_indent = Cm(0.6)
        document.styles[name].font.bold = False
        document.styles[name].font.italic = name == "Quote"


def _properties(document: Any, report: Report) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = report.title, "tafelbeeld", "tafelbeeld"
    core.comments, core.language, core.revision = "", report.language, 1
    core.created = core.modified = _FIXED


class _Writer:
    """Blocks → paragraphs, tables and pictures."""

    def __init__(self, document: Any, words: Words) -> None:
        self._document, self._words = document, words
        self._tables = self._figures = 0

    def write(self, report: Report) -> None:
        """The whole note."""
        self._frame()
        self._document.add_paragraph(report.title, style="Title")
        self._document.add_paragraph(report.subtitle, style="Subtitle")
        for banner in report.banners:
            self._shaded(self._document.add_paragraph(banner), "FFF6DD")
        self._contents(report)
        for section in report.sections:
            title = f"{section.number} {section.title}".strip()
            self._document.add_heading(title, level=section.level)
            for block in section.blocks:
                self._block(block)

    def _frame(self) -> None:
        section = self._document.sections[0]
        section.header.paragraphs[0].text = self._words("merk.concept")
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{self._words('rapport.pagina')} ")
        self._field(footer, "PAGE")
        footer.add_run(f" {self._words('rapport.pagina_van')} ")
        self._field(footer, "NUMPAGES")

    def _contents(self, report: Report) -> None:
        """A list of chapters that stands without a field to be updated."""
        heading = self._document.add_paragraph(style="Subtitle")
        heading.add_run(self._words("rapport.inhoud"))
        for section in report.sections:
            if section.level == 1:
                line = self._document.add_paragraph(f"{section.number}\t{section.title}")
                line.paragraph_format.space_after = Pt(1)
                line.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._document.add_paragraph(block.text)
            case Lesson():
                lesson = self._document.add_paragraph(style="Intense Quote")
                lesson.add_run(f"{block.title}. ").bold = True
                lesson.add_run(block.text)
            case Room():
                self._document.add_paragraph(block.text, style="Quote")
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case _:
                assert_never(block)

    def _table(self, table: Table) -> None:
        self._tables += 1
        caption = self._words("rapport.tabel", nummer=str(self._tables), bijschrift=table.caption)
        self._document.add_paragraph(caption, style="Caption")
        grid = self._document.add_table(rows=1, cols=len(table.header), style="Light List Accent 1")
        grid.autofit = True
        for cell, text in zip(grid.rows[0].cells, table.header, strict=True):
            self._fill(cell, text)
        properties = grid.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            added = grid.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, text in zip(added.cells, row, strict=True):
                self._fill(cell, text)
        self._document.add_paragraph().paragraph_format.space_after = Pt(4)

    def _fill(self, cell: Any, text: str) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        if text == self._words("merk.niet_getoond"):
            run.italic = True
            run.font.color.rgb = _SOFT

    def _figure(self, figure: Figure) -> None:
        self._figures += 1
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(figure.png), width=Cm(15.5))
        properties = picture._inline.docPr
        properties.set("descr", figure.alternative)
        properties.set("name", figure.id)
        caption = self._words("rapport.figuur", nummer=str(self._figures), bijschrift=figure.caption)
        self._document.add_paragraph(caption, style="Caption")

    def _shaded(self, paragraph: Any, colour: str) -> None:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), colour)
        paragraph._p.get_or_add_pPr().append(shade)

    def _field(self, paragraph: Any, instruction: str) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)


def _timeless(data: bytes) -> bytes:
    """The same archive with one fixed time for every member."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            fixed = zipfile.ZipInfo(member.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3
            fixed.external_attr = 0o644 << 16
            target.writestr(fixed, source.read(member.filename))
    return packed.getvalue()
