"""What is wrong in a file that a person edits: where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One mistake in a content file or a manifest."""

    file: str
    """The path from the content or study folder, with forward slashes."""
    line: int
    message: str
    remedy: str
    excerpt: str = ""

    def __str__(self) -> str:
        shown = f"\n    {self.excerpt}" if self.excerpt else ""
        return f"{self.file}:{self.line}: {self.message}{shown}\n    → {self.remedy}"


class ContentError(Exception):
    """Content or a manifest that cannot be used, with all its findings at once."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def excerpt_of(text: str, line: int, *, width: int = 100) -> str:
    """A line of a file, cut to a width in characters."""
    lines = text.splitlines()
    found = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return found if len(found) <= width else found[: width - 1] + "…"


def name_within(path: Path, folder: Path) -> str:
    """A path as seen from a folder, with forward slashes on every system."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
