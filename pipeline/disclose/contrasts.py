"""R19: which of two groups, parts or directions leads, where leaving out any one table would not change it.

A contrast has one term d a table, and D is their sum; side A is printed where D reaches M(N) and, for every table left
out, what remains reaches half of M(N-1); side B with the signs turned; else nothing. The arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.content.models import Codebook, Pattern
from pipeline.disclose.rules import Bar
from pipeline.domain import (
    Band,
    ContrastKey,
    ContrastKind,
    Counts,
    Pair,
    Part,
    RoleClass,
    SafeContrast,
    Withheld,
)

LEAN = Fraction(1, 5)
"""M: a fifth of what could lie between the two sides."""
LEAST_LEAN = 3
"""M of a contrast over speakers is never less than this many of them."""
LEAST_TABLES = 5
LEAST_IN_CONCLUSION = 3
ASKED = frozenset({Band.EEN_KWART_TOT_DE_HELFT, Band.EEN_KWART_OF_MEER})
"""A contrast of class is asked only beside these bands as printed: beside the outer ones it would tell of tables."""

Winner = Literal["a", "b"]
RecallGaps = Mapping[str, Fraction | None]
"""Per code by how much the tags' recall differs between binnen and buiten; none where that was never measured."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one table adds: d, and (over speakers) how many speakers of either side stand behind it."""

    lead: Fraction
    behind: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasting:
    """What contrasts are drawn from: the study, what is shown of it, and who may be compared."""

    counts: Counts
    bar: Bar
    shares: Mapping[str, Band]
    """Per shown code the share band as printed."""
    classes: frozenset[RoleClass]
    """The classes that R10 admits."""
    recall_gaps: RecallGaps


def contrasts(study: Contrasting, codebook: Codebook) -> tuple[SafeContrast, ...]:
    """Every contrast that is asked of a study with roles, in the order of the kinds and of the codebook."""
    return tuple(_contrasts(study, codebook))


def _contrasts(study: Contrasting, codebook: Codebook) -> Iterator[SafeContrast]:
    for code in codebook.codes:
        yield _of_class(study, code, _key_of_class(code, codebook))
    for pattern in codebook.patterns:
        yield _of_part(study, pattern)
    for pattern in codebook.patterns:
        yield _of_direction(study, pattern)
    for pattern in codebook.patterns:
        if pattern.eigenaarschap:
            yield from _ownership(study, pattern)
    yield _conclusion(study, codebook)


# --- what is compared -------------------------------------------------------------------------------------------------


def _of_class(study: Contrasting, code: str, key: ContrastKey) -> SafeContrast:
    """Shares of the two classes; only tables that have both count."""
    counted, carrying = _by_class(study.counts.pairs), _by_class(p for p in study.counts.pairs if code in p.codes)
    terms = [
        Term(
            Fraction(carrying.get((table, RoleClass.BUITEN), 0), counted[table, RoleClass.BUITEN])
            - Fraction(carrying.get((table, RoleClass.BINNEN), 0), counted[table, RoleClass.BINNEN])
        )
        for table in range(study.bar.tables)
        if (table, RoleClass.BUITEN) in counted and (table, RoleClass.BINNEN) in counted
    ]
    gap = study.recall_gaps.get(code)
    asked = (
        set(RoleClass) <= study.classes
        and study.shares.get(code) in ASKED
        and len(terms) >= max(LEAST_TABLES, study.bar.a)
        and gap is not None
    )
    won = winner(terms, _share_margin) if asked else None
    if won is None or gap is None or abs(_sum(terms)) <= gap * len(terms):
        return SafeContrast(key=key, side=Withheld())
    return SafeContrast(key=key, side=str(RoleClass.BUITEN if won == "a" else RoleClass.BINNEN))


def _of_part(study: Contrasting, pattern: Pattern) -> SafeContrast:
    terms = _terms(study.counts.pairs, study.bar.tables, lambda pair: _parts(pair, pattern.id))
    key = ContrastKey(kind=ContrastKind.PART, pattern=pattern.id)
    return _told(study, key, (Part.BIOGRAFIE, Part.ANALYSE), terms)


def _of_direction(study: Contrasting, pattern: Pattern) -> SafeContrast:
    terms = _terms(study.counts.pairs, study.bar.tables, lambda pair: _directions(pair, pattern))
    return _told(study, ContrastKey(kind=ContrastKind.DIRECTION, pattern=pattern.id), _sides(pattern), terms)


def _ownership(study: Contrasting, pattern: Pattern) -> Iterator[SafeContrast]:
    """The direction of ownership over the pairs of one class; one row a class."""
    for side in RoleClass:
        pairs = [pair for pair in study.counts.pairs if _is_of(pair, side)] if side in study.classes else []
        terms = _terms(pairs, study.bar.tables, lambda pair: _directions(pair, pattern))
        key = ContrastKey(kind=ContrastKind.OWNERSHIP, pattern=pattern.id, role_class=side)
        yield _told(study, key, _sides(pattern), terms)


def _conclusion(study: Contrasting, codebook: Codebook) -> SafeContrast:
    """Towards the challenge or towards the line, over the shown patterns that have such sides."""
    weighing = [p for p in codebook.patterns if p.weegt_mee and p.id in study.shares]
    terms = _terms(study.counts.pairs, study.bar.tables, lambda pair: _leanings(pair, weighing))
    won = winner(terms, speaker_margin) if len(weighing) >= LEAST_IN_CONCLUSION else None
    sides = {"a": "opgave", "b": "lijn"}
    return SafeContrast(key=ContrastKey(kind=ContrastKind.CONCLUSION), side=Withheld() if won is None else sides[won])


def _told(study: Contrasting, key: ContrastKey, sides: tuple[str, str], terms: Sequence[Term]) -> SafeContrast:
    """A contrast over speakers, of a pattern that is itself shown."""
    won = winner(terms, speaker_margin) if key.pattern in study.shares else None
    side: str | Withheld = Withheld() if won is None else str(sides[0] if won == "a" else sides[1])
    return SafeContrast(key=key, side=side)


# --- the arithmetic ---------------------------------------------------------------------------------------------------


def winner(terms: Sequence[Term], margin: Callable[[Sequence[Term]], Fraction]) -> Winner | None:
    """The side that leads over all tables, and still does by half as much with any one table left out."""
    for side, sign in (("a", 1), ("b", -1)):
        whole = sign * _sum(terms)
        if not terms or whole < margin(terms):
            continue
        rest = ([*terms[:place], *terms[place + 1 :]] for place in range(len(terms)))
        if all(sign * _sum(left) >= margin(left) / 2 for left in rest):
            return "a" if side == "a" else "b"
    return None


def _sum(terms: Sequence[Term]) -> Fraction:
    return sum((term.lead for term in terms), Fraction(0))


def speaker_margin(terms: Sequence[Term]) -> Fraction:
    """M of a contrast over speakers: a fifth of those behind it, and at least three."""
    return max(Fraction(LEAST_LEAN), LEAN * sum(term.behind for term in terms))


def _share_margin(terms: Sequence[Term]) -> Fraction:
    return LEAN * len(terms)


def _terms(pairs: Iterable[Pair], tables: int, sides: Callable[[Pair], tuple[int, int]]) -> list[Term]:
    """Per table the carriers of the one side less those of the other, and both together."""
    one, other = [0] * tables, [0] * tables
    for pair in pairs:
        x, y = sides(pair)
        one[pair.table] += x
        other[pair.table] += y
    return [Term(Fraction(x - y), x + y) for x, y in zip(one, other, strict=True)]


# --- what a pair adds -------------------------------------------------------------------------------------------------


def _parts(pair: Pair, code: str) -> tuple[int, int]:
    parts = {carried.part for carried in pair.carried if carried.code == code}
    return int(Part.BIOGRAFIE in parts), int(Part.ANALYSE in parts)


def _directions(pair: Pair, pattern: Pattern) -> tuple[int, int]:
    told = {carried.direction for carried in pair.carried if carried.code == pattern.id}
    one, other = _sides(pattern)
    return int(one in told), int(other in told)


def _leanings(pair: Pair, weighing: Sequence[Pattern]) -> tuple[int, int]:
    """How many patterns a pair tells of towards the challenge, and towards the line."""
    told = {(carried.code, carried.direction) for carried in pair.carried}
    sides = [(pattern.id, direction.id, direction.kant) for pattern in weighing for direction in pattern.richtingen]
    towards = [kant for code, direction, kant in sides if (code, direction) in told]
    return towards.count("opgave"), towards.count("lijn")


def _sides(pattern: Pattern) -> tuple[str, str]:
    one, other = pattern.richtingen
    return one.id, other.id


def _is_of(pair: Pair, side: RoleClass) -> bool:
    return pair.ring is not None and pair.ring.role_class is side


def _by_class(pairs: Iterable[Pair]) -> Mapping[tuple[int, RoleClass], int]:
    found: dict[tuple[int, RoleClass], int] = {}
    for pair in pairs:
        if pair.ring is not None:
            seat = pair.table, pair.ring.role_class
            found[seat] = found.get(seat, 0) + 1
    return found


def _key_of_class(code: str, codebook: Codebook) -> ContrastKey:
    if codebook.is_pattern(code):
        return ContrastKey(kind=ContrastKind.CLASS, pattern=code)
    return ContrastKey(kind=ContrastKind.CLASS, perspective=code)
