"""Layouts in which words stand apart from who speaks them: times, or ids, bring the two together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.read.json_values import Object, inner, name, number, objects, words
from pipeline.read.reading import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or mark with its time, and its speaker where it says so itself."""

    text: str = field(repr=False)
    start: float | None
    label: str | None = field(default=None, repr=False)
    is_mark: bool = False
    """Whether it is punctuation, which joins the word before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """That somebody speaks from a time on."""

    start: float
    label: str | None = field(repr=False)


def _cues(spoken: Iterable[Word], stretches: Sequence[Stretch]) -> Iterator[Cue]:
    """Runs of words of one speaker; a word belongs to the last stretch that has begun."""
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    starts = [stretch.start for stretch in ordered]
    label: str | None = None
    run: list[str] = []
    since: float | None = None
    for word in spoken:
        now = label if word.is_mark else word.label or _label(word, ordered, starts, label)
        if run and now != label:
            yield Cue(label=label, text="".join(run).strip(), start=since)
            run, since = [], None
        label, since = now, word.start if since is None else since
        run.append(word.text if word.is_mark else f" {word.text}")
    if run:
        yield Cue(label=label, text="".join(run).strip(), start=since)


def _label(word: Word, ordered: Sequence[Stretch], starts: Sequence[float], last: str | None) -> str | None:
    if word.start is None:
        return last
    # A word may begin a hundredth of a second before the stretch that it opens.
    at = bisect_right(starts, word.start + 0.011)
    return ordered[at - 1].label if at else None


def _stretches(found: Iterable[tuple[object, object]]) -> list[Stretch]:
    timed = ((number(start), name(label)) for start, label in found)
    return [Stretch(start=start, label=label) for start, label in timed if start is not None]


def is_amazon(content: object) -> bool:
    """Results with items; also what Speechmatics writes since 2019."""
    return bool(_results(content))


def _results(content: object) -> list[Object]:
    return [each for each in _items(content) if objects(each, "alternatives")]


def _items(content: object) -> list[Object]:
    return objects(inner(content, "results"), "items") or objects(content, "results")


def amazon(content: object) -> Iterator[Cue]:
    """Words with alternatives, the first of which counts; speakers on words, alternatives or a list beside them."""
    segments = objects(inner(content, "results", "speaker_labels"), "segments")
    by_time = {
        number(item.get("start_time")): name(item.get("speaker_label")) or name(segment.get("speaker_label"))
        for segment in segments
        for item in objects(segment, "items")
    }
    stretches = _stretches((segment.get("start_time"), segment.get("speaker_label")) for segment in segments)
    return _cues((_amazon_word(item, by_time) for item in _results(content)), [] if by_time else stretches)


def _amazon_word(item: Object, by_time: dict[float | None, str | None]) -> Word:
    first = objects(item, "alternatives")[0]
    start = number(item.get("start_time"))
    label = name(item.get("speaker_label")) or name(first.get("speaker")) or by_time.get(start)
    mark = item.get("type") == "punctuation"
    return Word(text=words(first.get("content")), start=None if mark else start, label=label, is_mark=mark)


def is_kaldi(content: object) -> bool:
    """Words with punctuation, and a segmentation by speaker."""
    return bool(objects(inner(content, "retval"), "words"))


def kaldi(content: object) -> Iterator[Cue]:
    """The punctuated form of each word; speakers by the segment that it falls in."""
    segments = objects(inner(content, "retval", "segmentation"), "segments")
    stretches = _stretches((each.get("start"), inner(each, "speaker").get("@id")) for each in segments)
    spoken = objects(inner(content, "retval"), "words")
    return _cues((_kaldi_word(each) for each in spoken), stretches)


def _kaldi_word(word: Object) -> Word:
    return Word(text=words(word.get("punct")) or words(word.get("word")), start=number(word.get("start")))


def is_paper_edit(content: object) -> bool:
    """Words with a text, and paragraphs by speaker."""
    return bool(objects(content, "paragraphs")) and any("text" in each for each in objects(content, "words"))


def paper_edit(content: object) -> Iterator[Cue]:
    """Speakers by the paragraph that a word falls in."""
    stretches = _stretches((each.get("start"), each.get("speaker")) for each in objects(content, "paragraphs"))
    spoken = objects(content, "words")
    return _cues((Word(text=words(each.get("text")), start=number(each.get("start"))) for each in spoken), stretches)


def is_speechmatics(content: object) -> bool:
    """Words with a name and a time, as Speechmatics wrote them until 2019."""
    return any("name" in each and "time" in each for each in objects(content, "words"))


def speechmatics(content: object) -> Iterator[Cue]:
    """A full stop is a word of its own; speakers by the stretch that a word falls in."""
    stretches = _stretches((each.get("time"), each.get("name")) for each in objects(content, "speakers"))
    return _cues((_speechmatics_word(each) for each in objects(content, "words")), stretches)


def _speechmatics_word(word: Object) -> Word:
    text = words(word.get("name"))
    mark = bool(text) and not any(map(str.isalnum, text))
    return Word(text=text, start=number(word.get("time")), is_mark=mark)
