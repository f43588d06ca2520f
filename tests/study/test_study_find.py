"""From a path to a study, and every way in which that fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.study import Study, StudyError, find_study


def fill(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("Joke: Goedemiddag allemaal.\n", encoding="utf-8")
    return folder


def ids(study: Study) -> list[str]:
    return [table.id for table in study.tables]


def refusal(path: Path) -> StudyError:
    with pytest.raises(StudyError) as caught:
        find_study(path)
    return caught.value


def manifest(folder: Path, text: str) -> Path:
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return folder


TWO = """\
titel = "Opgavetafels"
datum = 2026-05-01

[[tafel]]
id = "water"
bestanden = ["b.txt"]
analyse_vanaf = "00:10"

[[tafel.spreker]]
naam = ["Joke", "Joke van Dam"]
id = "p01"
rol = "opgavehouder"

[[tafel]]
id = "wonen"
bestanden = ["a.vtt", "c.txt"]
analyse_vanaf = { bestand = "c.txt", vanaf = 2 }

[[groep]]
naam = "Alles"
tafels = ["water", "wonen"]
"""


def test_a_folder_is_one_table_a_file_sorted_and_numbered(tmp_path: Path) -> None:
    study = find_study(fill(tmp_path / "studie", "Wonen.txt", "armoede.vtt", "foto.png"))
    assert (ids(study), study.name, study.manifest) == (["armoede", "Wonen"], "studie", None)
    assert [source.number for source in study.sources] == [1, 2]
    assert [path.name for path in study.ignored] == ["foto.png"]


def test_what_stands_beside_transcripts_is_none(tmp_path: Path) -> None:
    beside = ("README.txt", "a.goud.jsonl", "uitgaven.json", ".verborgen.txt", "~$a.docx")
    outputs = ("rapport.docx", "rapport.html", "kruistabel.csv", "verantwoording.json")
    folder = fill(tmp_path, "a.txt", *beside, *outputs)
    fill(folder / "lexicons", "b.txt")
    study = find_study(folder)
    assert (ids(study), study.ignored) == (["a"], ())


def test_files_of_one_stem_get_ids_of_their_own(tmp_path: Path) -> None:
    assert ids(find_study(fill(tmp_path, "a.txt", "a.vtt", "b.txt"))) == ["a.txt", "a.vtt", "b"]
    assert len(set(ids(find_study(fill(tmp_path, "a.txt.srt"))))) == 4


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fill(tmp_path / "mijn studie", "a.txt"))
    assert find_study(Path(".")).name == "mijn studie"
    manifest(Path("."), '[[tafel]]\nid = "a"\nbestanden = ["a.txt"]\n')
    assert find_study(Path("study.toml")).name == "mijn studie"


def test_a_manifest_names_the_tables_in_its_order(tmp_path: Path) -> None:
    study = find_study(manifest(fill(tmp_path, "a.vtt", "b.txt", "c.txt", "d.txt", "e.jpg"), TWO))
    assert ids(study) == ["water", "wonen"]
    assert [[source.path.name for source in table.sources] for table in study.tables] == [["b.txt"], ["a.vtt", "c.txt"]]
    assert [path.name for path in study.unnamed] == ["d.txt"]
    assert [path.name for path in study.ignored] == ["e.jpg"]


def test_map_is_seen_from_the_manifest(tmp_path: Path) -> None:
    fill(tmp_path / "data", "a.vtt", "b.txt", "c.txt")
    home = manifest(fill(tmp_path / "thuis"), 'map = "../data"\n' + TWO)
    for path in (home, home / "study.toml"):
        study = find_study(path)
        assert (study.name, len(study.sources), study.unnamed) == ("thuis", 3, ())


@pytest.mark.parametrize("names", [(), ("a.png", "b.jpg"), ("README.md",)])
def test_a_folder_without_transcripts_is_refused_in_a_sentence(tmp_path: Path, names: tuple[str, ...]) -> None:
    error = refusal(fill(tmp_path, *names))
    assert error.findings == ()
    assert ("can be read" in str(error)) == (names == ("a.png", "b.jpg"))
    assert "put .txt, .docx, .vtt, .srt or .json files" in str(error)


def test_what_is_no_study_is_refused_in_a_sentence(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    assert "isn't there" in str(refusal(tmp_path / "weg"))
    assert "isn't there" in str(refusal(tmp_path / ("x" * 300)))
    assert "neither a folder nor" in str(refusal(tmp_path / "a.txt"))


SOUND = '[[tafel]]\nid = "t"\nbestanden = ["a.vtt"]\n'

BROKEN = {
    "unknown key": (f'titul = "x"\n{SOUND}', 1, "`titul` is no key"),
    "unknown key of a table": (f'{SOUND}thema = "x"\n', 4, "`tafel.thema` is no key"),
    "unknown role": (f'{SOUND}[[tafel.spreker]]\nnaam = "Joke"\nrol = "baas"\n', 6, "`tafel.spreker.rol`"),
    "no file": (SOUND.replace("a.vtt", "z.vtt"), 3, "`z.vtt` isn't in the study's folder"),
    "no transcript": (SOUND.replace("a.vtt", "e.jpg"), 3, "is no transcript"),
    "own output": (SOUND.replace("a.vtt", "rapport.docx"), 3, "is no transcript"),
    "outside": (SOUND.replace("a.vtt", "../x.vtt"), 3, "lies outside"),
    "two tables, one file": (SOUND + SOUND.replace('"t"', '"u"'), 6, "belongs to another table"),
    "one file twice": (SOUND.replace('"a.vtt"', '"a.vtt", "./a.vtt"'), 3, "stands twice"),
    "one id twice": (SOUND + SOUND.replace('"t"', '"T"').replace("a.vtt", "b.txt"), 5, "another table has this id"),
    "speaker twice": (
        f'{SOUND}[[tafel.spreker]]\nnaam = "Joke"\n[[tafel.spreker]]\nnaam = ["Jo", " JOKE"]\n',
        7,
        "speaker of this name",
    ),
    "person twice": (
        f'{SOUND}[[tafel.spreker]]\nnaam = "Jo"\nid = "p"\n[[tafel.spreker]]\nnaam = "Ed"\nid = "p"\n',
        9,
        "speaker with this id",
    ),
    "person's id": (f'{SOUND}[[tafel.spreker]]\nnaam = "Jo"\nid = "#0:1"\n', 6, "begins wrongly"),
    "group of nobody": (f'{SOUND}[[groep]]\nnaam = "G"\ntafels = ["weg"]\n', 6, "no table has the id `weg`"),
    "part two elsewhere": (f'{SOUND}analyse_vanaf = {{ bestand = "b.txt", vanaf = 2 }}\n', 4, "does not have"),
    "part two nowhere": (f'{SOUND}analyse_vanaf = "later"\n', 4, "it should be a time"),
    "part two at nought": (f"{SOUND}analyse_vanaf = 0\n", 4, "it should be a time"),
    "part two at true": (f"{SOUND}analyse_vanaf = true\n", 4, "it should be a time"),
    "part two without vanaf": (f'{SOUND}analyse_vanaf = {{ bestand = "a.vtt" }}\n', 4, "it should be a time"),
    "language model": (f"taalmodel = 3\n{SOUND}", 1, "`taalmodel`: it should be a valid string"),
    "bad date": (f'datum = "1 mei"\n{SOUND}', 1, "`datum`: it should be a valid date"),
    "no map": (f'map = "weg"\n{SOUND}', 1, "the folder that `map` names isn't there"),
    "no tables": ('titel = "x"\n', 1, "`tafel` is missing"),
    "no files": ('[[tafel]]\nid = "t"\n', 1, "`tafel.bestanden` is missing"),
    "no TOML": ("[[tafel]\n", 1, "this is no TOML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_in_a_manifest_is_one_finding_with_its_line(tmp_path: Path, case: str) -> None:
    text, line, message = BROKEN[case]
    error = refusal(manifest(fill(tmp_path, "a.vtt", "b.txt", "e.jpg", "rapport.docx"), text))
    (finding,) = error.findings
    assert (finding.file, finding.line) == ("study.toml", line)
    assert message in finding.message
    assert finding.remedy
    assert not [word for word in ("lexicons", "pattern") if word in str(finding)]


def seated(table: str, **keys: str) -> str:
    """A table with one person, the same one at each."""
    lines = ["[[tafel]]", f'id = "{table}"', f'bestanden = ["{table}.txt"]', "[[tafel.spreker]]", 'naam = "Jo"']
    return "\n".join([*lines, *(f"{key} = {value}" for key, value in {"id": '"p"', **keys}.items()), ""])


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        ({"heeft_transcripten": "true"}, {"heeft_transcripten": "false"}, [14]),
        ({"heeft_transcripten": "true"}, {"rol": '"extern"'}, [11]),
        ({"rol": '"gespreksleider"'}, {"heeft_transcripten": "false"}, [14]),
        ({"rol": '"gespreksleider"'}, {"heeft_transcripten": "true"}, []),
        ({"rol": '"gespreksleider"'}, {"rol": '"extern"'}, []),
        ({"heeft_transcripten": "true"}, {"heeft_transcripten": "false", "id": '"q"'}, []),
    ],
)
def test_a_person_holds_the_transcripts_or_does_not(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], lines: list[int]
) -> None:
    folder = manifest(fill(tmp_path, "a.txt", "b.txt"), seated("a", **one) + seated("b", **other))
    findings = refusal(folder).findings if lines else find_study(folder) and ()
    assert [finding.line for finding in findings] == lines
    assert all("holds the transcripts" in finding.message for finding in findings)
    assert all("heeft_transcripten" in finding.remedy for finding in findings)


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    text = 'titul = "x"\ndatum = 3\n' + SOUND.replace("a.vtt", "z.vtt") + '[[groep]]\nnaam = "G"\ntafels = ["u"]\n'
    assert [finding.line for finding in refusal(manifest(fill(tmp_path), text)).findings] == [1, 2, 5, 8]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right on Windows")
def test_a_link_is_no_transcript(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    folder = fill(tmp_path / "studie", "b.txt")
    (folder / "a.vtt").symlink_to(tmp_path / "a.txt")
    study = find_study(folder)
    assert (ids(study), [path.name for path in study.ignored]) == (["b"], ["a.vtt"])
    assert "symbolic link" in str(refusal(manifest(folder, SOUND)))


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right on Windows")
def test_a_dangling_manifest_is_not_passed_over(tmp_path: Path) -> None:
    (fill(tmp_path, "a.txt") / "study.toml").symlink_to(tmp_path / "weg.toml")
    assert "can't be read" in str(refusal(tmp_path))


def test_neither_files_nor_names_show_in_a_repr(tmp_path: Path) -> None:
    study = find_study(manifest(fill(tmp_path / "s", "a.vtt", "b.txt", "c.txt"), TWO))
    assert not [word for word in ("Joke", "water", "b.txt", "p01") if word in repr(study) + repr(study.manifest)]
