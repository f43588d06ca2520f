"""The tag model as it stands on disk: readable JSON, refused where it is anything else (privacy rule R16)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FILE = "model.json"
TierName = Literal["snel", "vol"]
Share = Annotated[float, Field(ge=0, le=1)]
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)


class CodeBar(BaseModel):
    """Where one code's bar lies in a tier: at or above `upper` a tag stands, from `lower` on the model abstains.

    Where a term of the code's lexicon fired, `upper_on_term` is enough.
    """

    model_config = _STRICT
    code: str
    offset: float
    lower: Share
    upper: Share
    upper_on_term: Share


class Weighing(BaseModel):
    """What each source counts for: scores of the surface and of the encoder, and the lexicon's evidence."""

    model_config = _STRICT
    surface: float
    encoder: float
    lexicon: float


class Tier(BaseModel):
    """How a tier joins its sources, for codes and for directions."""

    model_config = _STRICT
    code: Weighing
    direction: Weighing
    bars: list[CodeBar]


class EncoderScales(BaseModel):
    """Scores over an encoder's vectors: `weights` is (dimensions, scales)."""

    model_config = _STRICT
    name: str
    hash: str
    biases: list[float]
    weights: list[list[float]]


class TermEvidence(BaseModel):
    """How often a term was right on gold, and what that adds to the log-odds of its code."""

    model_config = _STRICT
    hits: int
    right: int
    evidence: float


class SavedModel(BaseModel):
    """The file as it stands on disk; a scale is a code, or a code with one of its directions."""

    model_config = _STRICT
    kind: Literal["tafelbeeld tag model 3"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9 _.-]{1,60}$")]
    codebook: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """Fingerprint of the codes and directions that it knows."""
    tables: list[Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]]
    """Hashes of the ids of the tables that it was trained on, so that a report on them can say so."""
    passages: int
    reference_negatives: int
    scales: list[str]
    biases: list[float]
    encoder: EncoderScales | None
    terms: dict[str, TermEvidence]
    new_term: dict[str, float]
    """Per code the evidence of a term that no gold has met."""
    tiers: dict[TierName, Tier]
    weights: dict[str, list[float]]


def save_tag_model(saved: SavedModel, folder: Path) -> Path:
    """Writes a model as readable JSON, the same bytes for the same model; an earlier one stays until it is done."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    dumped = saved.model_dump()
    weights, encoder = dumped.pop("weights"), dumped.pop("encoder")
    text = json.dumps(dumped, indent=1, sort_keys=True).removesuffix("\n}") + ",\n"
    text += f' "encoder": {_encoder_text(encoder)},\n "weights": {{\n'
    text += ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(weights.items()))
    draft = path.with_suffix(".new")
    try:
        draft.write_text(text + "\n }\n}\n", encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _encoder_text(encoder: Mapping[str, object] | None) -> str:
    if encoder is None:
        return "null"
    weights = encoder["weights"]
    assert isinstance(weights, list)
    rows = ",\n".join("   " + json.dumps(row) for row in weights)
    head = json.dumps({key: value for key, value in encoder.items() if key != "weights"}, sort_keys=True)
    return head.removesuffix("}") + ', "weights": [\n' + rows + "\n  ]}"
