"""Tags → Counts."""

from __future__ import annotations

import pytest

from pipeline.count import attendance_of, counts, frame_of
from pipeline.domain import ByModel, Carried, Counts, Pair, Part, Passage, Ring, Role, Session, Speaker, Tag, Turn


def speaker(person: str, role: Role = Role.EXTERN, *, holds: bool = False, organisation: str | None = None) -> Speaker:
    return Speaker(person=person, role=role, organisation=organisation, holds_transcripts=holds)


def session(number: int, attendees: tuple[Speaker, ...], speakers: tuple[int | None, ...]) -> Session:
    turns = tuple(Turn(label=None, text="iets") for _ in speakers)
    parts = (Part.BIOGRAFIE,) * len(speakers)
    return Session(id=f"t{number}", attendees=attendees, turns=turns, speakers=speakers, parts=parts)


def said(table: int, who: int | None, *codes: str, part: Part = Part.BIOGRAFIE) -> tuple[Passage, tuple[Tag, ...]]:
    passage = Passage(session=table, turn=0, start=0, end=4, text="iets", speaker=who, part=part)
    return passage, tuple(Tag(code=code, direction="pro", probability=0.9, origins=(ByModel(),)) for code in codes)


def count(sessions: tuple[Session, ...], *things: tuple[Passage, tuple[Tag, ...]]) -> Counts:
    passages, tags = tuple(passage for passage, _ in things), tuple(tags for _, tags in things)
    return counts(sessions, passages, tags, frame_of(sessions, (), True))


def by_person(made: Counts) -> dict[tuple[int, str], Pair]:
    return {(pair.table, pair.person): pair for pair in made.pairs}


def test_a_pair_for_every_counted_attendee_silent_or_not() -> None:
    people = (
        speaker("a", organisation="x"),
        speaker("b", Role.OPGAVEHOUDER),
        speaker("c", Role.GESPREKSLEIDER),
        speaker("d", Role.ONBEKEND),
    )
    made = count((session(0, people, (0, 2)),), said(0, 0, "p"), said(0, 2, "p"))
    assert [(pair.person, pair.ring, pair.organisation) for pair in made.pairs] == [
        ("a", Ring.ECHT_BUITEN, "x"),
        ("b", Ring.BINNEN, None),
        ("d", None, None),
    ]
    assert [len(pair.carried) for pair in made.pairs] == [1, 0, 0]


def test_carried_holds_each_part_and_direction_once() -> None:
    made = count(
        (session(0, (speaker("a"),), (0,)),),
        said(0, 0, "p"),
        said(0, 0, "p", "q"),
        said(0, 0, "p", part=Part.ANALYSE),
    )
    assert made.pairs[0].carried == {
        Carried(code="p", part=Part.BIOGRAFIE, direction="pro"),
        Carried(code="p", part=Part.ANALYSE, direction="pro"),
        Carried(code="q", part=Part.BIOGRAFIE, direction="pro"),
    }


def test_a_person_at_two_tables_is_a_pair_at_each() -> None:
    made = count((session(0, (speaker("a"),), (0,)), session(1, (speaker("b"), speaker("a")), (0, 1))), said(1, 1, "p"))
    pairs = by_person(made)
    assert not pairs[0, "a"].carried and pairs[1, "a"].codes == {"p"} and not pairs[1, "b"].carried


def test_who_cannot_be_told_apart_is_one_more_speaker_a_table() -> None:
    tables = tuple(session(number, (speaker(f"a{number}"),), (0, None)) for number in range(2))
    made = count(tables, said(0, None, "p"), said(0, None, "q"), said(1, None))
    unknown = [pair for pair in made.pairs if not pair.person.startswith("a")]
    assert [(pair.table, pair.ring, pair.codes) for pair in unknown] == [(0, None, {"p", "q"}), (1, None, frozenset())]
    assert len({pair.person for pair in unknown}) == 2
    assert all("onbekend" in pair.person for pair in unknown)


def test_a_table_without_speaker_marks_adds_no_speaker() -> None:
    made = count((session(0, (), (None, None)), session(1, (speaker("a"),), (0,))), said(0, None, "p"), said(1, 0))
    assert [pair.table for pair in made.pairs] == [1]
    assert made.frame.tables == 2


def test_whom_a_manifest_lists_at_a_table_without_speaker_marks_is_no_silent_pair() -> None:
    people = (speaker("a"), speaker("b", Role.OPGAVEHOUDER))
    made = count((session(0, people, (None, None)), session(1, people, (0,))), said(0, None, "p"), said(1, 0))
    assert [(pair.table, pair.person) for pair in made.pairs] == [(1, "a"), (1, "b")]
    assert (made.frame.tables, made.frame.k) == (2, 2)


def test_where_only_the_facilitator_is_marked_the_others_are_one_speaker() -> None:
    people = (speaker("a"), speaker("b"), speaker("g", Role.GESPREKSLEIDER))
    made = count((session(0, people, (2, None)),), said(0, 2), said(0, None, "p"))
    assert [(pair.ring, pair.codes) for pair in made.pairs] == [(None, {"p"})]
    assert "onbekend" in made.pairs[0].person


def test_every_passage_has_its_tags() -> None:
    tables = (session(0, (speaker("a"),), (0,)),)
    with pytest.raises(ValueError):
        counts(tables, (said(0, 0)[0],), (), frame_of(tables, (), True))


def test_attendance_holds_facilitators_but_not_holders() -> None:
    leader, holder = speaker("g", Role.GESPREKSLEIDER), speaker("h", Role.GESPREKSLEIDER, holds=True)
    tables = tuple(session(number, (speaker(f"a{number}"), leader, holder), (0,)) for number in range(3))
    frame = frame_of(tables, (), False)
    assert frame.attendance[:2] == (frozenset({0}), frozenset({0, 1, 2}))
    assert (len(frame.attendance), frame.k, frame.tables, frame.has_roles) == (4, 3, 3, False)
    assert list(attendance_of(tables)) == ["a0", "g", "a1", "a2"]


def test_who_is_said_to_hold_the_transcripts_at_one_table_only_does_not() -> None:
    tables = (session(0, (speaker("g", holds=True),), (0,)), session(1, (speaker("g"),), (0,)))
    assert frame_of(tables, (), True).attendance == (frozenset({0, 1}),)


def test_nothing_of_a_person_shows_in_a_repr() -> None:
    made = count((session(0, (speaker("geheim", organisation="geheim"),), (0,)),), said(0, 0, "p"))
    assert "geheim" not in repr(made) and "geheim" not in repr(made.pairs)
