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
        parts = [_part(cue, text, known) for text in cue.text.split("//")] if "//" in cue.text else []
        yield from parts if any(part.label != cue.label for part in parts) else (cue,)


def _part(cue: Cue, text: str, known: frozenset[str]) -> Cue:
    label, colon, said = text.strip().partition(":")
    return replace(cue, label=label, text=said) if colon and label in known else replace(cue, text=text)
