"""R1 to R9 and R11 at both sides of each threshold."""

from __future__ import annotations

import pytest
from disclose_worlds import (
    CODEBOOK,
    CON,
    ONE,
    POLICY,
    PRO,
    THREE,
    TWO,
    carried,
    pair,
    random_study,
    seats,
    study,
)

from pipeline.content import Policy
from pipeline.content.models import SpeakersMinimum
from pipeline.disclose import (
    PolicyError,
    Profile,
    TooSmallError,
    exposed_persons,
    loosened,
    protect,
    rules,
    too_few_for_k,
    withheld,
)
from pipeline.domain import (
    Band,
    Cell,
    CellKey,
    Counts,
    Cut,
    Frame,
    Group,
    Pair,
    Ring,
    RoleClass,
    SafeCounts,
    Shown,
    Step,
    Unit,
    Withheld,
)

KEY = CellKey(cut=Cut.PATTERN, pattern=ONE)


def safe(counts: Counts, *, profile: Profile = "besloten", policy: Policy = POLICY) -> SafeCounts:
    return protect(counts, codebook=CODEBOOK, policy=policy, profile=profile, recall_gaps={})


def status(counts: Counts, unit: Unit = Unit.SESSIONS, key: CellKey = KEY) -> Shown | Withheld | None:
    return safe(counts).status(key, unit)


def bar(tables: int, k: int = 1, profile: Profile = "besloten", policy: Policy = POLICY) -> rules.Bar:
    return rules.bar(Frame(tables=tables, attendance=(frozenset(range(k)),)), policy=policy, profile=profile)


def cell(pairs: list[Pair], **dimensions: RoleClass | Ring) -> Cell:
    return Cell(key=CellKey(cut=Cut.PATTERN, pattern=ONE, **dimensions), carriers=tuple(pairs))  # type: ignore[arg-type]


# --- R1 to R4 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("k", "at", "shown"), [(1, 2, False), (1, 3, True), (2, 3, False), (2, 4, True)])
def test_r1_tables(k: int, at: int, shown: bool) -> None:
    counts = study(seats(dict.fromkeys(range(at), 4), 9), 9, k=k)
    assert isinstance(status(counts), Shown) is shown


def test_r1_counts_only_tables_where_two_carry() -> None:
    assert status(study(seats({0: 4, 1: 4, 2: 1}, 9), 9)) == Withheld()
    assert isinstance(status(study(seats({0: 4, 1: 4, 2: 2}, 9), 9)), Shown)


@pytest.mark.parametrize(("profile", "needed"), [("besloten", 5), ("openbaar", 10)])
def test_r2_persons(profile: Profile, needed: int) -> None:
    pairs = [pair(index % 3, f"p{index}", carried()) for index in range(needed)]
    assert rules.enough_speakers(cell(pairs), bar(7, profile=profile))
    assert not rules.enough_speakers(cell(pairs[:-1]), bar(7, profile=profile))


def test_r2_one_person_at_several_tables_is_one() -> None:
    pairs = [pair(table, f"p{seat}", carried()) for table in range(3) for seat in range(4)]
    assert not rules.enough_speakers(cell(pairs), bar(7))


def _with_organisations(*names: str | None, ring: Ring | None = Ring.ECHT_BUITEN) -> list[Pair]:
    return [pair(i, f"p{i}", carried(), ring=ring, organisation=name) for i, name in enumerate(names)]


def test_r3_organisations() -> None:
    assert not rules.enough_organisations(cell(_with_organisations("x", "y", "y", None)), bar(7))
    assert rules.enough_organisations(cell(_with_organisations("x", "y", "z", None)), bar(7))


def test_r3_is_not_asked_where_none_is_recorded_or_of_binnen() -> None:
    assert rules.enough_organisations(cell(_with_organisations(None, None)), bar(7))
    assert rules.enough_organisations(cell(_with_organisations("x", ring=Ring.BINNEN)), bar(7))
    inside = _with_organisations("x", ring=Ring.BINNEN)
    assert rules.enough_organisations(cell(inside, role_class=RoleClass.BINNEN), bar(7))
    assert rules.enough_organisations(cell(inside, ring=Ring.BINNEN), bar(7))
    assert not rules.enough_organisations(cell(_with_organisations("x"), role_class=RoleClass.BUITEN), bar(7))


def test_r3_leaves_the_ministry_out_and_the_unknown_in() -> None:
    ministry = _with_organisations("m", ring=Ring.BINNEN)
    assert not rules.enough_organisations(cell(ministry + _with_organisations("x", "y")), bar(7))
    unknown = _with_organisations("z", ring=None)
    assert rules.enough_organisations(cell(unknown + _with_organisations("x", "y")), bar(7))


@pytest.mark.parametrize(("largest", "shown"), [(4, True), (5, False)])
def test_r4_dominance(largest: int, shown: bool) -> None:
    assert isinstance(status(study(seats({0: largest, 1: 2, 2: 2}, 7), 7)), Shown) is shown


@pytest.mark.parametrize(("k", "needed"), [(1, 3), (2, 4), (4, 6)])
def test_r1_is_k_plus_2_and_at_least_three(k: int, needed: int) -> None:
    pairs = [pair(table, f"p{table}", carried()) for table in range(needed)]
    assert rules.enough_tables(cell(pairs), bar(14, k))
    assert not rules.enough_tables(cell(pairs[:-1]), bar(14, k))


# --- R6 ---------------------------------------------------------------------------------------------------------------

B = Band


@pytest.mark.parametrize(
    ("tables", "k", "at", "band"),
    [
        (5, 1, 2, None),
        (5, 1, 3, B.MEERDERE),
        (7, 1, 7, B.MEERDERE),
        (8, 1, 4, B.MEERDERE),
        (8, 1, 5, B.MERENDEEL),
        (9, 1, 9, B.MERENDEEL),
        (10, 1, 5, B.MEERDERE),
        (10, 1, 6, B.MERENDEEL),
        (10, 1, 7, B.MERENDEEL),
        (10, 1, 8, B.ZO_GOED_ALS_ELKE),
        (10, 2, 10, B.MERENDEEL),
        (8, 2, 8, B.MERENDEEL),
        (8, 3, 8, None),
        (9, 3, 4, None),
        (9, 3, 9, B.MERENDEEL),
        (11, 4, 11, B.MERENDEEL),
        (10, 4, 10, None),
    ],
)
def test_r6_bands(tables: int, k: int, at: int, band: Band | None) -> None:
    assert rules.sessions_band(at, bar(tables, k)) is band


def test_r6_no_cell_is_shown_where_the_lowest_band_is_not_used() -> None:
    counts = study(seats(dict.fromkeys(range(8), 4), 8), 8, k=3)
    assert all(isinstance(row.status, Withheld) for row in safe(counts).cells)


@pytest.mark.parametrize(
    ("tables", "k", "at", "value"), [(9, 1, 5, None), (10, 1, 5, 5), (10, 1, 8, 8), (10, 1, 9, None), (10, 2, 8, None)]
)
def test_r6_numbers(tables: int, k: int, at: int, value: int | None) -> None:
    shown = status(study(seats(dict.fromkeys(range(at), 4), tables), tables, k=k))
    assert isinstance(shown, Shown)
    assert shown.value == value


# --- R6a and R7 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("carriers", "each", "tables", "k", "band"),
    [
        ({0: 4, 1: 4, 2: 4, 3: 1}, 8, 7, 1, B.MINDER_DAN_EEN_KWART),
        ({0: 4, 1: 4, 2: 4, 3: 2}, 8, 7, 1, B.EEN_KWART_TOT_DE_HELFT),
        (dict.fromkeys(range(7), 4), 8, 7, 1, B.EEN_KWART_TOT_DE_HELFT),
        ({**dict.fromkeys(range(6), 4), 6: 5}, 8, 7, 1, B.MEER_DAN_DE_HELFT),
        ({**dict.fromkeys(range(6), 4), 6: 5}, 6, 6, 1, B.MEER_DAN_DE_HELFT),
        (dict.fromkeys(range(6), 4), 5, 6, 1, B.EEN_KWART_OF_MEER),
        (dict.fromkeys(range(7), 4), 5, 7, 1, B.MEER_DAN_DE_HELFT),
        (dict.fromkeys(range(9), 4), 5, 9, 2, B.EEN_KWART_OF_MEER),
        (dict.fromkeys(range(10), 4), 5, 10, 2, B.MEER_DAN_DE_HELFT),
    ],
)
def test_r6a_share_bands(carriers: dict[int, int], each: int, tables: int, k: int, band: Band) -> None:
    assert status(study(seats(carriers, tables, each=each), tables, k=k), Unit.SHARE) == Shown(band=band)


def test_r6a_counts_tables_where_the_pattern_is_not_heard() -> None:
    alone = {**dict.fromkeys(range(3), 4), 3: 1, 4: 1}
    assert status(study(seats(alone, 7), 7), Unit.SHARE) == Shown(band=B.EEN_KWART_TOT_DE_HELFT)


@pytest.mark.parametrize(
    ("tables", "each", "value"), [(10, 10, 40), (10, 9, None), (9, 20, None), (11, 10, 40), (12, 10, 40)]
)
def test_r7_percentages(tables: int, each: int, value: int | None) -> None:
    shown = status(study(seats(dict.fromkeys(range(tables), 4), tables, each=each), tables), Unit.SHARE)
    assert isinstance(shown, Shown)
    assert shown.value == value


def test_r7_no_percentage_undoes_the_joined_bands() -> None:
    pairs = seats(dict.fromkeys(range(12), 5), 12, each=10)
    small = [one for one in pairs if one.table or one.person[-1] < "5"]
    assert status(study(small, 12, k=3), Unit.SHARE) == Shown(band=B.EEN_KWART_OF_MEER)
    assert status(study(small, 12, k=2), Unit.SHARE) == Shown(band=B.MEER_DAN_DE_HELFT, value=50)


@pytest.mark.parametrize(("carrying", "value"), [(42, 40), (43, 45), (50, 50)])
def test_r7_percentages_are_rounded_to_the_nearest_step(carrying: int, value: int) -> None:
    carriers = {table: carrying // 10 + (table < carrying % 10) for table in range(10)}
    shown = status(study(seats(carriers, 10, each=10), 10), Unit.SHARE)
    assert isinstance(shown, Shown)
    assert shown.value == value


@pytest.mark.parametrize(("persons", "rounded"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_r7_speakers(persons: int, rounded: int) -> None:
    assert rules.speakers(persons, bar(10)) == rounded
    assert rules.speakers(persons, bar(9)) is None


def test_r7_speakers_stay_multiples_of_five_whatever_the_policy() -> None:
    loose = POLICY.model_copy(update={"afronding_sprekers": 2})
    assert rules.speakers(13, bar(10, policy=loose)) == 10


def test_r7_speaker_rows_stand_from_ten_tables() -> None:
    for tables in (9, 10):
        counts = study(seats(dict.fromkeys(range(5), 3), tables), tables)
        assert status(counts, Unit.SPEAKERS) == (Shown(value=15) if tables == 10 else None)
        assert safe(counts).speakers == (80 if tables == 10 else None)


# --- R8, R9, R11, cuts ------------------------------------------------------------------------------------------------


def _dominated_overall() -> Counts:
    """Table 0 dominates the whole pattern by one direction alone, so that the other would pass by itself."""
    big = [pair(0, f"big{seat}", carried(direction=CON)) for seat in range(20)]
    rest = [pair(t, f"{t}.{seat}", carried(direction=PRO)) for t in range(1, 7) for seat in range(3)]
    return study(big + rest, 7)


def test_r8_no_cell_under_a_withheld_pattern() -> None:
    counts = _dominated_overall()
    key = CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern=ONE, direction=PRO)
    assert status(counts) == Withheld()
    assert status(counts, key=key) == Withheld()
    fair = study([one for one in counts.pairs if one.table], 7)
    assert isinstance(status(fair, key=key), Shown)


def test_r9_zero_and_few_look_the_same() -> None:
    assert safe(study(seats({}, 7), 7)) == safe(study(seats({0: 8, 1: 8}, 7), 7))


@pytest.mark.parametrize("tables", [1, 4])
def test_r11_too_small(tables: int) -> None:
    with pytest.raises(TooSmallError, match=rf"has {tables} tables?;.* at least 5"):
        safe(study([], tables))
    assert safe(study([], 5)).tables == 5


def test_r11_who_causes_too_few_tables() -> None:
    at = (frozenset({0}), frozenset({0, 1}), frozenset(range(3)))
    assert exposed_persons(Frame(tables=7, attendance=at)) == (2,)
    assert exposed_persons(Frame(tables=9, attendance=at)) == ()
    assert too_few_for_k(Frame(tables=8, attendance=at)) and not too_few_for_k(Frame(tables=9, attendance=at))


def test_without_roles_two_cuts() -> None:
    made = safe(random_study(1, 12, has_roles=False))
    assert {row.key.cut for row in made.cells} == {Cut.PATTERN, Cut.PERSPECTIVE}
    assert made.step is Step.PATTERNS_ALONE


def test_co_occurrence_from_ten_tables() -> None:
    both = [carried(ONE), carried(TWO)]
    for tables in (9, 10):
        pairs = [pair(t, f"{t}.{seat}", *both) for t in range(tables) for seat in range(4)]
        rows = [row for row in safe(study(pairs, tables)).cells if row.key.cut is Cut.PATTERN_BY_PATTERN]
        shown = {(row.key.pattern, row.key.pattern_2) for row in rows if isinstance(row.status, Shown)}
        assert shown == ({(ONE, TWO)} if tables == 10 else set())
        assert len({row.key for row in rows}) == (3 if tables == 10 else 0)
        assert all(row.key.pattern_2 in (TWO, THREE) for row in rows)


@pytest.mark.parametrize(("size", "row"), [(4, False), (5, True)])
def test_groups_of_2k_plus_3_tables(size: int, row: bool) -> None:
    group = Group(name="noord", tables=frozenset(range(size)))
    counts = study(seats(dict.fromkeys(range(12), 4), 12), 12, groups=(group,))
    key = CellKey(cut=Cut.PATTERN_BY_GROUP, pattern=ONE, group="noord")
    assert status(counts, key=key) == (Shown(band=Band.MEERDERE) if row else None)


def test_a_group_has_its_own_n_and_k() -> None:
    # k is 6 over all, but 1 within the group: a is 3, and the last number that may be printed is 10-1-1.
    group = Group(name="rest", tables=frozenset(range(5, 15)))
    counts = study(seats(dict.fromkeys(range(15), 4), 15), 15, k=6, groups=(group,))
    key = CellKey(cut=Cut.PATTERN_BY_GROUP, pattern=ONE, group="rest")
    assert status(counts, key=key) == Shown(band=Band.ZO_GOED_ALS_ELKE)
    eight = study(seats(dict.fromkeys(range(13), 4), 15), 15, k=6, groups=(group,))
    assert status(eight, key=key) == Shown(band=Band.ZO_GOED_ALS_ELKE, value=8)


def test_withheld_counts_each_cell_once() -> None:
    made = safe(study(seats({}, 10), 10))
    assert withheld(made) == len({row.key for row in made.cells}) < len(made.cells)


# --- policy -----------------------------------------------------------------------------------------------------------


def test_loosened_needs_a_reason_for_each() -> None:
    changes = {"tafels_minimum": 2, "grootste_tafel_aandeel": 0.6, "organisaties_minimum": 9}
    policy = POLICY.model_copy(update=changes)
    with pytest.raises(PolicyError, match="tafels_minimum, grootste_tafel_aandeel"):
        loosened(policy, POLICY)
    reasons = {"tafels_minimum": "De commissie stemde in.", "grootste_tafel_aandeel": "Idem."}
    allowed = policy.model_copy(update={"redenen": reasons})
    assert loosened(allowed, POLICY) == ("tafels_minimum", "grootste_tafel_aandeel")


def test_loosened_in_one_profile_is_loosened() -> None:
    policy = POLICY.model_copy(update={"sprekers_minimum": SpeakersMinimum(besloten=5, openbaar=9)})
    with pytest.raises(PolicyError, match="sprekers_minimum"):
        loosened(policy, POLICY)


def test_stricter_is_always_allowed() -> None:
    assert loosened(POLICY, POLICY) == ()
    stricter = {"tafels_minimum": 6, "grootste_tafel_aandeel": 0.4, "studie_minimum_tafels": 8}
    assert loosened(POLICY.model_copy(update=stricter), POLICY) == ()
