"""Surface features only: distinct words and the character n-grams within them.

So that a score is a sum over the distinct words of a passage, and a word's share can be kept once it is met.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST, LONGEST = 3, 5
_WORD = re.compile(r"[^\W\d_][\w'’@.-]*", re.UNICODE)
_UNSAFE = re.compile(r"[\d@]")


def words_of(text: str) -> frozenset[str]:
    """The distinct words of a passage in lower case; words with a digit or an @ are left out (privacy rule R16)."""
    found = (match.rstrip(".-'’") for match in _WORD.findall(text.lower()))
    return frozenset(word for word in found if word and not _UNSAFE.search(word))


@lru_cache(maxsize=100_000)
def word_features(word: str) -> tuple[str, ...]:
    """What one word contributes: itself, and its n-grams with its edges marked."""
    edged = f"<{word}>"
    grams = {
        edged[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(edged) - size + 1)
        if size < len(edged)
    }
    return (f"w:{word}", *sorted(f"g:{gram}" for gram in grams))


def scale(words: int) -> float:
    """By what the sum over a passage's distinct words is multiplied, so that long passages don't win by length."""
    return float(max(words, 1) ** -0.5)
