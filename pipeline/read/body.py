"""The main part of a Word document, event by event: what is on the page, and not what was deleted or hidden."""

from __future__ import annotations

from xml.parsers import expat

from pipeline.read.bytes import MOST_LINES
from pipeline.read.errors import Refusal

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
# Tracked deletions, the place that text was moved from, the commands of fields, and the second copy of a text box.
_LEFT_OUT = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback"))
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DEEPEST = 500
_OFF = frozenset(("0", "false", "off", "none"))


class Body:
    """Paragraphs in the order of the page, tables' cells and text boxes included; expat's events fill it."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._runs: list[tuple[int, int]] = []
        self._hidden = False
        self._left_out = 0
        self._depth = 0
        self._in_body = False
        self._in_text = False

    def parser(self) -> expat.XMLParserType:
        """A parser that feeds this body and refuses every document type, hence every entity."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _doctype(self, *_: object) -> None:
        raise Refusal("the document declares entities, which no Word document does", "save its text as a new document")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = _name(element)
        self._depth += 1
        if self._depth > _DEEPEST or len(self.paragraphs) > MOST_LINES:
            raise Refusal("the document has too many parts, or parts within parts", "save its text as a new document")
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif name == "body":
            self._in_body = True
        elif name == "p":
            self._open.append([])
        elif name == "r" and self._open:
            self._runs.append((len(self._open), len(self._open[-1])))
            self._hidden = False
        elif name == "vanish" and self._runs:
            self._hidden = not any(value in _OFF for value in attributes.values())
        elif name == "t":
            self._in_text = True
        elif name in _CHARACTERS and self._in_run():
            self._add(_CHARACTERS[name])

    def _end(self, element: str) -> None:
        self._depth -= 1
        if self._left_out:
            self._left_out -= 1
            return
        name = _name(element)
        if name == "t":
            self._in_text = False
        elif name == "r" and self._runs:
            self._end_run(*self._runs.pop())
        elif name == "p" and self._open:
            self.paragraphs.append("".join(self._open.pop()))
        elif name == "body":
            self._in_body = False

    def _end_run(self, depth: int, length: int) -> None:
        if self._hidden and depth == len(self._open):
            del self._open[-1][length:]
        self._hidden = False

    def _characters(self, text: str) -> None:
        if self._in_text and not self._left_out:
            self._add(text)

    def _in_run(self) -> bool:
        """Whether the innermost paragraph is in a run; the tab stops of its style are not."""
        return bool(self._runs) and self._runs[-1][0] == len(self._open)

    def _add(self, text: str) -> None:
        if self._in_body and self._open:
            self._open[-1].append(text)


def _name(element: str) -> str:
    """The local name of Word's own elements and of the compatibility wrapper; empty for all others."""
    for namespace in (*_WORD, _COMPATIBILITY):
        if element.startswith(namespace):
            return element[len(namespace) :]
    return ""
