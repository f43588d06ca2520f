"""The flow's first step over many files: what can be read is read, what cannot is named and counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.domain import RemarkKind, Source, Transcript
from pipeline.read import SpeakerPattern, UnreadableError, read
from pipeline.study import Study

GRAVE = frozenset({RemarkKind.WITHOUT_SPEAKERS, RemarkKind.NOT_DUTCH, RemarkKind.REPLACED_CHARACTERS})
"""Remarks after which a run is done, but not without findings (exit status 1)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a study's files: transcripts by number of their source, and why the others were skipped."""

    transcripts: Mapping[int, Transcript] = field(repr=False)
    skipped: tuple[tuple[Source, str], ...] = field(repr=False)

    @property
    def findings(self) -> bool:
        """Whether a file was skipped or has a grave remark."""
        kinds = {remark.kind for transcript in self.transcripts.values() for remark in transcript.remarks}
        return bool(self.skipped or kinds & GRAVE)


def reading(
    study: Study,
    *,
    speaker_pattern: SpeakerPattern | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Reading:
    """Reads every file of a study; one bad file never stops the others. `done` is told how many files are finished."""
    transcripts: dict[int, Transcript] = {}
    skipped: list[tuple[Source, str]] = []
    sources = [source for table in study.tables for source in table.sources]
    for number, source in enumerate(sources, start=1):
        try:
            transcripts[source.number] = read(source, speaker_pattern=speaker_pattern)
        except UnreadableError as error:
            skipped.append((source, str(error)))
        done(number)
    return Reading(transcripts, tuple(skipped))
