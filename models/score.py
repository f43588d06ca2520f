"""How good the model is: `python -m models.score DATA [--model NAME] [--frog]`; the only reader of the test files.

Attachment as in the CoNLL 2018 evaluation: punctuation counts, subtypes of relations do not; on raw text words are
aligned by their characters and every figure is an F1 over the words of both sides. Lemmas without case and without
the marks of compounds. Entities are right where their borders and their label are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models import prepare, teacher, treebank
from models.treebank import Sentence, Token, plain_lemma
from pipeline.annotate import SHIPPED, language_model

HERE = Path(__file__).parent
ENTITIES = HERE / "entities.jsonl"
CARD = HERE / SHIPPED / "README.md"
_BEGIN, _END = "<!-- scores -->", "<!-- end of scores -->"
LABELS = ("PERSON", "ORG", "LOC")
# So many sentences of a document are given to the model at once where it has to find the words itself.
_RAW_STEP = 10
# What spaCy publishes for nl_core_news_sm 3.8, on its own test data.
NL_CORE_NEWS = {
    "tag": 0.940,
    "pos": 0.958,
    "morph": 0.951,
    "lemma": 0.950,
    "uas": 0.857,
    "las": 0.805,
    "entities": 0.715,
}

Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as gold or a model has it: where its characters stand in the text without spaces, and what it is."""

    start: int
    end: int
    tag: str
    pos: str
    morph: str
    lemma: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a debate: first and last character within its sentence, and a label."""

    start: int
    end: int
    label: str


def main() -> None:
    """Print the figures, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--model", default=SHIPPED)
    parser.add_argument("--frog", action="store_true", help="the teacher's figures and the baseline too")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--card", action="store_true", help="put the figures into the model card")
    parser.add_argument("--keep-out", action="store_true", help="only write which sentences may not train")
    asked = parser.parse_args()
    if asked.keep_out:
        keep_out(asked.data)
        return
    nlp = language_model(asked.model, whole=True).pipeline
    found = {name: file_scores(nlp, sentences) for name, sentences in scored_files(asked.data).items()}
    report: dict[str, Any] = {"model": asked.model, "files": found, "entities": entity_scores(nlp, asked.data)}
    if asked.frog:
        report["frog"] = teacher_scores(asked.data)
        report["frog entities"] = teacher_entity_scores(asked.data)
        report["baseline"] = {n: {"lemma": baseline(asked.data, s)} for n, s in scored_files(asked.data).items()}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    print(text)
    if asked.card:
        put_into_card(report)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")


def scored_files(data: Path) -> dict[str, tuple[Sentence, ...]]:
    """The two test files, and the fifth of the dev documents that tuned."""
    tests = {
        f"{name} test": treebank.read(data / "ud" / f"nl_{name}-ud-test.conllu") for name in ("lassysmall", "alpino")
    }
    return {**tests, "tuning documents": prepare.tuning_sentences(data)}


def put_into_card(report: dict[str, Any]) -> None:
    """Replace the tables between the card's two marks."""
    before, _, rest = CARD.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    CARD.write_text(f"{before}{_BEGIN}\n{tables(report)}\n{_END}{after}", encoding="utf-8")


def tables(report: dict[str, Any]) -> str:
    """The figures as two Markdown tables."""
    names = ("words", "tag", "pos", "morph", "lemma", "uas", "las")
    lines = ["| File | On | " + " | ".join(names) + " |", "| --- " * (len(names) + 2) + "|"]
    for file, found in report["files"].items():
        rows = dict(found)
        if "frog" in report:
            rows |= {"gold tokens, Frog": report["frog"][file], "gold tokens, no model": report["baseline"][file]}
        lines += [
            f"| {file} | {on} | " + " | ".join(_figure(scores, n) for n in names) + " |" for on, scores in rows.items()
        ]
    lines.append(
        "| its own test data | nl_core_news_sm 3.8 | " + " | ".join(_figure(NL_CORE_NEWS, n) for n in names) + " |"
    )
    lines += ["", "| Names in 300 debate sentences | precision | recall | F | in the sentences |", "| --- " * 5 + "|"]
    for who, found in (("", report["entities"]), (", Frog", report.get("frog entities", {}))):
        for label, e in found.items():
            lines.append(f"| {label}{who} | {e['precision']:.3f} | {e['recall']:.3f} | {e['f']:.3f} | {e['gold']} |")
    person = report["entities"]["PERSON"]
    lines.append(
        f"\nRecall of persons' names: {person['recall with case']:.3f} with case, "
        f"{person['recall without case']:.3f} without."
    )
    return "\n".join(lines)


def _figure(scores: Scores, name: str) -> str:
    return f"{scores[name]:.3f}" if name in scores else ""


def keep_out(data: Path) -> None:
    """Write the fingerprints of every sentence of the test files, which `prepare` leaves out of training."""
    tests = (sentences for name, sentences in scored_files(data).items() if name.endswith("test"))
    found = sorted({prepare.fingerprint(sentence) for sentences in tests for sentence in sentences})
    prepare.KEPT_OUT.write_text("\n".join(found) + "\n", encoding="utf-8")


def file_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, Scores]:
    """The figures of one file: on its own words, on raw text, and on its words as speech recognition writes them."""
    return {
        "gold tokens": _scores(_on_gold(nlp, sentences)),
        "raw text": _scores(_on_raw(nlp, sentences)),
        "spoken": {
            k: v for k, v in _scores(_on_gold(nlp, map(as_spoken, sentences))).items() if k in ("tag", "pos", "lemma")
        },
    }


def as_spoken(sentence: Sentence) -> Sentence:
    """In lower case, without punctuation; trees are dropped, since a mark may head a word."""
    kept = [t for t in sentence.tokens if t.upos != "PUNCT"] or list(sentence.tokens)
    return Sentence(sentence.document, tuple(t.with_(form=t.form.lower(), head=0, space_after=True) for t in kept))


def baseline(data: Path, sentences: Iterable[Sentence]) -> float:
    """Lemmas without any model: the teacher's commonest for the form, else simplemma's, else the form."""
    import simplemma

    counts: dict[str, Counter[str]] = {}
    for sentence in prepare.silver_sentences(data, texts=()):
        for token in sentence.tokens:
            counts.setdefault(token.form.lower(), Counter())[plain_lemma(token.lemma)] += 1
    right = total = 0
    for token in (t for s in sentences for t in s.tokens):
        known = counts.get(token.form.lower())
        guess = known.most_common(1)[0][0] if known else simplemma.lemmatize(token.form, lang="nl")
        right += plain_lemma(guess) == plain_lemma(token.lemma)
        total += 1
    return round(right / total, 4)


def teacher_scores(data: Path) -> dict[str, Scores]:
    """Frog's tags and lemmas on the files' own words."""
    found = {}
    for name, sentences in scored_files(data).items():
        blank = [Sentence(s.document, tuple(t.with_(tag="", lemma="") for t in s.tokens)) for s in sentences]
        taught = teacher.annotate(blank, workspace=prepare.BUILD)
        pairs = [
            (a, b) for s, t in zip(sentences, taught, strict=True) for a, b in zip(s.tokens, t.tokens, strict=True)
        ]
        found[name] = {
            "tag": round(sum(a.tag == b.tag for a, b in pairs) / len(pairs), 4),
            "lemma": round(sum(plain_lemma(a.lemma) == plain_lemma(b.lemma) for a, b in pairs) / len(pairs), 4),
        }
    return found


def teacher_entity_scores(data: Path) -> dict[str, Scores]:
    """Frog's names in the debates."""
    debates = debate_sentences(data)
    tokeniser = spacy.blank("nl")
    docs = [tokeniser(text) for text, _ in debates]
    given = [Sentence("debates", tuple(Token(t.text, "", "", "", "_", -1, "") for t in doc)) for doc in docs]
    taught = teacher.annotate(given, workspace=prepare.BUILD)
    guesses = []
    for doc, sentence in zip(docs, taught, strict=True):
        marked = Doc(
            doc.vocab,
            [t.text for t in doc],
            [bool(t.whitespace_) for t in doc],
            ents=[t.entity for t in sentence.tokens],
        )
        guesses.append(_names(marked))
    return _entity_scores([n for _, n in debates], guesses)


def entity_scores(nlp: Language, data: Path) -> dict[str, Scores]:
    """Precision, recall and F of names in the debates, and the recall of persons' names with and without case."""
    debates = debate_sentences(data)
    gold = [names for _, names in debates]
    cased = [_names(doc) for doc in nlp.pipe(text for text, _ in debates)]
    lower = [_names(doc) for doc in nlp.pipe(text.lower() for text, _ in debates)]
    found = _entity_scores(gold, cased)
    for name, guesses in (("with case", cased), ("without case", lower)):
        only = [[{n for n in names if n.label == "PERSON"} for names in side] for side in (gold, guesses)]
        both = sum(len(a & b) for a, b in zip(*only, strict=True))
        found["PERSON"][f"recall {name}"] = round(both / max(1, sum(map(len, only[0]))), 4)
    return found


def debate_sentences(data: Path) -> list[tuple[str, frozenset[Name]]]:
    """The sentences that two readings labelled, from where they stand in the debates; the file holds no words."""
    found = []
    for row in map(json.loads, ENTITIES.read_text(encoding="utf-8").splitlines()):
        text = _debate(data, row["debate"])[row["start"] : row["end"]]
        found.append((text, frozenset(Name(*name) for name in row["names"])))
    return found


def _debate(data: Path, number: int) -> str:
    return (data / "transcripts" / "handelingen" / f"h-tk-20172018-70-{number}.txt").read_text(encoding="utf-8")


def _entity_scores(gold: Sequence[Iterable[Name]], guessed: Sequence[Iterable[Name]]) -> dict[str, Scores]:
    found = {}
    for label in (*LABELS, "all"):
        a, b = ([{n for n in names if label in ("all", n.label)} for names in side] for side in (gold, guessed))
        right, said, there = sum(len(x & y) for x, y in zip(a, b, strict=True)), sum(map(len, b)), sum(map(len, a))
        precision, recall = right / max(1, said), right / max(1, there)
        f = 2 * right / max(1, said + there)
        found[label] = {"precision": round(precision, 4), "recall": round(recall, 4), "f": round(f, 4), "gold": there}
    return found


def _names(doc: Doc) -> frozenset[Name]:
    return frozenset(Name(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS)


def _on_gold(nlp: Language, sentences: Iterable[Sentence]) -> Iterator[tuple[list[Word], list[Word]]]:
    listed = list(sentences)
    docs = (Doc(nlp.vocab, [t.form for t in s.tokens], [t.space_after for t in s.tokens]) for s in listed)
    for sentence, doc in zip(listed, nlp.pipe(docs), strict=True):
        yield _gold_words([sentence]), _model_words(doc, tokens_given=True)


def _on_raw(nlp: Language, sentences: Sequence[Sentence]) -> Iterator[tuple[list[Word], list[Word]]]:
    runs = [list(run) for _, run in groupby(sentences, key=lambda s: s.document)]
    parts = [run[i : i + _RAW_STEP] for run in runs for i in range(0, len(run), _RAW_STEP)]
    for part, doc in zip(parts, nlp.pipe(" ".join(s.text for s in part) for part in parts), strict=True):
        yield _gold_words(part), _model_words(doc)


def _gold_words(sentences: Iterable[Sentence]) -> list[Word]:
    words: list[Word] = []
    at = 0
    for sentence in sentences:
        first = len(words)
        for i, t in enumerate(sentence.tokens):
            size = len("".join(t.form.split()))
            head = first + (i if t.head == 0 else t.head - 1)
            morph = "" if t.feats == "_" else t.feats
            words.append(Word(at, at + size, t.tag, t.upos, morph, plain_lemma(t.lemma), head, t.dep))
            at += size
    return words


def _model_words(doc: Doc, *, tokens_given: bool = False) -> list[Word]:
    kept = [t for t in doc if tokens_given or not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    words, at = [], 0
    for t in kept:
        size = len("".join(t.text.split()))
        head = place.get(t.head.i, place[t.i])
        words.append(Word(at, at + size, t.tag_, t.pos_, str(t.morph), plain_lemma(t.lemma_), head, t.dep_))
        at += size
    return words


def _scores(pairs: Iterable[tuple[list[Word], list[Word]]]) -> Scores:
    right: Counter[str] = Counter()
    gold_total = model_total = 0
    for gold, guessed in pairs:
        gold_total, model_total = gold_total + len(gold), model_total + len(guessed)
        by_place = {(w.start, w.end): w for w in guessed}
        for word in gold:
            guess = by_place.get((word.start, word.end))
            if guess is not None:
                right.update(_right(word, guess, gold, guessed))
    names = ("words", "tag", "pos", "morph", "lemma", "uas", "las")
    return {name: round(2 * right[name] / (gold_total + model_total), 4) for name in names}


def _right(word: Word, guess: Word, gold: list[Word], guessed: list[Word]) -> Iterator[str]:
    yield "words"
    yield from (name for name in ("tag", "pos", "morph", "lemma") if getattr(word, name) == getattr(guess, name))
    a, b = gold[word.head], guessed[guess.head]
    is_root, guessed_root = a is word, b is guess
    if is_root == guessed_root and (a.start, a.end) == (b.start, b.end):
        yield "uas"
        if _bare(word.dep) == _bare(guess.dep):
            yield "las"


def _bare(dep: str) -> str:
    return dep.split(":", 1)[0].lower()


if __name__ == "__main__":
    main()
