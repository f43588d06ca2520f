"""What pushed each pattern of a passage: for holders of the transcripts, without the passage's own sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import scale, words_of
from pipeline.classify.train import GoldPassage
from pipeline.encode import Encoder
from pipeline.tag import Tagger

MOST_WORDS, MOST_NEAR = 5, 3
_IN_VIEW = 0.1


def explained(texts: Sequence[str], tagger: Tagger, *, gold: Sequence[GoldPassage] = ()) -> Iterator[str]:
    """One JSON object a passage: per pattern in view its chance, and what each source added to the log-odds.

    With gold, and an encoder, also the gold passages that are nearest in meaning: where they stand, and their labels.
    """
    rows = zip(texts, tagger.predictions(texts), tagger.hits(texts), _nearest(texts, tagger, gold), strict=True)
    for number, (text, predicted, hits, near) in enumerate(rows):
        codes = [
            {
                "pattern": code,
                "probability": round(found.probability, 3),
                "stands": found.stands,
                "abstains": found.abstains,
                "direction": found.direction,
                "surface": round(found.surface, 2),
                "encoder": round(found.encoder, 2),
                "lexicon": round(found.lexicon, 2),
                "terms": sorted({hit.term for hit in hits if hit.code == code}),
                "words": _words(text, code, tagger),
            }
            for code, found in predicted.items()
            if found.stands or found.probability >= _IN_VIEW
        ]
        found = {"passage": number, "codes": codes} | ({"nearest": near} if near else {})
        yield json.dumps(found, ensure_ascii=False)


def _nearest(texts: Sequence[str], tagger: Tagger, gold: Sequence[GoldPassage]) -> Iterator[list[dict[str, object]]]:
    """By cosine of the encoder's vectors; a gold passage is named by its table and its place in the gold given."""
    if tagger.encoder is None or not gold:
        yield from ([] for _ in texts)
        return
    kept = _directions(tagger.encoder, [passage.text for passage in gold])
    for own in _directions(tagger.encoder, texts):
        near = kept @ own
        yield [
            {
                "gold": place,
                "table": gold[place].table,
                "similarity": round(float(near[place]), 3),
                "tags": dict(gold[place].tags),
            }
            for place in np.argsort(-near, kind="stable")[:MOST_NEAR].tolist()
        ]


def _directions(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """(texts, dimensions), each of length one."""
    vectors = np.array(list(encoder.encode(texts)))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _words(text: str, code: str, tagger: Tagger) -> list[list[str | float]]:
    """The words that push a code most, either way, with what they add."""
    if tagger.model is None:
        return []
    words = words_of(text)
    pushes = {word: scale(len(words)) * tagger.model.push(word, code, tier=tagger.tier) for word in words}
    strongest = sorted(pushes, key=lambda word: (-abs(pushes[word]), word))[:MOST_WORDS]
    return [[word, round(pushes[word], 2)] for word in strongest if pushes[word]]
