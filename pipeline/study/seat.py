"""Transcripts × manifest → `Session`: who sat at which table, who spoke which turn, in which part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.content.findings import Finding
from pipeline.domain import Group, Part, Role, Session, Speaker, Transcript, Turn
from pipeline.study.errors import StudyError
from pipeline.study.find import Study, TableFiles
from pipeline.study.manifest import Begin, SpeakerEntry, TableEntry, label_key

Transcripts = Mapping[int, Transcript]
"""By the number of their source; files that could not be read are left out."""


def sessions(study: Study, transcripts: Transcripts) -> tuple[Session, ...]:
    """The conversations of which at least one file was read, in the study's order.

    Raises StudyError where an `analyse_vanaf` points at no turn.
    """
    heard = tables_read(study, transcripts)
    begins = [_begin(study, index, transcripts) for index in heard]
    if findings := tuple(begin for begin in begins if isinstance(begin, Finding)):
        raise StudyError(findings)
    return tuple(
        _session(study, index, transcripts, begin)
        for index, begin in zip(heard, begins, strict=True)
        if not isinstance(begin, Finding)
    )


def groups(study: Study, sessions: Sequence[Session]) -> tuple[Group, ...]:
    """The manifest's groups, as indices into the sessions; one of which no table was read is left out."""
    index_of = {session.id: index for index, session in enumerate(sessions)}
    entries = study.manifest.groep if study.manifest else []
    found = [(entry.naam, frozenset(index_of[name] for name in entry.tafels if name in index_of)) for entry in entries]
    return tuple(Group(name=name, tables=tables) for name, tables in found if tables)


def tables_read(study: Study, transcripts: Transcripts) -> list[int]:
    """Indices of the tables of which at least one file was read."""
    return [
        index
        for index, table in enumerate(study.tables)
        if any(source.number in transcripts for source in table.sources)
    ]


def _entry(study: Study, index: int) -> TableEntry | None:
    return study.manifest.tafel[index] if study.manifest else None


def _session(study: Study, index: int, transcripts: Transcripts, begin: int | None) -> Session:
    table, entry = study.tables[index], _entry(study, index)
    turns = tuple(turn for _, transcript in _read(table, transcripts) for turn in transcript.turns)
    attendees, seats = _seats(index, entry.spreker if entry else [], turns)
    return Session(
        id=table.id,
        attendees=attendees,
        turns=turns,
        speakers=tuple(seats.get(label_key(turn.label or "")) for turn in turns),
        parts=_parts(len(turns), begin),
    )


def _read(table: TableFiles, transcripts: Transcripts) -> Iterator[tuple[int, Transcript]]:
    """The files of a table that were read, each with the number of turns before it."""
    before = 0
    for source in table.sources:
        if (transcript := transcripts.get(source.number)) is not None:
            yield before, transcript
            before += len(transcript.turns)


# --- who --------------------------------------------------------------------------------------------------------------


def _seats(
    table: int, entries: Sequence[SpeakerEntry], turns: Sequence[Turn]
) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """Everybody at a table, and for each spelling of a name who bears it."""
    seats = {label_key(name): seat for seat, entry in enumerate(entries) for name in entry.naam}
    attendees = [_speaker(table, seat, entry) for seat, entry in enumerate(entries)]
    for key in (label_key(turn.label or "") for turn in turns):
        if key and key not in seats:
            seats[key] = len(attendees)
            attendees.append(Speaker(person=_nameless(table, len(attendees)), role=Role.ONBEKEND))
    return tuple(attendees), seats


def _speaker(table: int, seat: int, entry: SpeakerEntry) -> Speaker:
    return Speaker(
        person=entry.id or _nameless(table, seat),
        role=entry.rol,
        organisation=entry.organisatie,
        holds_transcripts=entry.holds_transcripts,
    )


def _nameless(table: int, seat: int) -> str:
    """A person without an id: somebody else at every table, whatever they are called; no id of a manifest begins so."""
    return f"#{table}:{seat}"


# --- in which part ----------------------------------------------------------------------------------------------------


def _parts(turns: int, begin: int | None) -> tuple[Part, ...]:
    if begin is None:
        return (Part.ONBEKEND,) * turns
    return (Part.BIOGRAFIE,) * begin + (Part.ANALYSE,) * (turns - begin)


def _begin(study: Study, index: int, transcripts: Transcripts) -> int | Finding | None:
    """The first turn of part two in a conversation: as the manifest says, else as a transcript marks it."""
    table, entry = study.tables[index], _entry(study, index)
    if entry is None or entry.analyse_vanaf is None:
        return _marked(table, transcripts)
    begin = _stated(table, entry.bestanden, entry.analyse_vanaf, transcripts)
    if isinstance(begin, int) or study.manuscript is None:
        return begin if isinstance(begin, int) else None
    message, remedy = begin
    return study.manuscript.finding(("tafel", index, "analyse_vanaf"), message, remedy)


def _marked(table: TableFiles, transcripts: Transcripts) -> int | None:
    marks = (
        before + transcript.analyse_turn
        for before, transcript in _read(table, transcripts)
        if transcript.analyse_turn is not None
    )
    return next(marks, None)


def _stated(table: TableFiles, files: Sequence[str], begin: Begin, transcripts: Transcripts) -> int | tuple[str, str]:
    """The turn that an `analyse_vanaf` points at, or what is wrong and what to do.

    Where its file could not be read, part two begins with the next file that was.
    """
    position = files.index(begin.file) if begin.file is not None else 0
    earlier = (transcripts.get(source.number) for source in table.sources[:position])
    before = sum(len(transcript.turns) for transcript in earlier if transcript)
    transcript = transcripts.get(table.sources[position].number)
    if transcript is None:
        return before
    turn = _at_turn(transcript, begin.turn) if begin.turn is not None else _at_time(transcript, begin.seconds or 0.0)
    return before + turn if isinstance(turn, int) else turn


def _at_turn(transcript: Transcript, number: int) -> int | tuple[str, str]:
    if number <= len(transcript.turns):
        return number - 1
    message = f"turn {number} lies beyond the last turn of its file, which has {len(transcript.turns)}"
    return message, 'give a turn of the first file, or name another with { bestand = "…", vanaf = … }'


def _at_time(transcript: Transcript, seconds: float) -> int | tuple[str, str]:
    starts = [(index, turn.start) for index, turn in enumerate(transcript.turns) if turn.start is not None]
    if not starts:
        return "a time, but its file has no times", "give the number of the first turn of part two, counted from 1"
    found = next((index for index, start in starts if start >= seconds), None)
    if found is not None:
        return found
    return (
        "no turn of its file begins at this time or later",
        'give an earlier time, counted from the file\'s beginning, or name another with { bestand = "…", vanaf = … }',
    )
