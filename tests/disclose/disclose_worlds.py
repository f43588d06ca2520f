"""Small studies to disclose, by hand and at random."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random

from pipeline.content import Codebook, Policy, shipped
from pipeline.domain import NEUTRAAL, Carried, Counts, Frame, Group, Pair, Part, Ring


def _read(name: str) -> str:
    return (shipped("lexicons") / name).read_text(encoding="utf-8")


POLICY = Policy.model_validate(tomllib.loads(_read("beleid.toml")))
_WHOLE = Codebook.model_validate(tomllib.loads(_read("codebook.toml")))
CODEBOOK = _WHOLE.model_copy(update={"patroon": _WHOLE.patroon[:3], "perspectief": _WHOLE.perspectief[:1]})
ONE, TWO, THREE = (pattern.id for pattern in CODEBOOK.patterns)
VIEW = CODEBOOK.perspectives[0].id
PRO, CON = CODEBOOK.directions(ONE)


def carried(code: str = ONE, part: Part = Part.BIOGRAFIE, direction: str | None = None) -> Carried:
    return Carried(code=code, part=part, direction=direction if code == VIEW else direction or PRO)


def pair(
    table: int,
    person: str,
    *what: Carried,
    ring: Ring | None = Ring.ECHT_BUITEN,
    organisation: str | None = None,
) -> Pair:
    return Pair(table=table, person=person, ring=ring, organisation=organisation, carried=frozenset(what))


def study(
    pairs: Iterable[Pair],
    tables: int,
    *,
    k: int = 1,
    groups: tuple[Group, ...] = (),
    has_roles: bool = True,
) -> Counts:
    frame = Frame(tables=tables, attendance=(frozenset(range(k)),), groups=groups, has_roles=has_roles)
    return Counts(frame=frame, pairs=tuple(pairs))


def seats(
    carriers: Mapping[int, int], tables: int, *, each: int = 8, ring: Ring | None = Ring.ECHT_BUITEN
) -> list[Pair]:
    """`each` speakers a table, of whom the first so many carry the first pattern."""
    return [
        pair(table, f"{ring}{table}.{seat}", *([carried()] if seat < carriers.get(table, 0) else []), ring=ring)
        for table in range(tables)
        for seat in range(each)
    ]


def random_study(
    seed: int, tables: int, *, k: int = 1, has_roles: bool = True, most: int = 8, several: bool = True
) -> Counts:
    """Speakers with rings and organisations, codes at a prevalence of their own, some persons at k tables."""
    dice = Random(seed)
    prevalence = {code: dice.choice((0.1, 0.3, 0.5, 0.8)) for code in CODEBOOK.codes}
    pairs = []
    attendance: dict[str, set[int]] = {}
    for table in range(tables):
        for seat in range(dice.randint(most - 3, most)):
            person = f"again{table // k}.{seat}" if several and seat < 2 and k > 1 else f"{table}.{seat}"
            attendance.setdefault(person, set()).add(table)
            ring = dice.choice([*Ring, Ring.BINNEN]) if has_roles else None
            what = {
                carried(code, dice.choice((*Part,)), dice.choice((*CODEBOOK.directions(code), NEUTRAAL)))
                for code in CODEBOOK.codes
                if dice.random() < prevalence[code]
                for _ in range(dice.randint(1, 2))
            }
            what = {replace(one, direction=None) if one.code == VIEW else one for one in what}
            organisation = dice.choice((None, "een", "twee", "drie", "vier"))
            pairs.append(pair(table, person, *what, ring=ring, organisation=organisation))
    groups = (Group(name="noord", tables=frozenset(range(0, tables, 2))), Group(name="zuid", tables=frozenset({0, 1})))
    frame = Frame(
        tables=tables,
        attendance=tuple(frozenset(at) for at in attendance.values()),
        groups=groups if has_roles else (),
        has_roles=has_roles,
    )
    return Counts(frame=frame, pairs=tuple(pairs))
