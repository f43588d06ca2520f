"""Folders that a process makes for itself, and takes away; those that a killed one left are taken away by the next."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_OLD = 24 * 3600
"""Seconds after which a folder is nobody's any more, where a system can't say whether its process lives."""


def own_folder(prefix: str, parent: Path) -> Path:
    """A new folder of this process, which alone may open it; those of processes that died are removed first."""
    for left in _left(prefix, parent):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=parent))


def _left(prefix: str, parent: Path) -> Iterator[Path]:
    ours = re.compile(rf"{re.escape(prefix)}(\d+)-\w{{8}}(-oud)?")
    for path in list(parent.iterdir()):
        found = ours.fullmatch(path.name)
        if found and path.is_dir() and not path.is_symlink() and not _alive(int(found[1]), path):
            yield path


def _alive(process: int, folder: Path) -> bool:
    if process == os.getpid():
        return True
    if os.name != "posix":
        return time.time() - folder.stat().st_mtime < _OLD
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
