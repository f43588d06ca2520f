"""What python-docx has no words for: fields, bookmarks, links within the document, text alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def open_field(paragraph: Any, code: str) -> None:
    """Begin a field; what follows until `close_field` is its result."""
    _field_mark(paragraph, "begin")
    run = paragraph.add_run()
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    run._r.append(text)
    _field_mark(paragraph, "separate")


def close_field(paragraph: Any) -> None:
    """End the field that is open."""
    _field_mark(paragraph, "end")


def add_field(paragraph: Any, code: str, result: str) -> None:
    """A whole field with the result that shows until it is updated."""
    open_field(paragraph, code)
    paragraph.add_run(result)
    close_field(paragraph)


def add_link(paragraph: Any, bookmark: str, text: str) -> None:
    """A link to a bookmark of the same document."""
    link = _element("w:hyperlink", anchor=bookmark, history="1")
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A bookmark around a paragraph's text."""
    start = _element("w:bookmarkStart", id=str(number), name=name)
    end = _element("w:bookmarkEnd", id=str(number))
    paragraph._p.insert(list(paragraph._p).index(paragraph.runs[0]._r), start)
    paragraph._p.append(end)


def keep_row(row: Any, *, header: bool) -> None:
    """A row that does not break over pages; a header row that comes back on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))


def describe_table(table: Any, caption: str, widths: Sequence[int]) -> None:
    """Text alternative, fixed widths, and which row and column are headers."""
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    look = _element("w:tblLook", val="00A0", firstRow="1", firstColumn="1", lastRow="0", lastColumn="0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    properties.append(look)
    properties.append(_element("w:tblCaption", val=caption))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width // 635))


def describe_picture(paragraph: Any, name: str, alternative: str) -> None:
    """The text alternative of a picture."""
    for properties in (*paragraph._p.iter(qn("wp:docPr")), *paragraph._p.iter(qn("pic:cNvPr"))):
        properties.set("name", name)
        properties.set("descr", alternative)


def set_language(document: Any, language: str) -> None:
    """The language of the styles, for the spelling checker and for screen readers."""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _field_mark(paragraph: Any, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
