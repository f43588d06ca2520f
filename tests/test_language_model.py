"""The language model: which one is found, what its labels are called, and how good it is at least."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotate import PREFERRED, SHIPPED, LanguageModelError, language_model
from pipeline.content import shipped

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
SENTENCE = "Gisteren stelden de wethouders van Utrecht het besluit uit, omdat Mark Rutte niet kwam."
UPOS = set(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)
CGN = set(["ADJ", "BW", "LET", "LID", "N", "SPEC", "TSW", "TW", "VG", "VNW", "VZ", "WW"])
FLOORS = {
    ("gold tokens", "tag"): 0.90,
    ("gold tokens", "pos"): 0.935,
    ("gold tokens", "morph"): 0.915,
    ("gold tokens", "lemma"): 0.96,
    ("gold tokens", "uas"): 0.78,
    ("gold tokens", "las"): 0.72,
    ("raw text", "words"): 0.99,
    ("spoken", "pos"): 0.90,
    ("spoken", "lemma"): 0.94,
}


@pytest.fixture(scope="module")
def doc() -> Doc:
    return language_model(SHIPPED, whole=True).pipeline(SENTENCE)


def test_without_a_choice_the_shipped_model_is_used_and_gives_its_version() -> None:
    found = language_model()
    assert (found.name, found.version) == (SHIPPED, "1.0.0")
    assert language_model(SHIPPED).name == SHIPPED


def test_a_model_that_is_not_installed_is_an_error_with_a_remedy() -> None:
    with pytest.raises(LanguageModelError, match=r"'nl_core_news_lg' is not installed; .* nl_tafel_sm"):
        language_model("nl_core_news_lg")


def test_where_nl_core_news_sm_is_installed_it_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in of the same name and label scheme: a package whose `load` gives a pipeline of a few rules."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "ministers"}]], {"TAG": "N|soort|mv|basis", "POS": "NOUN", "LEMMA": "minister"})
    nlp.meta.update(name="core_news_sm", version="3.8.0")
    (tmp_path / PREFERRED).mkdir()
    nlp.to_disk(tmp_path / PREFERRED / "data")
    info = tmp_path / f"{PREFERRED}-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PREFERRED}\nVersion: 3.8.0\n", encoding="utf-8")
    code = "import spacy\nfrom pathlib import Path\n\ndef load(**rest):\n"
    code += "    return spacy.load(Path(__file__).parent / 'data', **rest)\n"
    (tmp_path / PREFERRED / "__init__.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        found = language_model()
        (token,) = next(iter(found.annotate(["ministers"])))
        assert (found.name, found.version) == (PREFERRED, "3.8.0")
        assert (token.tag_, token.pos_, token.lemma_) == ("N|soort|mv|basis", "NOUN", "minister")
        assert language_model(SHIPPED).name == SHIPPED
    finally:
        sys.modules.pop(PREFERRED, None)


def test_the_labels_are_those_of_the_usual_dutch_models() -> None:
    nlp = language_model(SHIPPED, whole=True).pipeline
    assert {tag.split("|")[0] for tag in nlp.get_pipe("tagger").labels} <= CGN
    assert {label.split("POS=")[1].split("|")[0] for label in nlp.get_pipe("morphologizer").labels} <= UPOS
    assert {"ROOT", "nsubj", "obj", "obl", "aux", "compound:prt", "advmod"} <= set(nlp.get_pipe("parser").labels)
    assert {"PERSON", "ORG", "LOC"} <= set(nlp.get_pipe("ner").labels)


def test_tags_lemmas_tree_and_names_of_a_sentence(doc: Doc) -> None:
    found = {token.text: (token.tag_.split("|")[0], token.pos_, token.lemma_) for token in doc}
    assert found["stelden"] == ("WW", "VERB", "uitstellen")
    assert found["wethouders"] == ("N", "NOUN", "wethouder")
    assert found["omdat"] == ("VG", "SCONJ", "omdat")
    assert found["kwam"] == ("WW", "VERB", "komen")
    assert next(token.head.text for token in doc if token.text == "wethouders") == "stelden"
    assert ("Mark Rutte", "PERSON") in {(ent.text, ent.label_) for ent in doc.ents}


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("de beleidsnotities liggen er", "beleidsnotities", "beleidsnotitie"),
        ("dat hebben zij zelf uitgevonden", "uitgevonden", "uitvinden"),
        ("we zagen het niet aankomen", "zagen", "zien"),
        ("de gemeenten zijn boos", "gemeenten", "gemeente"),
        ("wij gaven het voorstel door", "gaven", "doorgeven"),
        ("de strengste regels", "strengste", "streng"),
        ("twee ketenpartners liepen weg", "ketenpartners", "ketenpartner"),
    ],
)
def test_lemmas_without_capitals_or_punctuation(text: str, word: str, lemma: str) -> None:
    (found,) = [token.lemma_ for token in next(iter(language_model(SHIPPED).annotate([text]))) if token.text == word]
    assert found == lemma


def test_the_model_stays_small_and_keeps_no_words_of_its_training_text() -> None:
    folder = shipped(SHIPPED)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 15_000_000
    assert (folder / "vocab" / "strings.json").stat().st_size < 50_000
    assert "CC BY-SA 4.0" in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", ["lassysmall test", "alpino test"])
def test_a_worse_model_cannot_slip_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from models import score

    nlp = language_model(SHIPPED, whole=True).pipeline
    found = score.file_scores(nlp, score.scored_files(SHARED)[name])
    below = {key: found[key[0]][key[1]] for key, floor in FLOORS.items() if found[key[0]][key[1]] < floor}
    assert not below


@pytest.mark.shared
@pytest.mark.slow
def test_names_in_debates_are_found_well_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from models import score

    found = score.entity_scores(language_model(SHIPPED, whole=True).pipeline, SHARED)
    assert found["all"]["gold"] > 200
    assert found["all"]["f"] >= 0.85
    assert found["PERSON"]["recall without case"] >= 0.7
