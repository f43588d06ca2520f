"""`python -m models.encoder.teach WHEEL`: from the start's weights to the encoder that ships."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from models.encoder.export import export
from models.encoder.finetune import Example, Schooling, Taught, taught, vectors
from models.encoder.network import started
from models.encoder.start import read_start
from models.encoder.vocabulary import PREFIX, dutch_texts, model_of, used_pieces
from pipeline.classify import table_hash
from pipeline.classify.train import GoldPassage
from pipeline.content import Content, read_content
from pipeline.encode import CARD, NETWORK, PIECES
from pipeline.gold import example_passages, read_gold

GOLD = Path("models/gold/train")
SAMPLE = Path("transcripts_sample")
KEPT = Path("models/gold/kept_for_calibration.txt")
"""Tables that the encoder never sees, one id a line, so that the tag model can be calibrated on them."""
MOST_PIECES = 128


def main() -> None:
    """Reads the gold, teaches, and writes the encoder's three files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("wheel", type=Path)
    options.add_argument("--out", type=Path, default=Path("models/encoder_nl"))
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--try-on", type=Path, help="gold to print the average precision on after each epoch")
    for name, value in (("epochs", 6), ("seed", 0), ("batch", 32), ("frozen", 0)):
        options.add_argument(f"--{name}", type=int, default=value)
    options.add_argument("--rate", type=float, default=6e-5)
    options.add_argument("--share", type=float, default=1.0, help="how much of the tables to learn from")
    given = options.parse_args()
    content = read_content()
    kept_out = set(KEPT.read_text(encoding="utf-8").split()) if KEPT.is_file() else set()
    gold = [p for p in read_gold([given.gold, SAMPLE], codebook=content.codebook) if p.table not in kept_out]
    gold = _some(gold, given.share)
    start = read_start(given.wheel)
    kept = used_pieces(start, dutch_texts())
    pieces = model_of([start.pieces[index] for index in kept], start.scores[kept])
    cutter = sentencepiece.SentencePieceProcessor(model_proto=pieces)

    def segment(text: str) -> list[int]:
        return [0, *cutter.encode(PREFIX + text)[: MOST_PIECES - 2], 2]

    codes = content.codebook.codes
    directions = {code: content.codebook.directions(code) for code in codes if content.codebook.is_pattern(code)}
    tried = read_gold([given.try_on], codebook=content.codebook) if given.try_on else ()

    def look(epoch: int, made: Taught) -> None:
        if tried:
            print(_precision(made, tried, codes, segment), flush=True)

    told = (*gold, *example_passages(content))
    examples = [*(_example(passage, codes) for passage in told), *definitions(content)]
    print(f"{len(gold)} gold passages, {len(examples)} lessons, {len(kept)} pieces", flush=True)
    schooling = Schooling(epochs=given.epochs, rate=given.rate, seed=given.seed, batch=given.batch, frozen=given.frozen)
    made = taught(
        started(start, kept),
        examples,
        codes=codes,
        directions=directions,
        segment=segment,
        schooling=schooling,
        after=look,
    )
    given.out.mkdir(parents=True, exist_ok=True)
    export(made.encoder, given.out / NETWORK)
    (given.out / PIECES).write_bytes(pieces)
    card = {
        "kind": "tafelbeeld encoder 1",
        "name": "tafelbeeld encoder",
        "prefix": PREFIX,
        "most_pieces": MOST_PIECES,
        "learnt_from": sorted({table_hash(p.table) for p in gold}),
    }
    (given.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8", newline="\n")


def definitions(content: Content) -> Iterator[Example]:
    """What a lexicon says its code is, and what not, as labelled examples for that code alone."""
    for lexicon in content.lexicons:
        code = lexicon.id
        direction = None
        for text in (lexicon.definitie, *lexicon.wel):
            yield Example(text=text, tags={code: direction}, codes=frozenset({code}))
        for text in lexicon.niet:
            yield Example(text=text, tags={}, codes=frozenset({code}))


def _example(passage: GoldPassage, codes: Sequence[str]) -> Example:
    """A passage, for the codes of which its labels, or their absence, say anything."""
    known = frozenset(codes if passage.only is None else {passage.only}) - passage.contested
    return Example(text=passage.text, tags=dict(passage.tags), codes=known)


def _some(gold: Sequence[GoldPassage], share: float) -> list[GoldPassage]:
    """The passages of a share of the tables, for a learning curve."""
    tables = sorted({p.table for p in gold}, key=table_hash)
    taken = set(tables[: max(1, round(share * len(tables)))])
    return [p for p in gold if p.table in taken]


def _precision(made: Taught, tried: Sequence[GoldPassage], codes: Sequence[str], segment: object) -> str:
    from sklearn.metrics import average_precision_score

    assert callable(segment)
    with torch.inference_mode():
        scores, _ = made.heads(vectors(made.encoder, [segment(p.text) for p in tried]))
    found = {}
    for place, code in enumerate(codes):
        truth = np.array([code in p.tags for p in tried])
        if truth.any():
            found[code] = float(average_precision_score(truth, scores[:, place].numpy()))
    mean = sum(found.values()) / len(found)
    return f"average precision {mean:.3f}  " + " ".join(f"{code[:6]} {value:.2f}" for code, value in found.items())


if __name__ == "__main__":
    main()
