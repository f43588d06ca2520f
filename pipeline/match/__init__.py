"""`Doc` × lexicons → hits: which terms were said, where, and what their surroundings do to them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.content import Content, Except, Lexicon, Term
from pipeline.domain import NEUTRAAL
from pipeline.match.compile import Slot, sequences
from pipeline.match.context import ContextRules, Surroundings
from pipeline.match.inflect import forms_of
from pipeline.match.matcher import Match, Matcher
from pipeline.match.words import Words, plain, words_of

__all__ = ["Hit", "LexiconMatcher", "direction_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A term that fired: its code, the direction it tells of there, and where it stands (code points)."""

    code: str
    term: str
    direction: str | None
    start: int
    end: int
    hedged: bool = False
    reported: bool = False


def direction_of(hits: tuple[Hit, ...]) -> str | None:
    """The direction of a passage: the one that its terms share, else the one that it ends on; neutral says least."""
    leaning = [hit for hit in hits if hit.direction != NEUTRAAL]
    return max(leaning or hits, key=lambda hit: (hit.end, hit.start)).direction


@dataclass(frozen=True, slots=True)
class _Owned:
    """A term with the slots near which it is no evidence."""

    term: Term
    not_near: tuple[Slot, ...]


class _CodeMatcher:
    """One code's terms and exceptions."""

    def __init__(self, lexicon: Lexicon, directions: tuple[str, ...]) -> None:
        self.code = lexicon.id
        self._directions = directions
        terms = [_Owned(term, _not_near(term)) for term in lexicon.term]
        self._terms = Matcher([(owned, sequence) for owned in terms for sequence in sequences(owned.term)])
        self._exceptions: Matcher[Except] = Matcher(
            [(exception, sequence) for exception in lexicon.uitzondering for sequence in sequences(exception)]
        )

    def term_matches(self, words: Words) -> tuple[Match[_Owned], ...]:
        """All terms that fit, before exceptions."""
        return self._terms.matches(words)

    def hits(self, words: Words, rules: ContextRules) -> tuple[Hit, ...]:
        """The terms that stand: not excepted, not within a longer one, not voided by negation."""
        standing = [match for match in self.term_matches(words) if not _is_near(match.owner, words)]
        if not standing:
            return ()
        exceptions = self._exceptions.matches(words)
        if any(match.owner.bereik == "passage" for match in exceptions):
            return ()
        excepted = frozenset(token for match in exceptions for token in match.tokens)
        standing = [match for match in standing if not match.tokens & excepted]
        longest = [match for match in standing if not any(match.tokens < other.tokens for other in standing)]
        return tuple(hit for match in longest if (hit := self._hit(match, words, rules)) is not None)

    def _hit(self, match: Match[_Owned], words: Words, rules: ContextRules) -> Hit | None:
        term = match.owner.term
        around = rules.surroundings(words, match.tokens)
        if around.negated and term.ontkend == "vervalt":
            return None
        return Hit(
            code=self.code,
            term=term.name,
            direction=self._direction(term, around),
            start=words.spans[match.first][0],
            end=words.spans[match.last][1],
            hedged=around.hedged,
            reported=around.reported,
        )

    def _direction(self, term: Term, around: Surroundings) -> str | None:
        """The term's direction, turned round by a negation and turned round by a wish."""
        if term.richting is None or term.richting == NEUTRAAL:
            return term.richting
        turned = term.ontkend == "draait" and around.negated != around.wished
        return next(d for d in self._directions if (d != term.richting) == turned)


class LexiconMatcher:
    """All lexicons of a content folder, compiled."""

    def __init__(self, content: Content) -> None:
        self._rules = ContextRules(content.context)
        self._codes = tuple(
            _CodeMatcher(lexicon, content.codebook.directions(lexicon.id)) for lexicon in content.lexicons
        )

    def hits(self, doc: Doc) -> tuple[Hit, ...]:
        """Every hit in a passage, code by code in the codebook's order."""
        words = words_of(doc)
        return tuple(hit for code in self._codes for hit in code.hits(words, self._rules))

    def fired(self, doc: Doc, code: str) -> frozenset[str]:
        """The ids of one code's terms that fit in a text, whatever its exceptions and surroundings say."""
        words = words_of(doc)
        matcher = next(matcher for matcher in self._codes if matcher.code == code)
        return frozenset(match.owner.term.name for match in matcher.term_matches(words))


def _not_near(term: Term) -> tuple[Slot, ...]:
    return tuple(
        Slot(forms=frozenset(map(plain, forms_of(plain(word)))), lemmas=frozenset({plain(word)}))
        for word in term.niet_bij
    )


def _is_near(owned: _Owned, words: Words) -> bool:
    return any(
        slot.fits(form, lemma) for slot in owned.not_near for form, lemma in zip(words.forms, words.lemmas, strict=True)
    )
