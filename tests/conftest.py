"""What a test needs beyond the checkout: skipped with a reason where it is absent, a failure where all must run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ALL = os.environ.get("TAFELBEELD_ALL") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"
_skipped: list[str] = []


def _missing(mark: str) -> str | None:
    """Why a test with this mark can't run here."""
    if mark == "shared" and not (SHARED / "data").is_dir():
        return "the shared data does not stand beside the checkout"
    if mark == "browser" and shutil.which("chromium") is None:
        return "chromium is not installed"
    if mark == "office" and (shutil.which("soffice") is None or shutil.which("pdftoppm") is None):
        return "LibreOffice or pdftoppm is not installed"
    if mark == "slow" and not ALL:
        return "takes long; set TAFELBEELD_ALL=1 to run it"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips with a reason."""
    for item in items:
        for mark in ("shared", "browser", "office", "slow"):
            if item.get_closest_marker(mark) and (why := _missing(mark)):
                item.add_marker(pytest.mark.skip(reason=why))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remembers what was skipped."""
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where all must run, a skipped test is a failure."""
    if ALL and _skipped:
        print(f"\n{len(_skipped)} tests were skipped where all must run: {', '.join(_skipped[:5])}")
        session.exitstatus = 1
