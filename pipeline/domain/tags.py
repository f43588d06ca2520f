"""What a passage is tagged with, and how far such tags can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class ByLexicon:
    """A term of a lexicon fired."""

    term: str

    def __str__(self) -> str:
        return f"lexicon:{self.term}"


@dataclass(frozen=True, slots=True)
class ByModel:
    """The tag model says so."""

    def __str__(self) -> str:
        return "model"


@dataclass(frozen=True, slots=True)
class ByCoder:
    """A person says so."""

    coder: str = field(repr=False)

    def __str__(self) -> str:
        return "coder"


Origin = ByLexicon | ByModel | ByCoder

NEUTRAAL = "neutraal"
"""The direction of a passage that speaks of a pattern without leaning to either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A passage speaks of a code: a pattern, with its direction, or a perspective, without one."""

    code: str
    direction: str | None
    probability: float
    origins: tuple[Origin, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError("a probability lies between 0 and 1")
        if not self.origins:
            raise ValueError("a tag says where it comes from")


Verdict = Literal["goed", "matig", "niet_automatisch", "te_weinig_bewijs"]
"""How far the tags of a code can be relied on, from their agreement with gold."""
