"""A folder × what must not stand in it → leaks, by file and kind; never the words themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.scan.closed_world import ClosedWorld, runs_of, words_of
from pipeline.scan.pieces import Piece, UnreadError, pieces
from pipeline.scan.secrets import ABSOLUTE, Phrase, Secrets

LARGEST = 200_000_000


class LeakKind(StrEnum):
    """What was found where it must not be, worst first."""

    WORDS_IN_A_ROW = "words in a row"
    NAME = "name"
    OWN_WORD = "own word"
    PATH = "path"
    MACHINE = "machine"
    UNREAD = "unread"
    LINK = "link"
    CHANGED = "changed"


_SAID = {
    LeakKind.WORDS_IN_A_ROW: "five words in a row that somebody said at a table, {n} times",
    LeakKind.NAME: "a name of a speaker, person, organisation, table or file of the study, {n} times",
    LeakKind.OWN_WORD: "{n} words that no text, template or codebook of the tool has",
    LeakKind.PATH: "a path of a computer, {n} times",
    LeakKind.MACHINE: "the name of this computer or its user, {n} times",
    LeakKind.UNREAD: "something that can't be looked into",
    LeakKind.LINK: "a link to another place, which is not followed",
    LeakKind.CHANGED: "changed since the run wrote it, so its own words were not looked at",
}


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """How often one kind of leak stands in one part of one file."""

    file: str
    part: str
    kind: LeakKind
    count: int = 1
    why: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, in {self.part}" if self.part else self.file
        return f"{where}: {self.why or _SAID[self.kind].format(n=self.count)}."


def leaks(folder: Path, secrets: Secrets, world: ClosedWorld, *, closed: Callable[[str], bool]) -> tuple[Leak, ...]:
    """All leaks in a folder, its subfolders too; `closed` says of which files every word must be the content's own."""
    found = (leak for path in sorted(folder.rglob("*")) for leak in _of_path(path, folder, secrets, world, closed))
    return tuple(sorted(found))


def _of_path(
    path: Path, folder: Path, secrets: Secrets, world: ClosedWorld, closed: Callable[[str], bool]
) -> Iterator[Leak]:
    name = path.relative_to(folder).as_posix()
    own_name = [Piece("", name, prose=False)]
    yield from _counted("a file's name", own_name, secrets, world, closed=False)
    if path.is_symlink():
        yield Leak(name, "", LeakKind.LINK)
    elif path.is_file():
        if path.stat().st_size > LARGEST:
            yield Leak(name, "", LeakKind.UNREAD, why="is larger than 200 MB, so it was not looked into")
        else:
            yield from leaks_in(name, path.read_bytes(), secrets, world, closed=closed(name))


def leaks_in(name: str, data: bytes, secrets: Secrets, world: ClosedWorld, *, closed: bool) -> Iterator[Leak]:
    """All leaks in one file."""
    found: list[Piece] = []
    try:
        found.extend(pieces(name, data))
    except UnreadError as error:
        yield Leak(name, "", LeakKind.UNREAD, why=f"it {error}")
    yield from _counted(name, found, secrets, world, closed=closed)


def _counted(
    name: str, found: Iterable[Piece], secrets: Secrets, world: ClosedWorld, *, closed: bool
) -> Iterator[Leak]:
    parts: dict[str, list[Piece]] = {}
    for piece in found:
        parts.setdefault(piece.part, []).append(piece)
    for part, its in parts.items():
        counts = _kinds(its, secrets, world, closed=closed)
        yield from (Leak(name, part, kind, count) for kind, count in counts.items() if count)


def _kinds(found: list[Piece], secrets: Secrets, world: ClosedWorld, *, closed: bool) -> Counter[LeakKind]:
    """How often each kind stands in one part: its strings are read on end, so that none hides between two."""
    counts: Counter[LeakKind] = Counter()
    words = [word for piece in found for word in words_of(piece.text)]
    counts[LeakKind.WORDS_IN_A_ROW] = sum(run in secrets.runs for run in runs_of(words))
    counts[LeakKind.NAME] = _standing(words, secrets.names)
    counts[LeakKind.MACHINE] = _standing(words, secrets.machine)
    if closed:
        prose = [word for piece in found if piece.prose for word in words_of(piece.text)]
        counts[LeakKind.OWN_WORD] = len({word for word in prose if not world.admits(word)})
    for piece in found:
        counts[LeakKind.PATH] += len(ABSOLUTE.findall(piece.text))
        counts[LeakKind.PATH] += any(folder in piece.text for folder in secrets.folders)
    return counts


def _standing(words: list[str], phrases: frozenset[Phrase]) -> int:
    """How often one of these phrases stands in a run of words."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    return sum(
        tuple(words[place : place + len(phrase)]) == phrase
        for place, word in enumerate(words)
        for phrase in by_first.get(word, ())
    )
