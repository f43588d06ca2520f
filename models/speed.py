"""Tagger and lemmatiser beside spaCy's default small architecture: `python -m models.speed DATA`.

The default is what `spacy init config --optimize efficiency` gives: a tok2vec of width 96 and depth 4 under tagger,
morphologizer and edit-tree lemmatiser, trained a little on the same documents, since untrained it would have no
labels to choose from. One run, one thread, the debates; the median of five for each, in turn.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example
from thinc.api import NumpyOps, set_current_ops

from models import prepare
from pipeline.annotate import SHIPPED, language_model

TIMES = 5
_SHORT_TRAINING = 40


def main() -> None:
    """Print tokens a second of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path(__file__).parents[2] / "shared" / "data")
    data = parser.parse_args().data
    # The same matrix product for both, as `language_model` has it.
    set_current_ops(NumpyOps(use_blis=False))
    turns = [line for path in sorted((data / "transcripts/handelingen").glob("*.txt")) for line in _turns(path)]
    both = {"ours": language_model(SHIPPED).pipeline, "default": default_pipeline()}
    speeds: dict[str, list[float]] = {name: [] for name in both}
    for _ in range(TIMES):
        for name, nlp in both.items():
            speeds[name].append(_speed(nlp, turns))
    medians = {name: statistics.median(found) for name, found in speeds.items()}
    print({name: round(speed) for name, speed in medians.items()}, "tokens a second")
    print("ratio", round(medians["ours"] / medians["default"], 2))


def default_pipeline() -> Language:
    """The default small architecture with the labels of the training documents."""
    nlp = spacy.blank("nl")
    for name in ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer"):
        nlp.add_pipe(name, config=_listening(name))
    docs = DocBin().from_disk(prepare.BUILD / "train.spacy").get_docs(nlp.vocab)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs][:6000]
    optimizer = nlp.initialize(lambda: examples)
    for start in range(_SHORT_TRAINING):
        nlp.update(examples[start * 50 : start * 50 + 50], sgd=optimizer)
    return nlp


def _listening(name: str) -> dict[str, object]:
    if name == "tok2vec":
        return {}
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}}


def _speed(nlp: Language, turns: list[str]) -> float:
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(turns, batch_size=256))
    return tokens / (time.perf_counter() - start)


def _turns(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.partition(": ")[2] or line for line in lines if line.strip()]


if __name__ == "__main__":
    main()
