"""Contrasts → sentences and a table: the only comparisons that a note makes (privacy rule R19)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.content.models import Pattern, Perspective
from pipeline.domain import ContrastKey, ContrastKind, RoleClass, SafeCounts
from pipeline.report.model import Table
from pipeline.report.words import Names, Words

_OF_PATTERNS = (ContrastKind.CLASS, ContrastKind.PART, ContrastKind.DIRECTION)


def contrast_sentences(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> Iterator[str]:
    """What may be compared within one pattern: who, in which part, and in which direction."""
    for kind in (ContrastKind.CLASS, ContrastKind.PART):
        side = safe.side(ContrastKey(kind=kind, pattern=pattern.id))
        if side is not None:
            yield words.choice(f"vergelijking.{_name(kind)}_{side}", position)
    side = safe.side(ContrastKey(kind=ContrastKind.DIRECTION, pattern=pattern.id))
    if side is not None:
        yield words.choice("vergelijking.richting", position, **_told(pattern, side, words, names))
    for role_class in RoleClass:
        key = ContrastKey(kind=ContrastKind.OWNERSHIP, pattern=pattern.id, role_class=role_class)
        side = safe.side(key)
        if side is not None:
            told = _told(pattern, side, words, names)
            yield words(f"vergelijking.eigenaarschap_{role_class}", **told)


def perspective_contrast(item: Perspective, position: int, safe: SafeCounts, words: Words, names: Names) -> str | None:
    """Which class spoke more from a perspective; none where nothing may be said."""
    side = safe.side(ContrastKey(kind=ContrastKind.CLASS, perspective=item.id))
    if side is None:
        return None
    subject = f"perspectief.{item.id}"
    view = words(subject) if words.has(subject) else words("perspectief.anders", naam=names.name(item.id))
    return words.choice(f"vergelijking.perspectief_{side}", position, overheid=view)


def conclusion_sentence(safe: SafeCounts, words: Words) -> str:
    """To which side the balance tips; the mark where nothing may be said."""
    side = safe.side(ContrastKey(kind=ContrastKind.CONCLUSION))
    return words("vergelijking.conclusie_niet_getoond") if side is None else words(f"vergelijking.conclusie_{side}")


def contrast_table(safe: SafeCounts, words: Words, names: Names) -> Table:
    """Every contrast that was asked; a field is empty where there is no such comparison."""
    header = (
        words("kruistabellen.vergeleken"),
        *(words(f"kruistabellen.{kind}") for kind in _OF_PATTERNS),
    )
    return Table(caption=words("kruistabellen.contrasten"), header=header, rows=tuple(_rows(safe, words, names)))


def _rows(safe: SafeCounts, words: Words, names: Names) -> Iterator[tuple[str, ...]]:
    keys = {contrast.key for contrast in safe.contrasts}
    for pattern in names.patterns:
        own = (ContrastKey(kind=kind, pattern=pattern.id) for kind in _OF_PATTERNS)
        yield (names.name(pattern.id), *(_side(key, safe, words, names) for key in own))
        for role_class in RoleClass:
            key = ContrastKey(kind=ContrastKind.OWNERSHIP, pattern=pattern.id, role_class=role_class)
            if key in keys:
                whose = words("kruistabellen.van_klasse", naam=names.name(pattern.id), van=words(f"van.{role_class}"))
                yield (whose, "", "", _side(key, safe, words, names))
    for item in names.perspectives:
        key = ContrastKey(kind=ContrastKind.CLASS, perspective=item.id)
        yield (names.name(item.id), _side(key, safe, words, names), "", "")
    conclusion = ContrastKey(kind=ContrastKind.CONCLUSION)
    yield (words("kruistabellen.conclusie"), "", "", _side(conclusion, safe, words, names))


def _side(key: ContrastKey, safe: SafeCounts, words: Words, names: Names) -> str:
    side = safe.side(key)
    if side is None:
        return words("merk.niet_getoond")
    if key.kind in (ContrastKind.DIRECTION, ContrastKind.OWNERSHIP):
        return dict(names.directions(key.pattern or ""))[side]
    return words(f"{ {ContrastKind.CLASS: 'klasse', ContrastKind.PART: 'deel'}.get(key.kind, 'kant') }.{side}")


def _told(pattern: Pattern, side: str, words: Words, names: Names) -> dict[str, str]:
    """What the leading direction tells, and what the other does."""
    clauses = {}
    for direction, name in names.directions(pattern.id):
        clause = f"richting.{pattern.id}_{direction}"
        text = words(clause) if words.has(clause) else words("richting.anders", naam=name)
        clauses["dat" if direction == side else "dat_2"] = text
    return clauses


def _name(kind: ContrastKind) -> str:
    return {ContrastKind.CLASS: "klasse", ContrastKind.PART: "deel"}[kind]
