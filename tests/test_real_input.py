"""Real input, end to end: eleven items of a sitting of the Tweede Kamer, and twenty spontaneous dialogues."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "transcripts"
ROLES = {"voorzitter": "gespreksleider", "bewindspersoon": "opgavehouder", "Kamerlid": "extern"}


def run(study: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "run", str(study), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def sitting_manifest(folder: Path) -> Path:
    """A manifest outside the data; the same speaker has one id at every item."""
    speakers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with (DATA / "handelingen" / "sprekers.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            role = ROLES.get(row["functie"], "opgavehouder")
            speakers[row["bestand"]].append((row["spreker"], role))
    lines = [
        'titel = "Een vergaderdag"',
        "datum = 2018-04-12",
        f"map = {json.dumps((DATA / 'handelingen').as_posix())}",
    ]
    for file_name, present in sorted(speakers.items()):
        lines += ["", "[[tafel]]", f"id = {json.dumps(Path(file_name).stem)}", f"bestanden = [{json.dumps(file_name)}]"]
        for name, role in dict(present).items():
            key = json.dumps(name.lower().replace(" ", "-"))
            lines += ["[[tafel.spreker]]", f"naam = {json.dumps(name)}", f"id = {key}", f'rol = "{role}"']
    manifest = folder / "study.toml"
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return manifest


@pytest.mark.shared
def test_a_sitting_ends_in_an_almost_empty_report(tmp_path: Path) -> None:
    (tmp_path / "studie").mkdir()
    done = run(sitting_manifest(tmp_path / "studie"), tmp_path / "uit")
    assert done.returncode == 0, done.stderr
    account = json.loads((tmp_path / "uit" / "verantwoording.json").read_text(encoding="utf-8"))
    assert (account["tables"], account["files_read"], account["files_skipped"]) == (11, 11, 0)
    assert account["k"] == 4
    rows = (tmp_path / "uit" / "kruistabel.csv").read_text(encoding="utf-8-sig").splitlines()
    shown = [row for row in rows if row.endswith(",shown")]
    assert len(shown) < 0.1 * len(rows)


@pytest.mark.shared
def test_spontaneous_talk_ends_in_a_report_that_shows_nothing(tmp_path: Path) -> None:
    done = run(DATA / "ifadv", tmp_path / "uit")
    assert done.returncode == 0, done.stderr
    assert "20 tables" in done.stdout
    rows = (tmp_path / "uit" / "kruistabel.csv").read_text(encoding="utf-8-sig").splitlines()
    assert not [row for row in rows if row.endswith(",shown")]


@pytest.mark.shared
def test_fewer_than_one_ordinary_passage_in_two_thousand_is_tagged_with_any_one_code(tmp_path: Path) -> None:
    found: defaultdict[str, int] = defaultdict(int)
    passages = 0
    from pipeline import Tagger
    from pipeline.batch import reading
    from pipeline.segment import passages as cut
    from pipeline.study import find_study, sessions

    study, tagger = find_study(DATA / "ifadv"), Tagger.load()
    for number, session in enumerate(sessions(study, reading(study).transcripts)):
        pieces = cut(session, number=number)
        passages += len(pieces)
        for judged in tagger.tag_passages(pieces):
            for tag in judged.tags:
                found[tag.code] += 1
    assert passages > 5000
    assert {code: n for code, n in found.items() if n > passages / 2000} == {}
