"""How much each lexicon term says of its code, from how often it was right on gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Scores
from pipeline.classify.model import Evidence, term_key
from pipeline.classify.saved import TermEvidence

if TYPE_CHECKING:
    from pipeline.classify.train import GoldPassage

_PRIOR_HITS = 4.0
"""So many hits at its code's own rate weigh in with a term's own."""
Found = Sequence[Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Hits and right hits by term, and per code the rate of its labels and of its terms."""

    counts: Mapping[str, tuple[int, int]]
    base: Mapping[str, float]
    rate: Mapping[str, float]

    def of(self, code: str, term: str) -> float:
        """What a term adds to the log-odds of its code: its smoothed precision over the code's base rate."""
        hits, right = self.counts.get(term_key(code, term), (0, 0))
        precision = (right + _PRIOR_HITS * self.rate[code]) / (hits + _PRIOR_HITS)
        return _logit(precision) - _logit(self.base[code])

    @property
    def unmet(self) -> Mapping[str, float]:
        """Per code the evidence of a term that no gold has met."""
        return {code: _logit(self.rate[code]) - _logit(self.base[code]) for code in self.base}

    @property
    def saved(self) -> dict[str, TermEvidence]:
        """The terms as the model keeps them."""
        return {
            key: TermEvidence(hits=hits, right=right, evidence=round(self.of(*key.split(":", 1)), 3))
            for key, (hits, right) in sorted(self.counts.items())
        }


def term_evidence(
    found: Found, passages: Sequence[GoldPassage], codes: Sequence[str], rows: Sequence[int]
) -> TermCounts:
    """The counts over these rows; a term counts once a passage."""
    hits: defaultdict[str, int] = defaultdict(int)
    right: defaultdict[str, int] = defaultdict(int)
    labels: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for key, code in {(term_key(hit.code, hit.term), hit.code) for hit in found[row]}:
            hits[key] += 1
            right[key] += code in passages[row].tags
        for code in passages[row].tags:
            labels[code] += 1
    rate = {}
    for code in codes:
        own = [key for key in hits if key.startswith(f"{code}:")]
        rate[code] = (sum(right[key] for key in own) + 2.5) / (sum(hits[key] for key in own) + 5)
    base = {code: (labels[code] + 1) / (len(rows) + 2) for code in codes}
    return TermCounts({key: (hits[key], right[key]) for key in hits}, base, rate)


def evidence_out_of_fold(
    found: Found, passages: Sequence[GoldPassage], codes: Sequence[str], folds: NDArray[np.int64]
) -> Scores:
    """Per passage and code the strongest evidence of a term, as measured on other tables."""
    made = np.zeros((len(passages), len(codes)))
    for fold in sorted(set(folds.tolist()) - {-1}):
        others = [row for row, own in enumerate(folds.tolist()) if own not in (fold, -1)]
        known = term_evidence(found, passages, codes, others)
        for row in np.flatnonzero(folds == fold).tolist():
            for hit in found[row]:
                place = codes.index(hit.code)
                made[row, place] = max(made[row, place], hit.weight * known.of(hit.code, hit.term))
    return made


def _logit(chance: float) -> float:
    kept = min(max(chance, 0.001), 0.999)
    return float(np.log(kept / (1 - kept)))
