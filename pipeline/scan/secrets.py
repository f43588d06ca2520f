"""What a study holds that no output may: its words in a row, its names, and this machine's own."""

from __future__ import annotations

import getpass
import os
import re
import socket
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.domain import Session, Transcript
from pipeline.scan.closed_world import ClosedWorld, runs_of, words_of
from pipeline.study import Study

_SHORTEST = 3
_NOBODY = frozenset({"root", "user", "admin", "administrator", "localhost", "gebruiker"})
ABSOLUTE = re.compile(
    r"(?<![\w/.])/(?:home|Users|root|tmp|var|mnt|media|srv|opt|private|work|data|Volumes)/[^\s\"'<>]+"
    r"|(?<!\w)[A-Za-z]:\\[^\s\"'<>]+|\\\\[\w.-]+\\[^\s\"'<>]+|file://[^\s\"'<>]+"
)
"""A path from a machine's root, by the folders that such paths begin with."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Secrets:
    """Phrases in lower case; none of them is made of the closed world's words alone."""

    runs: frozenset[Phrase] = field(repr=False)
    """Every five words in a row that somebody said."""
    names: frozenset[Phrase] = field(repr=False)
    """Of speakers, persons, organisations, tables and files."""
    machine: frozenset[Phrase] = field(repr=False)
    """Of the user and the computer."""
    folders: frozenset[str] = field(repr=False)
    """Where the study, the home folder and the current one are."""


def secrets_of(
    study: Study, transcripts: Mapping[int, Transcript], sessions: Iterable[Session], world: ClosedWorld
) -> Secrets:
    """All that must not stand in an output made of this study."""
    said = (turn.text for transcript in transcripts.values() for turn in transcript.turns)
    return Secrets(
        runs=frozenset(run for text in said for run in runs_of(words_of(text))) - world.runs,
        names=frozenset(_phrases([*_names(study, transcripts), *_seated(sessions)], world)),
        machine=frozenset(_phrases(_of_machine(), world)),
        folders=frozenset(str(path) for path in (study.home, study.folder, Path.home()) if len(path.parts) > 1),
    )


def _phrases(names: Iterable[str], world: ClosedWorld) -> Iterator[Phrase]:
    for name in names:
        words = tuple(words_of(name))
        if sum(map(len, words)) >= _SHORTEST and not all(map(world.admits, words)):
            yield words


def _names(study: Study, transcripts: Mapping[int, Transcript]) -> Iterator[str]:
    for source in study.sources:
        yield source.path.stem
        yield source.path.name
    for table in study.manifest.tafel if study.manifest else ():
        yield table.id
    for transcript in transcripts.values():
        yield from {turn.label for turn in transcript.turns if turn.label}


def _seated(sessions: Iterable[Session]) -> Iterator[str]:
    for session in sessions:
        yield session.id
        for attendee in session.attendees:
            yield attendee.person
            yield attendee.organisation or ""


def _of_machine() -> Iterator[str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = os.environ.get("USER", "")
    yield from (name for name in (user, socket.gethostname()) if name.casefold() not in _NOBODY)
