"""What is known of a tag model's quality, kept beside it once it was measured on gold that it had not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.domain import RoleClass, Verdict

QUALITY = "quality.json"
_FROZEN = ConfigDict(extra="forbid", frozen=True)
_Share = Annotated[float, Field(ge=0, le=1)]


class KeptCode(BaseModel):
    """What a report needs to know of one code's tags."""

    model_config = _FROZEN
    code: str
    verdict: Verdict
    alpha: float | None
    recall: dict[RoleClass, _Share | None]


class KeptQuality(BaseModel):
    """For which model and tier it was measured, and what came of it."""

    model_config = _FROZEN
    kind: Literal["tafelbeeld quality 1"]
    tag_model: str
    tier: Literal["snel", "vol"]
    passages: int
    tables: int
    codes: list[KeptCode]

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """By code how far its tags can be relied on."""
        return {row.code: row.verdict for row in self.codes}

    @property
    def recall_gaps(self) -> Mapping[str, Fraction | None]:
        """By code how far the recalls of binnen and buiten lie apart; none where either was never measured."""
        return {row.code: _gap([row.recall.get(side) for side in RoleClass]) for row in self.codes}


def _gap(recalls: Sequence[float | None]) -> Fraction | None:
    known = [Fraction(str(recall)) for recall in recalls if recall is not None]
    return max(known) - min(known) if len(known) == len(recalls) else None


def kept_quality(folder: Path, *, tag_model: str, tier: str) -> KeptQuality | None:
    """What is kept in a tag model's folder; none where it was measured on another model or tier."""
    try:
        kept = KeptQuality.model_validate_json((folder / QUALITY).read_bytes())
    except (OSError, ValidationError):
        return None
    return kept if (kept.tag_model, kept.tier) == (tag_model, tier) else None
