"""Gold: labels that people settled, read from positions beside a study's transcripts or from loose passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch import reading
from pipeline.classify.model import study_fingerprint
from pipeline.classify.train import GoldPassage
from pipeline.content import Codebook, Content, ContentError, Finding
from pipeline.domain import NEUTRAAL, Session
from pipeline.study import Study, StudyError, find_study, sessions

_WHERE = "look at the position of this passage, and at the version of the transcript"


def read_gold(path: Path, *, codebook: Codebook) -> tuple[tuple[GoldPassage, ...], str]:
    """Gold passages, and the fingerprint of the tables that they come from (empty for loose passages).

    `path` is a study with `*.goud.jsonl` beside its transcripts, or a file of loose passages or of positions.
    Raises ContentError with every mistake at once, and StudyError where there is no gold.
    """
    files = sorted(path.glob("*.goud.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise StudyError(sentence="There is no gold there; give a folder with *.goud.jsonl files, or one such file.")
    reader = _GoldReader(codebook)
    rows = [row for file in files for row in reader.rows(file)]
    positional = [row for row in rows if "turn" in row.data]
    study = find_study(path if path.is_dir() else path.parent) if positional else None
    if study is not None:
        reader.seat(study)
    passages = tuple(passage for row in rows if (passage := reader.passage(row)) is not None)
    if reader.findings:
        raise ContentError(tuple(sorted(reader.findings)))
    return passages, study_fingerprint([table.id for table in study.tables]) if study else ""


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
        speaker, text = located
        return GoldPassage(table=str(row.data.get("table", row.file)), speaker=speaker, text=text, tags=tags)

    def _loose(self, row: _Row) -> tuple[str, str] | None:
        text = row.data.get("text")
        if not isinstance(text, str) or not text.strip():
            self._find(row.file, row.line, "this passage has no `text`", "add it, or a position: turn, start, end")
            return None
        return str(row.data.get("speaker", f"{row.file}:{row.line}")), text

    def _located(self, row: _Row) -> tuple[str, str] | None:
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
        return (speaker.person if speaker else "onbekend"), text[start:end]

    def _tags(self, row: _Row) -> dict[str, str | None] | None:
        found: dict[str, str | None] = {}
        before = len(self.findings)
        for tag in row.data.get("tags", []):
            code, direction = tag.get("pattern"), tag.get("direction")
            known = (*self._codebook.directions(code), NEUTRAAL) if self._codebook.is_pattern(code) else ()
            if direction not in known:
                self._find(row.file, row.line, "the codebook has no such pattern or direction", "use its ids")
            found[code] = direction
        for code in row.data.get("perspectives", []):
            if code not in self._codebook.codes or self._codebook.is_pattern(code):
                self._find(row.file, row.line, "the codebook has no such perspective", "use its ids")
            found[code] = None
        return found if len(self.findings) == before else None

    def _find(self, file: str, line: int, message: str, remedy: str) -> None:
        self.findings.append(Finding(file=file, line=line, message=message, remedy=remedy))
