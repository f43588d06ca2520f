"""`show`: what a pattern or a term caught, in context, on a terminal and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cli_studies import SAMPLE, command, example

from pipeline.annotate import language_model
from pipeline.console import printable
from pipeline.content import read_content
from pipeline.match import LexiconMatcher
from pipeline.show import UnknownCatchError, Wanted, wanted_of

SAID = example("vertrouwen")
BEFORE, AFTER = "Nou, dat was in het voorjaar, op het gemeentehuis.", "Zullen we koffie halen?"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "studie"
    folder.mkdir()
    for table in range(3):
        text = f"Anna: {BEFORE}\nBram: {SAID}\nAnna: {AFTER}\n"
        (folder / f"tafel-{table}.txt").write_text(text, encoding="utf-8")
    return folder


def on_terminal(*arguments: str | Path, cwd: Path) -> tuple[int, str]:
    """What the command shows on a terminal of its own, and how it ends."""
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    process = subprocess.Popen(words, cwd=cwd, stdout=slave, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    _, errors = process.communicate()
    assert b"Traceback" not in errors
    return process.returncode, shown.decode()


def fired() -> str:
    content = read_content()
    doc = next(iter(language_model().annotate([SAID])))
    return next(hit.term for hit in LexiconMatcher(content).hits(doc) if hit.code == "vertrouwen")


def test_a_term_with_what_stands_around_it(study: Path) -> None:
    status, shown = on_terminal("show", study, fired(), cwd=study.parent)
    assert status == 0
    flat = " ".join(shown.split())
    assert flat.count(BEFORE) == flat.count(AFTER) == 3
    assert "tafel-0, turn 2" in flat and "3 passages." in flat


def test_a_pattern_shows_what_its_tags_stand_on(study: Path) -> None:
    status, shown = on_terminal("show", SAMPLE, "buitenboordmotor", cwd=study.parent)
    assert status == 0 and "buitenboordmotor" in shown and "passages." in shown
    assert "no tag stands" not in shown


def test_no_file_and_no_pipe_gets_a_word(study: Path) -> None:
    done = command("show", study, "vertrouwen", cwd=study.parent)
    assert done.returncode == 2 and not done.stdout and "terminal only" in done.stderr


def test_an_unknown_name_is_answered_with_the_nearest(study: Path) -> None:
    with pytest.raises(UnknownCatchError, match="vertrouwen"):
        wanted_of("vertrouwn", read_content())
    assert wanted_of("netwerkend", read_content()) == Wanted(code="netwerkend")


def test_a_transcript_steers_no_terminal() -> None:
    hostile = "\x1b[2Jweg\x07\u202e en\tterug"
    assert len(printable(hostile)) == len(hostile)
    assert printable(hostile).isprintable()
