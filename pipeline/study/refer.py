"""What a manifest names, held against itself and against the folder: every mistake at once.

It looks at the raw TOML, so that a mistake of form somewhere hides no other mistake.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pipeline.content.findings import Finding, excerpt_of
from pipeline.content.lines import Place, line_of_place
from pipeline.study.manifest import holds_by_role, label_key

Raw = Mapping[str, Any]
Mistake = tuple[Place, str, str]
"""Where, what, and what to do."""

_HOLDERS_DIFFER = (
    "an earlier table says otherwise of whether this person holds the transcripts, or the role there does",
    "write the same `heeft_transcripten` for this person at every table",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A manifest as it stands in its file."""

    name: str
    text: str

    def finding(self, place: Place, message: str, remedy: str) -> Finding:
        """A finding at the line of a place."""
        line = line_of_place(self.text, place)
        return Finding(file=self.name, line=line, message=message, remedy=remedy, excerpt=excerpt_of(self.text, line))


def reference_mistakes(data: Raw, folder: Path, is_transcript: Callable[[Path], bool]) -> Iterator[Mistake]:
    """Whatever a manifest names that isn't there, or stands twice; where the folder isn't there, no file is sought."""
    tables = _entries(data, "tafel")
    yield from _tables_twice(tables)
    if not os.path.isdir(folder):
        yield (
            ("map",),
            "the folder that `map` names isn't there",
            "write the folder's path from this file, or leave `map` out",
        )
    else:
        yield from _files(tables, folder, is_transcript)
    for index, table in enumerate(tables):
        yield from _speakers(index, _entries(table, "spreker"))
        yield from _analyse(index, table)
    yield from _holders(tables)
    yield from _groups(_entries(data, "groep"), {table.get("id") for table in tables if _is_text(table.get("id"))})


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _entries(data: Raw, key: str) -> list[Raw]:
    items = data.get(key)
    return [item if isinstance(item, dict) else {} for item in items] if isinstance(items, list) else []


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _tables_twice(tables: list[Raw]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, table in enumerate(tables):
        for key in map(label_key, _strings(table.get("id"))):
            if key in seen:
                yield ("tafel", index, "id"), "another table has this id", "give each table an id of its own"
            seen.add(key)


def _files(tables: list[Raw], folder: Path, is_transcript: Callable[[Path], bool]) -> Iterator[Mistake]:
    owners: dict[Hashable, int] = {}
    for index, table in enumerate(tables):
        place: Place = ("tafel", index, "bestanden")
        for name in _strings(table.get("bestanden")):
            if wrong := _file(name, folder, is_transcript):
                yield place, *wrong
                continue
            owner = owners.setdefault(_identity(folder / name), index)
            if owner != index:
                yield place, f"`{name}` belongs to another table already", "name each file at one table only"
        yield from _file_twice(place, table, folder)


def _file_twice(place: Place, table: Raw, folder: Path) -> Iterator[Mistake]:
    seen: set[Hashable] = set()
    for name in _strings(table.get("bestanden")):
        key = _identity(folder / name)
        if key in seen:
            yield place, f"`{name}` stands twice at this table", "name each file once"
        seen.add(key)


def _file(name: str, folder: Path, is_transcript: Callable[[Path], bool]) -> tuple[str, str] | None:
    path = PurePath(name)
    if path.is_absolute() or path.anchor or ".." in path.parts:
        return f"`{name}` lies outside the study's folder", "put the file into the folder, and name it without a path"
    steps = [folder.joinpath(*path.parts[: depth + 1]) for depth in range(len(path.parts))]
    if any(os.path.islink(step) for step in steps):
        return f"`{name}` is a symbolic link", "put the file itself into the folder"
    if not os.path.isfile(folder / path):
        return f"`{name}` isn't in the study's folder", "correct the name, or put the file there"
    if not is_transcript(folder / path):
        return f"`{name}` is no transcript that can be read", "name a .txt, .docx, .vtt, .srt or .json file"
    return None


def _identity(path: Path) -> Hashable:
    """What makes two names the same file, on file systems that ignore case too."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return os.path.normcase(os.path.abspath(str(path).replace("\0", "")))
    return (stat.st_dev, stat.st_ino) if stat.st_ino else os.path.normcase(os.path.realpath(path))


def _speakers(index: int, speakers: list[Raw]) -> Iterator[Mistake]:
    names: set[str] = set()
    ids: set[str] = set()
    for position, speaker in enumerate(speakers):
        place: Place = ("tafel", index, "spreker", position)
        own = {label_key(name) for name in _strings(speaker.get("naam"))}
        if own & names:
            yield (*place, "naam"), "this table has a speaker of this name already", "name each speaker once at a table"
        own_ids = set(_strings(speaker.get("id")))
        if own_ids & ids:
            remedy = "list the spellings of one person's name at one speaker, or give another id"
            yield (*place, "id"), "this table has a speaker with this id already", remedy
        names |= own
        ids |= own_ids


def _holders(tables: list[Raw]) -> Iterator[Mistake]:
    """Persons said to hold the transcripts at one table and not at another: a person does or does not (R1)."""
    listed: defaultdict[str, list[tuple[Place, Raw]]] = defaultdict(list)
    for index, table in enumerate(tables):
        for position, speaker in enumerate(_entries(table, "spreker")):
            for person in _strings(speaker.get("id")):
                listed[person].append((("tafel", index, "spreker", position, "heeft_transcripten"), speaker))
    for entries in listed.values():
        # Where nothing is stated, roles may differ: then a person counts as one who does not hold them.
        if any(isinstance(speaker.get("heeft_transcripten"), bool) for _, speaker in entries):
            first = _holds(entries[0][1])
            yield from ((place, *_HOLDERS_DIFFER) for place, speaker in entries if _holds(speaker) != first)


def _holds(speaker: Raw) -> bool:
    stated = speaker.get("heeft_transcripten")
    return stated if isinstance(stated, bool) else holds_by_role(speaker.get("rol"))


def _analyse(index: int, table: Raw) -> Iterator[Mistake]:
    begin = table.get("analyse_vanaf")
    file = begin.get("bestand") if isinstance(begin, dict) else None
    if isinstance(file, str) and file not in _strings(table.get("bestanden")):
        message = "`analyse_vanaf` names a file that this table does not have"
        yield ("tafel", index, "analyse_vanaf"), message, "write the name as it stands in `bestanden`"


def _groups(groups: list[Raw], ids: set[Any]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, group in enumerate(groups):
        for name in _strings(group.get("tafels")):
            if name not in ids:
                yield ("groep", index, "tafels"), f"no table has the id `{name}`", "write an id that a [[tafel]] has"
        for key in map(label_key, _strings(group.get("naam"))):
            if key in seen:
                yield ("groep", index, "naam"), "another group has this name", "give each group a name of its own"
            seen.add(key)
