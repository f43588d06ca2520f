"""Gold files → a trained tag model: what `train` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.classify import Evidence
from pipeline.classify.train import Encoded, GoldPassage, TrainingAccount, train_tag_model
from pipeline.content import Content, shipped
from pipeline.encode import load_encoder
from pipeline.gold import example_passages, read_gold, reference_passages
from pipeline.tag import Tagger, evidence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """All that a training learns from: passages, what the lexicons found in each, and the encoder's vectors."""

    passages: tuple[GoldPassage, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    encoded: Encoded | None
    """None in tier `snel`."""

    def only(self, kept: Callable[[GoldPassage], bool]) -> Lesson:
        """The part of the lesson that some of the passages make."""
        rows = [row for row, passage in enumerate(self.passages) if kept(passage)]
        encoded = self.encoded
        return Lesson(
            passages=tuple(self.passages[row] for row in rows),
            evidence=tuple(self.evidence[row] for row in rows),
            encoded=replace(encoded, vectors=encoded.vectors[rows], seen=encoded.seen[rows]) if encoded else None,
        )


def lesson(
    gold: Sequence[Path],
    *,
    content: Content,
    tier: str,
    encoder: Path | None = None,
    references: Path | None = None,
) -> Lesson:
    """Gold, the lexicons' examples, and the reference texts that can be found.

    Raises ContentError, StudyError, TrainingError and EncoderError; each says what to do.
    """
    passages = (
        *read_gold(gold, codebook=content.codebook),
        *(reference_passages(references, codebook=content.codebook) if references else ()),
        *example_passages(content),
    )
    untrained = Tagger.untrained(content=content)
    evidence = (evidence_of(hits) for hits in untrained.hits([passage.text for passage in passages]))
    return Lesson(
        passages=passages,
        evidence=tuple(evidence),
        encoded=_encoded(passages, encoder or shipped("encoder")) if tier == "vol" else None,
    )


def trained(learnt: Lesson, *, content: Content, out: Path) -> TrainingAccount:
    """Trains on a lesson, and saves the tag model in `out`; TrainingError where it can't be learnt from."""
    return train_tag_model(learnt.passages, learnt.evidence, codebook=content.codebook, out=out, encoded=learnt.encoded)


def _encoded(passages: Sequence[GoldPassage], folder: Path) -> Encoded:
    encoder = load_encoder(folder)
    return Encoded(
        name=encoder.name,
        hash=encoder.hash,
        vectors=encoder.encode([passage.text for passage in passages]),
        seen=np.array([passage.only is not None or encoder.has_seen(passage.table) for passage in passages]),
    )
