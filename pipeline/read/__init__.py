"""From a file to a `Transcript`: the only room that opens what a user brings."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.domain import Remark, RemarkKind, Source, Transcript
from pipeline.read.bytes import decode, load, refuse_lines
from pipeline.read.docx import is_docx, read_docx
from pipeline.read.errors import Refusal, UnreadableError
from pipeline.read.language import is_dutch
from pipeline.read.overlaps import parted
from pipeline.read.reading import Reading, merged
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.speech_json import read_json
from pipeline.read.srt import is_srt, read_srt
from pipeline.read.text import read_text
from pipeline.read.turns import Runs, runs
from pipeline.read.vtt import is_vtt, read_vtt

__all__ = ["SUFFIXES", "SpeakerPattern", "UnreadableError", "claims", "read"]

SUFFIXES: frozenset[str] = frozenset({".txt", ".docx", ".vtt", ".srt", ".json"})
"""The suffixes that a reader claims; within them, a file's content says which reader is right."""


def claims(path: Path) -> bool:
    """Whether a reader knows a file's suffix, in any case."""
    return path.suffix.lower() in SUFFIXES


def read(source: Source, *, speaker_pattern: SpeakerPattern | None = None) -> Transcript:
    """One file as turns; `UnreadableError` says what is wrong with it and what to do.

    A `speaker_pattern` replaces all guesses at who speaks; JSON and the voices of VTT say so themselves.
    """
    transcript = _transcript(source, speaker_pattern)
    if isinstance(transcript, Refusal):
        raise UnreadableError(source.number, transcript.reason, transcript.remedy)
    return transcript


def _transcript(source: Source, speaker_pattern: SpeakerPattern | None) -> Transcript | Refusal:
    # Returned and not raised, so that the error that leaves this room has no other in its train.
    try:
        reading = _reading(source.path, speaker_pattern)
        found = runs(reading)
        if not found.turns:
            raise Refusal("the file holds no speech", "export the transcript again and put the new file in its place")
    except Refusal as refusal:
        return refusal
    return Transcript(
        source=source,
        turns=found.turns,
        analyse_turn=found.analyse_turn,
        remarks=merged((*reading.remarks, *found.remarks, *_remarks(found))),
    )


def _reading(path: Path, speaker_pattern: SpeakerPattern | None) -> Reading:
    """The file as the reader sees it that its suffix and its content call for."""
    if not claims(path):
        raise Refusal("no reader knows this kind of file", f"export it as one of {', '.join(sorted(SUFFIXES))}")
    suffix, data = path.suffix.lower(), load(path)
    if suffix == ".docx" or is_docx(data):
        return read_docx(data, speaker_pattern)
    decoded = decode(data)
    del data
    reading = _read_text(suffix, decoded.text, speaker_pattern)
    return Reading(cues=tuple(parted(reading.cues)), remarks=(*decoded.remarks, *reading.remarks))


def _read_text(suffix: str, text: str, speaker_pattern: SpeakerPattern | None) -> Reading:
    if suffix == ".json":
        return read_json(text)
    # One line may hold many voices.
    refuse_lines(text.count("<v") + text.count("//"))
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise Refusal("the file is a web page or XML", "export the transcript as text, Word, VTT or SRT")
    if is_vtt(text):
        return read_vtt(text, speaker_pattern)
    if suffix == ".srt" or is_srt(text):
        return read_srt(text, speaker_pattern)
    return (read_vtt if suffix == ".vtt" else read_text)(text, speaker_pattern)


def _remarks(found: Runs) -> tuple[Remark, ...]:
    without = all(turn.label is None for turn in found.turns)
    foreign = not is_dutch(turn.text for turn in found.turns)
    kinds = ((RemarkKind.WITHOUT_SPEAKERS, without), (RemarkKind.NOT_DUTCH, foreign))
    return tuple(Remark(kind=kind) for kind, applies in kinds if applies)
