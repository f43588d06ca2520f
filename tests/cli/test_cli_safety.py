"""What a command leaves behind, and what its errors say: nothing, whatever happens."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_studies import names, study, tafelbeeld, tree

from pipeline import batch, flow, report
from pipeline.endings import DEFECT, ended
from pipeline.leftovers import own_folder
from pipeline.read import text as text_reader

SECRET = "zonnebloempitten"
NO_NETWORK = """
import socket, sys
def refuse(*_, **__):
    raise RuntimeError("something asked for the network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
"""
KINDS = (
    KeyError, ValueError, IndexError, TypeError, RuntimeError, FileNotFoundError, PermissionError, LookupError,
    ArithmeticError, AssertionError, UnicodeError, NotImplementedError, RecursionError, MemoryError, AttributeError,
    ImportError, StopIteration, EOFError, BufferError, TimeoutError,
)  # fmt: skip


def elsewhere(folder: Path) -> dict[str, str]:
    """An environment with an empty home and an empty folder for temporary files."""
    for name in ("thuis", "tijdelijk"):
        (folder / name).mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "MPL"))}
    return kept | {"HOME": str(folder / "thuis"), "TMPDIR": str(folder / "tijdelijk"), "PYTHONDONTWRITEBYTECODE": "1"}


def command(*words: str | Path, folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    called = [sys.executable, "-m", "pipeline", *map(str, words)]
    return subprocess.Popen(called, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_without_a_network_leaves_nothing_but_its_report(tmp_path: Path) -> None:
    folder = study(tmp_path / "studie")
    environment = elsewhere(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    environment["PYTHONPATH"] = str(tmp_path / "site")
    process = command("run", folder, "--out", "uit", folder=tmp_path, environment=environment)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()
    assert names(tmp_path) == {"studie", "uit", "thuis", "tijdelijk", "site"}
    assert not names(tmp_path / "thuis") and not names(tmp_path / "tijdelijk")


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9 elsewhere")
def test_after_a_kill_the_next_run_leaves_nothing_of_it(tmp_path: Path) -> None:
    folder = study(tmp_path / "studie")
    before = tree(folder)
    environment = elsewhere(tmp_path)
    dice = random.Random(0)
    for _ in range(6):
        process = command("run", folder, "--out", "uit", "--tier", "snel", folder=tmp_path, environment=environment)
        time.sleep(dice.uniform(0.5, 4.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not names(tmp_path / "thuis") and tree(folder) == before
        left = [path for path in (*tmp_path.glob(".uit-*/*"), *(tmp_path / "tijdelijk").rglob("*")) if path.is_file()]
        assert not any(b"keukentafel" in path.read_bytes() for path in left)
    process = command("run", folder, "--out", "uit", "--tier", "snel", folder=tmp_path, environment=environment)
    process.communicate()
    assert process.returncode == 0
    assert names(tmp_path) == {"studie", "uit", "thuis", "tijdelijk"} and not names(tmp_path / "tijdelijk")


def test_a_folder_of_the_living_and_of_others_stays(tmp_path: Path) -> None:
    mine = own_folder("proef-", tmp_path)
    strange = [tmp_path / name for name in ("proef-x-abcdefgh", "proef-1-", "ander-999999-abcdefgh")]
    for path in strange:
        path.mkdir()
    dead = tmp_path / "proef-4194999-abcdefgh"
    dead.mkdir()
    other = own_folder("proef-", tmp_path)
    assert mine.is_dir() and other.is_dir() and all(path.is_dir() for path in strange)
    assert not dead.exists() or os.name != "posix"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_error_says_what_was_in_it(kind: type[Exception], capsys: pytest.CaptureFixture[str]) -> None:
    def failing() -> None:
        local = SECRET.upper()
        raise kind(f"{SECRET} {local}")

    status = ended(failing)
    said = capsys.readouterr()
    assert status in (DEFECT, 3)
    assert SECRET not in (said.out + said.err).lower() and "Traceback" not in said.err


PLACES = [
    (batch, "reading"), (text_reader, "text_turns"), (flow, "sessions"), (flow, "passages"), (flow, "counts"),
    (flow, "groups"), (flow, "frame_of"), (report, "write"), (report, "draft"),
]  # fmt: skip


@pytest.mark.parametrize("kind", [KeyError, ValueError, OSError, RuntimeError, UnicodeError])
@pytest.mark.parametrize("place", [p for p in PLACES if hasattr(*p)], ids=lambda place: place[1])
def test_a_failure_anywhere_says_nothing_and_leaves_nothing(
    place: tuple[object, str],
    kind: type[Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise kind(SECRET)

    folder = study(tmp_path / "studie")
    monkeypatch.setattr(place[0], place[1], failing)
    assert tafelbeeld("run", folder, "--out", tmp_path / "uit", "--tier", "snel") in (3, 70)
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    assert names(tmp_path) == {"studie"}


def test_no_image_of_the_memory_is_left_by_a_crash(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import resource, pipeline.endings as e; e.leave_no_core(); print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0" and resource
