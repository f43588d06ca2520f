"""Mail addresses, telephone and citizen service numbers, bank accounts, postal codes and dates: what patterns tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mailadres", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b\w+ apenstaartje \w+(?: punt \w+)+")),
    ("webadres", re.compile(r"\b(?:https?://|www\.)[^\s<>\"']+")),
    ("rekeningnummer", re.compile(r"\b[A-Z]{2}\d{2} ?(?:[A-Z]{4} ?)?(?:\d ?){8,16}\b", re.IGNORECASE)),
    ("telefoonnummer", re.compile(r"(?<![\w+])(?:\+31|0031|0)[ -]?\(?(?:0\)?)?[1-9](?:[ -]?\d){8}\b")),
    ("postcode", re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")),
    ("datum", re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b", re.I)),
)
_NINE = re.compile(r"(?<!\d)\d{9}(?!\d)|(?<!\d)\d{3}[ .]\d{3}[ .]\d{3}(?!\d)")


def contacts(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and class of everything by which somebody can be reached or looked up."""
    for kind, pattern in _PATTERNS:
        yield from ((match.start(), match.end(), kind) for match in pattern.finditer(text))
    for match in _NINE.finditer(text):
        if is_bsn("".join(filter(str.isdigit, match.group()))):
            yield match.start(), match.end(), "burgerservicenummer"


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven-test of citizen service numbers."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    told = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return told % 11 == 0 and digits != "000000000"
