"""A world → what would be printed of it: the rules once more, written from their text, not from the code that protects.

Rows are those of `kruistabel.csv`: a key (cut, pattern, pattern_2, direction, perspective, ring, role_class, part,
group, unit), and what is printed there (value, band, status).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from pipeline.audit.frame import Incidence, PublicFrame
from pipeline.domain import Carried, Ring

Key = tuple[str, str, str, str, str, str, str, str, str, str]
Print = tuple[str, str, str]
Printed = Mapping[Key, Print]
WITHHELD: Print = ("", "", "withheld")
_EMPTY: dict[str, str] = {
    name: ""
    for name in ("pattern", "pattern_2", "direction", "perspective", "ring", "role_class", "part", "group", "unit")
}
_PARTS, _SIDES = ("biografie", "analyse"), ("binnen", "buiten")
_CONCLUSION_LEAST = 3
Cell = dict[str, str]
"""The dimensions of a cell without its unit."""


def key_of(cut: str, unit: str, **dimensions: str) -> Key:
    """The key of a row."""
    told = {**_EMPTY, **dimensions, "unit": unit}
    return (
        cut, told["pattern"], told["pattern_2"], told["direction"], told["perspective"], told["ring"],
        told["role_class"], told["part"], told["group"], told["unit"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scope:
    """A study, or a group of its tables as a study of its own."""

    tables: frozenset[int]
    k: int

    @property
    def size(self) -> int:
        return len(self.tables)


class Printer:
    """Prints worlds of one frame; what depends on the frame alone is worked out once."""

    def __init__(self, frame: PublicFrame) -> None:
        self.frame = frame
        self.whole = _Scope(frozenset(range(frame.tables)), frame.k)
        self.groups = {name: scope for name, tables in frame.groups if (scope := self._group(tables)) is not None}
        self.rings = tuple(ring for ring in Ring if self._admitted([seat.ring is ring for seat in frame.seats]))
        self.sides = tuple(side for side in _SIDES if self._admitted([seat.side == side for seat in frame.seats]))

    # --- the frame ----------------------------------------------------------------------------------------------------

    def _group(self, tables: frozenset[int]) -> _Scope | None:
        k = max((len(at & tables) for at in self.frame.attendance), default=1) or 1
        return _Scope(tables, k) if len(tables) >= 2 * k + 3 else None

    def _admitted(self, is_of: Sequence[bool]) -> bool:
        """R10: not at most one speaker at most tables; R2 + 2 left without the k + 1 tables that have most."""
        at = Counter(seat.table for seat, own in zip(self.frame.seats, is_of, strict=True) if own)
        sizes = sorted((at[table] for table in range(self.frame.tables)), reverse=True)
        alone = sum(size <= 1 for size in sizes)
        return 2 * alone <= self.frame.tables and sum(sizes[self.frame.k + 1 :]) >= self.frame.speakers_minimum + 2

    def a(self, scope: _Scope) -> int:
        """R1's number."""
        return max(self.frame.policy.tafels_minimum, scope.k + 2)

    # --- one world ----------------------------------------------------------------------------------------------------

    def printed(self, says: Incidence) -> Printed:
        """Every row that would be printed of this world."""
        return dict(World(self, says).rows())


class World:
    """One world, and what is printed of it; another that differs in one code only is compared by that code's rows."""

    def __init__(self, printer: Printer, says: Incidence, *, base: World | None = None, changed: str = "") -> None:
        self.printer, self.frame, self.says = printer, printer.frame, says
        self._kept: dict[str, Printed] = {}
        codebook = printer.frame.codebook
        self.patterns, self.views = [p.id for p in codebook.patterns], [v.id for v in codebook.perspectives]
        self.codes = [frozenset(one.code for one in carried) for carried in says]
        self.heard: dict[str, frozenset[int]] = dict(base.heard) if base else {}
        self.parents: set[str] = set(base.parents) - {changed} if base else set()
        self.showing: dict[tuple[str, str], int] = dict(base.showing) if base else {}
        for code in (changed,) if base else (*self.patterns, *self.views):
            self.heard[code] = self._heard(code)
            self.parents |= {code} if self._shows(printer.whole, self._carriers(code)) else set()
            self.showing |= {(code, step): self._showing(code, step) for step in ("rings", "classes")}

    def apart(self, says: Incidence, code: str) -> int:
        """In how many rows a world that differs from this one in one code only would be printed otherwise."""
        other = World(self.printer, says, base=self, changed=code)
        if other.step() != self.step():
            return len(self.rows_of(code))
        kept = self.rows_of(code)
        return sum(kept.get(key) != row for key, row in other.rows_of(code).items())

    def rows_of(self, code: str) -> Printed:
        """The rows that depend on a code, given the others."""
        if code not in self._kept:
            self._kept[code] = {
                key: row for key, row in self.rows(only=code) if code in key or key[0] == "contrast_conclusion"
            }
        return self._kept[code]

    def _heard(self, code: str) -> frozenset[int]:
        persons: dict[int, set[str]] = {}
        for seat, codes in zip(self.frame.seats, self.codes, strict=True):
            if code in codes:
                persons.setdefault(seat.table, set()).add(seat.person)
        return frozenset(table for table, who in persons.items() if len(who) >= 2)

    def _carriers(self, code: str, **cell: str) -> list[int]:
        """The seats of a cell that carry its code, at tables where it is heard."""
        tables = self.heard[code] & (self.heard[cell["pattern_2"]] if "pattern_2" in cell else self.heard[code])
        return [
            place
            for place, seat in enumerate(self.frame.seats)
            if seat.table in tables
            and ("ring" not in cell or seat.ring == cell["ring"])
            and ("role_class" not in cell or seat.side == cell["role_class"])
            and ("pattern_2" not in cell or cell["pattern_2"] in self.codes[place])
            and any(_is_of(one, code, cell) for one in self.says[place])
        ]

    def _shows(self, scope: _Scope, carriers: Sequence[int], *, of_binnen: bool = False) -> bool:
        """R1 to R4, and R6 in that its lowest band is in use."""
        seats = [self.frame.seats[place] for place in carriers if self.frame.seats[place].table in scope.tables]
        persons = {seat.person for seat in seats}
        at = Counter(table for table, _ in {(seat.table, seat.person) for seat in seats})
        outside = {seat.organisation for seat in seats if seat.ring is not Ring.BINNEN} - {None}
        policy = self.frame.policy
        return (
            len(at) >= self.printer.a(scope)
            and len(persons) >= self.frame.speakers_minimum
            and (of_binnen or not outside or len(outside) >= policy.organisaties_minimum)
            and Fraction(max(at.values())) <= Fraction(str(policy.grootste_tafel_aandeel)) * len(persons)
            and self.printer.a(scope) <= scope.size - scope.k - 1
        )

    def _cell(
        self, cut: str, code: str, scope: _Scope, *, extra: bool = True, **cell: str
    ) -> Iterator[tuple[Key, Print]]:
        """The rows of one cell; withheld where a parent is, or where `extra` says so."""
        of_binnen = "binnen" in (cell.get("ring"), cell.get("role_class"))
        named = {"pattern" if code in self.patterns else "perspective": code, **cell}
        carriers = self._carriers(code, **cell)
        parents = {code, cell.get("pattern_2", code)} <= self.parents
        shown = extra and parents and self._shows(scope, carriers, of_binnen=of_binnen)
        inside = [place for place in carriers if self.frame.seats[place].table in scope.tables]
        numbers = scope.size >= self.frame.policy.getallen_vanaf_tafels
        yield key_of(cut, "sessions", **named), self._sessions(scope, inside) if shown else WITHHELD
        if cut in ("pattern", "perspective"):
            yield key_of(cut, "share", **named), self._share(code) if shown else WITHHELD
        if numbers:
            persons = {self.frame.seats[place].person for place in inside}
            step = self.frame.policy.afronding_sprekers
            step = step if step % 5 == 0 else step * 5
            rounded = (len(persons) + step // 2) // step * step
            yield key_of(cut, "speakers", **named), (str(rounded), "", "shown") if shown else WITHHELD

    def _sessions(self, scope: _Scope, inside: Sequence[int]) -> Print:
        """R6."""
        tables, top = len({self.frame.seats[place].table for place in inside}), scope.size - scope.k - 1
        policy, least = self.frame.policy, self.printer.a(scope)
        band = "meerdere"
        if scope.size >= policy.merendeel_vanaf_tafels:
            start = max(scope.size // 2 + 1, least)
            band = "merendeel" if start <= min(tables, top) else band
        if scope.size >= policy.zo_goed_als_elke_vanaf_tafels:
            start = max(scope.size - 2, least)
            band = "zo_goed_als_elke" if start <= min(tables, top) else band
        number = scope.size >= policy.getallen_vanaf_tafels and tables <= top
        return (str(tables) if number else "", band, "shown")

    def _share(self, code: str) -> Print:
        """R6a and R7."""
        band = self.share_band(code)
        persons = len({seat.person for seat in self.frame.seats})
        policy, counted = self.frame.policy, len(self.frame.seats)
        large = self.frame.tables >= policy.getallen_vanaf_tafels and persons >= policy.percentage_vanaf_sprekers
        if band == "een_kwart_of_meer" or not large:
            return ("", band, "shown")
        step, carrying = policy.percentage_stap, sum(code in codes for codes in self.codes)
        return (str(step * ((200 * carrying + step * counted) // (2 * step * counted))), band, "shown")

    def share_band(self, code: str) -> str:
        """Carrying pairs over counted pairs, at all tables."""
        carrying, counted = sum(code in codes for codes in self.codes), len(self.frame.seats)
        if 4 * carrying < counted:
            return "minder_dan_een_kwart"
        sizes = Counter(seat.table for seat in self.frame.seats)
        small = any(sizes[table] < 6 for table in range(self.frame.tables))
        if small and self.frame.tables < 3 * self.frame.k + 4:
            return "een_kwart_of_meer"
        return "een_kwart_tot_de_helft" if 2 * carrying <= counted else "meer_dan_de_helft"

    # --- all rows -----------------------------------------------------------------------------------------------------

    def _showing(self, code: str, step: str) -> int:
        """How many of a pattern's cells of a step could be shown."""
        kinds = self.printer.rings if step == "rings" else self.printer.sides
        dimension = "ring" if step == "rings" else "role_class"
        if code not in self.parents or code not in self.patterns:
            return 0
        return sum(
            self._shows(
                self.printer.whole,
                self._carriers(code, **{dimension: str(kind)}),
                of_binnen=str(kind) == "binnen",
            )
            for kind in kinds
        )

    def step(self) -> str:
        """R10: the richest cut of which at least half of the admitted cells can be shown."""
        for step, kinds in (("rings", self.printer.rings), ("classes", self.printer.sides)):
            shown = sum(self.showing[code, step] for code in self.patterns)
            enough = len(kinds) >= 2 if step == "rings" else bool(kinds)
            if self.frame.has_roles and enough and 2 * shown >= len(self.patterns) * len(kinds):
                return step
        return "patterns_alone"

    def rows(self, *, only: str | None = None) -> Iterator[tuple[Key, Print]]:
        """All rows, contrasts included; or those that depend on one code."""
        patterns = [code for code in self.patterns if only in (None, code)]
        views = [code for code in self.views if only in (None, code)]
        whole, step = self.printer.whole, self.step()
        for code in patterns:
            yield from self._cell("pattern", code, whole)
        for view in views:
            yield from self._cell("perspective", view, whole)
        if not self.frame.has_roles:
            return
        for code in patterns:
            if step == "rings":
                for ring in Ring:
                    yield from self._cell(
                        "pattern_by_ring", code, whole, extra=ring in self.printer.rings, ring=str(ring)
                    )
            else:
                for side in _SIDES:
                    extra = side in self.printer.sides and step == "classes"
                    yield from self._cell("pattern_by_class", code, whole, extra=extra, role_class=side)
            for part in _PARTS:
                yield from self._cell("pattern_by_part", code, whole, part=part)
            for direction in self.frame.codebook.directions(code):
                yield from self._cell("pattern_by_direction", code, whole, direction=direction)
            for name, scope in self.printer.groups.items():
                yield from self._cell("pattern_by_group", code, scope, group=name)
        for view in views:
            for side in _SIDES:
                extra = side in self.printer.sides and step != "patterns_alone"
                yield from self._cell("perspective_by_class", view, whole, extra=extra, role_class=side)
        if self.frame.tables >= 10:
            pairs = combinations(self.patterns, 2)
            for one, other in (pair for pair in pairs if only is None or only in pair):
                yield from self._cell("pattern_by_pattern", one, whole, pattern_2=other)
        yield from self._contrasts(patterns, views)

    # --- R19 ----------------------------------------------------------------------------------------------------------

    def _contrasts(self, patterns: Sequence[str], views: Sequence[str]) -> Iterator[tuple[Key, Print]]:
        codebook = self.frame.codebook
        for code in (*patterns, *views):
            name = "pattern" if code in self.patterns else "perspective"
            yield key_of("contrast_class", "share", **{name: code}), _told(self._class(code))
        for code in patterns:
            parts = self._leaning([{str(one.part) for one in own} for own in self._of(code)], _PARTS)
            yield key_of("contrast_part", "speakers", pattern=code), _told(self._if_parent(code, parts))
            told = self._leaning(self._directions(code), codebook.directions(code))
            yield key_of("contrast_direction", "speakers", pattern=code), _told(self._if_parent(code, told))
        for pattern in codebook.patterns:
            for side in _SIDES if pattern.eigenaarschap and pattern.id in patterns else ():
                only = side if side in self.printer.sides else "nobody"
                told = self._leaning(self._directions(pattern.id), codebook.directions(pattern.id), only=only)
                key = key_of("contrast_ownership", "speakers", pattern=pattern.id, role_class=side)
                yield key, _told(self._if_parent(pattern.id, told))
        yield key_of("contrast_conclusion", "speakers"), _told(self._conclusion())

    def _if_parent(self, code: str, told: str | None) -> str | None:
        return told if code in self.parents else None

    def _class(self, code: str) -> str | None:
        gap = self.frame.recall_gaps.get(code)
        bands = ("een_kwart_tot_de_helft", "een_kwart_of_meer")
        if len(self.printer.sides) < 2 or code not in self.parents or self.share_band(code) not in bands or gap is None:
            return None
        counted = Counter((seat.table, seat.side) for seat in self.frame.seats)
        carrying = Counter(
            (seat.table, seat.side) for seat, codes in zip(self.frame.seats, self.codes, strict=True) if code in codes
        )
        both = [t for t in range(self.frame.tables) if counted[t, "binnen"] and counted[t, "buiten"]]
        if len(both) < max(5, self.printer.a(self.printer.whole)):
            return None
        d = [
            Fraction(carrying[t, "buiten"], counted[t, "buiten"])
            - Fraction(carrying[t, "binnen"], counted[t, "binnen"])
            for t in both
        ]
        for sign, side in ((1, "buiten"), (-1, "binnen")):
            whole, n = sign * sum(d), len(d)
            if whole >= Fraction(n, 5) and all(whole - sign * one >= Fraction(n - 1, 10) for one in d):
                return side if whole > gap * n else None
        return None

    def _of(self, code: str) -> list[list[Carried]]:
        return [[one for one in carried if one.code == code] for carried in self.says]

    def _directions(self, code: str) -> list[set[str]]:
        return [{one.direction for one in own if one.direction is not None} for own in self._of(code)]

    def _leaning(self, told: Sequence[set[str]], sides: Sequence[str], *, only: str | None = None) -> str | None:
        """Which of two sides has more carriers, over all tables and whichever is left out."""
        x, y = [0] * self.frame.tables, [0] * self.frame.tables
        for seat, own in zip(self.frame.seats, told, strict=True):
            if only is None or seat.side == only:
                x[seat.table] += sides[0] in own
                y[seat.table] += sides[1] in own
        return _leader(x, y, sides)

    def _conclusion(self) -> str | None:
        weighing = [p for p in self.frame.codebook.patterns if p.weegt_mee and p.id in self.parents]
        if len(weighing) < _CONCLUSION_LEAST:
            return None
        x, y = [0] * self.frame.tables, [0] * self.frame.tables
        for seat, carried in zip(self.frame.seats, self.says, strict=True):
            told = {(one.code, one.direction) for one in carried}
            for pattern in weighing:
                for direction in pattern.richtingen:
                    if (pattern.id, direction.id) in told:
                        (x if direction.kant == "opgave" else y)[seat.table] += 1
        return _leader(x, y, ("opgave", "lijn"))


def _leader(x: Sequence[int], y: Sequence[int], sides: Sequence[str]) -> str | None:
    """M is the larger of three and a fifth of all carriers; half of it must stand without any one table."""
    d, behind = [one - other for one, other in zip(x, y, strict=True)], [a + b for a, b in zip(x, y, strict=True)]
    for sign, side in ((1, sides[0]), (-1, sides[1])):
        whole, all_behind = sign * sum(d), sum(behind)
        if 5 * whole >= max(15, all_behind) and all(
            10 * (whole - sign * one) >= max(15, all_behind - those) for one, those in zip(d, behind, strict=True)
        ):
            return side
    return None


def _is_of(one: Carried, code: str, cell: Mapping[str, str]) -> bool:
    return (
        one.code == code
        and ("part" not in cell or one.part == cell["part"])
        and ("direction" not in cell or one.direction == cell["direction"])
    )


def _told(side: str | None) -> Print:
    return WITHHELD if side is None else ("", side, "shown")


def printed_rows(rows: Iterable[Sequence[str]]) -> Printed:
    """The rows of a finished `kruistabel.csv`, without its header."""
    return {_key(row): (str(row[10]), str(row[11]), str(row[12])) for row in rows}


def _key(row: Sequence[str]) -> Key:
    cut, pattern, pattern_2, direction, perspective, ring, role_class, part, group, unit = map(str, row[:10])
    return (cut, pattern, pattern_2, direction, perspective, ring, role_class, part, group, unit)
