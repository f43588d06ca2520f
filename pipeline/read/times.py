"""The spellings of a time in transcripts, as regular expressions and as seconds."""

from __future__ import annotations

import re

# 0:03, 00:01:02, 00:01:02.345, 00:01:02,345, 0:0:3.0 and, from film software, 00:01:02:12 with frames at the end.
LONG_TIME = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[.,:;]\d{1,9})?"
SHORT_TIME = r"\d{1,3}:\d{2}(?:[.,]\d{1,9})?"
TIME = rf"(?:{LONG_TIME}|{SHORT_TIME})"
ARROW = r"\s{0,9}(?:-{1,3}>|-|–|—|→|/)\s{0,9}"
RANGE = rf"{TIME}(?:{ARROW}{TIME})?"
LONG_RANGE = rf"{LONG_TIME}(?:{ARROW}{TIME})?"
# In brackets of any kind, or as f4 and easytranscript write it: #00:01:02-3#
_F4 = r"#\d{1,3}:\d\d:\d\d(?:-\d)?#"
BRACKETED = rf"(?:\[\s?{RANGE}\s?\]|\(\s?{RANGE}\s?\)|\{{\s?{RANGE}\s?\}}|<\s?{RANGE}\s?>|{_F4})"
LONG_BRACKETED = rf"(?:\[\s?{LONG_RANGE}\s?\]|\(\s?{LONG_RANGE}\s?\)|{_F4})"

_FIRST = re.compile(r"(\d+):(\d+)(?::(\d+)(?:[.,](\d+))?|[.,](\d+))?")


def seconds(stamp: str) -> float | None:
    """The first time in a stamp, in seconds; none where there is none."""
    found = _FIRST.search(stamp)
    if found is None:
        return None
    first, second, third, *fractions = found.groups()
    whole = int(first) * 60 + int(second) if third is None else int(first) * 3600 + int(second) * 60 + int(third)
    fraction = next((part for part in fractions if part), None)
    return float(f"{whole}.{fraction or 0}")
