"""What was said: files, turns, conversations and passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.domain.speakers import Part, Role, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read; logs and outputs know it by its number in the run, only the user's terminal by its name."""

    number: int
    path: Path = field(repr=False)

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("sources are numbered from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A run of consecutive cues or lines of one speaker, their texts joined by a space."""

    label: str | None = field(repr=False)
    """The speaker's name as the transcript has it; none where the transcript does not say."""
    text: str = field(repr=False)
    start: float | None = None
    """Seconds from the beginning of the file; none where the transcript has no times."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a turn holds text")


class RemarkKind(StrEnum):
    """What a reader had to forgive, or could not use, in a file that it did read."""

    DECODED_AS_CP1252 = "decoded_as_cp1252"
    REPLACED_CHARACTERS = "replaced_characters"
    WITHOUT_SPEAKERS = "without_speakers"
    NOT_DUTCH = "not_dutch"
    CUE_WITHOUT_TIME = "cue_without_time"
    LONG_LINE_CUT = "long_line_cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One kind of remark on a file, with how often it applied."""

    kind: RemarkKind
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a remark applies at least once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One file, read."""

    source: Source
    turns: tuple[Turn, ...] = field(repr=False)
    analyse_turn: int | None = None
    """Index of the first turn after a line `== analyse ==`; may equal the number of turns; none without that line."""
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        if not self.turns:
            raise ValueError("a transcript holds at least one turn")
        if self.analyse_turn is not None and not 0 <= self.analyse_turn <= len(self.turns):
            raise ValueError("part two begins at one of the turns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One table's conversation: its turns, who sat there, who spoke which turn, in which part."""

    id: str = field(repr=False)
    attendees: tuple[Speaker, ...] = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    speakers: tuple[int | None, ...] = field(repr=False)
    """Per turn the index of its speaker among the attendees; none where the transcript does not say."""
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not len(self.turns) == len(self.speakers) == len(self.parts):
            raise ValueError("every turn has a speaker (or none) and a part")
        if any(index is not None and not 0 <= index < len(self.attendees) for index in self.speakers):
            raise ValueError("who speaks sat at the table")

    @property
    def marked(self) -> bool:
        """Whether the transcript says of any turn who speaks it."""
        return any(speaker is not None for speaker in self.speakers)

    def speaker(self, turn: int) -> Speaker | None:
        """Who speaks a turn."""
        index = self.speakers[turn]
        return None if index is None else self.attendees[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """At most three sentences of one speaker: what a tag speaks of."""

    session: int
    turn: int
    start: int
    end: int
    """Code points within the turn, as Python slices."""
    text: str = field(repr=False)
    speaker: int | None = field(default=None, repr=False)
    role: Role = Role.ONBEKEND
    part: Part = Part.ONBEKEND

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError("a passage's text is as long as its span")
