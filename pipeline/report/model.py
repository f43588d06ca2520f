"""What is written: the account of a run, and the note block by block, before any renderer.

Made of protected counts and the content files' texts alone; frozen, like the types of `domain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.domain import Verdict

Amount = Literal["few", "some", "many"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How a report came about, as far as a reader may know: versions, hashes, and how many files were read."""

    version: str
    codebook: str
    """Hash of the content files."""
    language_model: str
    tag_model: str
    """Name and hash, or that there is none."""
    tier: str
    encoder: str
    """Name and hash, or that there is none."""
    unjudged: Amount
    """On how many of the passages the tag model abstained, in a word."""
    files_read: int
    files_skipped: int
    tables_without_speakers: int
    parts_known: Literal["none", "some", "all"] = "all"
    """Of which tables it is known where part two begins."""
    sample: bool = False
    """The tag model was trained on this very study: figures are in-sample."""
    rules: Mapping[str, int | float | str | bool] = field(default_factory=dict)
    """The disclosure policy in force."""
    banners: tuple[str, ...] = ()
    """Ids of the warnings that every output carries, in order."""
    reasons: tuple[str, ...] = ()
    """Recorded reasons for a loosened policy."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """How good each code's tags are on gold that the tag model has not seen; empty where that was not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson for the reader, set apart under its one-word title."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A marked place for the researcher's own text, or for what a later version fills."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A cross-table in words: a header row, then rows of the same length."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row is as long as the header")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing of protected cells, with its text alternative; the same in SVG and PNG."""

    id: str
    caption: str
    alternative: str
    svg: str = field(repr=False)
    png: bytes = field(repr=False)


Block = Paragraph | Lesson | Room | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled run of blocks; level 1 is a chapter, 2 a section in it."""

    id: str
    level: Literal[1, 2]
    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole note, before any renderer."""

    language: Literal["nl", "en"]
    title: str
    subtitle: str
    date: str | None
    banners: tuple[str, ...]
    sections: tuple[Section, ...]
