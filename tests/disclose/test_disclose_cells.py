"""Exact cells: heard at a table, and who stands behind a cell."""

from __future__ import annotations

from disclose_worlds import CODEBOOK, CON, ONE, PRO, THREE, TWO, VIEW, carried, pair, study

from pipeline.disclose.cells import exact, heard, keys, within
from pipeline.domain import NEUTRAAL, CellKey, Cut, Group, Part, Ring, RoleClass


def test_heard_takes_two_distinct_speakers() -> None:
    counts = study([pair(0, "a", carried()), pair(0, "b", carried()), pair(1, "c", carried()), pair(1, "d")], 2)
    assert heard(counts) == {ONE: frozenset({0})}


def test_one_person_twice_at_a_table_is_one() -> None:
    counts = study([pair(0, "a", carried()), pair(0, "a", carried())], 1)
    assert heard(counts) == {ONE: frozenset()}


def test_a_cell_counts_one_speaker_where_the_pattern_is_heard() -> None:
    counts = study(
        [
            pair(0, "a", carried(), ring=Ring.BINNEN),
            pair(0, "b", carried(), ring=None),
            pair(1, "c", carried(), ring=Ring.BINNEN),
        ],
        2,
    )
    cell = exact(counts, CellKey(cut=Cut.PATTERN_BY_RING, pattern=ONE, ring=Ring.BINNEN), heard(counts))
    assert (cell.tables, cell.persons) == (frozenset({0}), frozenset({"a"}))
    outside = CellKey(cut=Cut.PATTERN_BY_CLASS, pattern=ONE, role_class=RoleClass.BUITEN)
    assert not exact(counts, outside, heard(counts)).carriers


def test_part_and_direction_are_of_the_carrying() -> None:
    both = (carried(direction=PRO, part=Part.BIOGRAFIE), carried(direction=CON, part=Part.ANALYSE))
    neutral = carried(direction=NEUTRAAL, part=Part.ONBEKEND)
    counts = study([pair(0, "a", *both), pair(0, "b", neutral)], 1)
    for side in CODEBOOK.directions(ONE):
        key = CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern=ONE, direction=side)
        assert exact(counts, key, heard(counts)).persons == {"a"}
    for part in (Part.BIOGRAFIE, Part.ANALYSE):
        key = CellKey(cut=Cut.PATTERN_BY_PART, pattern=ONE, part=part)
        assert exact(counts, key, heard(counts)).persons == {"a"}


def test_co_occurrence_is_of_speakers_of_both_where_both_are_heard() -> None:
    both = (carried(ONE), carried(TWO))
    counts = study(
        [pair(0, "a", *both), pair(0, "b", *both), pair(1, "c", *both), pair(1, "d", carried(ONE)), pair(0, "e")], 2
    )
    cell = exact(counts, CellKey(cut=Cut.PATTERN_BY_PATTERN, pattern=ONE, pattern_2=TWO), heard(counts))
    assert cell.persons == {"a", "b"}


def test_keys_follow_the_codebook() -> None:
    assert [key.pattern for key in keys(Cut.PATTERN, CODEBOOK)] == [ONE, TWO, THREE]
    pairs = [(key.pattern, key.pattern_2) for key in keys(Cut.PATTERN_BY_PATTERN, CODEBOOK)]
    assert pairs == [(ONE, TWO), (ONE, THREE), (TWO, THREE)]
    assert [key.direction for key in keys(Cut.PATTERN_BY_DIRECTION, CODEBOOK)][:2] == [PRO, CON]
    assert [key.part for key in keys(Cut.PATTERN_BY_PART, CODEBOOK)][:2] == [Part.BIOGRAFIE, Part.ANALYSE]
    assert [key.perspective for key in keys(Cut.PERSPECTIVE_BY_CLASS, CODEBOOK)] == [VIEW, VIEW]


def test_a_group_is_a_study_of_its_own() -> None:
    counts = study([pair(0, "a", carried()), pair(2, "b", carried()), pair(2, "c", carried())], 4, k=3)
    small = within(counts, Group(name="g", tables=frozenset({1, 2, 3})))
    assert (small.frame.tables, small.frame.k) == (3, 2)
    assert heard(small) == {ONE: frozenset({1})}
