"""What must stay open: whether a code was heard at one further table, and whether a speaker there carries it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.audit.frame import Incidence, PublicFrame
from pipeline.domain import Ring


class FactKind(StrEnum):
    """What would be certain."""

    HEARD = "heard"
    NOT_HEARD = "not heard"
    ALL_CARRY = "all carry"
    """Everybody of a ring at a table carries the code, so each of them does."""
    NONE_CARRIES = "none carries"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of one table in one world."""

    code: str
    table: int
    kind: FactKind
    ring: Ring | None = None

    def holds(self, frame: PublicFrame, says: Incidence) -> bool:
        """Whether it is true of a world."""
        carries = [
            (seat, any(one.code == self.code for one in carried))
            for seat, carried in zip(frame.seats, says, strict=True)
            if seat.table == self.table
        ]
        heard = len({seat.person for seat, does in carries if does}) >= 2
        match self.kind:
            case FactKind.HEARD:
                return heard
            case FactKind.NOT_HEARD:
                return not heard
            case FactKind.ALL_CARRY:
                return all(does for seat, does in carries if seat.ring is self.ring)
            case FactKind.NONE_CARRIES:
                return not any(does for seat, does in carries if seat.ring is self.ring)


def facts_of(frame: PublicFrame, says: Incidence, code: str, table: int) -> Iterator[Fact]:
    """The facts of a table that are true of a world, and that nobody may be certain of."""
    rings = sorted({seat.ring for seat in frame.seats if seat.table == table}, key=str)
    every = [Fact(code, table, FactKind.HEARD), Fact(code, table, FactKind.NOT_HEARD)]
    every += [Fact(code, table, kind, ring) for ring in rings for kind in (FactKind.ALL_CARRY, FactKind.NONE_CARRIES)]
    return (fact for fact in every if fact.holds(frame, says))
