"""The wheel by itself: installed in a folder of its own, run from an empty one."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def python(*arguments: str | Path, cwd: Path, path: Path | None = None) -> str:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    words = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    python("-m", "pip", "wheel", ROOT, "--no-deps", "--quiet", "--wheel-dir", out, cwd=out)
    (made,) = out.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_holds_the_content_and_nothing_of_a_study(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    tops = {"lexicons", "templates", "tagmodel"}
    assert {name.split("/")[2] for name in inside if name.startswith("pipeline/_content/")} == tops
    assert not [name for name in inside if not name.startswith(("pipeline/", "tafelbeeld.py", "tafelbeeld-"))]
    assert not [name for name in inside if ".goud." in name or name.endswith(".pyc")]


@pytest.mark.slow
def test_the_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "leeg"
    empty.mkdir()
    python("-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel, cwd=empty)
    where = python("-c", "import pipeline; print(pipeline.__file__)", cwd=empty, path=site)
    assert Path(where.strip()).is_relative_to(site)
    content = python("-c", "from pipeline.content import shipped as s; print(s('lexicons'))", cwd=empty, path=site)
    assert Path(content.strip()).is_relative_to(site)
    command = "from importlib.metadata import entry_points as e; e(group='console_scripts')['tafelbeeld'].load()()"
    assert python("-c", command, "--version", cwd=empty, path=site).startswith("tafelbeeld ")
    python("-m", "pipeline", "run", ROOT / "transcripts_sample", cwd=empty, path=site)
    assert len(list((empty / "reports" / "transcripts_sample").iterdir())) == 6
