"""Sources of evidence → one calibrated probability a code, and the bar above which a tag stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Labels, Scores
from pipeline.classify.saved import CodeBar, Weighing

FALSE_ALARMS = 1 / 500
"""At most this share of calibration passages without a code may get it; half of them are made to look like it."""
SPARED = 1
"""So many passages of reference text may reach a bar: the highest may carry the code after all."""
HIGHEST = 0.97
ORDINARY_ALARMS = 1 / 1000
"""So many passages of ordinary talk may get a code: twice the codebook's rate, since two in five of those in the gold
were written to look like one."""
LEAST_ORDINARY = 200
"""With fewer passages of ordinary talk nothing is known of its tail."""
_TAIL = 0.01
TABLE_RATE = 1 / 200
"""In gold a code is far commoner than at a table; where there is no ordinary talk to look at, it is taken to stand at
this share of the passages."""
EVEN_ON_TERM = 0.5
"""Ordinary talk hardly ever fires a term, so where one fired no rarity needs to be made up for: an even chance is
enough."""
ABSTAINS_FROM = 0.5
"""The model abstains from this share of the bar on: there it is no surer of silence than of a tag."""
_POOLED = 25.0
"""So many positives of its own a code needs before its bar leans on them as much as on that of all codes."""


@dataclass(frozen=True, slots=True)
class Barred:
    """A code's bar, and what it does on the passages that it was set on."""

    bar: CodeBar
    positives: int
    found: int
    right: int


def weighed(sources: Sequence[Scores], labels: Labels, known: Labels) -> tuple[Weighing, NDArray[np.float64]]:
    """What each source counts for, shared by all columns, and an offset a column: one logistic regression.

    `sources` are surface, encoder and lexicon, each (passages, columns); a source without any spread counts nothing.
    """
    from sklearn.linear_model import LogisticRegression

    columns = labels.shape[1]
    rows, places = np.nonzero(known)
    usable = [place for place in range(columns) if 0 < labels[known[:, place], place].sum() < known[:, place].sum()]
    kept = np.isin(places, usable)
    rows, places = rows[kept], places[kept]
    if not len(rows):
        return Weighing(surface=1.0, encoder=0.0, lexicon=1.0), np.full(columns, -12.0)
    scores = np.stack([source[rows, places] for source in sources], axis=1)
    ones = (places[:, None] == np.arange(columns)[None, :]).astype(float)
    machine = LogisticRegression(C=1.0, solver="lbfgs", max_iter=2000).fit(
        np.hstack([scores, ones]), labels[rows, places]
    )
    found = [max(round(float(value), 4), 0.0) for value in machine.coef_[0][: len(sources)]]
    offsets = np.array([round(float(value), 4) for value in machine.coef_[0][len(sources) :] + machine.intercept_[0]])
    offsets[[place for place in range(columns) if place not in usable]] = -12.0
    return Weighing(surface=found[0], encoder=found[1], lexicon=found[2]), offsets


def barred(
    codes: Sequence[str],
    scores: Scores,
    labels: Labels,
    known: Labels,
    offsets: NDArray[np.float64],
    *,
    reference: NDArray[np.bool_],
    ordinary: NDArray[np.bool_],
    fired: Labels,
) -> tuple[Barred, ...]:
    """A bar for every code: where F1 is best, leaning on all codes where there is little, within the false alarms.

    What is rare can't be seen code by code, so false alarms are held against the passages of all codes together;
    but where real text has a code's words and not the code (the law, for *rechtmatig*), that code has a bar of its own.
    `ordinary` are passages of tables where nobody speaks of any code; `reference` real text without any.
    """
    chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    common = _best(chances[known], labels[known])
    least = max(
        _quantile(chances[known & ~labels], 1 - FALSE_ALARMS),
        _rare(scores[ordinary].ravel(), labels[known], len(codes)),
    )
    found = []
    for place, code in enumerate(codes):
        own, truth = chances[known[:, place], place], labels[known[:, place], place]
        positives = int(truth.sum())
        share = positives / (positives + _POOLED)
        upper = max(share * _best(own, truth) + (1 - share) * common, least)
        upper = max(upper, _above(chances[reference, place], SPARED))
        upper = round(min(upper, HIGHEST), 3)
        bar = CodeBar(
            code=code,
            offset=float(offsets[place]),
            lower=round(upper * ABSTAINS_FROM, 3),
            upper=upper,
            upper_on_term=min(upper, EVEN_ON_TERM),
        )
        stands = own >= np.where(fired[known[:, place], place], bar.upper_on_term, bar.upper)
        found.append(Barred(bar, positives, int(stands.sum()), int((stands & truth).sum())))
    return tuple(found)


def _best(chances: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The bar with the highest F1; halfway to the next chance below, so that it rests on no single passage."""
    if not truth.any():
        return HIGHEST
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(np.argmax(f1))
    below = chances[order[min(best + 1, len(order) - 1)]]
    return float((chances[order[best]] + below) / 2)


def _rare(ordinary: NDArray[np.float64], truth: NDArray[np.bool_], codes: int) -> float:
    """The chance that ordinary talk exceeds at the rate allowed, which is too low to be counted.

    Beyond its highest hundredth the log-odds are taken to fall off exponentially: peaks over a threshold, with the tail
    of light-tailed distributions (Pickands 1975).
    """
    if len(ordinary) < LEAST_ORDINARY * codes:
        return _even_at_a_table(truth)
    start = float(np.quantile(ordinary, 1 - _TAIL))
    excess = float((ordinary[ordinary > start] - start).mean()) if (ordinary > start).any() else 0.0
    return float(1 / (1 + np.exp(-(start + excess * np.log(_TAIL / ORDINARY_ALARMS)))))


def _quantile(chances: NDArray[np.float64], share: float) -> float:
    return float(np.quantile(chances, share)) if len(chances) else 0.0


def _even_at_a_table(truth: NDArray[np.bool_]) -> float:
    """The chance that would be an even one if the code were as rare as at a table (Saerens et al. 2002, priors)."""
    rate = min(max(float(truth.mean()), TABLE_RATE), 0.5)
    odds = rate / (1 - rate) * (1 - TABLE_RATE) / TABLE_RATE
    return odds / (1 + odds)


def _above(chances: NDArray[np.float64], allowed: int) -> float:
    """Just above the chance that no more than so many of these passages exceed; 0 where there are too few to say."""
    return float(np.sort(chances)[::-1][allowed]) + 0.001 if len(chances) > allowed else 0.0
