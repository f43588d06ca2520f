"""Word documents: the body's text as a reader of the page sees it, streamed, without the parts that hold secrets.

Comments, headers, footers, notes and author fields are other parts of the archive and are never opened.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from pipeline.read.archive import inflated, opened
from pipeline.read.body import Body
from pipeline.read.bytes import ZIP, refuse_foreign, refuse_lines
from pipeline.read.errors import Refusal
from pipeline.read.reading import Reading
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.text import read_text

MAIN_PART = "word/document.xml"
_RELATIONS = "_rels/.rels"
_MAIN_TARGET = re.compile(r'<Relationship\b[^>]{0,1000}?/officeDocument"[^>]{0,1000}>')
_TARGET = re.compile(r'\bTarget="/?([^"]{1,200})"')


def is_docx(data: bytes) -> bool:
    """Whether the bytes are an archive with the main part of a Word document."""
    return data.startswith(ZIP) and MAIN_PART.encode() in data


def read_docx(data: bytes, speaker_pattern: SpeakerPattern | None = None) -> Reading:
    """The document's paragraphs, read as plain text is."""
    if not data.startswith(ZIP):
        refuse_foreign(data)
        raise Refusal("the file is no Word document", "open it in the program that made it and save it as .docx")
    with opened(data) as archive:
        body = _body(archive, _main_part(archive))
    text = _text(body.paragraphs)
    refuse_lines(text.count("\n"))
    return read_text(text, speaker_pattern)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the main part, which some writers call `document2.xml`."""
    names = frozenset(archive.namelist())
    if MAIN_PART not in names and _RELATIONS in names:
        relations = b"".join(inflated(archive, _RELATIONS))[:1_000_000].decode("utf-8", errors="replace")
        found = _MAIN_TARGET.search(relations)
        target = _TARGET.search(found.group()) if found else None
        if target is not None and target[1] in names:
            return target[1]
    if MAIN_PART not in names:
        raise Refusal("the file is an archive and no Word document", "open it, and put the transcripts in one by one")
    return MAIN_PART


def _body(archive: zipfile.ZipFile, part: str) -> Body:
    body = Body()
    parser = body.parser()
    whole = all(_parsed(parser, chunk, last=False) for chunk in inflated(archive, part))
    if not whole or not _parsed(parser, b"", last=True):
        raise Refusal("the document's text is broken", "open it in Word and save it again as .docx")
    return body


def _parsed(parser: expat.XMLParserType, chunk: bytes, *, last: bool) -> bool:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError:
        return False
    return True


def _text(paragraphs: list[str]) -> str:
    # Teams makes a block of lines a paragraph; blank lines keep such blocks apart.
    return ("\n\n" if any("\n" in paragraph.strip() for paragraph in paragraphs) else "\n").join(paragraphs)
