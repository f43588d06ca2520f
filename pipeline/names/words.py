"""A text → words with their places, as names are compared: without case, accents, hyphens or a possessive's s."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ENDS = frozenset('.!?…:;"“”„')


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; `end` leaves out a possessive's s behind an apostrophe."""

    start: int
    end: int
    text: str = field(repr=False)
    plain: str = field(repr=False)
    first: bool
    """Whether a sentence begins with it, so that its capital says nothing."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def plain(text: str) -> str:
    """A name or word as it is compared."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ij", "ij"))
    return "".join(mark for mark in folded if mark.isalnum())


def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        whole = match.group()
        said = _POSSESSIVE.sub("", whole) or whole
        before = text[: match.start()].rstrip()
        first = not before or before[-1] in _ENDS
        found.append(Word(match.start(), match.start() + len(said), said, plain(said), first))
    return tuple(found)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name or a phrase as they are compared."""
    return tuple(word.plain for word in words_in(text) if word.plain)


def joined(words: Sequence[Word]) -> str:
    """Neighbouring words as if they had been written as one."""
    return "".join(word.plain for word in words)
