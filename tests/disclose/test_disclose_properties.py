"""What holds of every study, recomputed from the pairs by other means."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from disclose_worlds import CODEBOOK, POLICY, random_study
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.disclose import protect
from pipeline.disclose.rules import Profile
from pipeline.domain import CellKey, Counts, Cut, Frame, Group, Pair, Ring, RoleClass, SafeCounts, Shown, Step, Unit

PROFILES: tuple[Profile, ...] = ("besloten", "openbaar")
worlds = st.builds(
    random_study,
    st.integers(0, 2**32),
    st.integers(5, 14),
    k=st.integers(1, 3),
    has_roles=st.booleans(),
    most=st.sampled_from((5, 8, 12)),
    several=st.booleans(),
)
profiles = st.sampled_from(PROFILES)
many = settings(max_examples=150, deadline=None)


def safe(counts: Counts, profile: Profile = "besloten") -> SafeCounts:
    return protect(counts, codebook=CODEBOOK, policy=POLICY, profile=profile, recall_gaps={})


def _in_cell(pair: Pair, key: CellKey) -> bool:
    role_class = None if pair.ring is None else ("binnen" if pair.ring == "binnen" else "buiten")
    if (key.ring and pair.ring != key.ring) or (key.role_class and role_class != key.role_class):
        return False
    hits = [
        one
        for one in pair.carried
        if one.code == key.code
        and (key.part or one.part) == one.part
        and (key.direction or one.direction) == one.direction
    ]
    return bool(hits) and (key.pattern_2 is None or key.pattern_2 in {one.code for one in pair.carried})


def _behind(counts: Counts, key: CellKey) -> tuple[list[Pair], int, int]:
    """The pairs behind a cell, with N and k of the study or the group."""
    tables = set(range(counts.frame.tables))
    if key.group:
        tables = set(next(group.tables for group in counts.frame.groups if group.name == key.group))
    for code in {key.code, key.pattern_2 or key.code}:
        seats = {(pair.table, pair.person) for pair in counts.pairs if any(c.code == code for c in pair.carried)}
        tables &= {table for table, number in Counter(table for table, _ in seats).items() if number > 1}
    n = next((len(group.tables) for group in counts.frame.groups if group.name == key.group), counts.frame.tables)
    inside = next((group.tables for group in counts.frame.groups if group.name == key.group), range(n))
    k = max(1, *(len(at & set(inside)) for at in counts.frame.attendance))
    return [pair for pair in counts.pairs if pair.table in tables and _in_cell(pair, key)], n, k


def _check_shown(counts: Counts, key: CellKey, profile: Profile) -> None:
    pairs, n, k = _behind(counts, key)
    persons = {pair.person for pair in pairs}
    tables = Counter(table for table, _ in {(pair.table, pair.person) for pair in pairs})
    assert n >= 2 * k + 3
    assert len(tables) >= max(3, k + 2)
    assert len(persons) >= {"besloten": 5, "openbaar": 10}[profile]
    assert 2 * max(tables.values()) <= len(persons)
    organisations = {pair.organisation for pair in pairs if pair.ring != "binnen" and pair.organisation}
    assert key.ring == "binnen" or key.role_class == "binnen" or len(organisations) not in (1, 2)


@many
@given(worlds, profiles)
def test_shown_implies_the_thresholds(counts: Counts, profile: Profile) -> None:
    for row in safe(counts, profile).cells:
        if isinstance(row.status, Shown):
            _check_shown(counts, row.key, profile)


@many
@given(worlds, profiles)
def test_no_number_of_tables_above_n_k_1(counts: Counts, profile: Profile) -> None:
    made = safe(counts, profile)
    values = [row.status.value for row in made.cells if row.unit is Unit.SESSIONS and isinstance(row.status, Shown)]
    assert all(value is None or value <= made.tables - made.k - 1 for value in values)
    if made.tables < 10:
        rows = [row.status for row in made.cells if isinstance(row.status, Shown)]
        assert made.speakers is None and all(row.value is None for row in rows)


@many
@given(worlds)
def test_openbaar_shows_nothing_that_besloten_withholds_at_the_same_step(counts: Counts) -> None:
    closed, open_ = (safe(counts, profile) for profile in PROFILES)
    shown = [{row.key for row in made.cells if isinstance(row.status, Shown)} for made in (closed, open_)]
    assert closed.step is not open_.step or shown[1] <= shown[0]


@many
@given(worlds, st.integers(0, 2**32))
def test_names_and_order_of_persons_and_tables_are_nothing(counts: Counts, seed: int) -> None:
    dice = Random(seed)
    number = list(range(counts.frame.tables))
    dice.shuffle(number)
    attendance = [frozenset(number[table] for table in at) for at in counts.frame.attendance]
    pairs = [replace(pair, table=number[pair.table], person=f"x{pair.person}y") for pair in counts.pairs]
    dice.shuffle(attendance)
    dice.shuffle(pairs)
    groups = tuple(Group(name=g.name, tables=frozenset(number[t] for t in g.tables)) for g in counts.frame.groups)
    frame = Frame(
        tables=counts.frame.tables, attendance=tuple(attendance), groups=groups, has_roles=counts.frame.has_roles
    )
    assert safe(Counts(frame=frame, pairs=tuple(pairs))) == safe(counts)


@many
@given(worlds, profiles)
def test_zero_in_place_of_few_changes_nothing(counts: Counts, profile: Profile) -> None:
    """Every carrier of a withheld code falls silent on it, and the whole of what is published stays equal."""
    made = safe(counts, profile)
    alone = [row for row in made.cells if row.key.cut in (Cut.PATTERN, Cut.PERSPECTIVE)]
    gone = {row.key.code for row in alone if not isinstance(row.status, Shown)}
    pairs = [replace(p, carried=frozenset(c for c in p.carried if c.code not in gone)) for p in counts.pairs]
    assert safe(replace(counts, pairs=tuple(pairs)), profile) == made


@many
@given(worlds)
def test_every_cell_of_each_cut_stands_with_all_its_units(counts: Counts) -> None:
    made = safe(counts)
    cuts = list(dict.fromkeys(row.key.cut for row in made.cells))
    assert cuts == [cut for cut in Cut if cut in cuts]
    if counts.frame.has_roles:
        assert (Cut.PATTERN_BY_RING in cuts) != (Cut.PATTERN_BY_CLASS in cuts)
        assert (Cut.PATTERN_BY_RING in cuts) == (made.step is Step.RINGS)
    by_key: dict[CellKey, set[type]] = {}
    for row in made.cells:
        by_key.setdefault(row.key, set()).add(type(row.status))
    assert all(len(kinds) == 1 for kinds in by_key.values())


@many
@given(worlds, st.booleans())
def test_a_ring_of_opgavehouders_alone_is_never_a_cell(counts: Counts, spread: bool) -> None:
    """Whatever is said: with at most one of a ring at every table, that ring and its class are no cell."""
    seen: set[int] = set()
    pairs = []
    for pair in counts.pairs:
        owner = pair.table not in seen and (spread or pair.table % 2 == 0)
        seen.add(pair.table)
        other = Ring.ECHT_BUITEN if pair.ring is Ring.BINNEN else pair.ring
        pairs.append(replace(pair, ring=Ring.BINNEN if owner else other))
    for row in safe(replace(counts, pairs=tuple(pairs))).cells:
        if row.key.ring is Ring.BINNEN or row.key.role_class is RoleClass.BINNEN:
            assert not isinstance(row.status, Shown)


def test_the_worlds_are_worth_testing() -> None:
    """Safety by emptiness is a failure too: every step and every cut is shown somewhere."""
    made = [safe(random_study(seed, tables, most=12)) for seed in range(40) for tables in (6, 12)]
    shown = {row.key.cut for one in made for row in one.cells if isinstance(row.status, Shown)}
    assert shown == set(Cut)
    assert {one.step for one in made} == set(Step)
