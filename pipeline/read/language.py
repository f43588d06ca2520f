"""Whether a transcript is Dutch, by how often it says the little words that every Dutch speaker says."""

from __future__ import annotations

import re
from collections.abc import Iterable

FEWEST_WORDS = 50
"""A shorter text says too little to judge it by."""
_MOST_WORDS = 20_000
_FEWEST_DUTCH = 0.12
"""Spoken and written Dutch of our samples lies between .25 and .45, other languages of Europe below .05."""

_WORD = re.compile(r"[^\W\d_]+")
# None of these is a frequent word in English, German, French or Spanish; hence neither `de`, `en`, `is` nor `die`.
_DUTCH_WORDS = (
    "het een ik je jij jullie dat niet ook dan maar voor met zijn nog wel naar aan deze wij hij zij om uit ja nee dus"
    " heb heeft hebben wat bij op te van er als of zo nou dit daar hier worden wordt kan moet gaat weet heel veel meer"
    " geen want toen omdat onze ons mensen denk doen zou waar hoe"
)
_DUTCH = frozenset(_DUTCH_WORDS.split())


def is_dutch(texts: Iterable[str]) -> bool:
    """True also where there are too few words to tell."""
    words = dutch = 0
    for text in texts:
        for found in _WORD.finditer(text):
            words += 1
            dutch += found.group().lower() in _DUTCH
            if words >= _MOST_WORDS:
                return dutch >= words * _FEWEST_DUTCH
    return words < FEWEST_WORDS or dutch >= words * _FEWEST_DUTCH
