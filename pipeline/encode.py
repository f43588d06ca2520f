"""Passages → vectors, by a sentence encoder; the only importer of onnxruntime.

Passages go through one at a time, so that a vector depends on no other passage.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

CARD, NETWORK, PIECES = "encoder.json", "encoder.onnx", "pieces.model"
FOREIGN_TOKENISER = "tokenizer.json"
_FOREIGN_NETWORKS = ("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx")
_BEGIN, _END = 0, 2
_MOST_FOREIGN_PIECES = 256
Vectors = NDArray[np.float32]
Segment = Callable[[str], list[int]]


class EncoderError(Exception):
    """An encoder that is missing, can't be read, or is not the one that a tag model was trained with."""


class EncoderCard(BaseModel):
    """What stands beside our own encoder: how it reads, and which tables it has learnt from."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kind: Literal["tafelbeeld encoder 1"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9 _.-]{1,60}$")]
    prefix: str
    most_pieces: Annotated[int, Field(ge=8, le=512)]
    learnt_from: list[Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]]
    """Hashes of the ids of the tables in its lessons: quality is never measured there."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder; `encode` is what the rest knows of it."""

    name: str
    hash: str
    learnt_from: frozenset[str] = field(repr=False)
    _segment: Segment = field(repr=False)
    _session: Any = field(repr=False)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length one (texts, dimensions), in the order of the texts."""
        with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 8)) as workers:
            made = list(workers.map(self._vector, texts))
        return np.stack(made) if made else np.zeros((0, 1), dtype=np.float32)

    def has_seen(self, table: str) -> bool:
        """Whether this table was among the encoder's lessons."""
        return table_hash(table) in self.learnt_from

    def _vector(self, text: str) -> Vectors:
        ids = np.array(self._segment(text), dtype=np.int64)
        made = self._session(ids)
        length = float(np.linalg.norm(made))
        vector: Vectors = (made / (length or 1.0)).astype(np.float32)
        return vector


def table_hash(table: str) -> str:
    """A table's id as 12 digits of a hash."""
    return hashlib.sha256(table.encode()).hexdigest()[:12]


def load_encoder(folder: Path) -> Encoder:
    """Our own encoder, or any sentence-transformers model in ONNX with its `tokenizer.json`.

    Raises EncoderError where the folder holds neither, or what it holds can't be read.
    """
    if (folder / CARD).is_file():
        return _own(folder)
    if (folder / FOREIGN_TOKENISER).is_file():
        return _foreign(folder)
    raise EncoderError(
        "There is no encoder in that folder; it needs encoder.json with encoder.onnx and pieces.model, "
        "or model.onnx with tokenizer.json."
    )


def _own(folder: Path) -> Encoder:
    import sentencepiece

    try:
        card = EncoderCard.model_validate_json((folder / CARD).read_bytes())
        pieces = sentencepiece.SentencePieceProcessor(model_proto=(folder / PIECES).read_bytes())
        digest = _digest([folder / CARD, folder / NETWORK, folder / PIECES])
    except (OSError, ValidationError, RuntimeError):
        raise EncoderError(
            "The encoder's folder is not complete, or is not of this version; install the package again."
        ) from None

    def segment(text: str) -> list[int]:
        return [_BEGIN, *pieces.encode(card.prefix + text)[: card.most_pieces - 2], _END]

    session = _session(folder / NETWORK)

    def run(ids: NDArray[np.int64]) -> Vectors:
        vector: Vectors = session.run(None, {"ids": ids})[0]
        return vector

    return Encoder(card.name, digest, frozenset(card.learnt_from), segment, run)


def _foreign(folder: Path) -> Encoder:
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise EncoderError(
            "An encoder of another maker needs the package `tokenizers`; install it with `pip install tokenizers`."
        ) from None
    network = next((folder / name for name in _FOREIGN_NETWORKS if (folder / name).is_file()), None)
    if network is None:
        raise EncoderError("The encoder's folder has no model.onnx; export the model to ONNX first.")
    try:
        tokeniser = Tokenizer.from_file(str(folder / FOREIGN_TOKENISER))
    except Exception:
        raise EncoderError("The encoder's tokenizer.json can't be read; export the model again.") from None
    tokeniser.enable_truncation(_MOST_FOREIGN_PIECES)
    tokeniser.no_padding()
    session = _session(network)
    wanted = {given.name for given in session.get_inputs()}

    def run(ids: NDArray[np.int64]) -> Vectors:
        row = ids[None, :]
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        hidden = session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        vector: Vectors = hidden[0].mean(axis=0) if hidden.ndim == 3 else hidden[0]
        return vector

    name = "".join(c for c in folder.name.lower() if c.isalnum() or c in "_.-")[:60] or "encoder"
    digest = _digest([network, folder / FOREIGN_TOKENISER])
    return Encoder(name, digest, frozenset(), lambda text: tokeniser.encode(text).ids, run)


def _session(network: Path) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    except Exception:
        raise EncoderError("The encoder's network can't be read by onnxruntime; export it again.") from None


def _digest(files: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]
