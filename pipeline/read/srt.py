"""SubRip, read as forgivingly as cdown/srt does."""

from __future__ import annotations

from pipeline.domain import RemarkKind
from pipeline.read.cues import Caption, blocks, by_pattern, is_times, labelled, unrolled
from pipeline.read.markup import said
from pipeline.read.reading import Reading, remarks
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.turns import is_mark

_LONGEST_SNIFF = 20


def is_srt(text: str) -> bool:
    """Whether a text begins as SubRip does: a number, and a line of times below it."""
    lines = [line for line in text[:2000].split("\n")[:_LONGEST_SNIFF] if line.strip()]
    return len(lines) > 1 and lines[0].strip().isdecimal() and is_times(lines[1])


def read_srt(text: str, speaker_pattern: SpeakerPattern | None = None) -> Reading:
    """Every subtitle; blank lines within one are part of it, and its number may lack."""
    found = list(blocks(text.split("\n"), blank_ends=False))
    captions = unrolled([Caption(said=said(block.lines), start=block.start, end=block.end) for block in found])
    untimed = sum(block.start is None and not all(map(is_mark, block.lines)) for block in found)
    cues = by_pattern(captions, speaker_pattern) if speaker_pattern else labelled(captions)
    return Reading(cues=tuple(cues), remarks=remarks({RemarkKind.CUE_WITHOUT_TIME: untimed}))
