"""Slots × words → where they fit: by an index on each term's rarest word, so that most terms are never tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.match.compile import Sequence, Slot
from pipeline.match.words import Words

Owner = TypeVar("Owner")

# A particle before one of these is a preposition: *hij haakte aan de fiets*.
_DETERMINERS = frozenset(
    {"de", "het", "een", "'t", "'n", "die", "dat", "dit", "deze", "mijn", "je", "jouw", "zijn", "haar", "ons"}
    | {"onze", "hun", "m'n", "z'n", "d'r", "elke", "ieder", "iedere", "alle"}
)


@dataclass(frozen=True, slots=True)
class Match(Generic[Owner]):
    """The tokens that one sequence of an owner (a term, an exception) fits."""

    owner: Owner
    tokens: frozenset[int]

    @property
    def first(self) -> int:
        """The first token."""
        return min(self.tokens)

    @property
    def last(self) -> int:
        """The last token."""
        return max(self.tokens)


class Matcher(Generic[Owner]):
    """Finds all owners' sequences in a passage."""

    def __init__(self, owned: list[tuple[Owner, Sequence]]) -> None:
        self._by_form: defaultdict[str, list[int]] = defaultdict(list)
        self._by_lemma: defaultdict[str, list[int]] = defaultdict(list)
        self._shaped: list[int] = []
        self._by_shape: dict[str, tuple[int, ...]] = {}
        self._owned = owned
        self._anchors = [sequence.anchor for _, sequence in owned]
        for index, (_, sequence) in enumerate(owned):
            self._file(index, sequence.slots[self._anchors[index]])

    def _file(self, index: int, slot: Slot) -> None:
        for form in slot.forms:
            self._by_form[form].append(index)
        for lemma in slot.lemmas:
            self._by_lemma[lemma].append(index)
        if slot.begin or slot.part:
            self._shaped.append(index)

    def matches(self, words: Words) -> tuple[Match[Owner], ...]:
        """Every fit, in the order of its first token; the same fit of one owner only once."""
        found: dict[tuple[int, frozenset[int]], Match[Owner]] = {}
        for position, (form, lemma) in enumerate(zip(words.forms, words.lemmas, strict=True)):
            for index in self._candidates(form, lemma):
                owner, sequence = self._owned[index]
                tokens = _fit(sequence, self._anchors[index], position, words)
                if tokens is not None:
                    found.setdefault((id(owner), tokens), Match(owner, tokens))
        return tuple(sorted(found.values(), key=lambda match: (match.first, match.last)))

    def _candidates(self, form: str, lemma: str) -> Iterator[int]:
        by_form = self._by_form.get(form, ())
        yield from by_form
        yield from (index for index in self._by_lemma.get(lemma, ()) if index not in by_form)
        if form not in self._by_shape:
            self._by_shape[form] = tuple(
                index for index in self._shaped if self._owned[index][1].slots[self._anchors[index]].fits_shape(form)
            )
        yield from self._by_shape[form]


def _fit(sequence: Sequence, anchor: int, position: int, words: Words) -> frozenset[int] | None:
    """The tokens of a sequence whose anchor stands at a position; none where the others do not fit around it."""
    tokens = _free(sequence, anchor, position, words) if sequence.free else _fixed(sequence, anchor, position, words)
    if tokens is None or words.ends_within(min(tokens), max(tokens)):
        return None
    if sequence.particle and _is_preposition(words, max(tokens)):
        return None
    return tokens


def _fixed(sequence: Sequence, anchor: int, position: int, words: Words) -> frozenset[int] | None:
    left = list(reversed(sequence.slots[:anchor]))
    right = list(sequence.slots[anchor + 1 :])
    before = _walk(left, position, -1, sequence.gap, words)
    if before is None:
        return None
    spent = position - min(before, default=position) - len(left)
    after = _walk(right, position, 1, sequence.gap - spent, words)
    return None if after is None else frozenset({position, *before, *after})


def _walk(slots: list[Slot], position: int, step: int, gap: int, words: Words) -> list[int] | None:
    """The nearest token for each slot in turn, skipping at most `gap` words in all."""
    found: list[int] = []
    for slot in slots:
        position += step
        while 0 <= position < len(words.forms) and not slot.fits(words.forms[position], words.lemmas[position]):
            gap -= 1
            position += step
            if gap < 0:
                return None
        if not 0 <= position < len(words.forms):
            return None
        found.append(position)
    return found


def _free(sequence: Sequence, anchor: int, position: int, words: Words) -> frozenset[int] | None:
    reach = sequence.gap + len(sequence.slots) - 1
    found = {position}
    for index, slot in enumerate(sequence.slots):
        if index == anchor:
            continue
        near = sorted(range(max(0, position - reach), min(len(words.forms), position + reach + 1)), key=_from(position))
        token = next((t for t in near if t not in found and slot.fits(words.forms[t], words.lemmas[t])), None)
        if token is None:
            return None
        found.add(token)
    return frozenset(found) if max(found) - min(found) <= reach else None


def _from(position: int) -> Callable[[int], int]:
    return lambda token: abs(token - position)


def _is_preposition(words: Words, index: int) -> bool:
    return index + 1 < len(words.forms) and words.forms[index + 1] in _DETERMINERS
