"""The encoder as a PyTorch module: the twelve layers of the start, of which the last can be left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from models.encoder.start import Start

LAYERS = 11
"""The eleventh layer pools better than the twelfth for these patterns."""
MOST_PIECES = 128


class Layer(nn.Module):
    """One transformer layer with its normalisation after each half."""

    def __init__(self, hidden: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` is (batch, pieces, hidden); `mask` (batch, 1, 1, pieces) is added to the attention's scores."""
        batch, pieces, hidden = x.shape
        q, k, v = (
            linear(x).view(batch, pieces, self.heads, hidden // self.heads).transpose(1, 2)
            for linear in (self.q, self.k, self.v)
        )
        attention = torch.softmax(q @ k.transpose(2, 3) / (hidden // self.heads) ** 0.5 + mask, dim=-1)
        mixed = (attention @ v).transpose(1, 2).reshape(batch, pieces, hidden)
        x = self.aln(x + self.drop(self.ao(mixed)))
        out: Tensor = self.oln(x + self.drop(self.fo(nn.functional.gelu(self.fi(x)))))
        return out


class Encoder(nn.Module):
    """Piece ids (batch, pieces), padded with 1 → vectors (batch, hidden), the mean over the pieces."""

    def __init__(self, *, words: int, hidden: int, heads: int, inner: int, layers: int = LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(words, hidden)
        self.position = nn.Embedding(MOST_PIECES + 2, hidden)
        self.kind = nn.Parameter(torch.zeros(hidden))
        self.ln = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner) for _ in range(layers))

    def forward(self, ids: Tensor) -> Tensor:
        """Mean over the pieces that are no padding, of the last layer."""
        there = (ids != 1).to(self.kind.dtype)
        return self.pooled(self.layered(self.embedded(ids), there, 0), there)

    def embedded(self, ids: Tensor) -> Tensor:
        """The sum of piece, position and kind, normalised."""
        places = torch.arange(ids.shape[1], device=ids.device)
        out: Tensor = self.drop(self.ln(self.word(ids) + self.position(places) + self.kind))
        return out

    def layered(self, x: Tensor, there: Tensor, first: int, last: int | None = None) -> Tensor:
        """`x` through the layers from `first` up to `last`."""
        mask = (1 - there)[:, None, None, :] * -1e4
        for layer in self.layers[first:last]:
            x = layer(x, mask)
        return x

    @staticmethod
    def pooled(x: Tensor, there: Tensor) -> Tensor:
        """The mean over the pieces that are there."""
        weights = there[:, :, None]
        return (x * weights).sum(1) / weights.sum(1)


def started(start: Start, kept: NDArray[np.int64], *, layers: int = LAYERS) -> Encoder:
    """The encoder with the weights of its start, for the pieces that were kept."""
    made = Encoder(words=len(kept), hidden=start.hidden, heads=start.heads, inner=start.inner, layers=layers)
    tensors = {name: torch.from_numpy(value.copy()) for name, value in start.tensors.items()}
    state = {
        "word.weight": tensors["emb.word"][torch.from_numpy(kept)],
        "position.weight": tensors["emb.pos"].view(-1, start.hidden)[: MOST_PIECES + 2],
        "kind": tensors["emb.type"].view(-1, start.hidden)[0],
        "ln.weight": tensors["emb.ln.w"],
        "ln.bias": tensors["emb.ln.b"],
    }
    for layer in range(layers):
        for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
            state[f"layers.{layer}.{part}.weight"] = tensors[f"l{layer}.{part}.w"]
            state[f"layers.{layer}.{part}.bias"] = tensors[f"l{layer}.{part}.b"]
    made.load_state_dict(state)
    return made


def saved(path: Path, encoder: Encoder) -> None:
    """Keeps weights for the export; a build product, never shipped."""
    torch.save(encoder.state_dict(), path)
