"""A fact × what an attacker knows → a world printed the same in which it is false: the proof that it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from pipeline.audit.facts import Fact, FactKind
from pipeline.audit.frame import Incidence
from pipeline.audit.printed import World
from pipeline.domain import Carried, Part, Ring

TRIES = 4000
"""So many worlds are looked at before a fact is said to be unproved."""
_WORSE = 0.1

Own = list[frozenset[Carried]]
"""Per seat what its speaker carries of one code."""


def counter_world(world: World, fact: Fact, known: frozenset[int], *, seed: int = 0) -> Incidence | None:
    """A world that an attacker who knows these tables can't tell from this one, and in which the fact is false."""
    return CounterWorlds(world, fact.code).against(fact, known, seed=seed)


class CounterWorlds:
    """Worlds that would be printed the same as one world, and differ from it in one code.

    Witnesses first: two tables of the same make that change places change nothing printed. Where none of them serves,
    carriers are moved between unknown tables, and what is printed otherwise is mended step by step. What was found once
    serves every attacker who knows none of the tables that it changes. That none is found proves nothing.
    """

    def __init__(self, world: World, code: str) -> None:
        self._world, self._code = world, code
        self._found: list[tuple[Incidence, frozenset[int]]] | None = None

    def against(self, fact: Fact, known: frozenset[int], *, seed: int = 0) -> Incidence | None:
        """One in which the fact is false, and nothing differs at the tables that are known."""
        if self._found is None:
            self._found = list(self._swaps())
        frame = self._world.frame
        for other, changed in self._found:
            if not changed & known and fact.table in changed and not fact.holds(frame, other):
                return other
        made = _Search(self._world, fact, known, Random(seed)).by_moves()
        if made is not None:
            self._found.append((made, self._changed(made)))
        return made

    def _changed(self, other: Incidence) -> frozenset[int]:
        rows = zip(self._world.frame.seats, self._world.says, other, strict=True)
        return frozenset(seat.table for seat, one, two in rows if one != two)

    def _swaps(self) -> Iterator[tuple[Incidence, frozenset[int]]]:
        for one, other in combinations(range(self._world.frame.tables), 2):
            made = _swapped(self._world, self._code, one, other)
            if made is not None and self._world.apart(made, self._code) == 0:
                yield made, self._changed(made)


def _swapped(world: World, code: str, one: int, other: int) -> Incidence | None:
    """What is carried of a code at two tables, changed over; none where they have other rings, or carry the same."""
    seats = sorted(range(len(world.says)), key=lambda place: (str(world.frame.seats[place].ring), place))
    here, there = ([p for p in seats if world.frame.seats[p].table == table] for table in (one, other))
    rings = [[world.frame.seats[place].ring for place in places] for places in (here, there)]
    if rings[0] != rings[1]:
        return None
    own, rest = _apart_from(world.says, code)
    made = list(own)
    for first, second in zip(here, there, strict=True):
        made[first], made[second] = own[second], own[first]
    return None if made == own else tuple(one | two for one, two in zip(rest, made, strict=True))


def _apart_from(says: Incidence, code: str) -> tuple[Own, Own]:
    """What each seat carries of a code, and of all others."""
    own = [frozenset(one for one in carried if one.code == code) for carried in says]
    return own, [carried - mine for carried, mine in zip(says, own, strict=True)]


class _Search:
    def __init__(self, world: World, fact: Fact, known: frozenset[int], dice: Random) -> None:
        self.world, self.fact, self.dice = world, fact, dice
        self.seats = world.frame.seats
        self.own, self.rest = _apart_from(world.says, fact.code)
        self.unknown = [table for table in range(world.frame.tables) if table not in known]
        self.at: dict[int, list[int]] = {table: [] for table in range(world.frame.tables)}
        for place, seat in enumerate(self.seats):
            self.at[seat.table].append(place)
        self.free = [place for table in self.unknown for place in self.at[table]]

    def _whole(self, own: Own) -> Incidence:
        return tuple(rest | mine for rest, mine in zip(self.rest, own, strict=True))

    def _false(self, own: Own) -> bool:
        return not self.fact.holds(self.world.frame, self._whole(own))

    def _cost(self, own: Own) -> int:
        return self.world.apart(self._whole(own), self.fact.code)

    # --- carriers move ------------------------------------------------------------------------------------------------

    def by_moves(self) -> Incidence | None:
        tries = 0
        while tries < TRIES:
            own = self._falsified()
            if own is None:
                return None
            cost = self._cost(own)
            tries += 1
            for _ in range(40):
                if cost == 0:
                    return self._whole(own)
                if tries >= TRIES:
                    return None
                changed = self._stirred(own)
                if self._false(changed):
                    tries += 1
                    worth = self._cost(changed)
                    if worth <= cost or self.dice.random() < _WORSE:
                        own, cost = changed, worth
        return None

    def _falsified(self) -> Own | None:
        """The fact made false by as few moves as it takes, chosen by the dice; none where there is no room."""
        own = list(self.own)
        for _ in range(60):
            if self._false(own):
                return own
            away = self.fact.kind in (FactKind.HEARD, FactKind.ALL_CARRY)
            move = self._away(own) if away else self._here(own)
            if move is not None:
                source, target = move
                own[source], own[target] = own[target], own[source]
            elif not self._begins_or_stops(own, stops=away):
                return None
        return None

    def _begins_or_stops(self, own: Own, *, stops: bool) -> bool:
        """Where nobody can change places with somebody elsewhere, one at the table begins, or stops."""
        of_ring = [p for p in self.at[self.fact.table] if self.fact.ring in (None, self.seats[p].ring)]
        these = [p for p in of_ring if bool(own[p]) is stops]
        if not these:
            return False
        own[self.dice.choice(these)] = frozenset() if stops else self._some(own)
        return True

    def _away(self, own: Own) -> tuple[int, int] | None:
        """A carrier at the table, and a seat elsewhere (of the same ring where there is one) that carries nothing."""
        sources = [p for p in self.at[self.fact.table] if own[p] and self.fact.ring in (None, self.seats[p].ring)]
        return self._pair(sources, [p for p in self.free if not own[p] and self.seats[p].table != self.fact.table])

    def _here(self, own: Own) -> tuple[int, int] | None:
        targets = [p for p in self.at[self.fact.table] if not own[p] and self.fact.ring in (None, self.seats[p].ring)]
        return self._pair([p for p in self.free if own[p] and self.seats[p].table != self.fact.table], targets)

    def _pair(self, sources: Sequence[int], targets: Sequence[int]) -> tuple[int, int] | None:
        alike = [(one, two) for one in sources for two in targets if self._ring(one) is self._ring(two)]
        loose = alike or [(one, two) for one in sources for two in targets]
        return self.dice.choice(loose) if loose else None

    def _ring(self, place: int) -> Ring | None:
        return self.seats[place].ring

    def _stirred(self, own: Own) -> Own:
        """One change more: a carrier moves, begins, stops, or changes its part or direction."""
        made = list(own)
        carriers, silent = [p for p in self.free if own[p]], [p for p in self.free if not own[p]]
        what = self.dice.random()
        if what < 0.5 and carriers and silent:
            one, two = self.dice.choice(carriers), self.dice.choice(silent)
            made[one], made[two] = own[two], own[one]
        elif what < 0.65 and carriers:
            made[self.dice.choice(carriers)] = frozenset()
        elif what < 0.8 and silent:
            made[self.dice.choice(silent)] = self._some(own)
        elif len(carriers) > 1:
            one, two = self.dice.sample(carriers, 2)
            made[one], made[two] = own[two], own[one]
        return made

    def _some(self, own: Own) -> frozenset[Carried]:
        """What a carrier may carry: as another does, or as nobody yet."""
        seen = list(self._kinds(own))
        if seen:
            return self.dice.choice(seen)
        directions = self.world.frame.codebook.directions(self.fact.code)
        direction = self.dice.choice(directions) if directions else None
        part = self.dice.choice((Part.BIOGRAFIE, Part.ANALYSE))
        return frozenset({Carried(code=self.fact.code, part=part, direction=direction)})

    def _kinds(self, own: Own) -> Iterator[frozenset[Carried]]:
        yield from sorted({mine for mine in (*own, *self.own) if mine}, key=lambda mine: sorted(map(str, mine)))
