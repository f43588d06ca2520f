"""`rapport.md`: the note as plain text that any editor opens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from pipeline.report.model import Block, Figure, Lesson, Paragraph, Report, Room, Section, Table
from pipeline.report.words import Words

_SPECIAL = re.compile(r"([\\`*_<>|~])")
_AT_START = re.compile(r"^(#|[-+](?=\s)|\d+[.)](?=\s))")


def markdown_bytes(report: Report, words: Words) -> bytes:
    """One document with LF line ends."""
    parts = [f"# {_escaped(report.title)}", _escaped(report.subtitle)]
    parts += [f"> **{_escaped(banner)}**" for banner in report.banners]
    for section in report.sections:
        parts.append(_heading(section))
        for block in section.blocks:
            parts.extend(_block(block, words))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _heading(section: Section) -> str:
    title = f"{section.number} {_escaped(section.title)}".strip()
    return f"{'#' * (section.level + 1)} {title}"


def _block(block: Block, words: Words) -> Iterable[str]:
    match block:
        case Paragraph():
            yield _escaped(block.text)
        case Lesson():
            yield f"> **{_escaped(block.title)}.** {_escaped(block.text)}"
        case Room():
            yield f"*{_escaped(block.text)}*"
        case Table():
            yield f"**{_escaped(block.caption)}**"
            yield _table(block)
        case Figure():
            yield f"**{_escaped(block.caption)}**"
            yield _escaped(words("rapport.figuur_elders", alternatief=block.alternative))
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    lines = [table.header, ("---",) * len(table.header)]
    rows = [tuple(map(_escaped, row)) for row in table.rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (tuple(map(_escaped, lines[0])), lines[1], *rows))


def _escaped(text: str) -> str:
    return _AT_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", text))
