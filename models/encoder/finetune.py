"""Teaches the encoder the patterns: gold, and the codebook's definitions and border rules as labelled examples."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from models.encoder.network import MOST_PIECES, Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with what it is known to carry; `codes` limits which of the heads learn from it (None: all)."""

    text: str = field(repr=False)
    tags: dict[str, str | None]
    codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schooling:
    """How the encoder is taught; rates are AdamW's, `average` the pull of the running mean of the weights."""

    epochs: int = 6
    batch: int = 32
    rate: float = 6e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    warm: float = 0.1
    average: float = 0.995
    frozen: int = 0
    """So many of the lowest layers stay as they are; the piece vectors always do."""
    direction_share: float = 0.3
    positive_weight: float = 2.0
    seed: int = 0


class Heads(nn.Module):
    """One score a code, and one a pattern that leans to its second direction."""

    def __init__(self, hidden: int, codes: int, patterns: int) -> None:
        super().__init__()
        self.code, self.direction = nn.Linear(hidden, codes), nn.Linear(hidden, patterns)
        self.drop = nn.Dropout(0.1)

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (batch, hidden) → scores (batch, codes) and leanings (batch, patterns)."""
        dropped = self.drop(vectors)
        return self.code(dropped), self.direction(dropped)


@dataclass(frozen=True, slots=True)
class Taught:
    """The encoder and its heads, with the running mean of their weights."""

    encoder: Encoder
    heads: Heads


Segment = Callable[[str], list[int]]


def taught(
    encoder: Encoder,
    examples: Sequence[Example],
    *,
    codes: Sequence[str],
    directions: dict[str, tuple[str, ...]],
    segment: Segment,
    schooling: Schooling,
    after: Callable[[int, Taught], None] = lambda epoch, made: None,
) -> Taught:
    """The encoder after its lessons; `after` looks at the averaged weights at the end of each epoch."""
    torch.manual_seed(schooling.seed)
    chance = random.Random(schooling.seed)
    heads = Heads(encoder.kind.shape[0], len(codes), len(directions))
    with torch.no_grad():
        heads.code.weight.mul_(0.1)
        heads.code.bias.fill_(-3.0)
    encoder.word.weight.requires_grad_(False)
    for layer in encoder.layers[: schooling.frozen]:
        layer.requires_grad_(False)
    groups: list[dict[str, Any]] = [
        {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": schooling.rate},
        {"params": list(heads.parameters()), "lr": schooling.head_rate},
    ]
    machine = torch.optim.AdamW(groups, weight_decay=schooling.decay, fused=True)
    steps = math.ceil(len(examples) / schooling.batch) * schooling.epochs
    plan = torch.optim.lr_scheduler.LambdaLR(
        machine, lambda step: min((step + 1) / (schooling.warm * steps), max(0.02, (steps - step) / steps))
    )
    mean = Taught(copy.deepcopy(encoder).eval(), copy.deepcopy(heads).eval())
    coded = [(segment(e.text)[:MOST_PIECES], *_targets(e, codes, directions)) for e in examples]
    done = 0
    for epoch in range(schooling.epochs):
        encoder.train()
        heads.train()
        began, total = time.time(), 0.0
        for batch in _batches(coded, schooling.batch, chance):
            loss = _loss(encoder, heads, batch, schooling)
            loss.backward()
            nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
            machine.step()
            plan.step()
            machine.zero_grad(set_to_none=True)
            done += 1
            _pull(mean, encoder, heads, min(schooling.average, 1 - 1 / (done + 1)))
            total += float(loss.detach()) * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(coded):.4f}, {time.time() - began:.0f} s", flush=True)
        after(epoch, mean)
    return mean


def _targets(
    example: Example, codes: Sequence[str], directions: dict[str, tuple[str, ...]]
) -> tuple[list[float], list[float], list[float], list[float]]:
    known = [float(example.codes is None or code in example.codes) for code in codes]
    carries = [float(code in example.tags) for code in codes]
    told = [example.tags.get(code) for code in directions]
    leaning = [float(d == pair[1]) for d, pair in zip(told, directions.values(), strict=True)]
    leans = [float(d in pair) for d, pair in zip(told, directions.values(), strict=True)]
    return carries, known, leaning, leans


Coded = tuple[list[int], list[float], list[float], list[float], list[float]]


def _batches(coded: Sequence[Coded], size: int, chance: random.Random) -> Iterator[list[Coded]]:
    """Batches of passages of like length, in random order, so that little is padded."""
    order = list(range(len(coded)))
    chance.shuffle(order)
    stretch = size * 16
    batches = []
    for first in range(0, len(order), stretch):
        part = sorted(order[first : first + stretch], key=lambda i: len(coded[i][0]))
        batches += [part[at : at + size] for at in range(0, len(part), size)]
    chance.shuffle(batches)
    for batch in batches:
        yield [coded[i] for i in batch]


def padded(rows: Iterable[list[int]]) -> Tensor:
    """Piece ids as one tensor (batch, pieces), padded with 1."""
    found = list(rows)
    longest = max(len(row) for row in found)
    return torch.tensor([row + [1] * (longest - len(row)) for row in found])


def _loss(encoder: Encoder, heads: Heads, batch: list[Coded], schooling: Schooling) -> Tensor:
    scores, leanings = heads(encoder(padded(row[0] for row in batch)))
    carries, known, leaning, leans = (torch.tensor([row[i] for row in batch]) for i in range(1, 5))
    weight = known * (1 + carries * (schooling.positive_weight - 1))
    code = nn.functional.binary_cross_entropy_with_logits(scores, carries, weight, reduction="sum") / known.sum()
    lean = nn.functional.binary_cross_entropy_with_logits(leanings, leaning, leans, reduction="sum")
    return code + schooling.direction_share * lean / max(float(leans.sum()), 1.0) / len(carries[0])


def _pull(mean: Taught, encoder: Encoder, heads: Heads, share: float) -> None:
    with torch.no_grad():
        for old, new in ((mean.encoder, encoder), (mean.heads, heads)):
            for kept, now in zip(old.parameters(), new.parameters(), strict=True):
                if now.requires_grad:
                    kept.lerp_(now, 1 - share)


def vectors(encoder: Encoder, rows: Sequence[list[int]]) -> Tensor:
    """Vectors (passages, hidden), in the order given."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    out = torch.zeros(len(rows), encoder.kind.shape[0])
    with torch.inference_mode():
        for first in range(0, len(order), 64):
            part = order[first : first + 64]
            out[part] = encoder(padded(rows[i][:MOST_PIECES] for i in part))
    return out
