"""Names that stand on a line of their own: only the lines around it tell that a line is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.labels import Candidate, Evidence, is_short, tidy
from pipeline.read.lines import Line
from pipeline.read.people import is_name


def with_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines, where headings propose a label; a time beside or above one moves to it."""
    found = list(lines)
    for index, line in enumerate(lines):
        if line.is_time:
            _around_time(found, index)
        elif line.start is not None and line.proposed is None and _is_heading(line) and _speech_below(lines, index):
            evidence = Evidence.STAMP if line.dashed else Evidence.COLON
            found[index] = replace(line, proposed=_heading(line, evidence))
    return found


def _around_time(lines: list[Line], index: int) -> None:
    time, below = lines[index], index + 1
    if index and below < len(lines) and lines[below].is_plain and _opens_block(lines, index - 1):
        # Zoom: the name, the time below it, the text below that.
        above = lines[index - 1]
        lines[index - 1] = replace(above, start=time.start, proposed=_heading(above, Evidence.STAMP))
    elif time.is_range and below + 1 < len(lines) and lines[below + 1].text and _may_name(lines[below]):
        # The older Teams document: the range of times, the name below it, the text below that.
        lines[below] = replace(lines[below], start=time.start, proposed=_heading(lines[below], Evidence.PLACE))


def _may_name(line: Line) -> bool:
    return line.is_plain and is_short(line.text)


def _opens_block(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return line.is_plain and _is_heading(line) and is_name(line.text) and (index == 0 or lines[index - 1].is_blank)


def _speech_below(lines: Sequence[Line], index: int) -> bool:
    return next((line.is_plain for line in lines[index + 1 : index + 3] if not line.is_blank), False)


def _is_heading(line: Line) -> bool:
    return len(line.text) < 80 and is_short(tidy(line.text)) and line.text[-1] not in ".!?,;"


def _heading(line: Line, evidence: Evidence) -> Candidate:
    return Candidate(label=tidy(line.text.strip("[]{}#@:")), text="", evidence=evidence)
