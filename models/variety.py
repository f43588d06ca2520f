"""How varied the training gold is: whether its writers repeat themselves, or one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.classify.train import GoldPassage
from pipeline.content import Codebook
from pipeline.gold import read_gold

GOLD = Path("models/gold/train")
WRITTEN = frozenset({"rapport", "brief", "debat", "pers"})
FIRST_WORDS = 20_000
"""A type-token ratio falls with length, so it is of so many first words."""
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Variety:
    """Figures over all passages, each of a batch: one file, by one writer."""

    passages: int
    positive: int
    written: int
    written_positive: int
    tables: int
    batches: int
    type_token: float
    shared_five_words: float
    """Share of the passages that have five words in a row in common with another."""
    nearest: tuple[float, float]
    """Median and 95th percentile of the cosine with the nearest other passage, over character n-grams."""
    batch_told: float
    """Share of the passages of which a linear classifier over words tells the batch, cross-validated."""
    largest_batch: float
    """What always naming the largest batch would reach."""


def variety(folder: Path = GOLD, *, codebook: Codebook) -> Variety:
    """Measures all gold of a folder, facilitators' turns left out."""
    passages, batches = _passages(folder, codebook)
    texts = [p.text for p in passages]
    written = [p for p in passages if p.register in WRITTEN]
    return Variety(
        passages=len(passages),
        positive=sum(bool(p.tags) for p in passages),
        written=len(written),
        written_positive=sum(bool(p.tags) for p in written),
        tables=len({p.table for p in passages}),
        batches=len(set(batches)),
        type_token=_type_token(texts),
        shared_five_words=_shared(texts),
        nearest=_nearest(texts),
        batch_told=_batch_told(texts, batches),
        largest_batch=max(Counter(batches).values()) / len(batches),
    )


def variety_page(found: Variety) -> str:
    """The figures as Markdown."""
    return f"""## The training gold

{found.passages:,} passages of {found.tables} tables in {found.batches} batches, each by a writer who saw the codebook
and not the others; {found.positive:,} carry a pattern or a perspective. {found.written:,} are in written register,
{found.written_positive:,} of them with a label.

| variety | |
| --- | --- |
| distinct words in the first {FIRST_WORDS:,} | {found.type_token:.0%} |
| passages that share five words in a row with another | {found.shared_five_words:.1%} |
| likeness of a passage to its nearest other (cosine of character n-grams), median | {found.nearest[0]:.2f} |
| the same, 95th percentile | {found.nearest[1]:.2f} |
| passages whose batch a linear classifier tells | {found.batch_told:.0%} |
| of which by naming the largest batch | {found.largest_batch:.0%} |

A batch has subjects of its own, so that its words tell it apart whatever its writer's habits are.
"""


def _passages(folder: Path, codebook: Codebook) -> tuple[list[GoldPassage], list[str]]:
    rows = [(p, file.stem) for file in sorted(folder.glob("*.jsonl")) for p in read_gold([file], codebook=codebook)]
    counted = [(p, batch) for p, batch in rows if p.role != "gespreksleider"]
    return [p for p, _ in counted], [batch for _, batch in counted]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def _type_token(texts: Sequence[str]) -> float:
    words = [word for text in texts for word in _words(text)][:FIRST_WORDS]
    return len(set(words)) / max(len(words), 1)


def _shared(texts: Sequence[str]) -> float:
    runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in map(_words, texts)]
    seen = Counter(run for own in runs for run in own)
    return sum(any(seen[run] > 1 for run in own) for own in runs) / len(texts)


def _nearest(texts: Sequence[str]) -> tuple[float, float]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True).fit_transform(texts)
    closest = []
    for start in range(0, len(texts), 500):
        near = (vectors[start : start + 500] @ vectors.T).toarray()
        near[np.arange(near.shape[0]), np.arange(start, start + near.shape[0])] = 0.0
        closest.extend(near.max(axis=1).tolist())
    return float(np.median(closest)), float(np.quantile(closest, 0.95))


def _batch_told(texts: Sequence[str], batches: Sequence[str]) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    told = make_pipeline(TfidfVectorizer(min_df=2, sublinear_tf=True), RidgeClassifier())
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return float(cross_val_score(told, texts, batches, cv=folds).mean())
