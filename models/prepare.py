"""From `../shared/data` to training documents in `models/build/`: `python -m models.prepare DATA`."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from models import classes, convert, names, teacher, treebank
from models.treebank import Sentence, normalised

BUILD = Path(__file__).parent / "build"
TEXTS = ("commonvoice",)
# Debates of which sentences serve for scoring the entities.
SCORED_DEBATES = (4, 5, 9)
# So many sentences of a document make one training document, so that the parser learns where one ends.
TOGETHER = 3
# The treebanks are read by people and have trees: each pass over the training documents meets them thrice.
GOLD_TIMES = 3
# So many times a sentence with an organisation, or a person behind a title, comes back with invented names.
RENAMED = 2
NAMES_TUNE_EVERY = 25
KEPT_OUT = Path(__file__).parent / "kept_out.txt"


def main() -> None:
    """Write `train.spacy`, `tune.spacy` and the teacher's sentences for the tables of lemmas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path(__file__).parents[2] / "shared" / "data")
    data = parser.parse_args().data
    BUILD.mkdir(exist_ok=True)
    gold, taught = gold_sentences(data), tuple(silver_sentences(data))
    vocab = spacy.blank("nl").vocab
    known = classes.learnt(gold)
    taught = tuple(names.mended(consistent(known.classified(taught))))
    named = [*taught, *names.mended(s for s in gold if all(t.entity != "-" for t in s.tokens))]
    held_out = named[::NAMES_TUNE_EVERY]
    learnt = [s for n, s in enumerate(named) if n % NAMES_TUNE_EVERY]
    write(BUILD / "names.spacy", names_only(vocab, [*learnt, *names.renamed(learnt, times=RENAMED, seed=4)]))
    write(BUILD / "names-tune.spacy", names_only(vocab, held_out))
    write(
        BUILD / "train.spacy",
        [*GOLD_TIMES * list(documents(vocab, gold)), *documents(vocab, taught)],
    )
    write(BUILD / "tune.spacy", documents(vocab, tuning_sentences(data)))
    print(f"{sum(len(s.tokens) for s in gold):,} tokens of treebanks, {sum(len(s.tokens) for s in taught):,} taught")


def gold_sentences(data: Path) -> tuple[Sentence, ...]:
    """The treebanks' training sentences in the scheme of UD 2.16, with the teacher's tags where they had none."""
    newer = newer_sentences(data)
    scheme = convert.learnt(newer)
    older = teacher.annotate(older_sentences(data), workspace=BUILD)
    return (*newer, *(convert.converted(sentence, scheme) for sentence in older))


def older_sentences(data: Path) -> tuple[Sentence, ...]:
    """The treebanks of the years of UD 2.0, in their own scheme."""
    names = ("nl_lassysmall-ud2.0-train", "nl_alpino-ud2017-train-part")
    return tuple(_allowed(s for name in names for s in treebank.read(data / "ud" / f"{name}.conllu")))


def newer_sentences(data: Path) -> tuple[Sentence, ...]:
    """Four fifths of the dev documents, in UD 2.16."""
    return tuple(_allowed(s for name in ("lassysmall", "alpino") for s in treebank.training_part(_dev(data, name))))


def tuning_sentences(data: Path) -> tuple[Sentence, ...]:
    """The last fifth of the dev documents."""
    return tuple(s for name in ("lassysmall", "alpino") for s in treebank.tuning_part(_dev(data, name)))


def silver_sentences(data: Path, *, texts: Iterable[str] = TEXTS) -> Iterator[Sentence]:
    """What the teacher annotated, each sentence once, without those of the debates that serve for scoring."""
    kept_out = _kept_out(data)
    seen: set[str] = set()
    for path in (*sorted((data / "silver").glob("*.tsv.gz")), *(taught_text(data, name) for name in texts)):
        for sentence in teacher.read(path):
            key = sentence.key()
            if key not in seen and key not in kept_out and is_allowed(sentence):
                seen.add(key)
                yield sentence


def is_allowed(sentence: Sentence) -> bool:
    """Whether a sentence may train: not where the scorer found it in a test file (see `score --keep-out`)."""
    return fingerprint(sentence) not in _kept_from_tests()


def fingerprint(sentence: Sentence) -> str:
    """A sentence without its words: part of the SHA-256 of its normalised text."""
    return sha256(sentence.key().encode()).hexdigest()[:16]


@cache
def _kept_from_tests() -> frozenset[str]:
    return frozenset(KEPT_OUT.read_text(encoding="utf-8").split())


def _allowed(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    return (sentence for sentence in sentences if is_allowed(sentence))


def taught_text(data: Path, name: str) -> Path:
    """The teacher's annotation of a raw text, made once."""
    target = BUILD / f"{name}.frog.tsv"
    if not target.exists():
        teacher.run(data / "text" / f"{name}.txt", target)
    return target


def consistent(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The same names with the same label: the one that the teacher gave most often, where it named at least thrice."""
    kept = tuple(sentences)
    votes: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in kept:
        for label, run in _names(sentence):
            votes[tuple(sentence.tokens[i].form for i in run)][label] += 1
    for sentence in kept:
        tokens = list(sentence.tokens)
        for _, run in _names(sentence):
            counts = votes[tuple(tokens[i].form for i in run)]
            if counts.total() >= 3:
                label = counts.most_common(1)[0][0]
                for n, i in enumerate(run):
                    tokens[i] = tokens[i].with_(entity=f"{'I' if n else 'B'}-{label}")
        yield Sentence(sentence.document, tuple(tokens))


def documents(vocab: Vocab, sentences: Iterable[Sentence]) -> Iterator[Doc]:
    """Training documents: sentences with trees a few at a time, the others one by one."""
    for (_, has_tree), group in groupby(sentences, key=lambda s: (s.document, s.tokens[0].head >= 0)):
        run = list(group)
        step = TOGETHER if has_tree else 1
        for start in range(0, len(run), step):
            yield _doc(vocab, run[start : start + step])


def names_only(vocab: Vocab, sentences: Iterable[Sentence]) -> Iterator[Doc]:
    """Documents with nothing but their names, for the component that finds these."""
    for sentence in sentences:
        words, spaces = [t.form for t in sentence.tokens], [t.space_after for t in sentence.tokens]
        yield Doc(
            vocab,
            words=words,
            spaces=spaces,
            pos=[t.upos for t in sentence.tokens],
            ents=[t.entity for t in sentence.tokens],
        )


def write(path: Path, docs: Iterable[Doc]) -> None:
    """Documents in spaCy's binary form."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def _doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    tokens = [token for sentence in sentences for token in sentence.tokens]
    starts = [n for s in sentences for n in [len(s.tokens)]]
    offsets = [sum(starts[:n]) for n, s in enumerate(sentences) for _ in s.tokens]
    has_tree = tokens[0].head >= 0
    heads = [n if t.head == 0 else off + t.head - 1 for n, (t, off) in enumerate(zip(tokens, offsets, strict=True))]
    return Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space_after for t in tokens],
        tags=[t.tag for t in tokens],
        pos=[t.upos for t in tokens],
        morphs=["" if t.feats == "_" else t.feats for t in tokens],
        lemmas=[treebank.plain_lemma(t.lemma) for t in tokens],
        heads=heads if has_tree else None,
        deps=[("ROOT" if t.dep == "root" else t.dep) for t in tokens] if has_tree else None,
        ents=None if any(t.entity == "-" for t in tokens) else [t.entity for t in tokens],
    )


def _names(sentence: Sentence) -> Iterator[tuple[str, list[int]]]:
    run: list[int] = []
    for i, token in enumerate((*sentence.tokens, sentence.tokens[-1].with_(entity="O"))):
        if run and not token.entity.startswith("I-"):
            yield sentence.tokens[run[0]].entity[2:], run
            run = []
        if token.entity.startswith("B-") or (run and token.entity.startswith("I-")):
            run.append(i)


def _kept_out(data: Path) -> frozenset[str]:
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    folder = data / "transcripts" / "handelingen"
    texts = [(folder / f"h-tk-20172018-70-{n}.txt").read_text(encoding="utf-8") for n in SCORED_DEBATES]
    turns = [line.partition(": ")[2] or line for text in texts for line in text.splitlines()]
    return frozenset(normalised(t.text for t in sent) for doc in nlp.pipe(turns) for sent in doc.sents)


def _dev(data: Path, name: str) -> tuple[Sentence, ...]:
    return treebank.read(data / "ud" / f"nl_{name}-ud-dev.conllu")


if __name__ == "__main__":
    main()
