"""`verantwoording.json` as a receipt: which files a run wrote, with their hashes, and with what versions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.scan.leaks import Leak, LeakKind

NAME = "verantwoording.json"
_VERSIONS = ("tafelbeeld", "language_model", "tag_model", "encoder")
_VERSION = re.compile(r"[A-Za-z0-9 ._-]{1,80}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Hashes by file, and the names of models and versions; both empty where a folder has no receipt."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[str, ...] = ()
    itself: bool = False

    def unchanged(self, name: str, folder: Path) -> bool:
        """Whether a file is still what the run wrote; the receipt has no hash of itself, and is taken to be."""
        if name == NAME:
            return self.itself
        return name in self.hashes and self.hashes[name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()

    def strays(self, folder: Path) -> Iterator[Leak]:
        """Files that were changed since, or are gone."""
        for name in sorted(self.hashes):
            if not (folder / name).is_file():
                yield Leak(name, "", LeakKind.CHANGED, why="is on the receipt of the run, and is not there")
            elif not self.unchanged(name, folder):
                yield Leak(name, "", LeakKind.CHANGED)


def receipt_of(folder: Path) -> Receipt:
    """The receipt in a folder of outputs; an empty one where there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        hashes = {str(name): str(value) for name, value in told["files"].items() if "/" not in name}
        versions = tuple(told[key] for key in _VERSIONS if _VERSION.fullmatch(told[key]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Receipt()
    return Receipt(hashes, versions, itself=True)
