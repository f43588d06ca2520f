"""The entrance of the command, which the build puts beside the package as a module `tafelbeeld`.

An old distribution brings a package `pipeline` too. Where that stands in place of ours nothing of ours may be left to
import, so what says so has a name of its own, and imports the standard library alone.
"""

from __future__ import annotations

import sys
from typing import NoReturn

_WRONG = 2
_STRANGER = (
    "Another package called `pipeline` stands in place of tafelbeeld's own; "
    "install tafelbeeld with pipx, or in a virtual environment of its own."
)


def main() -> None:
    """The command `tafelbeeld`; or a sentence and exit status 2, where the package `pipeline` is a stranger's."""
    if not _is_ours():
        _refuse()
    try:
        from pipeline.cli import main as command
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "pipeline":
            raise
        _refuse()
    command()


def _is_ours() -> bool:
    try:
        import pipeline
    except Exception:
        # Ours imports nothing and can't fail; a stranger's may be of any age.
        return False
    return getattr(pipeline, "DISTRIBUTION", None) == "tafelbeeld"


def _refuse() -> NoReturn:
    print(_STRANGER, file=sys.stderr)
    sys.exit(_WRONG)
