"""What `study.toml` may hold, as types; the keys are Dutch because its authors are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError

from pipeline.content.findings import Finding
from pipeline.content.read import form_findings
from pipeline.domain import Role

Text = Annotated[str, Field(pattern=r"\S")]
PersonId = Annotated[str, Field(pattern=r"^[^\s#]")]
"""Never begins with `#`: so begin the persons that the manifest gives no id."""

_TIME = re.compile(r"(?:(\d{1,2}):([0-5]\d)|(\d{1,3})):([0-5]\d)(?:[.,](\d{1,3}))?", re.ASCII)

_SHAPE = 'a time such as "00:52:10", a turn\'s number from 1, or { bestand = "…", vanaf = … }'


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where part two begins: at a time or at a turn of one of a table's files."""

    file: str | None = field(default=None, repr=False)
    """As `bestanden` has it; none for the first."""
    seconds: float | None = None
    turn: int | None = None
    """Counted from 1 within the file."""

    def __post_init__(self) -> None:
        if (self.seconds is None) == (self.turn is None):
            raise ValueError("part two begins at a time or at a turn")


def begin_of(value: object) -> Begin:
    """What `analyse_vanaf` says; ValueError where it says nothing that can be used."""
    if not isinstance(value, dict):
        return _moment(value, file=None)
    file = value.get("bestand")
    if set(value) != {"bestand", "vanaf"} or not isinstance(file, str):
        raise ValueError(f"it should be {_SHAPE}")
    return _moment(value["vanaf"], file=file)


def _moment(value: object, *, file: str | None) -> Begin:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Begin(file=file, turn=value)
    # A time without quotes is a time of TOML itself.
    written = value.isoformat() if isinstance(value, time) else value
    if isinstance(written, str) and (found := _TIME.fullmatch(written.strip())):
        hours, minutes, only_minutes, seconds, fraction = found.groups()
        whole = int(hours or 0) * 3600 + int(minutes or only_minutes) * 60 + int(seconds)
        return Begin(file=file, seconds=whole + float(f"0.{fraction or 0}"))
    raise ValueError(f"it should be {_SHAPE}")


def label_key(label: str) -> str:
    """What makes two spellings of a speaker's name the same: neither case nor white space differs."""
    return " ".join(unicodedata.normalize("NFC", label).casefold().split())


def holds_by_role(role: object) -> bool:
    """Whether somebody of whom it is not stated holds the transcripts: who facilitates does."""
    return role == Role.GESPREKSLEIDER


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class SpeakerEntry(_Strict):
    """Somebody at a table, silent or not."""

    naam: Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1, repr=False)]
    id: Annotated[PersonId | None, Field(repr=False)] = None
    rol: Annotated[Role, Field(strict=False)] = Role.ONBEKEND
    organisatie: Annotated[Text | None, Field(repr=False)] = None
    heeft_transcripten: bool | None = None

    @property
    def holds_transcripts(self) -> bool:
        """Whether this person holds the transcripts: as stated, else what the role makes likely."""
        return holds_by_role(self.rol) if self.heeft_transcripten is None else self.heeft_transcripten


class TableEntry(_Strict):
    """One conversation, in one file or several."""

    id: Annotated[Text, Field(repr=False)]
    bestanden: Annotated[list[Text], Field(min_length=1, repr=False)]
    analyse_vanaf: Annotated[Begin | None, PlainValidator(begin_of)] = None
    spreker: list[SpeakerEntry] = []


class GroupEntry(_Strict):
    """Tables by which a report may be cut."""

    naam: Text
    tafels: Annotated[list[Text], Field(min_length=1, repr=False)]


class Manifest(_Strict):
    """A study's `study.toml`."""

    titel: Text | None = None
    datum: date | None = None
    map: Text = "."
    taalmodel: Text | None = None
    tafel: Annotated[list[TableEntry], Field(min_length=1)]
    groep: list[GroupEntry] = []


_REMEDIES: Mapping[str, str] = {
    "datum": "write a date without quotes, such as 2026-05-01",
    "rol": f"use one of {', '.join(Role)}",
    "analyse_vanaf": f"write {_SHAPE}",
    "bestanden": 'write a list of file names, such as ["tafel-1.vtt"]',
    "taalmodel": 'write the name of a language model between quotes, such as "nl_core_news_sm"',
    "heeft_transcripten": "write true or false, without quotes",
    "tafels": "write a list of tables' ids",
    "naam": "write a name between quotes, or a list of spellings",
    "id": "write it between quotes; a person's id does not begin with # or a space",
}
_EXAMPLE = "add it; `tafelbeeld check STUDY --init` writes an example"


def manifest_of(data: Mapping[str, Any], text: str, name: str, findings: list[Finding]) -> Manifest | None:
    """The manifest that a TOML file holds; none, and its findings, where the form is wrong."""
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        items = error.errors(include_url=False, include_input=False)
        found = form_findings(error, text, name)
        findings.extend(_remedied(finding, item) for finding, item in zip(found, items, strict=True))
        return None


def _remedied(finding: Finding, item: Any) -> Finding:
    """A finding with a remedy that fits a manifest."""
    if item["type"] == "missing":
        return replace(finding, remedy=_EXAMPLE)
    key = next((part for part in reversed(item["loc"]) if isinstance(part, str)), "")
    if item["type"] == "extra_forbidden" or key not in _REMEDIES:
        return finding
    return replace(finding, message=_plain(finding.message), remedy=_REMEDIES[key])


def _plain(message: str) -> str:
    """A message without a regular expression in it, and in the middle of a sentence."""
    message = re.sub(r"String should match pattern .*", "this text is empty or begins wrongly", message)
    return message.replace(": Input should", ": it should")
