"""Where in a TOML file something stands: `tomllib` tells no lines."""

from __future__ import annotations

import re

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")


def line_of_place(text: str, place: Place) -> int:
    """The line, from 1, of a place such as `("term", 3, "richting")`, or of the nearest thing around it that is there.

    The reading is by line, so that it still works where the file has other mistakes.
    """
    places = _places(text)
    for length in range(len(place), 0, -1):
        if place[:length] in places:
            return places[place[:length]]
    return 1


def _places(text: str) -> dict[Place, int]:
    """Every table header and key of a TOML text with its line."""
    found: dict[Place, int] = {}
    seen: dict[Place, int] = {}
    here: Place = ()
    multiline = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if multiline:
            multiline = "" if multiline in line else multiline
            continue
        if header := _HEADER.match(line):
            here = _enter(header[2], repeated=header[1] == "[[", seen=seen)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1].strip('"')), number)
        multiline = next((quote for quote in ('"""', "'''") if line.count(quote) % 2), "")
    return found


def _enter(name: str, *, repeated: bool, seen: dict[Place, int]) -> Place:
    """The place that a header opens; a repeated one counts on within the last of its parents."""
    place: Place = ()
    parts = [part.strip().strip('"') for part in name.split(".")]
    for depth, part in enumerate(parts):
        place = (*place, part)
        last = depth == len(parts) - 1
        if last and repeated:
            seen[place] = seen.get(place, -1) + 1
        if place in seen:
            place = (*place, seen[place])
    return place
