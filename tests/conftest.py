"""What a test needs beyond the checkout: skipped with a reason where it is absent, a failure where all must run."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

ALL = os.environ.get("TAFELBEELD_ALL") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"
# How long an example takes depends on the machine and is measured nowhere.
settings.register_profile("project", deadline=None)
settings.load_profile("project")
_skipped: dict[str, str] = {}


def _missing(mark: str) -> str | None:
    """Why a test with this mark can't run here."""
    if mark == "shared" and not (SHARED / "data").is_dir():
        return "the shared data does not stand beside the checkout"
    if mark == "browser" and (shutil.which("chromium") is None or find_spec("playwright") is None):
        return "chromium or playwright is not installed"
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


def _remember(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Keeps a skip with its reason; an expected failure is reported as skipped, and is none."""
    if report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else "no reason given"
        _skipped[report.nodeid] = why.removeprefix("Skipped: ")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remembers a test that was skipped."""
    _remember(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remembers a file that was skipped as a whole."""
    _remember(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where all must run, a skipped test is a failure."""
    if ALL and _skipped and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says which tests were skipped where all must run, and why, above the summary line."""
    if ALL and _skipped:
        terminalreporter.section("skipped where all must run")
        for test, why in _skipped.items():
            terminalreporter.line(f"{test}: {why}")
