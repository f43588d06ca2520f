"""What is known of a tag model's quality, kept beside it once it was measured on gold that it had not seen."""

from __future__ import annotations

from collections.abc import Mapping
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


def kept_verdicts(folder: Path, *, tag_model: str, tier: str) -> Mapping[str, Verdict]:
    """The verdicts kept in a tag model's folder; none where they were measured on another model or tier."""
    try:
        kept = KeptQuality.model_validate_json((folder / QUALITY).read_bytes())
    except (OSError, ValidationError):
        return {}
    return {row.code: row.verdict for row in kept.codes} if (kept.tag_model, kept.tier) == (tag_model, tier) else {}
