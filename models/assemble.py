"""The trained components and the tables of lemmas → the model that ships: `python -m models.assemble`."""

from __future__ import annotations

import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from models import lemmas as tables
from models import prepare, spoken  # noqa: F401  (the trained model's configuration names the augmenter)
from pipeline.annotate import LEMMATISER, PUNCTUATION, SHIPPED, Lemmatiser
from pipeline.lemmas import read

TRAINED = prepare.BUILD / "trained" / "model-best"
NAMES = prepare.BUILD / "names" / "model-best"
TARGET = Path(__file__).parent / SHIPPED
VERSION = "1.0.0"


def main() -> None:
    """Write `models/nl_tafel_sm`; its README, the model card, stays."""
    assemble(TRAINED, NAMES, tables.TARGET, TARGET)


def assemble(trained: Path, names: Path, lemma_tables: Path, target: Path) -> None:
    """A pipeline with the lemmatiser behind the morphologizer and the names last, without what only training needs."""
    nlp = spacy.load(trained)
    lemmatiser = nlp.add_pipe(LEMMATISER, after="morphologizer")
    assert isinstance(lemmatiser, Lemmatiser)
    lemmatiser.tables = read(lemma_tables)
    nlp.add_pipe(PUNCTUATION, after="parser")
    finder = spacy.load(names)
    finder.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=finder)
    nlp.config["corpora"], nlp.config["training"] = {}, {}
    nlp.meta.update(
        name="tafel_sm",
        version=VERSION,
        description="Dutch of meetings: tags, parts of speech, lemmas, dependencies and names",
        license="CC BY-SA 4.0",
        author="",
        email="",
        url="",
        performance={},
    )
    _forget_words(nlp)
    card = target / "README.md"
    kept = card.read_text(encoding="utf-8") if card.exists() else ""
    shutil.rmtree(target, ignore_errors=True)
    nlp.to_disk(target)
    if kept:
        card.write_text(kept, encoding="utf-8")


def _forget_words(nlp: Language) -> None:
    """Keep only the names of labels in the store of strings: the words of the training text do not ship."""
    kept = {"ROOT", "dep"}
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        for label in getattr(component, "labels", ()):
            kept.update((label, *label.split("|"), *(part for pair in label.split("|") for part in pair.split("="))))
        for labels in component.moves.labels.values() if hasattr(component, "moves") else ():
            kept.update(part for label in labels for part in (label, *label.split("||")))
    nlp.vocab.strings._reset_and_load(sorted(kept))


if __name__ == "__main__":
    main()
