"""Treebank sentences in CoNLL-U, as plain values: read, divided into documents, and normalised for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Every fifth document of the dev files tunes; the others train.
TUNE_EVERY = 5


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `head` counts from 1 within the sentence, 0 for the root, -1 where nobody annotated a tree."""

    form: str
    lemma: str
    upos: str
    tag: str
    feats: str
    head: int
    dep: str
    space_after: bool = True
    entity: str = "-"

    def with_(self, **changes: object) -> Token:
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in order, with the id of the document that they come from."""

    document: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return "".join(token.form + " " * token.space_after for token in self.tokens).rstrip()

    def key(self) -> str:
        """The sentence without case, spaces and punctuation, by which two files are compared."""
        return normalised(token.form for token in self.tokens)


def normalised(forms: Iterable[str]) -> str:
    """Letters and figures only, in lower case: equal for two spellings of one sentence."""
    return re.sub(r"[\W_]+", "", "".join(forms)).lower()


def read(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a CoNLL-U file; contractions and empty nodes are left out (these treebanks have none)."""
    return tuple(_sentence(lines) for lines in _blocks(path.read_text(encoding="utf-8")))


def training_part(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Four fifths of the documents."""
    return tuple(s for s, tunes in _numbered(sentences) if not tunes)


def tuning_part(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The last fifth of the documents."""
    return tuple(s for s, tunes in _numbered(sentences) if tunes)


def plain_lemma(lemma: str) -> str:
    """A lemma without case and without the marks that UD 2.16 puts between the parts of a compound."""
    return (lemma if lemma == "_" else lemma.replace("_", "")).lower()


def _numbered(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    order: dict[str, int] = {}
    for sentence in sentences:
        number = order.setdefault(sentence.document, len(order))
        yield sentence, number % TUNE_EVERY == TUNE_EVERY - 1


def _blocks(text: str) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if line]
        if any(line[0] != "#" for line in lines):
            yield lines


def _sentence(lines: list[str]) -> Sentence:
    rows = [line.split("\t") for line in lines if line[0] != "#"]
    named = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
    name = named[0] if named else lines[0].lstrip("# ")
    return Sentence(_document(name), tuple(_token(row) for row in rows if row[0].isdigit()))


def _document(name: str) -> str:
    """`wiki-1181.p.10.s.1` → `wiki-1181`."""
    return re.split(r"\.p\.|\\|_", name.replace("/", "\\"))[0]


def _token(row: list[str]) -> Token:
    form, lemma, upos, tag, feats, head, dep = row[1:8]
    return Token(form, lemma, upos, "" if tag == "_" else tag, feats, int(head), dep, "SpaceAfter=No" not in row[9])
