"""The entrance of the command: a stranger's package in place of ours is named, whatever is left of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

OURS = Path(pipeline.__file__).parent
SENTENCE = (
    "Another package called `pipeline` stands in place of tafelbeeld's own; "
    "install tafelbeeld with pipx, or in a virtual environment of its own.\n"
)


def command(site: Path) -> subprocess.CompletedProcess[str]:
    """`tafelbeeld --version` as it is installed in a folder."""
    shutil.copy(OURS / "entry.py", site / "tafelbeeld.py")
    words = [sys.executable, "-c", "import tafelbeeld; tafelbeeld.main()", "--version"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(words, cwd=site, env=environment, capture_output=True, text=True, check=False)


def put_ours(site: Path) -> None:
    """A copy of our package."""
    shutil.copytree(OURS, site / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.mark.parametrize(
    "file",
    [("pipeline/__init__.py", ""), ("pipeline.py", "print 'oud'"), ("pipeline/__init__.py", "import bestaatniet")],
    ids=["a package", "a module of Python 2", "a package that can't be imported"],
)
def test_nothing_of_ours_is_left(tmp_path: Path, file: tuple[str, str]) -> None:
    name, text = file
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = command(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SENTENCE)


def test_the_two_were_installed_into_one_folder(tmp_path: Path) -> None:
    put_ours(tmp_path)
    (tmp_path / "pipeline" / "__init__.py").write_text("__version__ = '0.1.0'\n", encoding="utf-8")
    done = command(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SENTENCE)


@pytest.mark.parametrize("gone", ["cli/__init__.py", "cli/app.py", "endings.py"])
def test_a_file_of_ours_went_with_the_stranger(tmp_path: Path, gone: str) -> None:
    put_ours(tmp_path)
    (tmp_path / "pipeline" / gone).unlink()
    done = command(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SENTENCE)


def test_our_own_package_is_let_in(tmp_path: Path) -> None:
    put_ours(tmp_path)
    done = command(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tafelbeeld {pipeline.__version__}\n", "")
