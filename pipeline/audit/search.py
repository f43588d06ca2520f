"""A fact × what an attacker knows → a world printed the same in which it is false: the proof that it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from pipeline.audit.facts import Fact, FactKind
from pipeline.audit.frame import Incidence
from pipeline.audit.printed import World
from pipeline.domain import Carried, Part, Ring

TRIES = 400
"""So many worlds are looked at before a fact is said to be unproved."""
_WORSE = 0.1

Own = list[frozenset[Carried]]
"""Per seat what its speaker carries of one code."""


def counter_world(world: World, fact: Fact, known: frozenset[int], *, seed: int = 0) -> Incidence | None:
    """A world that an attacker who knows these tables can't tell from this one, and in which the fact is false.

    A witness first: two unknown tables of the same make that change places change nothing printed. Then carriers are
    moved between unknown tables, and what is printed otherwise is mended step by step. None proves nothing.
    """
    search = _Search(world, fact, known, Random(seed))
    return search.by_swap() or search.by_moves()


class _Search:
    def __init__(self, world: World, fact: Fact, known: frozenset[int], dice: Random) -> None:
        self.world, self.fact, self.dice = world, fact, dice
        self.seats = world.frame.seats
        self.own: Own = [frozenset(one for one in carried if one.code == fact.code) for carried in world.says]
        self.rest: Own = [frozenset(one for one in carried if one.code != fact.code) for carried in world.says]
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

    # --- two tables change places -------------------------------------------------------------------------------------

    def by_swap(self) -> Incidence | None:
        here = self.at[self.fact.table]
        for other in self.unknown:
            if other == self.fact.table or self._make(self.at[other]) != self._make(here):
                continue
            own = list(self.own)
            for one, two in zip(self._by_ring(here), self._by_ring(self.at[other]), strict=True):
                own[one], own[two] = self.own[two], self.own[one]
            if self._false(own) and self._cost(own) == 0:
                return self._whole(own)
        return None

    def _make(self, places: Sequence[int]) -> list[str]:
        return sorted(str(self.seats[place].ring) for place in places)

    def _by_ring(self, places: Sequence[int]) -> list[int]:
        return sorted(places, key=lambda place: (str(self.seats[place].ring), place))

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
