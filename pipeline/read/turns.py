"""From cues to turns: runs of one speaker, and where part two begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from pipeline.domain import Remark, RemarkKind, Turn
from pipeline.read.reading import Cue, Reading, remarks

LONGEST = 1_000_000
"""Characters of a cue, and of a turn: what spaCy takes at once. A run that is longer goes on in another turn."""

_MARK = re.compile(r"={2,}\s*analyse\s*={2,}", re.IGNORECASE)
_LONGEST_MARK = 100
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """A reading's turns, and the index of the first one after the line `== analyse ==`, where there is one."""

    turns: tuple[Turn, ...] = field(repr=False)
    analyse_turn: int | None = None
    remarks: tuple[Remark, ...] = ()


def is_mark(line: str) -> bool:
    """Whether a line says that part two begins here."""
    return len(line) <= _LONGEST_MARK and _MARK.fullmatch(line.strip()) is not None


def runs(reading: Reading) -> Runs:
    """Consecutive cues of one speaker as one turn, none of them across the mark of part two."""
    cues = [cue for cue in reading.cues if cue.text and not cue.text.isspace()]
    long = sum(len(cue.text) > LONGEST for cue in cues)
    mark = next((index for index, cue in enumerate(cues) if is_mark(cue.text)), None)
    before = tuple(_turns(cues[:mark]))
    after = tuple(_turns(cues[mark:])) if mark is not None else ()
    return Runs(
        turns=before + after,
        analyse_turn=None if mark is None else len(before),
        remarks=remarks({RemarkKind.LONG_LINE_CUT: long}),
    )


def _turns(cues: Iterable[Cue]) -> Iterator[Turn]:
    spoken = (piece for cue in cues if not is_mark(cue.text) for piece in _pieces(cue))
    for label, run in groupby(spoken, key=lambda cue: cue.label):
        yield from _bounded(label, run)


def _bounded(label: str | None, run: Iterable[Cue]) -> Iterator[Turn]:
    texts: list[str] = []
    start: float | None = None
    length = 0
    for cue in run:
        if texts and length + len(cue.text) > LONGEST:
            yield Turn(label=label, text=" ".join(texts), start=start)
            texts, start, length = [], None, 0
        texts.append(cue.text)
        start = cue.start if start is None else start
        length += len(cue.text) + 1
    if texts:
        yield Turn(label=label, text=" ".join(texts), start=start)


def _pieces(cue: Cue) -> Iterator[Cue]:
    """A cue with even spacing, cut at white space where it is longer than `LONGEST`."""
    begin = 0
    while begin < len(cue.text):
        end = _cut(cue.text, begin)
        text = _UNEVEN.sub(" ", cue.text[begin:end]).strip()
        if text:
            yield replace(cue, text=text)
        begin = end


def _cut(text: str, begin: int) -> int:
    end = begin + LONGEST
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", begin + 1, end)
    return end if space < 0 else space
