"""A path → `Study`: its manifest, its tables and the files of each."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path

from pipeline.content.findings import Finding
from pipeline.content.read import parsed
from pipeline.domain import Source
from pipeline.read import claims
from pipeline.study.errors import StudyError
from pipeline.study.manifest import Manifest, manifest_of
from pipeline.study.refer import Manuscript, reference_mistakes

MANIFEST = "study.toml"

_NO_TRANSCRIPTS = (
    MANIFEST,
    "readme*",
    "*.goud.jsonl",
    "uitgaven.*",
    "rapport.*",
    "kruistabel.*",
    "verantwoording.json",
    ".*",
    "~$*",
)
"""Names that are never transcripts: the manifest, what stands beside it, our own outputs, hidden and lock files."""

_KINDS = ".txt, .docx, .vtt, .srt or .json"


DEFAULT_TITLE = "Opgavetafels"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFiles:
    """The files of one table's conversation, in order."""

    id: str = field(repr=False)
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Which files are which tables, before any of them is read."""

    folder: Path = field(repr=False)
    """Where the transcripts are."""
    home: Path = field(repr=False)
    """The folder that holds the manifest, else the one of the transcripts."""
    manifest: Manifest | None = field(repr=False)
    manuscript: Manuscript | None = field(default=None, repr=False)
    """The manifest as it stands in its file, for findings with a line."""
    tables: tuple[TableFiles, ...]
    """In the order of the manifest, one for each `[[tafel]]`; without a manifest sorted by file name."""
    ignored: tuple[Path, ...] = field(default=(), repr=False)
    """Files that no reader claims, and symbolic links."""
    unnamed: tuple[Path, ...] = field(default=(), repr=False)
    """Transcripts in the folder that the manifest names at no table."""

    @property
    def name(self) -> str:
        """What the study's folder is called; for paths, never for a report."""
        return Path(os.path.abspath(self.home)).name or "studie"

    @property
    def title(self) -> str:
        """What a report is called: never after a folder or a file."""
        return (self.manifest.titel if self.manifest else None) or DEFAULT_TITLE

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every file to read, in the order of its number."""
        return tuple(source for table in self.tables for source in table.sources)


def find_study(path: Path) -> Study:
    """The study in a folder, with or without `study.toml`, or the one that a `study.toml` describes.

    Raises StudyError with one sentence, or with every mistake in the manifest.
    """
    if os.path.isdir(path):
        # A dangling link named study.toml is a manifest that can't be read, and not none at all.
        own = path / MANIFEST
        return _described(own) if os.path.lexists(own) else _undescribed(path)
    if os.path.isfile(path) and path.suffix.casefold() == ".toml":
        return _described(path)
    if os.path.exists(path):
        raise StudyError(sentence=f"{path} is neither a folder nor a study.toml; give the folder that the file is in.")
    raise StudyError(sentence=f"{path} isn't there; check how the path is spelt, or give another folder.")


# --- with a manifest --------------------------------------------------------------------------------------------------


def _described(file: Path) -> Study:
    findings: list[Finding] = []
    text, data = parsed(file, file.name, findings)
    if data is None:
        raise StudyError(tuple(findings))
    manuscript = Manuscript(name=file.name, text=text)
    manifest = manifest_of(data, text, file.name, findings)
    where = data.get("map")
    folder = file.parent / (where if isinstance(where, str) else ".")
    findings += [manuscript.finding(*mistake) for mistake in reference_mistakes(data, folder, _is_transcript)]
    if findings or manifest is None:
        raise StudyError(tuple(sorted(set(findings))))
    return _named(manifest, manuscript, folder=folder, home=file.parent)


def _named(manifest: Manifest, manuscript: Manuscript, *, folder: Path, home: Path) -> Study:
    tables = _tables((entry.id, [folder / name for name in entry.bestanden]) for entry in manifest.tafel)
    transcripts, ignored = _contents(folder)
    named = {source.path for table in tables for source in table.sources}
    return Study(
        folder=folder,
        home=home,
        manifest=manifest,
        manuscript=manuscript,
        tables=tables,
        ignored=ignored,
        unnamed=tuple(path for path in transcripts if not _among(path, named)),
    )


def _among(path: Path, named: Iterable[Path]) -> bool:
    return path in named or any(os.path.samefile(path, other) for other in named)


# --- without one ------------------------------------------------------------------------------------------------------


def _undescribed(folder: Path) -> Study:
    transcripts, ignored = _contents(folder)
    if not transcripts:
        raise StudyError(sentence=_nothing(folder, ignored))
    tables = _tables((name, [path]) for name, path in zip(_ids(transcripts), transcripts, strict=True))
    return Study(folder=folder, home=folder, manifest=None, tables=tables, ignored=ignored)


def _nothing(folder: Path, ignored: Sequence[Path]) -> str:
    found = "holds no file that can be read as a transcript" if ignored else "holds no transcripts"
    return f"{folder} {found}; put {_KINDS} files in the folder itself (subfolders and links are not read)."


def _ids(paths: Sequence[Path]) -> list[str]:
    """A table's id for each file: its name without suffix, or with it where another file has the same stem."""
    stems = [_key(path.stem) for path in paths]
    taken = {stem for stem in stems if stems.count(stem) == 1}
    ids: list[str] = []
    for path, stem in zip(paths, stems, strict=True):
        ids.append(path.stem if stems.count(stem) == 1 else _free(path.name, taken))
        taken.add(_key(ids[-1]))
    return ids


def _free(name: str, taken: set[str]) -> str:
    candidates = (name if number == 1 else f"{name} ({number})" for number in count(1))
    return next(candidate for candidate in candidates if _key(candidate) not in taken)


# --- files ------------------------------------------------------------------------------------------------------------


def _tables(files: Iterable[tuple[str, Sequence[Path]]]) -> tuple[TableFiles, ...]:
    numbers = count(1)
    return tuple(
        TableFiles(id=name, sources=tuple(Source(number=next(numbers), path=path) for path in paths))
        for name, paths in files
    )


def _contents(folder: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The transcripts in a folder, and the files that are none though nothing reserves their names; both sorted."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: (_key(path.name), path.name))
    except OSError:
        raise StudyError(sentence=f"{folder} can't be opened; ask for the right to read it.") from None
    files = [path for path in entries if not _reserved(path) and path.is_file()]
    transcripts = tuple(path for path in files if not path.is_symlink() and claims(path))
    return transcripts, tuple(path for path in files if path not in transcripts)


def _is_transcript(path: Path) -> bool:
    return not _reserved(path) and bool(claims(path))


def _reserved(path: Path) -> bool:
    name = path.name.casefold()
    return any(fnmatchcase(name, pattern) for pattern in _NO_TRANSCRIPTS)


def _key(name: str) -> str:
    """A name as file systems that ignore case compare it."""
    return unicodedata.normalize("NFC", name).casefold()
