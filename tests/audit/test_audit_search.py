"""The search for counter-worlds against all worlds there are, and planted leaks that it must not call open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from disclose_worlds import CODEBOOK, ONE, POLICY, PRO

from pipeline.audit.audit import AttackerKind, MismatchError, Verdict, attackers_of, audit
from pipeline.audit.facts import Fact, FactKind, facts_of
from pipeline.audit.frame import Incidence, PublicFrame, Seat
from pipeline.audit.printed import Printer, World
from pipeline.audit.search import counter_world
from pipeline.content import Codebook
from pipeline.domain import Carried, Part, Ring

SAYS = frozenset({Carried(code=ONE, part=Part.BIOGRAFIE, direction=PRO)})
SMALL: Codebook = CODEBOOK.model_copy(update={"patroon": CODEBOOK.patroon[:1], "perspectief": CODEBOOK.perspectief[:1]})


def frame_of(sizes: tuple[int, ...], *, attendance: tuple[frozenset[int], ...] | None = None) -> PublicFrame:
    """Tables of so many speakers of one ring, each of whom sat at one table; no roles known."""
    seats = tuple(
        Seat(table, f"{table}.{seat}", Ring.ECHT_BUITEN, None)
        for table, size in enumerate(sizes)
        for seat in range(size)
    )
    every = tuple(frozenset({table}) for table in range(len(sizes)))
    return PublicFrame(
        tables=len(sizes),
        seats=seats,
        attendance=attendance or every,
        groups=(),
        has_roles=False,
        codebook=SMALL,
        policy=POLICY,
        profile="besloten",
        recall_gaps={},
    )


def world_of(frame: PublicFrame, carriers: tuple[int, ...]) -> Incidence:
    """So many carriers at each table."""
    seen: dict[int, int] = {}
    made = []
    for seat in frame.seats:
        seen[seat.table] = seen.get(seat.table, 0) + 1
        made.append(SAYS if seen[seat.table] <= carriers[seat.table] else frozenset())
    return tuple(made)


def certain(frame: PublicFrame, says: Incidence, fact: Fact, known: frozenset[int]) -> bool:
    """By all worlds: whether the fact is true of each that is printed the same and agrees on the known tables.

    Speakers of one ring at one table are alike here, so a world is a number of carriers for each table.
    """
    printer, sizes = Printer(frame), _sizes(frame)
    kept, own = printer.printed(says), _carriers(frame, says)
    return all(
        fact.holds(frame, other)
        for numbers in product(*(range(size + 1) for size in sizes))
        if all(numbers[table] == own[table] for table in known)
        for other in (world_of(frame, numbers),)
        if printer.printed(other) == kept
    )


def _sizes(frame: PublicFrame) -> list[int]:
    return [sum(seat.table == table for seat in frame.seats) for table in range(frame.tables)]


def _carriers(frame: PublicFrame, says: Incidence) -> list[int]:
    return [
        sum(bool(own) for seat, own in zip(frame.seats, says, strict=True) if seat.table == table)
        for table in range(frame.tables)
    ]


def questions(frame: PublicFrame, says: Incidence) -> Iterator[tuple[Fact, frozenset[int]]]:
    for attacker in attackers_of(frame):
        for table in set(range(frame.tables)) - attacker.known:
            yield from ((fact, attacker.known) for fact in facts_of(frame, says, ONE, table))


@pytest.mark.parametrize("seed", range(8))
def test_the_search_agrees_with_all_worlds(seed: int) -> None:
    dice = Random(seed)
    frame = frame_of(tuple(dice.choice((2, 3)) for _ in range(5)))
    says = world_of(frame, tuple(dice.randint(0, size) for size in _sizes(frame)))
    world = World(Printer(frame), says)
    for fact, known in questions(frame, says):
        found = counter_world(world, fact, known)
        assert (found is None) is certain(frame, says, fact, known)
        if found is not None:
            assert not fact.holds(frame, found) and Printer(frame).printed(found) == Printer(frame).printed(says)


def test_who_knows_more_tables_than_the_rules_reckon_with_is_sure() -> None:
    """Five tables, three of them behind what is printed: who knows the other two is sure of each of the three."""
    frame = frame_of((4,) * 5)
    says = world_of(frame, (0, 0, 3, 3, 3))
    world, known = World(Printer(frame), says), frozenset({0, 1})
    for table in (2, 3, 4):
        fact = Fact(ONE, table, FactKind.HEARD)
        assert counter_world(world, fact, known) is None and certain(frame, says, fact, known)
        assert counter_world(world, fact, frozenset({0})) is not None


def test_where_somebody_sat_at_two_of_six_tables_too_little_is_printed_to_be_sure() -> None:
    attendance = (frozenset({0, 1}), *(frozenset({table}) for table in range(6)))
    frame = frame_of((4,) * 6, attendance=attendance)
    says = world_of(frame, (0, 0, 3, 3, 3, 3))
    made = audit(frame, says, Printer(frame).printed(says))
    assert frame.k == 2 and made.clean
    assert set(made.verdicts) == set(AttackerKind)


def test_seven_tables_protect_whoever_sat_at_one() -> None:
    frame = frame_of((4,) * 7)
    says = world_of(frame, (3, 3, 3, 2, 1, 0, 2))
    made = audit(frame, says, Printer(frame).printed(says))
    assert made.clean and set(made.verdicts.values()) == {Verdict.PROTECTED} and made.questions > 50


def test_a_report_that_the_rules_did_not_print_is_refused() -> None:
    frame = frame_of((4,) * 7)
    says = world_of(frame, (1, 1, 1, 0, 0, 0, 0))
    honest = dict(Printer(frame).printed(says))
    key = next(key for key, row in honest.items() if row[2] == "withheld")
    with pytest.raises(MismatchError):
        audit(frame, says, honest | {key: ("", "meerdere", "shown")})
