"""The wheel by itself: installed in a folder of its own, run from an empty one."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


# Put before everything else on the path, it leaves a process without a network.
NO_NETWORK = """
import socket

def refuse(*_):
    raise OSError("there is no network here")

socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = socket.getaddrinfo = refuse
"""


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
        model = sum(entry.compress_size for entry in archive.infolist() if "/nl_tafel_sm/" in entry.filename)
    assert 1_000_000 < model < 15_000_000
    tops = {"lexicons", "templates", "tagmodel", "encoder", "nl_tafel_sm"}
    assert {name.split("/")[2] for name in inside if name.startswith("pipeline/_content/")} == tops
    assert not [name for name in inside if not name.startswith(("pipeline/", "tafelbeeld.py", "tafelbeeld-"))]
    assert not [name for name in inside if ".goud." in name or name.endswith(".pyc")]


@pytest.mark.slow
def test_the_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "leeg"
    empty.mkdir()
    python("-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel, cwd=empty)
    (site / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    denied = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError as e:\n    print(e)"
    assert python("-c", denied, cwd=empty, path=site) == "there is no network here\n"
    where = python("-c", "import pipeline; print(pipeline.__file__)", cwd=empty, path=site)
    assert Path(where.strip()).is_relative_to(site)
    content = python("-c", "from pipeline.content import shipped as s; print(s('lexicons'))", cwd=empty, path=site)
    assert Path(content.strip()).is_relative_to(site)
    command = "from importlib.metadata import entry_points as e; e(group='console_scripts')['tafelbeeld'].load()()"
    assert python("-c", command, "--version", cwd=empty, path=site).startswith("tafelbeeld ")
    model = "from pipeline.annotate import language_model as m; f = m('nl_tafel_sm'); print(f.name, f.version, "
    model += "[t.lemma_ for t in next(iter(f.annotate(['de regels zijn streng'])))])"
    assert python("-c", model, cwd=empty, path=site) == "nl_tafel_sm 1.0.0 ['de', 'regel', 'zijn', 'streng']\n"
    python("-m", "pipeline", "run", ROOT / "transcripts_sample", cwd=empty, path=site)
    assert len(list((empty / "reports" / "transcripts_sample").iterdir())) == 6
