"""Interjections that noScribe writes into somebody else's line: `... //S02: Ja, genau. // ...`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.read.reading import Cue


def parted(cues: Iterable[Cue]) -> Iterator[Cue]:
    """The cues, with each interjection of somebody who also speaks elsewhere as a cue of its own."""
    found = list(cues)
    known = frozenset(cue.label for cue in found if cue.label)
    for cue in found:
        parts = cue.text.split("//") if "//" in cue.text else []
        voices = [_voice(part, known) for part in parts]
        yield from map(_part, [cue] * len(parts), parts, voices) if any(voices) else (cue,)


def _voice(part: str, known: frozenset[str]) -> str | None:
    label, colon, _ = part.strip().partition(":")
    return label if colon and label in known else None


def _part(cue: Cue, part: str, voice: str | None) -> Cue:
    return replace(cue, text=part) if voice is None else replace(cue, label=voice, text=part.partition(":")[2])
