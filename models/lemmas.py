"""The tables of lemmas, from the teacher, the treebanks and simplemma: `python -m models.lemmas DATA`."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from models import classes, prepare
from models.treebank import Sentence, plain_lemma
from pipeline.lemmas import Lemmas, write

TARGET = Path(__file__).parent / "build" / "lemmas"
# A treebank's reading outweighs the teacher's so many times: people read it.
GOLD_WEIGHT = 20
_LONGEST_ENDING = 6
Counts = defaultdict[tuple[str, str], Counter[str]]


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path(__file__).parents[2] / "shared" / "data")
    data = parser.parse_args().data
    newer = prepare.newer_sentences(data)
    known = classes.learnt(newer)
    taught = known.classified(prepare.silver_sentences(data))
    tables = made(newer, taught)
    write(tables, TARGET)
    print(f"{len(tables.known):,} forms, {len(tables.exceptions):,} exceptions, {len(tables.endings):,} endings")


def made(newer: Iterable[Sentence], taught: Iterable[Sentence]) -> Lemmas:
    """The tables that treebanks, teacher and dictionary give together."""
    counts = _counted(newer, taught)
    known = {**dictionary(), **_majority(counts)}
    full = Lemmas(known, {}, _endings(_pairs(counts, known)))
    exceptions = {
        key: lemma
        for key, found in counts.items()
        if (lemma := found.most_common(1)[0][0]) != full.lemma(*key) and _trusted(found)
    }
    return Lemmas(known, exceptions, full.endings)


def dictionary() -> dict[str, str]:
    """simplemma's Dutch word list in lower case; a singular that has forms of its own is its own lemma (`koe`)."""
    listed = {
        form.lower(): plain_lemma(lemma)
        for form, lemma in DefaultDictionaryFactory().get_dictionary("nl").items()
        if _is_word(form) and _is_word(plain_lemma(lemma))
    }
    lemmas = Counter(listed.values())
    return {form: form if lemmas[form] and not lemma.endswith("en") else lemma for form, lemma in listed.items()}


def _counted(newer: Iterable[Sentence], taught: Iterable[Sentence]) -> Counts:
    counts: Counts = defaultdict(Counter)
    for sentences, weight in ((newer, GOLD_WEIGHT), (taught, 1)):
        for token in (token for sentence in sentences for token in sentence.tokens):
            lemma = plain_lemma(token.lemma)
            if _is_word(token.form) and _is_word(lemma):
                counts[token.form.lower(), token.upos][lemma] += weight
    return counts


def _majority(counts: Counts) -> dict[str, str]:
    """From a form, whatever its part of speech, to the lemma that it has most often; names do not count."""
    by_form: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (form, upos), found in counts.items():
        if upos not in {"PROPN", "X", "SYM", "PUNCT"}:
            by_form[form] += found
    return {form: found.most_common(1)[0][0] for form, found in by_form.items() if found.total() >= 2}


def _pairs(counts: Counts, known: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Part of speech, form and lemma of every word: what was counted, and the dictionary's words by their looks."""
    for (form, upos), found in counts.items():
        yield upos, form, found.most_common(1)[0][0]
    for form, lemma in known.items():
        if lemma.endswith("en") and form != lemma:
            yield "VERB", form, lemma
        elif form.endswith(("en", "s")):
            yield "NOUN", form, lemma


def _endings(pairs: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    """For each part of speech and ending the commonest change, where it differs from that of the shorter ending."""
    seen: defaultdict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for upos, form, lemma in pairs:
        if upos in {"NOUN", "VERB", "AUX", "ADJ"}:
            change = _change(form, lemma)
            for length in range(min(_LONGEST_ENDING, len(form) - 1) + 1):
                if change[0] <= max(length, 0) + 2:
                    seen[upos, form[len(form) - length :]][change] += 1
    best = {key: found.most_common(1)[0][0] for key, found in seen.items() if found.total() >= 3}
    return {
        (upos, ending): change
        for (upos, ending), change in best.items()
        if not ending or best.get((upos, ending[1:])) != change
    }


def _change(form: str, lemma: str) -> tuple[int, str]:
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:]


def _trusted(found: Counter[str]) -> bool:
    return found.total() >= 2


def _is_word(text: str) -> bool:
    return bool(text) and not any(c.isspace() for c in text)


if __name__ == "__main__":
    main()
