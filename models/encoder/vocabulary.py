"""The vocabulary that Dutch uses, out of a quarter of a million pieces, as a SentencePiece model."""

from __future__ import annotations

import gzip
import io
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from sentencepiece import sentencepiece_model_pb2

from models.encoder.start import Start

SHARED = Path("../shared/data")
WORDS = Path("/usr/share/dict/dutch")
PREFIX = "query: "
"""What the start was trained to see before every text."""
FIRST = 4
proto: Any = sentencepiece_model_pb2
"""Ids 0 to 3 are <s>, <pad>, </s> and <unk>, as the network was trained with."""


def dutch_texts(shared: Path = SHARED) -> Iterator[str]:
    """Everything that the pieces are counted on: raw texts, treebanks, and the words of a dictionary."""
    yield PREFIX
    for file in sorted((shared / "text").glob("*.txt")):
        yield from file.read_text(encoding="utf-8").splitlines()
    for file in sorted((shared / "silver").glob("*.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield " ".join(line.split("\t")[1:3])
    for file in sorted((shared / "ud").glob("*.conllu")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield " ".join(line.split("\t")[1:3])
    yield from WORDS.read_text(encoding="utf-8").splitlines()


def used_pieces(start: Start, texts: Iterable[str]) -> NDArray[np.int64]:
    """Ids, in order, of the pieces that these texts are cut into, and of every single Latin character."""
    whole = sentencepiece.SentencePieceProcessor(model_proto=model_of(start.pieces, start.scores))
    seen = np.zeros(len(start.pieces), dtype=bool)
    seen[:FIRST] = True
    for text in texts:
        for form in {text, text.lower()}:
            seen[whole.encode(form)] = True
    for index, piece in enumerate(start.pieces):
        bare = piece.lstrip("▁")
        if len(bare) <= 1 and all(
            unicodedata.name(c, "").startswith(("LATIN", "DIGIT")) or ord(c) < 0x250 for c in bare
        ):
            seen[index] = True
    seen[len(start.pieces) - 1] = False
    return np.flatnonzero(seen)


def model_of(pieces: Iterable[str], scores: NDArray[np.float32]) -> bytes:
    """A SentencePiece unigram model of these pieces; the first four are control pieces and the unknown."""
    made = proto.ModelProto()
    kinds = proto.ModelProto.SentencePiece
    for index, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = kinds.UNKNOWN if piece == "<unk>" else kinds.CONTROL if index < FIRST else kinds.NORMAL
        made.pieces.add(piece=piece, score=float(score), type=kind)
    made.trainer_spec.CopyFrom(_specs().trainer_spec)
    made.trainer_spec.vocab_size = len(made.pieces)
    made.trainer_spec.bos_id, made.trainer_spec.pad_id = 0, 1
    made.trainer_spec.eos_id, made.trainer_spec.unk_id = 2, 3
    made.normalizer_spec.CopyFrom(_specs().normalizer_spec)
    result: bytes = made.SerializeToString()
    return result


def _specs() -> Any:
    """The specification of a throw-away model, for its table of normalised characters."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["de een het van en in is dat op te"] * 20),
        model_writer=model,
        vocab_size=24,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    made = proto.ModelProto.FromString(model.getvalue())
    made.trainer_spec.ClearField("input")
    return made
