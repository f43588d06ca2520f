"""Protected cells → sentences: each cell is stated, none compared, and nothing is said of what is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.content.models import Pattern, Perspective
from pipeline.domain import CellKey, Cut, Part, Ring, RoleClass, SafeCounts, Shown, Unit, Withheld
from pipeline.report.words import Names, Words

Status = Shown | Withheld | None


def where(status: Status, tables: int, words: Words, *, short: bool = False) -> str | None:
    """At how many tables, as a phrase; none where nothing may be said."""
    if not isinstance(status, Shown):
        return None
    section = "waar_kort" if short else "waar"
    if status.value is not None:
        return words(f"{section}.getal", aantal=words.number(status.value), tafels=words.number(tables))
    return words(f"{section}.{status.band}")


def share(key: CellKey, safe: SafeCounts, words: Words) -> str | None:
    """Which part of the participants, with their number where that is shown; none where nothing may be said."""
    part, speakers = safe.status(key, Unit.SHARE), safe.status(key, Unit.SPEAKERS)
    if not isinstance(part, Shown):
        return None
    if part.value is not None:
        phrase = words("aandeel.getal", procent=str(part.value))
    else:
        phrase = words(f"aandeel.{part.band}")
    if isinstance(speakers, Shown) and speakers.value is not None:
        return words("aandeel.met_aantal", aandeel=phrase, aantal=str(speakers.value))
    return phrase


def breadth(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> str:
    """How widely a pattern was heard; the mark and nothing else where that is withheld."""
    key = CellKey(cut=Cut.PATTERN, pattern=pattern.id)
    place = where(safe.status(key, Unit.SESSIONS), safe.tables, words)
    if place is None:
        return words("zin.niet_getoond")
    subject = f"onderwerp.{pattern.id}"
    topic = words(subject) if words.has(subject) else words("onderwerp.anders", naam=names.name(pattern.id))
    part = share(key, safe, words)
    if part is None:
        return words.choice("zin.breedte_zonder_aandeel", position, onderwerp=topic, waar=place)
    return words.choice("zin.breedte", position, onderwerp=topic, waar=place, aandeel=part)


def directions(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> str | None:
    """In which directions it was told, and at how many tables each; none where neither is shown."""
    told: list[tuple[CellKey, str]] = []
    for direction, name in names.directions(pattern.id):
        key = CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern=pattern.id, direction=direction)
        if isinstance(safe.status(key, Unit.SESSIONS), Shown):
            clause = f"richting.{pattern.id}_{direction}"
            told.append((key, words(clause) if words.has(clause) else words("richting.anders", naam=name)))
    places = [
        where(safe.status(key, Unit.SESSIONS), safe.tables, words, short=index > 0) or ""
        for index, (key, _) in enumerate(told)
    ]
    match told:
        case [(_, clause)]:
            return words.choice("zin.richting_een", position, waar=places[0], dat=clause)
        case [(_, first), (_, second)]:
            return words.choice(
                "zin.richting_twee", position, waar=places[0], dat=first, waar_2=places[1], dat_2=second
            )
        case _:
            return None


def speakers(pattern: Pattern, position: int, safe: SafeCounts, words: Words) -> str | None:
    """From which rings or role classes it was heard, and at how many tables each."""
    items = [(words(f"van.{ring}"), CellKey(cut=Cut.PATTERN_BY_RING, pattern=pattern.id, ring=ring)) for ring in Ring]
    items += [
        (words(f"van.{side}"), CellKey(cut=Cut.PATTERN_BY_CLASS, pattern=pattern.id, role_class=side))
        for side in RoleClass
    ]
    return _series("wie", "van", items, position, safe, words)


def parts(pattern: Pattern, position: int, safe: SafeCounts, words: Words) -> str | None:
    """In which parts of the conversation it came up, and at how many tables each."""
    items = [
        (words(f"tijdens.{part}"), CellKey(cut=Cut.PATTERN_BY_PART, pattern=pattern.id, part=part))
        for part in (Part.BIOGRAFIE, Part.ANALYSE)
    ]
    return _series("deel", "tijdens", items, position, safe, words)


def _series(
    frame: str, name: str, items: Sequence[tuple[str, CellKey]], position: int, safe: SafeCounts, words: Words
) -> str | None:
    """The shown ones of some cells in one sentence, the first in full."""
    shown = [(label, status) for label, key in items if isinstance(status := safe.status(key, Unit.SESSIONS), Shown)]
    if not shown:
        return None
    clauses = []
    for index, (label, status) in enumerate(shown):
        place = where(status, safe.tables, words, short=index > 0) or ""
        values = {name: label, "waar": place}
        first = index == 0
        clauses.append(
            words.choice(f"zin.{frame}", position, **values) if first else words(f"zin.{frame}_verder", **values)
        )
    return words("zin.reeks", reeks=words.series(clauses))


def perspective(item: Perspective, position: int, safe: SafeCounts, words: Words, names: Names) -> str | None:
    """How widely a perspective was heard; none where that is withheld."""
    key = CellKey(cut=Cut.PERSPECTIVE, perspective=item.id)
    place = where(safe.status(key, Unit.SESSIONS), safe.tables, words)
    if place is None:
        return None
    subject = f"perspectief.{item.id}"
    view = words(subject) if words.has(subject) else words("perspectief.anders", naam=names.name(item.id))
    part = share(key, safe, words)
    if part is None:
        return words("zin.perspectief_zonder_aandeel", overheid=view, waar=place)
    return words.choice("zin.perspectief", position, overheid=view, waar=place, aandeel=part)


def joined(sentences: Iterable[str | None]) -> str:
    """The sentences that there are, as running text."""
    return " ".join(sentence for sentence in sentences if sentence)
