"""What a note says: only what is shown, cell by cell, in the codebook's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipeline.content.models import Codebook
from pipeline.domain import (
    Band,
    CellKey,
    ContrastKey,
    ContrastKind,
    Cut,
    SafeCell,
    SafeCounts,
    Shown,
    Step,
    Unit,
    Withheld,
)
from pipeline.report.model import Account, Figure, Lesson, Paragraph, Report, Room, Section, Table

Make = Callable[..., Report]
GONE = ("regeerakkoord", "voorgeschiedenis")


def section(report: Report, identity: str) -> Section:
    return next(item for item in report.sections if item.id == identity)


def running(item: Section) -> str:
    return " ".join(block.text for block in item.blocks if isinstance(block, Paragraph))


def tables(report: Report) -> list[Table]:
    return [block for item in report.sections for block in item.blocks if isinstance(block, Table)]


def without(counts: SafeCounts, key: CellKey) -> SafeCounts:
    """The same counts with one cell withheld."""
    hide = [replace(cell, status=Withheld()) if cell.key == key else cell for cell in counts.cells]
    return replace(counts, cells=tuple(hide))


def test_each_pattern_has_a_section_with_claim_lessons_and_room(
    make_report: Make, ten: SafeCounts, codebook: Codebook
) -> None:
    report = make_report(ten)
    sections = [item for item in report.sections if item.id.startswith("patroon-")]
    assert [item.title for item in sections] == [pattern.bewering for pattern in codebook.patterns]
    assert [item.number for item in sections] == [f"2.{n}" for n in range(1, len(sections) + 1)]
    for item, pattern in zip(sections, codebook.patterns, strict=True):
        told = [block for block in item.blocks if isinstance(block, Lesson)]
        assert [lesson.text for lesson in told] == [lesson.tekst for lesson in pattern.les]
        assert isinstance(item.blocks[-1], Room)


def test_of_a_withheld_pattern_nothing_is_said_but_the_mark(make_report: Make, ten: SafeCounts) -> None:
    report = make_report(ten)
    for code in GONE:
        assert running(section(report, f"patroon-{code}")) == "Hoe breed dit patroon te horen was: niet getoond."


def test_seven_tables_are_told_without_numbers(make_report: Make, seven: SafeCounts) -> None:
    report = make_report(seven)
    for item in report.sections:
        if item.id.startswith("patroon-") and item.id.removeprefix("patroon-") not in GONE:
            assert "aan meerdere tafels" in running(item).lower()
            assert "zeven tafels" not in running(item)
            assert not any(letter.isdigit() for letter in running(item))


def test_ten_tables_are_told_in_numbers(make_report: Make, ten: SafeCounts) -> None:
    assert "vier van de tien tafels" in running(section(make_report(ten), "patroon-politiek"))
    assert "ongeveer 75 deelnemers" in running(section(make_report(ten), "gevraagd"))


def test_a_withheld_cell_takes_its_words_along_and_no_others(make_report: Make, ten: SafeCounts) -> None:
    key = CellKey(cut=Cut.PATTERN_BY_DIRECTION, pattern="vertrouwen", direction="groeit")
    alone = replace(ten, contrasts=())
    before, after = make_report(alone), make_report(without(alone, key))
    assert "vertrouwen was of groeide" in running(section(before, "patroon-vertrouwen"))
    assert "vertrouwen was of groeide" not in running(section(after, "patroon-vertrouwen"))
    changed = {one.id for one, other in zip(before.sections, after.sections, strict=True) if one != other}
    assert changed == {"patroon-vertrouwen", "kruistabellen"}


def test_a_comparison_is_said_where_it_is_printed_and_nowhere_else(make_report: Make, ten: SafeCounts) -> None:
    key = ContrastKey(kind=ContrastKind.PART, pattern="vertrouwen")

    def told(side: str | Withheld) -> Report:
        contrasts = (replace(one, side=side) if one.key == key else one for one in ten.contrasts)
        return make_report(replace(ten, contrasts=tuple(contrasts)))

    early, late, none = told("biografie"), told("analyse"), told(Withheld())
    said, turned, silent = (
        set(running(section(report, "patroon-vertrouwen")).split(". ")) for report in (early, late, none)
    )
    assert len(said - silent) == len(turned - silent) == 1 and said != turned and silent < said
    assert all(" dan in de analyse" in sentence for sentence in said - silent)
    changed = {one.id for one, other in zip(early.sections, none.sections, strict=True) if one != other}
    assert changed == {"patroon-vertrouwen", "kruistabellen"}


def test_the_conclusion_says_to_which_side_or_gives_the_mark(make_report: Make, ten: SafeCounts) -> None:
    key = ContrastKey(kind=ContrastKind.CONCLUSION)
    for side, said in (("opgave", "naar de opgave."), ("lijn", "naar de bestaande lijn."), (None, "niet getoond.")):
        contrasts = (replace(one, side=side or Withheld()) if one.key == key else one for one in ten.contrasts)
        report = make_report(replace(ten, contrasts=tuple(contrasts)))
        assert running(section(report, "conclusie")).endswith(said)


def test_sentences_vary_and_none_is_said_twice(make_report: Make, seven: SafeCounts) -> None:
    said = [
        sentence
        for item in make_report(seven).sections
        if item.id.startswith("patroon-") and item.id.removeprefix("patroon-") not in GONE
        for sentence in running(item).split(". ")[:1]
    ]
    assert len(set(said)) == len(said) == 8


def test_every_cell_stands_in_a_cross_table_in_the_order_of_the_codebook(
    make_report: Make, ten: SafeCounts, codebook: Codebook
) -> None:
    shown = [block for block in section(make_report(ten), "kruistabellen").blocks if isinstance(block, Table)]
    made = [cut for cut in Cut if ten.made(cut)]
    assert len(shown) == len(made) + 1
    names = [pattern.naam for pattern in codebook.patterns]
    assert [row[0] for row in shown[0].rows] == names
    *cuts, compared = (sum(cell == "niet getoond" for row in table.rows for cell in row) for table in shown)
    assert sum(cuts) >= sum(isinstance(c.status, Withheld) for c in ten.cells if c.unit is Unit.SESSIONS)
    assert compared == sum(isinstance(contrast.side, Withheld) for contrast in ten.contrasts)


def test_tables_and_figures_are_numbered_through(make_report: Make, ten: SafeCounts) -> None:
    report = make_report(ten)
    for number, table in enumerate(tables(report), start=1):
        assert table.caption.startswith(f"Tabel {number}. ")
    (figure,) = (block for item in report.sections for block in item.blocks if isinstance(block, Figure))
    assert figure.caption.startswith("Figuur 1. ")


def test_a_group_is_a_column_of_its_own(make_report: Make, count_study: Callable[..., SafeCounts]) -> None:
    counts = count_study(10, groups=("=SOM(A1)", "De tweede groep"))
    table = next(table for table in tables(make_report(counts)) if "groep van tafels" in table.caption)
    assert table.header[1:] == ("=SOM(A1)", "De tweede groep")
    assert not any(" van 10" in cell for row in table.rows for cell in row[1:])


def test_patterns_that_go_together_are_a_row_a_pair(make_report: Make, ten: SafeCounts) -> None:
    key = CellKey(cut=Cut.PATTERN_BY_PATTERN, pattern="politiek", pattern_2="vertrouwen")
    cells = (
        SafeCell(key=key, unit=Unit.SESSIONS, status=Shown(band=Band.MEERDERE)),
        SafeCell(key=key, unit=Unit.SPEAKERS, status=Shown(value=10)),
    )
    report = make_report(replace(ten, cells=(*ten.cells, *cells)))
    table = next(table for table in tables(report) if table.header[1] == "Samen met")
    assert table.rows == (("Politiek", "Vertrouwen", "meerdere tafels", "ongeveer 10"),)


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("tables_", [7, 10])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_step_size_and_language_can_be_told(
    make_report: Make, count_study: Callable[..., SafeCounts], step: Step, tables_: int, language: str
) -> None:
    report = make_report(count_study(tables_, step), language)
    told = [block.text for item in report.sections for block in item.blocks if isinstance(block, Paragraph)]
    assert all(text.strip() and "{" not in text and "  " not in text and ".." not in text for text in told)


def test_a_study_in_which_all_is_withheld_still_has_a_report(make_report: Make, ten: SafeCounts) -> None:
    nothing = tuple(replace(contrast, side=Withheld()) for contrast in ten.contrasts)
    cells = tuple(replace(cell, status=Withheld()) for cell in ten.cells)
    empty = replace(ten, cells=cells, contrasts=nothing)
    report = make_report(empty)
    cells = [cell for cell in tables(report)[0].rows[0][1:3]]
    assert cells == ["niet getoond", "niet getoond"]


def test_a_percentage_and_a_band_without_number_are_told(make_report: Make, ten: SafeCounts) -> None:
    key = CellKey(cut=Cut.PATTERN, pattern="politiek")
    share = SafeCell(key=key, unit=Unit.SHARE, status=Shown(value=45))
    cells = tuple(share if (cell.key, cell.unit) == (key, Unit.SHARE) else cell for cell in ten.cells)
    assert "ongeveer 45 procent" in running(section(make_report(replace(ten, cells=cells)), "patroon-politiek"))


def test_banners_say_what_applies(make_report: Make, seven: SafeCounts, account: Account) -> None:
    every = ("concept", "zonder_manifest", "te_weinig_tafels_voor_k", "versoepeld", "in_sample")
    loose = replace(account, banners=every, reasons=("De commissie stemde in.",))
    banners = make_report(seven, account=loose).banners
    assert len(banners) == 5
    assert banners[3].endswith("De commissie stemde in.")
    bare = make_report(seven, account=replace(loose, reasons=()))
    assert "reden" not in bare.banners[3]
    assert "Wat gespreksleiders zeggen" not in running(section(bare, "gemaakt"))


@pytest.mark.parametrize(
    ("known", "told", "partly"), [("none", False, False), ("some", True, True), ("all", True, False)]
)
def test_of_two_parts_is_spoken_as_far_as_they_are_known(
    make_report: Make, seven: SafeCounts, account: Account, known: str, told: bool, partly: bool
) -> None:
    asked = running(section(make_report(seven, account=replace(account, parts_known=known)), "gevraagd"))
    assert ("In de biografie" in asked) is told
    assert ("Niet van elke tafel" in asked) is partly
    assert "een andere" not in asked


def test_without_a_tag_model_the_note_says_so(make_report: Make, seven: SafeCounts, account: Account) -> None:
    report = make_report(seven, account=replace(account, tag_model="geen", sample=False))
    assert "zonder getraind tagmodel" in running(section(report, "kwaliteit"))


@pytest.mark.parametrize(("date", "told"), [("2026-05-01", "1 mei 2026"), ("voorjaar", "voorjaar"), (None, None)])
def test_a_date_is_told_in_words(make_report: Make, seven: SafeCounts, date: str | None, told: str | None) -> None:
    report = make_report(seven, date=date)
    assert report.date == told
    assert report.subtitle.startswith("Het beeld over zeven tafels")


def test_later_parts_each_have_a_place(make_report: Make, seven: SafeCounts, texts: Mapping[str, Any]) -> None:
    rooms = [block.text for item in make_report(seven).sections for block in item.blocks if isinstance(block, Room)]
    assert set(texts["nl"]["later"].values()) <= set(rooms)
