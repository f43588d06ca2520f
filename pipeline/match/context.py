"""What stands around a hit in its clause: negation on both sides, hedges, wishes, and words that are another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.content import Context
from pipeline.match.words import ENDS, Words, plain

_BREAKS = ENDS | frozenset({",", ";", ":", "–", "—"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words around a hit do to it."""

    negated: bool = False
    wished: bool = False
    hedged: bool = False
    reported: bool = False


class Phrases:
    """A set of phrases that can be looked for in a passage, indexed by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(plain(phrase).split())
            self._by_first.setdefault(words[0], []).append(words)

    def tokens(self, words: Words) -> frozenset[int]:
        """The indexes of all tokens that one of the phrases covers."""
        return frozenset(
            index
            for start, form in enumerate(words.forms)
            for phrase in self._by_first.get(form, ())
            if words.forms[start : start + len(phrase)] == phrase
            for index in range(start, start + len(phrase))
        )


class ContextRules:
    """The lists of `context.toml`, ready to be looked for."""

    def __init__(self, context: Context) -> None:
        self._left, self._right = context.reikwijdte_links, context.reikwijdte_rechts
        self._negation = Phrases(context.ontkenning)
        self._seeming = Phrases(context.schijnontkenning)
        self._hedge = Phrases(context.afzwakking)
        self._report = Phrases(context.aanhaling)
        self._wish = Phrases(context.wens)
        self._border = Phrases(context.grens)

    def surroundings(self, words: Words, matched: frozenset[int]) -> Surroundings:
        """What is said around the tokens that a term matched.

        Negation, hedge and wish reach as far as their clause; reported speech as far as its sentence, to the left.
        """
        borders = self._border.tokens(words) | {i for i, form in enumerate(words.forms) if form in _BREAKS}
        clause = self._clause(words, matched, borders - matched)
        sentence = self._sentence(words, min(matched))
        negating = self._negation.tokens(words) - self._seeming.tokens(words)
        return Surroundings(
            negated=bool(clause & negating),
            wished=bool(clause & self._wish.tokens(words)),
            hedged=bool(clause & self._hedge.tokens(words)),
            reported=bool(sentence & self._report.tokens(words)),
        )

    def _clause(self, words: Words, matched: frozenset[int], borders: frozenset[int]) -> frozenset[int]:
        first, last = min(matched), max(matched)
        start, end = first, last
        while start > 0 and start - 1 not in borders and first - start < self._left:
            start -= 1
        while end + 1 < len(words.forms) and end + 1 not in borders and end - last < self._right:
            end += 1
        return frozenset(range(start, end + 1)) - matched

    def _sentence(self, words: Words, first: int) -> frozenset[int]:
        start = first
        while start > 0 and words.forms[start - 1] not in ENDS:
            start -= 1
        return frozenset(range(start, first))
