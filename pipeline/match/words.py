"""Tokens as terms see them: lower case, without accents."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

ENDS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and lemmas of a passage, and where each stands in it."""

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def ends_within(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two tokens."""
        return any(form in ENDS for form in self.forms[first:last])


def words_of(doc: Doc) -> Words:
    """The words of a `Doc`, white space left out."""
    tokens = [token for token in doc if not token.is_space]
    return Words(
        tuple(plain(token.text) for token in tokens),
        tuple(plain(token.lemma_) or plain(token.text) for token in tokens),
        tuple((token.idx, token.idx + len(token)) for token in tokens),
    )


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case, without accents, with a straight apostrophe."""
    lowered = text.lower().replace("’", "'").replace("‘", "'")
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
