"""What pushed each pattern of a passage: for holders of the transcripts, without the passage's own sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.classify.features import scale, words_of
from pipeline.tag import Tagger

MOST_WORDS = 5
_IN_VIEW = 0.1


def explained(texts: Sequence[str], tagger: Tagger) -> Iterator[str]:
    """One JSON object a passage: per pattern in view its chance, and what each source added to the log-odds."""
    rows = zip(texts, tagger.predictions(texts), tagger.hits(texts), strict=True)
    for number, (text, predicted, hits) in enumerate(rows):
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
        yield json.dumps({"passage": number, "codes": codes}, ensure_ascii=False)


def _words(text: str, code: str, tagger: Tagger) -> list[list[str | float]]:
    """The words that push a code most, either way, with what they add."""
    if tagger.model is None:
        return []
    words = words_of(text)
    pushes = {word: scale(len(words)) * tagger.model.push(word, code, tier=tagger.tier) for word in words}
    strongest = sorted(pushes, key=lambda word: (-abs(pushes[word]), word))[:MOST_WORDS]
    return [[word, round(pushes[word], 2)] for word in strongest if pushes[word]]
