"""Layouts that divide speech into segments with text: Whisper and its relatives, Amberscript."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.read.json_values import Object, listed, name, number, objects, words
from pipeline.read.reading import Cue


def _segments(content: object) -> list[Object]:
    return listed(content) if isinstance(content, list) else objects(content, "segments")


def is_whisper(content: object) -> bool:
    """Segments with a text, below `segments` or as the whole file."""
    found = _segments(content)
    return bool(found) and all(isinstance(segment.get("text"), str) for segment in found)


def whisper(content: object) -> Iterator[Cue]:
    """Whisper, WhisperX (speakers on segments, and on words) and whisper-timestamped."""
    for segment in _segments(content):
        yield from _by_word(segment) or [_whole(segment)]


def _whole(segment: Object) -> Cue:
    spoken = objects(segment, "words")
    label = name(segment.get("speaker")) or next(filter(None, (name(word.get("speaker")) for word in spoken)), None)
    return Cue(label=label, text=words(segment.get("text")), start=number(segment.get("start")))


def _by_word(segment: Object) -> list[Cue]:
    """A segment in which speakers change, cut where they do; nothing where they don't, or where words lack."""
    spoken = objects(segment, "words")
    labels = _filled([name(word.get("speaker")) for word in spoken], name(segment.get("speaker")))
    texts = [words(word.get("word")) or words(word.get("text")) for word in spoken]
    if len(set(labels)) < 2 or _letters("".join(texts)) != _letters(words(segment.get("text"))):
        return []
    cues: list[Cue] = []
    start = number(segment.get("start"))
    for label, run in groupby(range(len(spoken)), key=labels.__getitem__):
        at = list(run)
        times = (number(spoken[index].get("start")) for index in at)
        start = next((time for time in times if time is not None), start)
        cues.append(Cue(label=label, text=" ".join(texts[index].strip() for index in at), start=start))
    return cues


def _filled(labels: list[str | None], first: str | None) -> list[str | None]:
    """A word without a speaker goes on with the last one."""
    filled: list[str | None] = []
    for label in labels:
        first = label or first
        filled.append(first)
    return filled


def _letters(text: str) -> str:
    return "".join(text.split())


def is_amberscript(content: object) -> bool:
    """Segments without a text of their own, each with words that have one."""
    found = objects(content, "segments")
    return bool(found) and all("text" not in segment and objects(segment, "words") for segment in found)


def amberscript(content: object) -> Iterator[Cue]:
    """Segments of words, with speakers by id; the ids' names stand apart."""
    names = {words(each.get("spkid")): name(each.get("name")) for each in objects(content, "speakers")}
    for segment in objects(content, "segments"):
        spoken = objects(segment, "words")
        label = name(segment.get("speaker"))
        text = " ".join(words(word.get("text")).strip() for word in spoken)
        yield Cue(label=names.get(label or "") or label, text=text, start=number(spoken[0].get("start")))
