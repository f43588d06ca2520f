"""A disk that fills up while something is written: status 3, a sentence, and everything as it was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_studies import FILES, study, tafelbeeld, tree

FULL = OSError(errno.ENOSPC, "No space left on device")


def full(*_: object, **__: object) -> None:
    raise FULL


def half_of(name: str) -> Callable[[Path, bytes], None]:
    """`Path.write_bytes` on a disk that has room for half of one file, and for all before it."""
    whole = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> None:
        whole(self, data[: len(data) // 2] if self.name == name else data)
        if self.name == name:
            raise FULL

    return write_bytes


def unable_to_place(folder: Path) -> Callable[[Path, Path], Path]:
    """`Path.rename` that finds no room for a new name in the folder's place, and one for the old name's return."""
    rename, tries = Path.rename, iter([FULL])

    def renamed(self: Path, target: Path) -> Path:
        if target == folder and (error := next(tries, None)):
            raise error
        return rename(self, target)

    return renamed


def assert_refused(status: int, said: str) -> None:
    assert status == 3
    assert "No space left on device" in said and "nothing was put in place" in said and "Make room" in said


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study and a report on it."""
    here = tmp_path_factory.mktemp("vol")
    assert tafelbeeld("run", study(here / "studie"), "--out", here / "uit") == 0
    return here


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_earlier_report_stays_whole_whichever_file_does_not_fit(
    earlier: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(earlier)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half_of(name))
        status = tafelbeeld("run", earlier / "studie", "--out", earlier / "uit")
    assert_refused(status, capsys.readouterr().err)
    assert tree(earlier) == before


def test_an_earlier_report_comes_back_where_the_new_one_cannot_take_its_place(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(earlier)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", unable_to_place(earlier / "uit"))
        status = tafelbeeld("run", earlier / "studie", "--out", earlier / "uit")
    assert_refused(status, capsys.readouterr().err)
    assert tree(earlier) == before


@pytest.mark.parametrize("owner, step", [(tempfile, "mkdtemp"), (Path, "mkdir"), (Path, "write_bytes")])
def test_a_first_report_leaves_nothing_behind(
    owner: object, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    study(tmp_path / "studie")
    before = tree(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        status = tafelbeeld("run", "studie")
    assert_refused(status, capsys.readouterr().err)
    assert tree(tmp_path) == before


def test_no_half_manifest_and_no_half_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study(tmp_path / "studie")
    before = tree(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        patch.setattr("shutil.copytree", full)
        for call in (("check", tmp_path / "studie", "--init"), ("content", "init", tmp_path / "eigen")):
            assert_refused(tafelbeeld(*call), capsys.readouterr().err)
            assert tree(tmp_path) == before


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from pipeline.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_real_limit_on_what_may_be_written(earlier: Path) -> None:
    before = tree(earlier)
    words = [sys.executable, "-c", _LIMITED, "run", "studie", "--out", "uit"]
    done = subprocess.run(words, cwd=earlier, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3, done.stderr
    assert "File too large" in done.stderr and "nothing was put in place" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(earlier) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_what_a_command_prints_may_not_fit_either() -> None:
    words = [sys.executable, "-m", "pipeline", "--version"]
    for unbuffered, said in (("", "What this command prints could not be written"), ("1", "Writing failed")):
        environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        with open("/dev/full", "w") as disk:
            done = subprocess.run(words, env=environment, stdout=disk, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 3
        assert done.stderr.startswith(f"{said} (No space left on device)") and done.stderr.count("\n") == 1
