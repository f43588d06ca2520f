"""Tags → Counts: which speaker at which table carries what; exact, and inside the run only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.domain import Carried, Counts, Frame, Group, Pair, Passage, Session, Speaker, Tag

# A manifest can't hold the null character (TOML forbids it), so no person's id is ever this.
_UNKNOWN = "\0onbekend"

_Seat = tuple[int, int | None]
_Carrying = Mapping[_Seat, frozenset[Carried]]


def counts(
    sessions: tuple[Session, ...], passages: tuple[Passage, ...], tags: tuple[tuple[Tag, ...], ...], frame: Frame
) -> Counts:
    """What every counted speaker carries at every table; `tags` holds one tuple for each passage."""
    carrying = _carrying(passages, tags)
    pairs = (pair for table, session in enumerate(sessions) for pair in _pairs(table, session, carrying))
    return Counts(frame=frame, pairs=tuple(pairs))


def frame_of(sessions: tuple[Session, ...], groups: tuple[Group, ...], has_roles: bool) -> Frame:
    """What everybody knows of a study; attendance in the order of `attendance_of`."""
    attendance = tuple(attendance_of(sessions).values())
    return Frame(tables=len(sessions), attendance=attendance, groups=groups, has_roles=has_roles)


def attendance_of(sessions: tuple[Session, ...]) -> Mapping[str, frozenset[int]]:
    """Per person not said to hold the transcripts wherever listed, facilitators included: the tables (R1)."""
    tables: dict[str, set[int]] = {}
    open_: set[str] = set()
    for table, session in enumerate(sessions):
        for attendee in session.attendees:
            tables.setdefault(attendee.person, set()).add(table)
            if not attendee.holds_transcripts:
                open_.add(attendee.person)
    return {person: frozenset(at) for person, at in tables.items() if person in open_}


def _carrying(passages: tuple[Passage, ...], tags: tuple[tuple[Tag, ...], ...]) -> _Carrying:
    """Everyone who speaks, by table and place among the attendees, also where nothing is carried."""
    carrying: dict[_Seat, set[Carried]] = {}
    for passage, its_tags in zip(passages, tags, strict=True):
        seat = carrying.setdefault((passage.session, passage.speaker), set())
        seat.update(Carried(code=tag.code, part=passage.part, direction=tag.direction) for tag in its_tags)
    return {seat: frozenset(carried) for seat, carried in carrying.items()}


def _pairs(table: int, session: Session, carrying: _Carrying) -> Iterator[Pair]:
    """The counted attendees, silent or not, and one more for all who can't be told apart, where others can.

    Where no turn is marked as a counted attendee's, those whom the manifest lists are not known to be silent: they
    are the ones who can't be told apart. A table without any mark adds no speaker (privacy.md, Units).
    """
    counted = [index for index, attendee in enumerate(session.attendees) if attendee.role.counted]
    if not set(counted).isdisjoint(session.speakers):
        for index in counted:
            yield _pair(table, session.attendees[index], carrying.get((table, index), frozenset()))
    if session.marked and (table, None) in carrying:
        person = f"{_UNKNOWN} {table}"
        yield Pair(table=table, person=person, ring=None, organisation=None, carried=carrying[table, None])


def _pair(table: int, attendee: Speaker, carried: frozenset[Carried]) -> Pair:
    ring, organisation = attendee.role.ring, attendee.organisation
    return Pair(table=table, person=attendee.person, ring=ring, organisation=organisation, carried=carried)
