"""Gold files → a trained tag model: what `train` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.classify.train import Encoded, GoldPassage, TrainingAccount, train_tag_model
from pipeline.content import Content, shipped
from pipeline.encode import load_encoder
from pipeline.gold import example_passages, read_gold, reference_passages
from pipeline.tag import Tagger, evidence_of


def trained(
    gold: Sequence[Path],
    *,
    content: Content,
    out: Path,
    tier: str,
    encoder: Path | None = None,
    references: Path | None = None,
) -> TrainingAccount:
    """Trains on gold, on the lexicons' examples and on the reference texts that can be found, and saves in `out`.

    Raises ContentError, StudyError, TrainingError and EncoderError; each says what to do.
    """
    passages = (
        *read_gold(gold, codebook=content.codebook),
        *(reference_passages(references, codebook=content.codebook) if references else ()),
        *example_passages(content),
    )
    untrained = Tagger.untrained(content=content)
    evidence = [evidence_of(hits) for hits in untrained.hits([passage.text for passage in passages])]
    encoded = _encoded(passages, encoder or shipped("encoder")) if tier == "vol" else None
    return train_tag_model(passages, evidence, codebook=content.codebook, out=out, encoded=encoded)


def _encoded(passages: Sequence[GoldPassage], folder: Path) -> Encoded:
    encoder = load_encoder(folder)
    return Encoded(
        name=encoder.name,
        hash=encoder.hash,
        vectors=encoder.encode([passage.text for passage in passages]),
        seen=np.array([passage.only is not None or encoder.has_seen(passage.table) for passage in passages]),
    )
