"""`Report` → Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from pipeline.domain import Block, Figure, Lesson, Paragraph, Report, Room, Table
from pipeline.report.words import Words

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(report: Report, path: Path, *, words: Words) -> None:
    """Writes the note as plain Markdown; figures are named and told in words."""
    lines = [f"# {_safe(report.title)}", "", _safe(report.subtitle), ""]
    lines += [f"> **{_safe(banner)}**\n" for banner in report.banners]
    for section in report.sections:
        title = f"{section.number} {section.title}".strip()
        lines += [f"{'#' * (section.level + 1)} {_safe(title)}", ""]
        for block in section.blocks:
            lines += [*_block_lines(block, words), ""]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")


def _block_lines(block: Block, words: Words) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _safe(block.text)
        case Lesson():
            yield f"> **{_safe(block.title)}.** {_safe(block.text)}"
        case Room():
            yield f"*{_safe(block.text)}*"
        case Table():
            yield from _table_lines(block)
        case Figure():
            yield f"*{_safe(block.caption)}.* " + _safe(words("rapport.figuur_elders", alternatief=block.alternative))
        case _:
            assert_never(block)


def _table_lines(table: Table) -> Iterator[str]:
    yield f"**{_safe(table.caption)}**"
    yield ""
    yield f"| {' | '.join(map(_safe, table.header))} |"
    yield f"|{' --- |' * len(table.header)}"
    for row in table.rows:
        yield f"| {' | '.join(map(_safe, row))} |"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
