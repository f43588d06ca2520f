"""A file → every string in it: text, attributes, comments, metadata, inside archives and pictures too."""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

MOST_BYTES = 200_000_000
"""So much a file may hold once it is inflated, with all that is in it."""
DEEPEST = 3
"""Archives in archives are followed so far."""
_PROSE_ATTRIBUTES = frozenset({"alt", "title", "aria-label", "content", "summary", "descr"})
_RUN_BASED = ("http://schemas.openxmlformats.org/wordprocessingml/", "http://schemas.openxmlformats.org/drawingml/")
"""Where a word may be cut into runs: there a paragraph is one string, and a tab or a break parts it."""
_PARTING = frozenset({"p", "tab", "br", "cr", "tc", "instrText"})
_STYLE = "http://www.w3.org/2000/svg style"
_JOINED = frozenset({"r", "t"})
_DATA_URI = re.compile(r"data:[\w.-]+/([\w.-]+)[+\w.;=-]*;base64,([A-Za-z0-9+/=\s]+)")
_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")


class UnreadError(Exception):
    """A file, or a part of one, that can't be looked into; says why, never what stands there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One string, the part of the file where it stands, and whether it is there to be read."""

    part: str
    text: str = field(repr=False)
    prose: bool = True


@dataclass(slots=True)
class _Budget:
    left: int = MOST_BYTES

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UnreadError("holds more than 200 MB once it is unpacked")


def pieces(name: str, data: bytes) -> Iterator[Piece]:
    """Every string in a file; UnreadError where a part of it can't be looked into."""
    yield from _pieces(name, "", data, 0, _Budget())


def _pieces(name: str, part: str, data: bytes, depth: int, budget: _Budget) -> Iterator[Piece]:
    budget.spend(len(data))
    suffix = name.lower().rpartition(".")[2]
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _archive(part, data, depth, budget)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png(part, data)
    elif data.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(part, data)
    elif suffix in ("html", "htm"):
        yield from _html(part, _text(data), depth, budget)
    elif suffix in ("xml", "rels", "svg") or data.lstrip()[:5] == b"<?xml":
        yield from _xml(part, data)
    elif suffix == "json":
        yield from _json(part, data)
    elif suffix in ("md", "csv", "txt", "toml"):
        yield Piece(part, _text(data))
    else:
        # Whatever it is, its readable stretches are looked at; that it was no more than those is said.
        yield from _stretches(part, data)
        raise UnreadError("is of a kind that can't be looked into")


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _archive(part: str, data: bytes, depth: int, budget: _Budget) -> Iterator[Piece]:
    if depth >= DEEPEST:
        raise UnreadError("holds archives within archives")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Piece(part, archive.comment.decode("utf-8", "replace"), prose=False)
            for entry in archive.infolist():
                inner = f"{part}/{entry.filename}".lstrip("/") if part else entry.filename
                yield Piece(part, f"{entry.filename} {entry.comment.decode('utf-8', 'replace')}", prose=False)
                if not entry.is_dir():
                    with archive.open(entry) as stream:
                        content = stream.read(budget.left + 1)
                    yield from _pieces(entry.filename, inner, content, depth + 1, budget)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        raise UnreadError("is a damaged or locked archive") from None


def _png(part: str, data: bytes) -> Iterator[Piece]:
    """The chunks that hold text, and whatever stands behind the picture's end."""
    place = 8
    while place + 12 <= len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += 12 + size
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield Piece(part, body.decode("utf-8", "replace").replace("\0", " "))
        elif kind == b"zTXt":
            keyword, _, packed = body.partition(b"\0")
            try:
                told = zlib.decompressobj().decompress(packed[1:], MOST_BYTES // 100)
            except zlib.error:
                raise UnreadError("holds a picture with damaged text") from None
            yield Piece(part, f"{keyword.decode('latin-1')} {told.decode('latin-1')}")
        elif kind == b"IEND":
            break
    if rest := data[place:]:
        yield Piece(part, rest.decode("utf-8", "replace"))


def _jpeg(part: str, data: bytes) -> Iterator[Piece]:
    """The segments that are no picture: application data and comments, and whatever stands behind the end."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        (size,) = struct.unpack(">H", data[place + 2 : place + 4])
        if 0xE0 <= data[place + 1] <= 0xEF or data[place + 1] == 0xFE:
            yield from _stretches(part, data[place + 4 : place + 2 + size])
        place += 2 + size
    yield from _stretches(part, data[data.rfind(b"\xff\xd9") + 2 :])


def _stretches(part: str, data: bytes) -> Iterator[Piece]:
    return (Piece(part, run.decode("utf-8", "replace"), prose=False) for run in _PRINTABLE.findall(data))


class _Page(HTMLParser):
    """Text, attributes and comments of a page; styles are no prose."""

    def __init__(self, part: str) -> None:
        super().__init__(convert_charrefs=True)
        self.part, self.found, self._silent = part, list[Piece](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")
        self.found += [Piece(self.part, value, prose=name in _PROSE_ATTRIBUTES) for name, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script") and self._silent > 0

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(Piece(self.part, data, prose=not self._silent))

    def handle_comment(self, data: str) -> None:
        self.found.append(Piece(self.part, data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(Piece(self.part, decl, prose=False))

    def unknown_decl(self, data: str) -> None:
        self.found.append(Piece(self.part, data))


def _html(part: str, text: str, depth: int, budget: _Budget) -> Iterator[Piece]:
    page = _Page(part)
    page.feed(text)
    page.close()
    for piece in page.found:
        embedded = _DATA_URI.findall(piece.text)
        yield Piece(piece.part, _DATA_URI.sub(" ", piece.text), piece.prose)
        for kind, coded in embedded:
            try:
                content = base64.b64decode(coded, validate=False)
            except binascii.Error:
                raise UnreadError("embeds something that is damaged") from None
            yield from _pieces(f"embedded.{kind}", part, content, depth + 1, budget)


def _xml(part: str, data: bytes) -> Iterator[Piece]:
    """Texts, block by block, since a word processor cuts words into runs; attributes, comments, instructions."""
    found: list[Piece] = []
    block: list[str] = []
    styles = 0

    def flush() -> None:
        if said := "".join(block).strip():
            found.append(Piece(part, said, prose=not styles))
        block.clear()

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal styles
        if _parts(name):
            flush()
        styles += name == _STYLE
        told = ((key.rpartition(" ")[2] in _PROSE_ATTRIBUTES, value) for key, value in attributes.items())
        found.extend(Piece(part, value, prose) for prose, value in told)

    def end(name: str) -> None:
        nonlocal styles
        if _parts(name):
            flush()
        styles -= name == _STYLE

    def doctype(*_: object) -> None:
        raise UnreadError("declares a document type, which this tool does not open")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = block.append
    parser.CommentHandler = lambda text: found.append(Piece(part, text))
    parser.ProcessingInstructionHandler = lambda target, text: found.append(
        Piece(part, f"{target} {text}", prose=False)
    )
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise UnreadError("holds damaged XML") from None
    flush()
    yield from found


def _parts(name: str) -> bool:
    """Whether an element parts what stands before it from what stands after."""
    space, _, local = name.rpartition(" ")
    return local in _PARTING if space.startswith(_RUN_BASED) else local not in _JOINED


def _json(part: str, data: bytes) -> Iterator[Piece]:
    try:
        yield from _values(part, json.loads(_text(data)))
    except (ValueError, RecursionError):
        raise UnreadError("is damaged JSON") from None


def _values(part: str, value: object) -> Iterator[Piece]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield Piece(part, str(key))
            yield from _values(part, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(part, inner)
    elif isinstance(value, str):
        yield Piece(part, value)
