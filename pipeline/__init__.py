"""tafelbeeld: from Dutch round-table transcripts to a generic report that keeps no individual minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.tag import Tagger

__all__ = ["DISTRIBUTION", "Tagger", "__version__"]
DISTRIBUTION = "tafelbeeld"
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`Tagger`, imported only when it is asked for, so that the command starts quickly."""
    if name == "Tagger":
        from pipeline.tag import Tagger

        return Tagger
    raise AttributeError(name)
