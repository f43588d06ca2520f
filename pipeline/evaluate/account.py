"""Every way of tagging laid over the same gold; what of it is kept beside a tag model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.classify.quality import QUALITY, KeptCode, KeptQuality
from pipeline.classify.train import GoldPassage
from pipeline.content import Codebook
from pipeline.evaluate.evaluation import Evaluation, Found, difference, evaluation
from pipeline.match import Hit
from pipeline.tag import Judged, Tagger

WAYS = ("majority", "headword", "lexicon", "snel", "vol")
Way = Literal["majority", "headword", "lexicon", "snel", "vol"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFigures:
    """How often a term of a lexicon fired on gold, in how many passages rightly, and at how many tables."""

    code: str
    term: str
    hits: int
    right: int
    tables: int

    @property
    def precision(self) -> float:
        """The share of the passages in which it fired that carry its code."""
        return self.right / self.hits


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The evaluations by way of tagging, and how much each tier exceeds its parts in macro-F1."""

    ways: Mapping[Way, Evaluation]
    gains: Mapping[tuple[Way, Way], tuple[float, tuple[float, float]]]
    terms: tuple[TermFigures, ...]
    """Of the terms that fired, the least precise first."""
    tag_model: str
    tier: Literal["snel", "vol"]
    in_sample: bool
    """The tag model was trained on some of these very tables: no measure of quality."""

    @property
    def best(self) -> Evaluation:
        """The evaluation of the tier that was asked for."""
        return self.ways[self.tier]


def quality(gold: Sequence[GoldPassage], tagger: Tagger) -> Quality:
    """Tags the gold in every way that this tagger can, and compares."""
    codebook, texts = tagger.content.codebook, [passage.text for passage in gold]
    untrained = Tagger.untrained(content=tagger.content)
    found: dict[Way, list[Found]] = {
        "majority": [Found(tags={}) for _ in gold],
        "headword": [Found(tags=_headwords(text, codebook)) for text in texts],
        "lexicon": [_found(judged) for judged in untrained.judge(texts)],
        "snel": _predicted(tagger.fast(), texts),
    }
    if tagger.tier == "vol":
        found["vol"] = _predicted(tagger, texts)
    tier: Literal["snel", "vol"] = "vol" if "vol" in found else "snel"
    parts: list[Way] = ["lexicon", "snel"] if tier == "vol" else ["lexicon"]
    return Quality(
        ways={way: evaluation(gold, made, codebook=codebook) for way, made in found.items()},
        gains={(tier, part): difference(gold, found[tier], found[part], codebook=codebook) for part in parts},
        terms=_terms(gold, list(tagger.hits(texts))),
        tag_model=tagger.model.hash if tagger.model else "",
        tier=tier,
        in_sample=tagger.model is not None and tagger.model.trained_on({passage.table for passage in gold}),
    )


def _terms(gold: Sequence[GoldPassage], found: Sequence[Sequence[Hit]]) -> tuple[TermFigures, ...]:
    """A term counts once a passage, and not where coders parted on its code."""
    fired: dict[tuple[str, str], list[GoldPassage]] = {}
    for passage, hits in zip(gold, found, strict=True):
        for code, term in {(hit.code, hit.term) for hit in hits if hit.code not in passage.contested}:
            fired.setdefault((code, term), []).append(passage)
    made = (
        TermFigures(
            code=code,
            term=term,
            hits=len(rows),
            right=sum(code in row.tags for row in rows),
            tables=len({row.table for row in rows}),
        )
        for (code, term), rows in fired.items()
    )
    return tuple(sorted(made, key=lambda row: (row.precision, -row.hits, row.code, row.term)))


def _headwords(text: str, codebook: Codebook) -> dict[str, str | None]:
    """The naive way: a pattern wherever its own word stands, in its first direction."""
    low = text.lower()
    named = {code: [word for word in code.split("_") if len(word) > 4] for code in codebook.codes}
    return {
        code: next(iter(codebook.directions(code)), None)
        for code, words in named.items()
        if any(word in low for word in words)
    }


def _found(judged: Judged) -> Found:
    return Found(tags={tag.code: tag.direction for tag in judged.tags})


def _predicted(tagger: Tagger, texts: Sequence[str]) -> list[Found]:
    return [
        Found(
            tags={code: p.direction for code, p in row.items() if p.stands},
            chances={code: p.probability for code, p in row.items()},
            abstained=frozenset(code for code, p in row.items() if p.abstains),
        )
        for row in tagger.predictions(texts)
    ]


def save_quality(found: Quality, folder: Path) -> Path:
    """Keeps the verdicts and recalls beside the tag model that they were measured on."""
    codes = [
        KeptCode(
            code=row.code,
            verdict=row.verdict,
            alpha=None if row.alpha is None else round(row.alpha, 3),
            recall={side: None if r is None else round(r, 3) for side, r in row.recall_by_class.items()},
        )
        for row in found.best.codes
    ]
    kept = KeptQuality(
        kind="tafelbeeld quality 1",
        tag_model=found.tag_model,
        tier=found.tier,
        passages=found.best.passages,
        tables=found.best.tables,
        codes=codes,
    )
    path = folder / QUALITY
    text = json.dumps(kept.model_dump(mode="json"), indent=1, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
