"""What every format's reader yields, before runs of one speaker become turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.domain import Remark, RemarkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue, line or segment, as its file divides it."""

    label: str | None = field(repr=False)
    text: str = field(repr=False)
    start: float | None = None
    """Seconds from the beginning of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file's cues in the file's order, with what the reader had to forgive."""

    cues: tuple[Cue, ...] = field(repr=False)
    remarks: tuple[Remark, ...] = ()


def remarks(counts: Mapping[RemarkKind, int]) -> tuple[Remark, ...]:
    """The remarks that applied at least once."""
    return tuple(Remark(kind=kind, count=count) for kind, count in counts.items() if count)


def merged(parts: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each kind of remark once, with the sum of its counts, in the order of the kinds."""
    totals = dict.fromkeys(RemarkKind, 0)
    for remark in parts:
        totals[remark.kind] += remark.count
    return remarks(totals)
