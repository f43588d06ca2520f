"""What people bring by mistake: a sentence for each, the status of the contract, and no word of what was said."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_studies import FILES, manifest, names, study, tafelbeeld, tree

from pipeline.read.bytes import MOST_BYTES

CANARY = "zqkanariekwx"
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def bomb() -> bytes:
    """A Word document of 100 kB that inflates to 30 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        text = f"<w:p><w:r><w:t>{CANARY} {'a' * 60_000}</w:t></w:r></w:p>".encode()
        archive.writestr("word/document.xml", WORD + text * 500)
    return file.getvalue()


SKIPPED: dict[str, tuple[bytes, str]] = {
    "leeg.txt": (b"", "The file is empty"),
    "foto.txt": (b"\x89PNG\r\n\x1a\n\0\0" + CANARY.encode(), "The file is a picture"),
    "geen.docx": (f"{CANARY} is geen Word".encode(), "The file is no Word document"),
    "bom.docx": (bomb(), "inflates to more than 20 MB"),
    "ander.json": (json.dumps({"name": CANARY, "scripts": {"a": CANARY}}).encode(), "of another tool"),
    "stuk.json": (b'{"segments": [{"text": "' + CANARY.encode(), "broken JSON"),
    "stil.vtt": (b"WEBVTT\n\nNOTE " + CANARY.encode(), "no speech"),
    "groot.txt": (b" " * (MOST_BYTES + 1), "larger than 50 MB"),
}
"""Files that can't be read: what they hold, and what is said of them."""

REMARKED: dict[str, tuple[bytes, str]] = {
    "naamloos.txt": (f"We zaten in de keuken en {CANARY} was er ook bij.\n".encode() * 5, "has no speakers"),
    "engels.txt": (f"Anna: That was the whole point of it.\nBram: Yes, {CANARY}.\n".encode() * 9, "not look Dutch"),
    "latijn.txt": (f"Anna: privé {CANARY}\nBram: één\nAnna: ja\n".encode("latin-1"), "Windows-1252"),
    "lijn.txt": (b"Anna: " + b"a" * 10_000_000 + b"\nBram: ja\nAnna: ja\n", "very long lines"),
}
"""Files that are read, with a remark."""


@dataclass(frozen=True, slots=True)
class Said:
    """How one run ended, what it printed, and where."""

    status: int
    lines: list[str]
    here: Path


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """Every bad file beside five good ones, run once."""
    here = tmp_path_factory.mktemp("slecht")
    small = study(here / "studie")
    for name, (content, _) in {**SKIPPED, **REMARKED}.items():
        (small / name).write_bytes(content)
    (small / "plaatje.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    out, error = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", error)
        status = tafelbeeld("run", small, "--out", here / "uit")
    return Said(status, (out.getvalue() + error.getvalue()).splitlines(), here)


def test_one_bad_file_stops_no_other(all_at_once: Said) -> None:
    assert all_at_once.status == 1
    account = json.loads((all_at_once.here / "uit" / "verantwoording.json").read_text(encoding="utf-8"))
    assert names(all_at_once.here / "uit") == FILES
    assert (account["files_read"], account["files_skipped"]) == (5 + len(REMARKED), len(SKIPPED))
    assert account["tables_without_speakers"] == 1


@pytest.mark.parametrize("name", SKIPPED)
def test_each_file_that_is_skipped_has_a_line_that_says_why_and_what_to_do(all_at_once: Said, name: str) -> None:
    (line,) = (line for line in all_at_once.lines if line.startswith(f"{name}: skipped. "))
    assert SKIPPED[name][1] in line and "; " in line and line.endswith(".")


@pytest.mark.parametrize("name", REMARKED)
def test_each_file_with_a_remark_has_a_line(all_at_once: Said, name: str) -> None:
    assert any(line.startswith(f"{name} ") and REMARKED[name][1] in line for line in all_at_once.lines)


def test_a_picture_is_left_alone_and_no_line_is_a_traceback_or_a_word_of_a_file(all_at_once: Said) -> None:
    said = "\n".join(all_at_once.lines)
    assert "plaatje.png is no transcript" in said
    assert "Traceback" not in said and CANARY not in said
    assert not [path for path, content in tree(all_at_once.here / "uit").items() if CANARY.encode() in (content or b"")]


def test_without_a_manifest_the_note_speaks_of_no_parts_and_no_roles(all_at_once: Said) -> None:
    note = (all_at_once.here / "uit" / "rapport.md").read_text(encoding="utf-8")
    asked = note.split("### 1.1")[1].split("### 1.2")[0]
    assert "vertelden" not in asked and "analyse" not in asked and "een andere" not in asked


def test_a_table_without_speaker_marks_is_counted_as_such_also_where_the_manifest_lists_people(tmp_path: Path) -> None:
    small = study(tmp_path / "studie", tables=6)
    manifest(small, tables=6)
    (small / "gesprek3.txt").write_bytes(REMARKED["naamloos.txt"][0])
    assert tafelbeeld("run", small, "--out", tmp_path / "uit") == 1
    account = json.loads((tmp_path / "uit" / "verantwoording.json").read_text(encoding="utf-8"))
    assert (account["tables"], account["tables_without_speakers"]) == (6, 1)


@pytest.mark.parametrize("name", SKIPPED)
def test_a_file_by_itself_that_cannot_be_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(SKIPPED[name][0])
    assert tafelbeeld("tag", tmp_path / name) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and SKIPPED[name][1] in printed.err and CANARY not in printed.err


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What is said of a call that ends in 2."""
    capsys.readouterr()
    assert tafelbeeld(*arguments) == 2
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err and printed.out == ""
    return printed.err


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((), "holds no transcripts; put .txt, .docx"),
        (("a.png", "b.jpg"), "holds no file that can be read as a transcript; put .txt, .docx"),
        (("a.txt", "b.txt", "c.docx"), "No file could be read; nothing was written."),
    ],
    ids=["nothing", "pictures", "only empty files"],
)
def test_a_folder_with_nothing_to_read(
    files: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "studie").mkdir()
    for name in files:
        (tmp_path / "studie" / name).touch()
    before = tree(tmp_path)
    assert sentence in refused(capsys, "run", tmp_path / "studie", "--out", tmp_path / "uit")
    assert tree(tmp_path) == before


def test_four_tables_are_too_few_and_it_is_said_how_many_are_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = study(tmp_path / "studie", tables=4)
    said = refused(capsys, "run", small, "--out", tmp_path / "uit").splitlines()[-1]
    assert said.startswith("This study has 4 tables; a report needs at least 5") and said.endswith("enough.")
    assert names(tmp_path) == {"studie"}


@pytest.mark.parametrize("verb", ["run", "check"])
def test_all_mistakes_of_a_manifest_at_once(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = manifest(study(tmp_path / "studie"))
    wrong = {
        '"gesprek1.txt"': '"weg.txt"',
        '"gesprek3.txt"': '"gesprek2.txt"',
        'rol = "extern"': 'rol = "baas"',
        'titel = "Proef"': 'titul = "Proef"',
    }
    text = file.read_text(encoding="utf-8")
    for old, new in wrong.items():
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    before = tree(tmp_path)
    said = refused(capsys, verb, tmp_path / "studie")
    assert said.count("study.toml:") == said.count("→") == len(wrong)
    for sentence in ("`weg.txt` isn't in", "`gesprek2.txt` belongs to another", "`tafel.spreker.rol`", "`titul` is no"):
        assert sentence in said
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("out", "sentence"),
    [("studie/uit", "inside the study"), ("bestand/uit", "can't be written"), ("bestand", "is no folder")],
)
def test_an_output_folder_that_cannot_be(
    out: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = study(tmp_path / "studie")
    (tmp_path / "bestand").write_text("van mij", encoding="utf-8")
    before = tree(tmp_path)
    assert sentence in refused(capsys, "run", small, "--out", tmp_path / out)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("(", "--speaker-pattern is no regular expression (missing ), unterminated subpattern)."),
        ("(.*):(.*)", "--speaker-pattern needs the named groups (?P<spreker>…) and (?P<tekst>…)."),
        (r"(?P<spreker>(\w+)+):(?P<tekst>.*)", "--speaker-pattern has a repeat or a choice within a repeat, which can"),
    ],
)
def test_a_speaker_pattern_that_cannot_be_used(
    expression: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = study(tmp_path / "studie")
    for call in (("run", small), ("check", small), ("tag", small / "gesprek0.txt")):
        assert sentence in refused(capsys, *call, "--speaker-pattern", expression)


def test_a_defect_of_ours_shows_its_place_and_not_its_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(CANARY)

    monkeypatch.setattr("pipeline.report.write", broken)
    assert tafelbeeld("run", study(tmp_path / "studie"), "--out", tmp_path / "uit") == 70
    said = capsys.readouterr().err
    assert "KeyError at test_cli_bad_input.py:" in said and CANARY not in said and "Traceback" not in said
    assert names(tmp_path) == {"studie"}


def test_an_interruption_puts_nothing_in_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.report.write", interrupted)
    assert tafelbeeld("run", study(tmp_path / "studie"), "--out", tmp_path / "uit") == 130
    assert "nothing was put in place" in capsys.readouterr().err
    assert names(tmp_path) == {"studie"}
