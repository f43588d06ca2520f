"""Protected cells → sentences: each states one cell, none compares, and nothing is said of what is withheld."""

from __future__ import annotations

from pipeline.content.models import Pattern, Perspective
from pipeline.domain import CellKey, Cut, Part, Ring, RoleClass, SafeCounts, Shown, Unit, Withheld
from pipeline.report.words import Names, Words

Status = Shown | Withheld | None


def where(status: Status, tables: int, words: Words) -> str | None:
    """At how many tables, as a phrase; none where nothing may be said."""
    if not isinstance(status, Shown):
        return None
    if status.value is not None:
        return words("waar.getal", aantal=words.number(status.value), tafels=words.number(tables))
    return words(f"waar.{status.band}")


def share(status: Status, words: Words) -> str | None:
    """Which part of the participants, as a phrase; none where nothing may be said."""
    if not isinstance(status, Shown):
        return None
    if status.value is not None:
        return words("aandeel.getal", procent=str(status.value))
    return words(f"aandeel.{status.band}")


def breadth(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> str:
    """How widely a pattern was heard; the mark and nothing else where that is withheld."""
    key = CellKey(cut=Cut.PATTERN, pattern=pattern.id)
    place = where(safe.status(key, Unit.SESSIONS), safe.tables, words)
    if place is None:
        return words("zin.niet_getoond")
    subject = f"onderwerp.{pattern.id}"
    topic = words(subject) if words.has(subject) else words("onderwerp.anders", naam=names.name(pattern.id))
    part = share(safe.status(key, Unit.SHARE), words)
    if part is None:
        sentence = words.choice("zin.breedte_zonder_aandeel", position, onderwerp=topic, waar=place)
    else:
        sentence = words.choice("zin.breedte", position, onderwerp=topic, waar=place, aandeel=part)
    return " ".join((sentence, *_speakers(safe.status(key, Unit.SPEAKERS), position, words)))


def _speakers(status: Status, position: int, words: Words) -> tuple[str, ...]:
    if not isinstance(status, Shown) or status.value is None:
        return ()
    return (words.choice("zin.sprekers", position, aantal=str(status.value)),)


def directions(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> tuple[str, ...]:
    """Per direction that is shown, at how many tables it was told."""
    found = []
    for index, (direction, name) in enumerate(names.directions(pattern.id)):
        key = CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern=pattern.id, direction=direction)
        if (place := where(safe.status(key, Unit.SESSIONS), safe.tables, words)) is not None:
            clause = f"richting.{pattern.id}_{direction}"
            told = words(clause) if words.has(clause) else words("richting.anders", naam=name)
            found.append(words.choice("zin.richting", 2 * position + index, waar=place, dat=told))
    return tuple(found)


def speakers(pattern: Pattern, position: int, safe: SafeCounts, words: Words) -> tuple[str, ...]:
    """Per ring or role class that is shown, at how many tables it was heard from there."""
    keys: list[tuple[Ring | RoleClass, CellKey]] = [
        (ring, CellKey(cut=Cut.PATTERN_BY_RING, pattern=pattern.id, ring=ring)) for ring in Ring
    ]
    keys += [(group, CellKey(cut=Cut.PATTERN_BY_CLASS, pattern=pattern.id, role_class=group)) for group in RoleClass]
    shown = [
        (group, place)
        for group, key in keys
        if (place := where(safe.status(key, Unit.SESSIONS), safe.tables, words)) is not None
    ]
    return tuple(
        words.choice("zin.wie", position + index, van=words(f"van.{group}"), waar=place)
        for index, (group, place) in enumerate(shown)
    )


def parts(pattern: Pattern, position: int, safe: SafeCounts, words: Words) -> tuple[str, ...]:
    """Per part of the conversation that is shown, at how many tables it came up there."""
    found = []
    for index, part in enumerate((Part.BIOGRAFIE, Part.ANALYSE)):
        key = CellKey(cut=Cut.PATTERN_BY_PART, pattern=pattern.id, part=part)
        if (place := where(safe.status(key, Unit.SESSIONS), safe.tables, words)) is not None:
            found.append(words.choice("zin.deel", position + index, tijdens=words(f"tijdens.{part}"), waar=place))
    return tuple(found)


def perspective(item: Perspective, position: int, safe: SafeCounts, words: Words, names: Names) -> str | None:
    """How widely a perspective was heard; none where that is withheld."""
    key = CellKey(cut=Cut.PERSPECTIVE, perspective=item.id)
    place = where(safe.status(key, Unit.SESSIONS), safe.tables, words)
    if place is None:
        return None
    subject = f"perspectief.{item.id}"
    view = words(subject) if words.has(subject) else words("perspectief.anders", naam=names.name(item.id))
    part = share(safe.status(key, Unit.SHARE), words)
    if part is None:
        return words("zin.perspectief_zonder_aandeel", overheid=view, waar=place)
    return words.choice("zin.perspectief", position, overheid=view, waar=place, aandeel=part)
