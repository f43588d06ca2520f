"""A user's own expression for who speaks: refused where it could try for ever, and matched where a label can stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.backtracking import has_choice_in_repeat, open_repeats

LONGEST_HEAD = 200
"""Characters of a line that are matched; what is behind them belongs to the text."""
MOST_OPEN_REPEATS = 2
"""Each multiplies the ways to try by the length of the head: two are some thousands a line."""


@dataclass(frozen=True, slots=True)
class SpeakerPattern:
    """A regular expression with the named groups `spreker` and `tekst`, matched at the begin of each line.

    ValueError says in half a sentence what is wrong with it.
    """

    expression: str

    def __post_init__(self) -> None:
        try:
            groups = re.compile(self.expression).groupindex
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"is no regular expression ({getattr(error, 'msg', 'it is too large')})") from None
        if not {"spreker", "tekst"} <= groups.keys():
            raise ValueError("needs the named groups (?P<spreker>…) and (?P<tekst>…)")
        if has_choice_in_repeat(self.expression):
            raise ValueError(f"has a repeat or a choice within a repeat, {_ENDLESS}")
        if open_repeats(self.expression) > MOST_OPEN_REPEATS:
            raise ValueError(f"has more than {MOST_OPEN_REPEATS} repeats that could end anywhere, {_ENDLESS}")

    def split(self, line: str) -> tuple[str, str] | None:
        """A line's label, which may be empty, and its text; none where the expression doesn't match."""
        found = re.match(self.expression, line[:LONGEST_HEAD])
        if found is None:
            return None
        text = found["tekst"] or ""
        rest = line[LONGEST_HEAD:] if found.end("tekst") == LONGEST_HEAD else ""
        return " ".join((found["spreker"] or "").split()), text + rest


_ENDLESS = "which can take for ever; write a name as one repeat up to the mark behind it, such as [^:]+:"
