"""WebVTT, as Teams, Zoom, YouTube and the standard write it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain import RemarkKind
from pipeline.read.cues import Block, Caption, blocks, by_pattern, is_times, labelled, unrolled
from pipeline.read.markup import said
from pipeline.read.reading import Reading, remarks
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.turns import is_mark

_HEAD = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_STYLE_SHEET = re.compile(r"\s*(?:::cue\b|\}|##$)")


def is_vtt(text: str) -> bool:
    """Whether a text calls itself WebVTT."""
    return re.match(r"\s*WEBVTT(?:\s|$)", text) is not None


def read_vtt(text: str, speaker_pattern: SpeakerPattern | None = None) -> Reading:
    """Every cue with its voices; a block without times is a cue without time, a comment or style sheet is none."""
    found = [block for block in blocks(_body(text.split("\n")), blank_ends=True) if not _is_style_sheet(block)]
    captions = unrolled([Caption(said=said(block.lines), start=block.start, end=block.end) for block in found])
    untimed = sum(block.start is None and not is_mark(block.lines[0]) for block in found)
    cues = by_pattern(captions, speaker_pattern) if speaker_pattern else labelled(captions)
    return Reading(cues=tuple(cues), remarks=remarks({RemarkKind.CUE_WITHOUT_TIME: untimed}))


def _body(lines: Sequence[str]) -> list[str]:
    """The lines without the file's head and without notes, styles and regions; each of these ends at a blank line."""
    kept: list[str] = []
    skipping, opens, begun = False, True, False
    for line in lines:
        blank = not line.strip()
        if opens and not blank:
            skipping = _HEAD.match(line) is not None or (not begun and line.lstrip().startswith("WEBVTT"))
            begun = True
        # Some writers forget the blank line behind the head; and part two may begin in a note.
        skipping = skipping and not blank and not is_times(line)
        if not skipping or is_mark(line):
            kept.append(line)
        opens = blank
    return kept


def _is_style_sheet(block: Block) -> bool:
    return block.start is None and bool(block.lines) and _STYLE_SHEET.match(block.lines[0]) is not None
