"""The manifest that `check STUDY --init` writes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.domain import Transcript, Turn
from pipeline.study import Study, find_study, init_manifest, sessions

TALK = [
    ("Rachid", "Welkom. Wie wil er beginnen?"),
    ("Joke", "Nou, wij kwamen daar dus op een dinsdag en toen bleek dat niemand het dossier kende."),
    ("Rachid", "En toen?"),
    ("Bram", "Dat klopt toch, of niet? Wij wisten van niets en hebben het later via via gehoord."),
    ("Rachid", "Hoe was dat?"),
    ("Joke", "Lastig."),
    ("Bram", "Ja, en dat is het nog steeds als je het mij vraagt."),
]


def study_of(folder: Path, *names: str) -> Study:
    for name in names:
        (folder / name).write_text("Joke: Goedemiddag.\n", encoding="utf-8")
    return find_study(folder)


def said(study: Study, number: int, talk: list[tuple[str, str]], mark: int | None = None) -> Transcript:
    turns = tuple(Turn(label=label, text=text) for label, text in talk)
    return Transcript(source=study.sources[number - 1], turns=turns, analyse_turn=mark)


def roles(tables: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{speaker["naam"]: speaker["rol"] for speaker in table.get("spreker", [])} for table in tables]


def test_it_proposes_who_facilitates_and_leaves_the_rest_unknown(tmp_path: Path) -> None:
    study = study_of(tmp_path, "a.txt")
    text = init_manifest(study, {1: said(study, 1, TALK)})
    assert roles(tomllib.loads(text)["tafel"]) == [{"Rachid": "gespreksleider", "Joke": "onbekend", "Bram": "onbekend"}]
    assert 'naam = "Rachid"  # 3 beurten' in text
    assert 'rol = "onbekend"  # opgavehouder, intern,' in text
    assert not [word for word in ("Lastig", "dossier", "dinsdag") if word in text]


def test_nobody_is_proposed_where_nobody_asks(tmp_path: Path) -> None:
    study = study_of(tmp_path, "a.txt", "b.txt")
    read = {1: said(study, 1, [("Joke", "Dag."), ("Bram", "Dag.")]), 2: said(study, 2, [("Joke", "Wie?")])}
    assert roles(tomllib.loads(init_manifest(study, read))["tafel"]) == [
        {"Joke": "onbekend", "Bram": "onbekend"},
        {"Joke": "onbekend"},
    ]


def test_it_is_a_manifest_that_can_be_used_as_it_is(tmp_path: Path) -> None:
    study = study_of(tmp_path, "tafel één.txt", "b.vtt", "c.vtt")
    odd = [('Jan "de Lange" \\ Bos\x7f', "Dag?"), ("Zoë 🙂", "Hoi."), ("ZOË 🙂", "Ja."), ("x\n[tafel]", "Nee.")]
    read = {1: said(study, 1, odd), 3: said(study, 3, TALK, mark=2)}
    (tmp_path / "study.toml").write_text(init_manifest(study, read), encoding="utf-8")
    again = find_study(tmp_path)
    assert [table.id for table in again.tables] == ["b", "c", "tafel één"]
    first, last = sessions(again, read)[0], sessions(again, read)[1]
    assert (first.speakers, len(first.attendees)) == ((0, 1, 1, 2), 3)
    assert (len(last.attendees), again.unnamed) == (3, ())


def test_it_says_what_the_user_should_know(tmp_path: Path) -> None:
    study = study_of(tmp_path, "a.txt", "b.txt", "c.txt")
    loose = Transcript(source=study.sources[1], turns=(Turn(label=None, text="Hm."), Turn(label="Joke", text="Ja.")))
    text = init_manifest(study, {1: said(study, 1, TALK, mark=2), 2: loose})
    assert "analyse_vanaf is niet nodig" in text
    assert "# 1 beurt zonder spreker" in text
    assert "niet elk bestand van deze tafel kon worden gelezen" in text
    assert text.count("deze naam staat ook bij een andere tafel") == 2


def test_the_ids_that_it_offers_make_no_two_speakers_one(tmp_path: Path) -> None:
    study = study_of(tmp_path, "a.txt", "b.txt")
    text = init_manifest(study, {1: said(study, 1, TALK), 2: said(study, 2, TALK)})
    tables = tomllib.loads(text.replace("# id = ", "id = "))["tafel"]
    assert len({speaker["id"] for table in tables for speaker in table["spreker"]}) == 6
