"""Gold: labels that people settled, read from positions beside a study's transcripts or from loose passages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch import reading
from pipeline.classify.train import GoldPassage
from pipeline.content import Codebook, Content, ContentError, Finding
from pipeline.domain import NEUTRAAL, Role, Session
from pipeline.study import Study, StudyError, find_study, sessions

_WHERE = "look at the position of this passage, and at the version of the transcript"


def read_gold(paths: Sequence[Path], *, codebook: Codebook) -> tuple[GoldPassage, ...]:
    """Gold passages of studies with `*.goud.jsonl` beside their transcripts, and of files of loose passages.

    Raises ContentError with every mistake at once, and StudyError where there is no gold.
    """
    reader = _GoldReader(codebook)
    found = tuple(passage for path in paths for passage in _gold_of(path, reader))
    if reader.findings:
        raise ContentError(tuple(sorted(reader.findings)))
    return found


def _gold_of(path: Path, reader: _GoldReader) -> list[GoldPassage]:
    files = sorted(path.glob("*.goud.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise StudyError(sentence="There is no gold there; give a folder with *.goud.jsonl files, or one such file.")
    rows = [row for file in files for row in reader.rows(file)]
    if any("turn" in row.data for row in rows):
        reader.seat(find_study(path if path.is_dir() else path.parent))
    return [passage for row in rows if (passage := reader.passage(row)) is not None]


def example_passages(content: Content) -> tuple[GoldPassage, ...]:
    """The lexicons' own examples and counter-examples, as passages of one table."""
    return tuple(passage for lexicon in content.lexicons for passage in _examples_of(content, lexicon.id))


def _examples_of(content: Content, code: str) -> Iterator[GoldPassage]:
    lexicon, is_pattern = content.lexicon(code), content.codebook.is_pattern(code)
    for example in lexicon.voorbeeld:
        tags = {code: example.richting if is_pattern else None}
        yield GoldPassage(table="lexicon", speaker=f"lexicon:{code}", text=example.zin, tags=tags, only=code)
    for counter in lexicon.tegenvoorbeeld:
        yield GoldPassage(table="lexicon", speaker=f"lexicon:{code}", text=counter.zin, tags={}, only=code)


@dataclass(frozen=True, slots=True)
class _Row:
    file: str
    line: int
    data: dict[str, Any] = field(repr=False)


class _GoldReader:
    """Rows → passages, collecting what is wrong; a row's text never stands in a finding."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._sessions: dict[str, Session] = {}
        self.findings: list[Finding] = []

    def rows(self, file: Path) -> Iterator[_Row]:
        """Every line of a JSON Lines file that holds an object."""
        for number, line in enumerate(file.read_bytes().decode("utf-8-sig", "replace").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                data = None
            if isinstance(data, dict):
                yield _Row(file.name, number, data)
            else:
                self._find(file.name, number, "this line is no JSON object", "write one object a line")

    def seat(self, study: Study) -> None:
        """Reads the transcripts that positions speak of."""
        made = reading(study)
        heard = [table for table in study.tables if any(s.number in made.transcripts for s in table.sources)]
        for table, session in zip(heard, sessions(study, made.transcripts), strict=True):
            self._sessions[table.id] = session

    def passage(self, row: _Row) -> GoldPassage | None:
        """The passage of a row; none, and a finding, where something in it is wrong."""
        located = self._located(row) if "turn" in row.data else self._loose(row)
        tags = self._tags(row)
        if located is None or tags is None:
            return None
        speaker, role, text = located
        return GoldPassage(
            table=str(row.data.get("table", "")),
            speaker=speaker,
            text=text,
            tags=tags,
            role=role,
            register=str(row.data.get("register", "")),
            contested=frozenset(str(code) for code in row.data.get("contested") or ()) - frozenset(tags),
        )

    def _loose(self, row: _Row) -> tuple[str, str, str] | None:
        text = row.data.get("text")
        if not isinstance(text, str) or not text.strip():
            self._find(row.file, row.line, "this passage has no `text`", "add it, or a position: turn, start, end")
            return None
        role = str(row.data.get("role", Role.ONBEKEND))
        if role not in tuple(Role):
            self._find(row.file, row.line, "no such role", f"use one of {', '.join(Role)}, or leave it out")
            return None
        return str(row.data.get("speaker", f"{row.file}:{row.line}")), role, text

    def _located(self, row: _Row) -> tuple[str, str, str] | None:
        session = self._sessions.get(str(row.data.get("table")))
        if session is None:
            self._find(row.file, row.line, "no table of the study has this `table`", "use an id of study.toml")
            return None
        turn, start, end = (row.data.get(key) for key in ("turn", "start", "end"))
        if not (isinstance(turn, int) and isinstance(start, int) and isinstance(end, int)):
            self._find(row.file, row.line, "a position is three whole numbers: turn, start, end", _WHERE)
            return None
        if not 0 <= turn < len(session.turns):
            self._find(row.file, row.line, "there is no such turn at this table", _WHERE)
            return None
        text = session.turns[turn].text
        if not 0 <= start < end <= len(text):
            self._find(row.file, row.line, "the position lies outside its turn", _WHERE)
            return None
        speaker = session.speaker(turn)
        role = speaker.role if speaker else Role.ONBEKEND
        return (speaker.person if speaker else "onbekend"), role, text[start:end]

    def _tags(self, row: _Row) -> dict[str, str | None] | None:
        before = len(self.findings)
        try:
            pairs = [*_tags_of(row.data), *((str(code), None) for code in row.data.get("perspectives") or ())]
        except (TypeError, KeyError, AttributeError):
            self._find(row.file, row.line, "the labels can't be read", 'write "tags": [{"pattern": …, "direction": …}]')
            return None
        for code, direction in pairs:
            if code not in self._codebook.codes:
                self._find(row.file, row.line, "the codebook has no such pattern or perspective", "use its ids")
            elif direction not in self._told(code):
                known = ", ".join((*self._codebook.directions(code), NEUTRAAL))
                self._find(row.file, row.line, f"{code} has no such direction", f"use one of {known}")
        return dict(pairs) if len(self.findings) == before else None

    def _told(self, code: str) -> tuple[str | None, ...]:
        return (*self._codebook.directions(code), NEUTRAAL) if self._codebook.is_pattern(code) else (None,)

    def _find(self, file: str, line: int, message: str, remedy: str) -> None:
        self.findings.append(Finding(file=file, line=line, message=message, remedy=remedy))


def _tags_of(data: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """`tags` as our own gold writes them, or `label` with `direction` as coders' files do."""
    if "label" not in data:
        return [(str(tag["pattern"]), tag.get("direction")) for tag in data.get("tags") or ()]
    told = data.get("direction")
    return [(str(code), _direction_for(str(code), told)) for code in data["label"]]


def _direction_for(code: str, told: object) -> str | None:
    direction = told.get(code) if isinstance(told, Mapping) else told
    return str(direction) if direction else NEUTRAAL


def reference_passages(path: Path, *, codebook: Codebook) -> tuple[GoldPassage, ...]:
    """Real text without any pattern, by reference: JSON Lines of `file, offset, length, sha256` (code points).

    Nothing is said of perspectives: a regulation speaks of law and does not look at steering.

    A file that is not there, or has changed, is left out: whoever trains is told how many were found.
    Raises ContentError with every line that is no reference.
    """
    found = []
    unsaid = frozenset(code for code in codebook.codes if not codebook.is_pattern(code))
    texts: dict[Path, str | None] = {}
    findings = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = _reference(line)
        if row is None:
            remedy = "write file, offset, length and sha256"
            findings.append(Finding(file=path.name, line=number, message="this is no reference", remedy=remedy))
            continue
        file = path.parent / row["file"]
        if file not in texts:
            texts[file] = file.read_text(encoding="utf-8") if file.is_file() else None
        whole = texts[file] or ""
        text = whole[row["offset"] : row["offset"] + row["length"]]
        if hashlib.sha256(text.encode()).hexdigest() == row["sha256"]:
            found.append(
                GoldPassage(
                    table=f"reference {file.stem}",
                    speaker=str(number),
                    text=text,
                    tags={},
                    contested=unsaid,
                    reference=True,
                )
            )
    if findings:
        raise ContentError(tuple(findings))
    return tuple(found)


def _reference(line: str) -> dict[str, Any] | None:
    """A reference's four fields; none where one is missing or of another kind."""
    kinds = {"file": str, "offset": int, "length": int, "sha256": str}
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    right = isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in kinds.items())
    return row if right else None
