"""Plain text in which names and times stand as people and tools type them: .txt, and the body of a Word document.

Three steps: each line by itself, then the headings that only their neighbours reveal, then who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.read.headings import with_headings
from pipeline.read.labels import Evidence, speakers
from pipeline.read.lines import Line, parsed
from pipeline.read.reading import Cue, Reading
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.turns import is_mark

# Teams writes who started the transcription, and above it title, date and duration; noScribe its settings.
_END_OF_HEAD = re.compile(
    r".{1,80}\s(?:started transcription|heeft (?:de )?transcriptie gestart|is gestart met transcri\w+)\.?"
    r"|\(Language: .*\)",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r".{1,80}\s(?:stopped transcription|heeft (?:de )?transcriptie gestopt|is gestopt met transcri\w+)\.?",
    re.IGNORECASE,
)
_LONGEST_HEAD = 12


def read_text(text: str, speaker_pattern: SpeakerPattern | None = None) -> Reading:
    """The lines of a text, each with its speaker; a line that names nobody goes on with the last speaker."""
    lines = _body(text.split("\n"))
    cues = _by_pattern(lines, speaker_pattern) if speaker_pattern else _by_spelling(lines)
    return Reading(cues=tuple(cues))


def _body(lines: Sequence[str]) -> Sequence[str]:
    head = next((n for n, line in enumerate(lines[:_LONGEST_HEAD]) if _END_OF_HEAD.fullmatch(line[:400].strip())), -1)
    return [line for line in lines[head + 1 :] if not (len(line) < 200 and _STOPPED.fullmatch(line.strip()))]


def _by_pattern(lines: Sequence[str], pattern: SpeakerPattern) -> Iterator[Cue]:
    label = None
    for line, raw in zip(parsed(lines), lines, strict=True):
        found = None if is_mark(raw) else pattern.split(raw.strip()) or pattern.split(line.text)
        named, text = found or ("", line.text)
        label = named or label
        yield Cue(label=label, text=text, start=line.start)


def _by_spelling(texts: Sequence[str]) -> Iterator[Cue]:
    lines = with_headings(parsed(texts))
    proposed = [line.proposed for line in lines if line.proposed is not None]
    spoken = sum(bool(line.text) for line in lines)
    known = speakers(proposed, lines=spoken, places=sum(line.is_time and line.is_range for line in lines))
    return _cues(lines, known)


def _cues(lines: Sequence[Line], known: frozenset[tuple[Evidence, str]]) -> Iterator[Cue]:
    label: str | None = None
    pending: float | None = None
    for line in lines:
        start = pending if line.start is None else line.start
        if line.is_time:
            pending = start
            continue
        text = line.text
        if line.proposed is not None and line.proposed.key in known:
            label, text = line.proposed.label, line.proposed.text
        # The time of a heading is that of the text below it.
        pending = start if not text else None
        yield Cue(label=label, text=text, start=start)
