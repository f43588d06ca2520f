"""The tag model: readable JSON on disk, sums of word vectors in use."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.classify.features import MOST_HITS, hit_feature, scale, word_features, words_of
from pipeline.content import Codebook

FILE = "model.json"
_MOST_BYTES = 50_000_000
_DEFAULT_PRECISION = 0.8
LEAST_WORDS = 6
"""With fewer distinct words a passage says too little for a tag on the model's word alone."""
Vector = NDArray[np.float64]


class TagModelError(Exception):
    """A tag model that is missing, or is anything but this tool's own JSON."""


class CodeModel(BaseModel):
    """What is known of one code: its bias, calibration, threshold and how often its terms are right."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    code: str
    bias: float
    slope: float
    offset: float
    threshold: float
    """At or above this score a tag stands on the model's word alone."""
    term_precision: Annotated[float, Field(ge=0, le=1)]
    directions: list[str]
    direction_bias: float
    """Above zero together with its words: the second direction; below: the first."""


class SavedModel(BaseModel):
    """The file as it stands on disk: per feature one weight a code, then one a code for its direction."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kind: Literal["tafelbeeld tag model 1"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9 _.-]{1,60}$")]
    study: Annotated[str, Field(pattern=r"^([0-9a-f]{12})?$")]
    """Fingerprint of the tables' ids that it was trained on, so that a report on them can say so."""
    codes: list[CodeModel]
    weights: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model makes of a passage for one code."""

    probability: float
    stands: bool
    direction: str | None


@dataclass(frozen=True, slots=True)
class TagModel:
    """A loaded tag model; `predict` fills a table from word to scores as words are met."""

    name: str
    hash: str
    study: str = ""
    codes: tuple[CodeModel, ...] = ()
    weights: Mapping[str, Vector] = field(default_factory=dict, repr=False)
    _words: dict[str, Vector] = field(default_factory=dict, repr=False)

    def predict(self, text: str, hits: Mapping[str, int]) -> Mapping[str, Prediction]:
        """Per code a prediction for a passage, given how many terms of each lexicon fired in it."""
        if not self.codes:
            return {}
        words = sorted(words_of(text))
        scores = scale(len(words)) * sum((self._word(word) for word in words), start=np.zeros(2 * len(self.codes)))
        for code, count in hits.items():
            weight = self.weights.get(hit_feature(code))
            if weight is not None:
                scores = scores + min(count, MOST_HITS) * weight
        return {
            code.code: self._prediction(code, index, scores, len(words) >= LEAST_WORDS)
            for index, code in enumerate(self.codes)
        }

    def trained_on(self, table_ids: Sequence[str]) -> bool:
        """Whether this model was trained on exactly these tables."""
        return bool(self.study) and self.study == study_fingerprint(table_ids)

    def term_precision(self, code: str) -> float:
        """How often this code's terms were right on the gold that the model was trained on."""
        return next((known.term_precision for known in self.codes if known.code == code), _DEFAULT_PRECISION)

    def _prediction(self, code: CodeModel, index: int, scores: Vector, long_enough: bool) -> Prediction:
        score = code.bias + float(scores[index])
        margin = code.slope * score + code.offset
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
        leaning = code.direction_bias + float(scores[len(self.codes) + index])
        direction = code.directions[int(leaning > 0)] if code.directions else None
        return Prediction(probability, long_enough and score >= code.threshold, direction)

    def _word(self, word: str) -> Vector:
        if word not in self._words:
            known = (self.weights[feature] for feature in word_features(word) if feature in self.weights)
            self._words[word] = sum(known, start=np.zeros(2 * len(self.codes)))
        return self._words[word]


def study_fingerprint(table_ids: Sequence[str]) -> str:
    """Which tables a model was trained on, as 12 digits of a hash over their sorted ids."""
    return hashlib.sha256("\n".join(sorted(table_ids)).encode()).hexdigest()[:12]


NO_MODEL = TagModel(name="geen", hash="")


def load_tag_model(folder: Path, *, codebook: Codebook) -> TagModel:
    """The tag model of a folder.

    Raises TagModelError where the file is missing, is not this tool's JSON, or speaks of codes that the codebook lacks.
    """
    path = folder / FILE
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TagModelError("The tag model is larger than 50 MB; point --tag-model at a folder made by `train`.")
        raw = path.read_bytes()
        saved = SavedModel.model_validate_json(raw)
    except OSError:
        raise TagModelError(
            f"There is no {FILE} in the tag model's folder; make one with `tafelbeeld train`."
        ) from None
    except (ValidationError, RecursionError):
        raise TagModelError(
            f"{FILE} is not a tag model of this tool; make one with `tafelbeeld train GOLD --out DIR`."
        ) from None
    unknown = [code.code for code in saved.codes if code.code not in codebook.codes]
    if unknown:
        raise TagModelError(f"The tag model has codes that the codebook lacks ({', '.join(unknown)}); train it again.")
    if any(len(row) != 2 * len(saved.codes) for row in saved.weights.values()):
        raise TagModelError("The tag model's weights don't fit its codes; train it again.")
    weights = {feature: np.array(row) for feature, row in saved.weights.items()}
    return TagModel(saved.name, hashlib.sha256(raw).hexdigest()[:12], saved.study, tuple(saved.codes), weights)


def save_tag_model(saved: SavedModel, folder: Path) -> Path:
    """Writes a model as readable JSON, the same bytes for the same model."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    head = saved.model_dump(exclude={"weights"})
    rows = ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(saved.weights.items()))
    text = json.dumps(head, indent=1, sort_keys=True).rstrip("}\n") + ',\n "weights": {\n' + rows + "\n }\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
