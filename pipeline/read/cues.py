"""What VTT and SRT share: blocks under a line of times, labels in their text, captions that roll."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.read.labels import Candidate, candidate, speakers
from pipeline.read.reading import Cue
from pipeline.read.speaker_pattern import SpeakerPattern
from pipeline.read.times import BRACKETED, seconds
from pipeline.read.turns import is_mark

# Tools write times without leading zeros (Teams: 0:0:3.0), with a dot for a comma or the reverse, without hours,
# without a fraction, and with other arrows. All of these are one line of times, and none of them is speech.
_ONE = r"\d{1,9}(?:\s?[:：]\s?\d{1,9}){1,2}(?:\s?[.,．，:]\s?\d{0,9})?"
_TIMES = re.compile(rf"\s*(?P<start>{_ONE})\s*(?:-{{1,3}}>|→)\s*(?P<end>{_ONE})(?P<more>.*)", re.DOTALL)
_SETTINGS = re.compile(r"(?:\s+[A-Za-z]\w{0,19}:\S{1,80})*\s*")
_COLON_AND_SPACE = re.compile(r"\s?[:：]\s?")
_GUID_ID = re.compile(r"[0-9a-fA-F-]{36}(?:/\d+(?:-\d+)?)?")
# Captions for the deaf mark a change of speaker with two arrows or a dash.
_AHEAD = re.compile(rf"(?:{BRACKETED}\s*)?(?:(?:>>|-)\s?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The lines under one line of times, or lines without one."""

    lines: tuple[str, ...] = field(repr=False)
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a block, without markup, and who says it where the markup does."""

    text: str = field(repr=False)
    voice: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What one block says."""

    said: tuple[Said, ...] = field(repr=False)
    start: float | None = None
    end: float | None = None


def is_times(line: str) -> bool:
    """Whether a line gives a cue's begin and end."""
    return (">" in line[:80] or "→" in line[:80]) and _TIMES.match(line) is not None


def blocks(lines: Sequence[str], *, blank_ends: bool) -> Iterator[Block]:
    """Cut at lines of times and, where a blank line ends a cue (as in VTT), at blank lines."""
    at = [number for number, line in enumerate(lines) if is_times(line)]
    counted = -1
    bodies: list[tuple[int | None, list[str]]] = []
    for here, after in zip([None, *at], [*at, None], strict=True):
        body = list(lines[0 if here is None else here + 1 : after])
        if after is not None:
            counted = _drop_id(body, counted, any_id=blank_ends, first=here is None)
        bodies.append((here, body))
    for here, body in bodies:
        yield from _blocks_of(lines[here] if here is not None else None, body, blank_ends=blank_ends)


def _drop_id(body: list[str], counted: int, *, any_id: bool, first: bool) -> int:
    """Take a cue's id from the end of the lines above its times, and return the number of the last cue that had one.

    Behind a blank line any number is an id, and in VTT any line. Elsewhere, only what can't be speech is one:
    an id of Teams, or the next number.
    """
    last = body[-1].strip() if body else ""
    if not last or is_mark(last):
        return counted
    alone = first if len(body) == 1 else not body[-2].strip() or is_mark(body[-2])
    number = int(last) if last.isdecimal() and len(last) < 10 else None
    if number is None and not (any_id and alone) and not _GUID_ID.fullmatch(last):
        return counted
    if number is not None and not alone and number != counted + 1:
        return counted
    body.pop()
    return counted if number is None else number


def _blocks_of(times: str | None, body: Sequence[str], *, blank_ends: bool) -> Iterator[Block]:
    start = end = None
    if times is not None:
        found = _TIMES.match(times)
        assert found is not None
        start, end = _seconds(found["start"]), _seconds(found["end"])
        more = found["more"]
        body = body if _SETTINGS.fullmatch(more[:2000]) else [more, *body]
    groups = _groups(body) if blank_ends else [[line for line in body if line.strip()]]
    if times is not None:
        # A truly blank line below the times ends an empty cue; YouTube begins its cues with a line of one space.
        own = groups.pop(0) if groups and (not blank_ends or body[0]) else []
        yield Block(lines=tuple(own), start=start, end=end)
    for group in groups:
        if group:
            yield Block(lines=tuple(group))


def _groups(body: Iterable[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in body:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _seconds(stamp: str) -> float | None:
    return seconds(_COLON_AND_SPACE.sub(":", stamp).replace(",", ".").replace("．", ".").replace("，", "."))


def unrolled(captions: Sequence[Caption]) -> list[Caption]:
    """Captions without the lines that they only carry over from the one before, where a file does so throughout."""
    carried = [0, *(_carried(before, now) for before, now in pairwise(captions))][: len(captions)]
    followers = sum(bool(before.said) for before in captions[:-1])
    shifts = sum(0 < count < len(now.said) for count, now in zip(carried, captions, strict=True))
    if not shifts or 5 * sum(map(bool, carried)) < 2 * followers:
        return list(captions)
    return [
        Caption(said=now.said[count:], start=now.start, end=now.end)
        for count, now in zip(carried, captions, strict=True)
    ]


def _carried(before: Caption, now: Caption) -> int:
    """How many first lines of a caption are the last ones of the caption that it follows without a pause."""
    if before.end is None or now.start is None or not -1.0 <= now.start - before.end <= 0.2:
        return 0
    most = min(len(before.said), len(now.said), 8)
    return next((n for n in range(most, 0, -1) if before.said[-n:] == now.said[:n]), 0)


def labelled(captions: Sequence[Caption]) -> Iterator[Cue]:
    """Captions as cues: by voice, else by the label in the text; a line without either goes on with the last label."""
    proposals = [[None if said.voice else _proposed(said.text) for said in caption.said] for caption in captions]
    found = [proposed for row in proposals for proposed in row if proposed is not None]
    known = speakers(found, lines=sum(bool(caption.said) for caption in captions))
    label: str | None = None
    for caption, row in zip(captions, proposals, strict=True):
        for said, proposed in zip(caption.said, row, strict=True):
            text = said.text
            if proposed is not None and proposed.key in known:
                label, text = proposed.label, proposed.text
            yield Cue(label=said.voice or label, text=text, start=caption.start)


def by_pattern(captions: Sequence[Caption], pattern: SpeakerPattern) -> Iterator[Cue]:
    """Captions as cues, by a user's own pattern; a line that it does not match goes on with the last label."""
    label: str | None = None
    for caption in captions:
        for said in caption.said:
            named, text = pattern.split(said.text) or ("", said.text)
            label = named or label
            yield Cue(label=said.voice or label, text=text, start=caption.start)


def _proposed(text: str) -> Candidate | None:
    return candidate(_AHEAD.sub("", text, count=1))
