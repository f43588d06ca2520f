"""The command as a process of its own, and small invented studies to give it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.content import shipped

SAMPLE = Path(__file__).resolve().parents[2] / "transcripts_sample"
FILES = {"rapport.html", "rapport.docx", "rapport.md", "kruistabel.xlsx", "kruistabel.csv", "verantwoording.json"}
Done = subprocess.CompletedProcess[str]


def command(*arguments: str | Path, cwd: Path) -> Done:
    """`tafelbeeld` with these arguments; never with a traceback, whatever they are."""
    words = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def tafelbeeld(*arguments: str | Path) -> int:
    """The exit status of the command in this process, which is quicker; what it says goes to `capsys`."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "argv", ["tafelbeeld", *map(str, arguments)])
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def tree(folder: Path) -> dict[Path, bytes | None]:
    """All that stands in a folder, hidden files too, with what is in it."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def example(pattern: str) -> str:
    """A passage in which a term of the shipped lexicon fires."""
    lexicon = tomllib.loads((shipped("lexicons") / "patronen" / f"{pattern}.toml").read_text(encoding="utf-8"))
    return next(one["zin"] for one in lexicon["voorbeeld"] if not one.get("bekend_gemist"))


def conversation(
    table: int, said: str = "Dat hebben we toen samen aan de keukentafel besproken.", people: int = 4
) -> str:
    return "".join(f"Spreker {chr(65 + table)}{seat}: {said}\n\n" for seat in range(people))


def study(folder: Path, tables: int = 5) -> Path:
    """A folder of text files without a manifest."""
    folder.mkdir()
    for table in range(tables):
        (folder / f"gesprek{table}.txt").write_text(conversation(table), encoding="utf-8")
    return folder


def manifest(folder: Path, tables: int = 5) -> Path:
    """A `study.toml` for such a folder, an opgavehouder and outsiders at every table."""
    lines = ['titel = "Proef"', 'map = "."']
    for table in range(tables):
        lines += ["[[tafel]]", f'id = "t{table}"', f'bestanden = ["gesprek{table}.txt"]']
        for seat in range(4):
            role = "extern" if seat else "opgavehouder"
            lines += ["[[tafel.spreker]]", f'naam = "Spreker {chr(65 + table)}{seat}"', f'rol = "{role}"']
    file = folder / "study.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
