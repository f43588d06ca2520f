"""The recipe of the language model: what it may learn from, and the scheme that it learns."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.treebank import Sentence
from pipeline.lemmas import Lemmas, read, write

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)


@pytest.fixture(scope="module")
def silver() -> list[Sentence]:
    sys.path.insert(0, str(ROOT))
    from models import prepare

    return list(prepare.silver_sentences(SHARED, texts=()))


@pytest.mark.shared
def test_no_training_sentence_stands_in_a_test_file(silver: list[Sentence]) -> None:
    from models import prepare, score

    tests = {s.key() for name, ss in score.scored_files(SHARED).items() if "test" in name for s in ss}
    trained = [*prepare.older_sentences(SHARED), *prepare.newer_sentences(SHARED), *silver]
    assert len(tests) > 2000 and len(trained) > 25_000
    assert not [s.key() for s in trained if s.key() in tests]


@pytest.mark.shared
def test_the_dev_documents_that_tune_do_not_train() -> None:
    from models import prepare

    trains = {s.document for s in prepare.newer_sentences(SHARED)}
    tunes = {s.document for s in prepare.tuning_sentences(SHARED)}
    assert tunes and not trains & tunes


@pytest.mark.shared
def test_the_scored_debate_sentences_are_kept_out_of_training(silver: list[Sentence]) -> None:
    from models import score, treebank

    scored = {treebank.normalised([text]) for text, _ in score.debate_sentences(SHARED)}
    trained = {s.key() for s in silver}
    assert len(scored) == 300
    assert not scored & trained


def test_the_labelled_debate_sentences_hold_no_words() -> None:
    for line in (ROOT / "models" / "entities.jsonl").read_text(encoding="utf-8").splitlines():
        assert not set(line) & set("áéëïóü") and set(filter(str.isalpha, line)) <= set("debatstartendnamesPERSONORGLOC")


def test_an_old_copula_heads_its_predicate_in_the_newer_scheme() -> None:
    from models import convert
    from models.treebank import Sentence, Token

    def sentence(*rows: tuple[str, str, str, int, str]) -> Sentence:
        return Sentence("d", tuple(Token(f, lemma, u, "", "_", h, d) for f, lemma, u, h, d in rows))

    is_boos = sentence(
        ("Zij", "zij", "PRON", 3, "nsubj"), ("is", "zijn", "AUX", 3, "cop"), ("boos", "boos", "ADJ", 0, "root")
    )
    scheme = convert.learnt([is_boos] * 3)
    became = sentence(
        ("Zij", "zij", "PRON", 3, "nsubj"), ("werd", "worden", "AUX", 3, "cop"), ("boos", "boos", "ADJ", 0, "root")
    )
    assert [(t.head, t.dep, t.upos) for t in convert.converted(became, scheme).tokens] == [
        (2, "nsubj", "PRON"),
        (0, "root", "VERB"),
        (2, "xcomp", "ADJ"),
    ]
    assert [t.head for t in convert.converted(is_boos, scheme).tokens] == [3, 3, 0]


def test_speech_recognition_text_keeps_every_word_with_its_annotation() -> None:
    import spacy
    from spacy.tokens import Doc

    from models.spoken import spoken

    vocab = spacy.blank("nl").vocab
    doc = Doc(
        vocab,
        words=["Nee", ",", "Jan", "Smit", "komt", "."],
        pos=["INTJ", "PUNCT", "PROPN", "PROPN", "VERB", "PUNCT"],
        heads=[4, 0, 4, 2, 4, 4],
        deps=["discourse", "punct", "nsubj", "flat", "ROOT", "punct"],
        ents=["O", "O", "B-PERSON", "I-PERSON", "O", "O"],
    )
    heard = spoken(doc)
    assert [t.text for t in heard] == ["nee", "jan", "smit", "komt"]
    assert [t.head.text for t in heard] == ["komt", "komt", "jan", "komt"]
    assert [(e.text, e.label_) for e in heard.ents] == [("jan smit", "PERSON")]


def test_tables_of_lemmas_are_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    made = Lemmas(
        {"tafels": "tafel", "tafel": "tafel", "liep": "lopen"}, {("was", "NOUN"): "was"}, {("NOUN", "en"): (2, "")}
    )
    write(made, tmp_path)
    assert read(tmp_path) == made
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(read(tmp_path), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("regeltafels", "NOUN", "regeltafel"),
        ("doorgelopen", "VERB", "doorlopen"),
        ("kansen", "NOUN", "kans"),
        ("was", "NOUN", "was"),
        ("was", "AUX", "zijn"),
        ("Zoetermeer".lower(), "PROPN", "zoetermeer"),
    ],
)
def test_a_lemma_by_table_last_part_or_ending(form: str, upos: str, lemma: str) -> None:
    known = {"tafels": "tafel", "tafel": "tafel", "gelopen": "lopen", "was": "zijn"}
    tables = Lemmas(known, {("was", "NOUN"): "was"}, {("NOUN", "en"): (2, "")})
    assert tables.lemma(form, upos) == lemma
