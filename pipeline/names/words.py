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


_WRITTEN_AND_HEARD = """
sch>sg sj>s sh>s tj>s ch>g kh>g gh>g ph>f th>t ck>k dj>j dz>j ij>i ei>i ey>i ay>ai ou>u oe>u au>u ae>a
c>k q>k x>ks z>s v>f y>i j>i h>
"""
_SOUNDS = tuple(pair.split(">") for pair in _WRITTEN_AND_HEARD.split())


def sound(name: str) -> str:
    """How a plain name sounds, roughly: what is written in several ways, or misheard, becomes the same."""
    for written, heard in _SOUNDS:
        name = name[:1] + name[1:].replace(written, heard) if written == "h" else name.replace(written, heard)
    ending = {"d": "t", "b": "p"}
    name = name[:-1] + ending.get(name[-1:], name[-1:])
    return re.sub(r"(.)\1+", r"\1", name)
