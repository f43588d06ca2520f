"""The tag model in use: sums of word vectors, with or without an encoder's vectors."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from pipeline.classify.features import scale, word_features, words_of
from pipeline.classify.saved import FILE, CodeBar, SavedModel, Tier, TierName
from pipeline.content import Codebook

_MOST_BYTES = 80_000_000
LEAST_WORDS = 6
"""With fewer distinct words a passage says too little for a tag on the model's word alone."""
Vector = NDArray[np.float64]


class TagModelError(Exception):
    """A tag model that is missing, is anything but this tool's own JSON, or does not fit codebook or encoder."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit of a lexicon as the model weighs it: its code and term, the direction it tells, and any doubt."""

    code: str
    term: str
    direction: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model makes of a passage for one code, and what each source added to the log-odds."""

    probability: float
    stands: bool
    abstains: bool
    direction: str | None
    surface: float
    encoder: float
    lexicon: float


@dataclass(frozen=True, slots=True)
class TagModel:
    """A loaded tag model; `predict` fills a table from word to scores as words are met."""

    saved: SavedModel = field(repr=False)
    hash: str
    weights: Mapping[str, Vector] = field(repr=False)
    encoder_weights: Vector | None = field(default=None, repr=False)
    _words: dict[str, Vector] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """The name that an account gives this model."""
        return self.saved.name

    def tier(self, *, encoder: bool) -> TierName:
        """The tier that can be had with or without an encoder."""
        return "vol" if encoder and "vol" in self.saved.tiers else "snel"

    def predict(
        self, text: str, evidence: Sequence[Evidence], vector: NDArray[np.float32] | None = None
    ) -> Mapping[str, Prediction]:
        """Per code a prediction for a passage; with a vector of tier `vol`, without one of tier `snel`."""
        words = sorted(words_of(text))
        nothing = np.zeros(len(self.saved.scales))
        surface = np.array(self.saved.biases) + scale(len(words)) * sum((self._word(w) for w in words), start=nothing)
        encoder = nothing
        if vector is not None and self.encoder_weights is not None and self.saved.encoder is not None:
            encoder = np.array(self.saved.encoder.biases) + vector.astype(np.float64) @ self.encoder_weights
        tier = self.saved.tiers[self.tier(encoder=vector is not None)]
        index = {name: place for place, name in enumerate(self.saved.scales)}
        long_enough = len(words) >= LEAST_WORDS
        return {
            bar.code: self._prediction(tier, bar, index, surface, encoder, evidence, long_enough) for bar in tier.bars
        }

    def push(self, word: str, code: str, *, tier: str) -> float:
        """What a word adds to the log-odds of a code, before the passage's length is reckoned with."""
        weighing = self.saved.tiers["vol" if tier == "vol" else "snel"].code
        return weighing.surface * float(self._word(word)[self.saved.scales.index(code)])

    def trained_on(self, table_ids: Iterable[str]) -> bool:
        """Whether any of these tables was among this model's lessons."""
        return any(table_hash(table) in self.saved.tables for table in table_ids)

    def _prediction(
        self,
        tier: Tier,
        bar: CodeBar,
        index: Mapping[str, int],
        surface: Vector,
        encoder: Vector,
        evidence: Sequence[Evidence],
        long_enough: bool,
    ) -> Prediction:
        own = [found for found in evidence if found.code == bar.code]
        place = index[bar.code]
        parts = (
            tier.code.surface * float(surface[place]),
            tier.code.encoder * float(encoder[place]),
            tier.code.lexicon * max((self._evidence(found) for found in own), default=0.0),
        )
        chance = sigmoid(bar.offset + sum(parts))
        may_stand, upper = long_enough or bool(own), bar.upper_on_term if own else bar.upper
        return Prediction(
            chance,
            may_stand and chance >= upper,
            may_stand and bar.lower <= chance < upper,
            self._direction(tier, bar.code, index, surface, encoder, own),
            *parts,
        )

    def _evidence(self, found: Evidence) -> float:
        known = self.saved.terms.get(term_key(found.code, found.term))
        return found.weight * (known.evidence if known else self.saved.new_term.get(found.code, 0.0))

    def _direction(
        self,
        tier: Tier,
        code: str,
        index: Mapping[str, int],
        surface: Vector,
        encoder: Vector,
        own: Sequence[Evidence],
    ) -> str | None:
        told = [found.direction for found in own]
        scores = {
            option: tier.direction.surface * float(surface[place])
            + tier.direction.encoder * float(encoder[place])
            + tier.direction.lexicon * told.count(option) / max(len(told), 1)
            for name, place in index.items()
            if (option := direction_of_scale(name, code)) is not None
        }
        return max(scores, key=lambda option: scores[option]) if scores else None

    def _word(self, word: str) -> Vector:
        if word not in self._words:
            known = (self.weights[feature] for feature in word_features(word) if feature in self.weights)
            self._words[word] = sum(known, start=np.zeros(len(self.saved.scales)))
        return self._words[word]


def sigmoid(margin: float) -> float:
    """Log-odds to probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def direction_scale(code: str, direction: str) -> str:
    """The name of the scale for one direction of a code."""
    return f"{code}>{direction}"


def direction_of_scale(name: str, code: str) -> str | None:
    """The direction of a scale, where it is one of this code's."""
    return name[len(code) + 1 :] if name.startswith(f"{code}>") else None


def term_key(code: str, term: str) -> str:
    """Under what a term's precision is kept."""
    return f"{code}:{term}"


def table_hash(table: str) -> str:
    """A table's id as 12 digits of a hash."""
    return hashlib.sha256(table.encode()).hexdigest()[:12]


def codebook_fingerprint(codebook: Codebook) -> str:
    """Which codes and directions a model knows, as 12 digits of a hash."""
    known = [f"{code}>{'|'.join(codebook.directions(code))}" for code in codebook.codes]
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:12]


def load_tag_model(folder: Path, *, codebook: Codebook) -> TagModel:
    """The tag model of a folder.

    Raises TagModelError where the file is missing, is not this tool's JSON, or knows another codebook.
    """
    path = folder / FILE
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TagModelError("The tag model is larger than 80 MB; point --tag-model at a folder made by `train`.")
        raw = path.read_bytes()
        saved = SavedModel.model_validate_json(raw)
    except OSError:
        raise TagModelError(
            f"There is no {FILE} in the tag model's folder; make one with `tafelbeeld train`."
        ) from None
    except (ValidationError, RecursionError):
        raise TagModelError(
            f"{FILE} is not a tag model of this version of tafelbeeld; make one with `tafelbeeld train GOLD --out DIR`."
        ) from None
    if saved.codebook != codebook_fingerprint(codebook):
        raise TagModelError(
            "The tag model was trained with another codebook: its patterns, perspectives or directions differ; "
            "train it again with `tafelbeeld train GOLD --out DIR --content DIR`."
        )
    return _loaded(saved, hashlib.sha256(raw).hexdigest()[:12])


def _loaded(saved: SavedModel, digest: str) -> TagModel:
    width, encoder = len(saved.scales), saved.encoder
    rows = [saved.biases, *saved.weights.values(), *([encoder.biases, *encoder.weights] if encoder else [])]
    if any(len(row) != width for row in rows) or "snel" not in saved.tiers:
        raise TagModelError("The tag model's weights don't fit its codes; train it again.")
    weights = {feature: np.array(row) for feature, row in saved.weights.items()}
    return TagModel(saved, digest, weights, np.array(encoder.weights) if encoder else None)
