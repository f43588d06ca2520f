"""`scan` on a folder, and `run` that scans its own output before it is put in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_studies import FILES, conversation, names, study, tafelbeeld

from pipeline import report

LEAKED = "Dat hebben we toen samen aan de keukentafel besproken."


def test_a_run_s_own_output_is_clean_and_an_edited_one_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = study(tmp_path / "studie"), tmp_path / "uit"
    assert tafelbeeld("run", folder, "--out", out, "--tier", "snel") == 0
    assert tafelbeeld("scan", out, "--against", folder) == 0
    assert "Nothing of the study" in capsys.readouterr().out
    page = out / "rapport.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", f"<p>{LEAKED}</p></body>"), encoding="utf-8")
    assert tafelbeeld("scan", out, "--against", folder) == 1
    said = capsys.readouterr().out
    assert "rapport.html" in said and "in a row" in said and "keukentafel" not in said


def test_a_run_that_would_leak_puts_nothing_in_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = study(tmp_path / "studie"), tmp_path / "uit"
    write = report.write

    def leaking(*given: object, **named: object) -> object:
        made = write(*given, **named)  # type: ignore[arg-type]
        next(path for path in made if path.name == "rapport.md").write_text(LEAKED, encoding="utf-8")
        return made

    monkeypatch.setattr(report, "write", leaking)
    assert tafelbeeld("run", folder, "--out", out, "--tier", "snel") == 3
    said = capsys.readouterr()
    assert not out.exists() and names(tmp_path) == {"studie"}
    assert "rapport.md" in said.err and "keukentafel" not in said.err + said.out


def test_a_scan_wants_a_folder_and_a_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = study(tmp_path / "studie")
    assert tafelbeeld("scan", tmp_path / "weg", "--against", folder) == 2
    assert "no such folder" in capsys.readouterr().err
    assert tafelbeeld("scan", folder) == 2


def test_the_transcripts_themselves_are_what_leaks_most(tmp_path: Path) -> None:
    folder = study(tmp_path / "studie")
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "gesprek.txt").write_text(conversation(0), encoding="utf-8")
    assert tafelbeeld("scan", tmp_path / "uit", "--against", folder) == 1
    assert len(FILES) == 6
