"""Both languages can say the same, and a missing sentence is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.content.models import Codebook
from pipeline.domain import (
    Band,
    ContrastKey,
    ContrastKind,
    Cut,
    Part,
    Ring,
    Role,
    RoleClass,
    SafeCounts,
    Shown,
    Step,
    Unit,
    Withheld,
)
from pipeline.report import MissingTextError, write
from pipeline.report.model import Account, Report
from pipeline.report.words import Words, capitalised, plain


def flat(texts: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str | list[str]]]:
    for section, sentences in texts.items():
        for key, value in sentences.items():
            yield f"{section}.{key}", value


def placeholders(value: str | list[str]) -> list[set[str]]:
    options = value if isinstance(value, list) else [value]
    return [{name.lower() for name in re.findall(r"\{(\w+)\}", option)} for option in options]


def test_both_languages_have_the_same_sentences(texts: Mapping[str, Any]) -> None:
    assert {key for key, _ in flat(texts["nl"])} == {key for key, _ in flat(texts["en"])}


def test_both_languages_fill_in_the_same_values(texts: Mapping[str, Any]) -> None:
    english = dict(flat(texts["en"]))
    for key, value in flat(texts["nl"]):
        assert placeholders(value) == placeholders(english[key]), key


def test_every_variant_of_a_sentence_takes_the_same_values(texts: Mapping[str, Any]) -> None:
    for key, value in flat(texts["nl"]):
        assert len({frozenset(names) for names in placeholders(value)}) == 1, key


def test_every_id_that_a_report_can_name_has_a_word(texts: Mapping[str, Any], codebook: Any) -> None:
    words = Words(texts["nl"])
    ids = {
        "vak": Band,
        "ring": Ring,
        "klasse": RoleClass,
        "rol": Role,
        "deel": (Part.BIOGRAFIE, Part.ANALYSE),
        "kruistabellen": Cut,
        "werkboek": Cut,
        "van": (*Ring, *RoleClass),
        "onderwerp": [pattern.id for pattern in codebook.patterns],
        "perspectief": [item.id for item in codebook.perspectives],
        "richting": [f"{p.id}_{side}" for p in codebook.patterns for side in codebook.directions(p.id)],
    }
    for section, names in ids.items():
        for name in names:
            assert words.has(f"{section}.{name}"), f"{section}.{name}"
    assert all(words.has(f"verantwoording.stap_{step}") for step in Step)


def test_no_sentence_speaks_of_the_ministry_or_explains_what_is_withheld(texts: Mapping[str, Any]) -> None:
    for key, value in flat(texts["nl"]):
        for text in value if isinstance(value, list) else [value]:
            assert "ministerie" not in text, key
    assert texts["nl"]["zin"]["niet_getoond"].endswith(f": {texts['nl']['merk']['niet_getoond']}.")


def test_a_sheet_has_a_name_that_excel_takes(texts: Mapping[str, Any]) -> None:
    for language in texts.values():
        sheets = [language["werkboek"][key] for key in (*Cut, "leeswijzer", "gegevensboek", "alle_cellen")]
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets)
        assert len({name.lower() for name in sheets}) == len(sheets)


def test_a_sentence_that_is_not_there_is_named(texts: Mapping[str, Any]) -> None:
    with pytest.raises(MissingTextError, match=r"\[zin\] nergens"):
        Words(texts["nl"])("zin.nergens")
    with pytest.raises(MissingTextError, match=r"\{waar\}"):
        Words({"zin": {"een": "Het was {waar}."}})("zin.een")


def test_a_placeholder_with_a_capital_gets_its_value_with_one() -> None:
    assert (
        Words({"zin": {"een": "{Waar} was het {waar}."}})("zin.een", waar="‘aan zee’") == "‘Aan zee’ was het ‘aan zee’."
    )
    assert capitalised("") == ""


def test_what_a_person_wrote_becomes_one_line_that_xml_takes() -> None:
    assert plain("Tafels\x00 van\n\tdit\u2028jaar ✓ \ud800") == "Tafels van dit jaar ✓"


def test_a_value_with_braces_is_not_filled_in_again() -> None:
    assert Words({"zin": {"een": "{waar} {wie}"}})("zin.een", waar="{wie}", wie="ik") == "{wie} ik"


def test_every_sentence_of_the_texts_is_said_somewhere(
    texts: Mapping[str, Any],
    codebook: Codebook,
    account: Account,
    make_report: Callable[..., Report],
    count_study: Callable[..., SafeCounts],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()
    found = Words._found
    monkeypatch.setattr(Words, "_found", lambda self, key, kind: asked.add(key) or found(self, key, kind))
    every = ("concept", "zonder_manifest", "te_weinig_tafels_voor_k", "versoepeld", "in_sample")
    told = replace(account, banners=every, tables_without_speakers=1, tag_model="geen", parts_known="some")
    for step in Step:
        for tables in (7, 10):
            counts = count_study(tables, step, groups=("Eerste groep",))
            counts = replace(counts, profile="openbaar" if tables == 7 else "besloten")
            sure = replace(told, reasons=("Zo besloten.",), banners=every[3:], tag_model="x")
            for view in (told, sure):
                report = make_report(counts, account=view)
                folder = tmp_path / f"{step}{tables}{len(view.reasons)}"
                folder.mkdir()
                write(report, counts, view, folder, codebook=codebook, texts=texts["nl"])
    made = all_shown(count_study(10, Step.CLASSES))
    make_report(replace(made, contrasts=tuple(replace(one, side=Withheld()) for one in made.contrasts)))
    make_report(made, date=None)
    for amount in ("some", "many"):
        make_report(made, account=replace(account, unjudged=amount, verdicts={}))
    make_report(made, account=replace(account, verdicts={"politiek": "te_weinig_bewijs"}))
    for report_side in range(2):
        make_report(compared(made, codebook, report_side))
    unsaid = {key for key, _ in flat(texts["nl"])} - asked
    assert unsaid == UNSAID


def all_shown(counts: SafeCounts) -> SafeCounts:
    """The same counts with nothing withheld."""
    shown = {
        Unit.SESSIONS: Shown(band=Band.MEERDERE, value=4),
        Unit.SHARE: Shown(band=Band.MEER_DAN_DE_HELFT),
        Unit.SPEAKERS: Shown(value=20),
    }
    return replace(counts, cells=tuple(replace(cell, status=shown[cell.unit]) for cell in counts.cells))


def compared(counts: SafeCounts, codebook: Codebook, place: int) -> SafeCounts:
    """The same counts with every contrast told, all to the one side or all to the other."""
    sides = {ContrastKind.CLASS: ("binnen", "buiten"), ContrastKind.PART: ("biografie", "analyse")}
    told = tuple(
        replace(one, side=sides.get(one.key.kind, _other_sides(one.key, codebook))[place]) for one in counts.contrasts
    )
    return replace(counts, contrasts=told)


def _other_sides(key: ContrastKey, codebook: Codebook) -> tuple[str, ...]:
    return codebook.directions(key.pattern) if key.pattern else ("opgave", "lijn")


UNSAID = {
    *(f"rol.{role}" for role in Role),
    *(f"{section}.anders" for section in ("onderwerp", "richting", "perspectief")),
    *(f"zin.{key}" for key in ("breedte_zonder_aandeel", "perspectief_zonder_aandeel")),
    *(f"{section}.{key}" for section in ("kruistabellen", "werkboek") for key in ("pattern_by_pattern",)),
    "kruistabellen.patroon_2",
    "waar_kort.zo_goed_als_elke",
    "aandeel.getal",
    "vak.procent",
    "merk.ja",
    "merk.nee",
}
"""What only other studies, an own codebook or a later part of the tool can say."""


def test_every_report_has_the_words_of_its_language(
    make_report: Callable[..., Report], ten: SafeCounts, seven: SafeCounts
) -> None:
    for counts in (ten, seven):
        assert make_report(counts, "nl").sections[0].title == "In één oogopslag"
        assert make_report(counts, "en").sections[0].title == "At a glance"
