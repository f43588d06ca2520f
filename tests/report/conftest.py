"""Two studies counted by hand: ten tables with numbers, seven with bands only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from tomllib import loads
from typing import Any, Literal

import pytest

from pipeline.content import shipped
from pipeline.content.models import Codebook
from pipeline.domain import (
    Band,
    CellKey,
    ContrastKey,
    ContrastKind,
    Cut,
    Part,
    Ring,
    RoleClass,
    SafeCell,
    SafeContrast,
    SafeCounts,
    Shown,
    Step,
    Unit,
    Withheld,
)
from pipeline.report import draft
from pipeline.report.model import Account, Report

GONE = ("regeerakkoord", "voorgeschiedenis")
"""Patterns that are withheld in both studies."""


def _toml(name: str) -> dict[str, Any]:
    return loads((shipped("lexicons") / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return Codebook.model_validate(_toml("codebook.toml"))


@pytest.fixture(scope="session")
def texts() -> Mapping[str, dict[str, Any]]:
    return {language: _toml(f"teksten/{language}.toml") for language in ("nl", "en")}


def _keys(codebook: Codebook, step: Step, groups: tuple[str, ...]) -> list[CellKey]:
    patterns = [pattern.id for pattern in codebook.patterns]
    views = [perspective.id for perspective in codebook.perspectives]
    keys = [CellKey(cut=Cut.PATTERN, pattern=code) for code in patterns]
    if step is Step.RINGS:
        keys += [CellKey(cut=Cut.PATTERN_BY_RING, pattern=code, ring=ring) for code in patterns for ring in Ring]
    if step is Step.CLASSES:
        keys += [
            CellKey(cut=Cut.PATTERN_BY_CLASS, pattern=code, role_class=side) for code in patterns for side in RoleClass
        ]
    keys += [
        CellKey(cut=Cut.PATTERN_BY_PART, pattern=code, part=part)
        for code in patterns
        for part in (Part.BIOGRAFIE, Part.ANALYSE)
    ]
    keys += [
        CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern=code, direction=direction)
        for code in patterns
        for direction in codebook.directions(code)
    ]
    keys += [CellKey(cut=Cut.PERSPECTIVE, perspective=code) for code in views]
    keys += [
        CellKey(cut=Cut.PERSPECTIVE_BY_CLASS, perspective=code, role_class=side) for code in views for side in RoleClass
    ]
    return keys + [CellKey(cut=Cut.PATTERN_BY_GROUP, pattern=code, group=name) for code in patterns for name in groups]


def _cells(key: CellKey, index: int, tables: int) -> list[SafeCell]:
    """A cell's rows, as `disclose` might make them; every fifth two-way cell is withheld."""
    numbers = tables >= 10
    alone = key.cut in (Cut.PATTERN, Cut.PERSPECTIVE)
    gone = key.code in GONE or (not alone and index % 5 == 0)
    count = 4 + index % 6
    band = Band.MERENDEEL if numbers and count > tables / 2 else Band.MEERDERE
    if numbers and alone and count >= tables - 1:
        band, value = Band.ZO_GOED_ALS_ELKE, None
    else:
        value = count if numbers and count <= tables - 2 else None
    status = Withheld() if gone else Shown(band=band, value=value)
    cells = [SafeCell(key=key, unit=Unit.SESSIONS, status=status)]
    if alone:
        upper = (Band.MINDER_DAN_EEN_KWART, Band.EEN_KWART_TOT_DE_HELFT, Band.MEER_DAN_DE_HELFT)
        share = upper[index % 3] if numbers else (Band.MINDER_DAN_EEN_KWART, Band.EEN_KWART_OF_MEER)[index % 2]
        cells.append(SafeCell(key=key, unit=Unit.SHARE, status=Withheld() if gone else Shown(band=share)))
    if numbers:
        speakers = Withheld() if gone else Shown(value=10 + 5 * (index % 7))
        cells.append(SafeCell(key=key, unit=Unit.SPEAKERS, status=speakers))
    return cells


def _contrasts(codebook: Codebook) -> Iterator[SafeContrast]:
    """Every contrast, as `disclose` might make them; every third is withheld, and all of a withheld pattern."""
    kinds = ContrastKind
    keys = [ContrastKey(kind=kinds.CLASS, pattern=pattern.id) for pattern in codebook.patterns]
    keys += [ContrastKey(kind=kinds.CLASS, perspective=view.id) for view in codebook.perspectives]
    keys += [ContrastKey(kind=kinds.PART, pattern=pattern.id) for pattern in codebook.patterns]
    keys += [ContrastKey(kind=kinds.DIRECTION, pattern=pattern.id) for pattern in codebook.patterns]
    keys += [ContrastKey(kind=kinds.OWNERSHIP, pattern="eigenaarschap", role_class=side) for side in RoleClass]
    keys += [ContrastKey(kind=kinds.CONCLUSION)]
    for index, key in enumerate(keys):
        sides = {kinds.CLASS: tuple(map(str, RoleClass)), kinds.PART: ("biografie", "analyse")}.get(
            key.kind, codebook.directions(key.pattern) if key.pattern else ("opgave", "lijn")
        )
        gone = key.code in GONE or index % 3 == 2
        yield SafeContrast(key=key, side=Withheld() if gone else sides[index % 2])


@pytest.fixture(scope="session")
def count_study(codebook: Codebook) -> Callable[..., SafeCounts]:
    """A study of so many tables, at one step of the ladder."""

    def counted(tables: int, step: Step = Step.RINGS, *, groups: tuple[str, ...] = ()) -> SafeCounts:
        keys = _keys(codebook, step, groups)
        cells = tuple(cell for index, key in enumerate(keys) for cell in _cells(key, index, tables))
        return SafeCounts(
            tables=tables,
            k=1,
            profile="besloten",
            step=step,
            cells=cells,
            contrasts=tuple(_contrasts(codebook)),
            speakers=75 if tables >= 10 else None,
        )

    return counted


@pytest.fixture(scope="session")
def ten(count_study: Callable[..., SafeCounts]) -> SafeCounts:
    return count_study(10, Step.RINGS)


@pytest.fixture(scope="session")
def seven(count_study: Callable[..., SafeCounts]) -> SafeCounts:
    return count_study(7, Step.CLASSES)


@pytest.fixture(scope="session")
def account() -> Account:
    return Account(
        version="0.1.0",
        codebook="0f3a9c12b4de",
        language_model="nl (spacy-lookups-data 1.0.5)",
        tag_model="tafel-snel 7be1c0ffee42",
        tier="vol",
        encoder="tafelbeeld encoder 0a1b2c3d4e5f",
        unjudged="few",
        verdicts={"vertrouwen": "goed", "politiek": "matig", "rechtmatig": "niet_automatisch"},
        files_read=10,
        files_skipped=1,
        tables_without_speakers=0,
        sample=True,
        rules={
            "tafels_minimum": 3,
            "sprekers_minimum_besloten": 5,
            "sprekers_minimum_openbaar": 10,
            "organisaties_minimum": 3,
            "grootste_tafel_aandeel": 0.5,
            "merendeel_vanaf_tafels": 8,
            "zo_goed_als_elke_vanaf_tafels": 10,
            "afronding_sprekers": 5,
            "percentage_vanaf_sprekers": 100,
            "percentage_stap": 5,
            "studie_minimum_tafels": 5,
            "getallen_vanaf_tafels": 10,
        },
        banners=("concept", "in_sample"),
    )


@pytest.fixture(scope="session")
def make_report(codebook: Codebook, texts: Mapping[str, Any], account: Account) -> Callable[..., Report]:
    """A draft with everything but the counts filled in."""

    def made(
        counts: SafeCounts, language: Literal["nl", "en"] = "nl", title: str = "Opgavetafels 2026", **other: Any
    ) -> Report:
        settings = {"date": "2026-05-01", "texts": texts[language], "codebook": codebook, **other}
        return draft(counts, settings.pop("account", account), title=title, language=language, **settings)

    return made
