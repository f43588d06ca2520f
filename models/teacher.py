"""Frog, the teacher: runs Debian's `frog` over text, and reads what it wrote.

Columns: number, token, lemma, morphemes, CGN tag, confidence, entity in BIO; an empty line between sentences.
"""

from __future__ import annotations

import gzip
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.treebank import Sentence, Token

# Frog's entity types in spaCy's spelling.
ENTITY = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "PRO": "PRODUCT", "EVE": "EVENT", "MISC": "MISC"}


def read(path: Path, *, document: str = "") -> tuple[Sentence, ...]:
    """The sentences of a file that Frog wrote, gzipped or not; no trees and no parts of speech."""
    written = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return tuple(_sentences(written.decode("utf-8").split("\n"), document or path.name))


def annotate(sentences: Iterable[Sentence], *, workspace: Path) -> tuple[Sentence, ...]:
    """The same sentences with the teacher's tags and entities; parts of speech, trees and lemmas that are there stay.

    Raises ValueError where Frog cut a sentence otherwise than it was given, RuntimeError where Frog fails.
    """
    given = tuple(sentences)
    workspace.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=workspace) as folder:
        source, target = Path(folder) / "in.txt", Path(folder) / "out.tsv"
        lines = (" ".join(token.form.replace(" ", "") for token in sentence.tokens) for sentence in given)
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        run(source, target, tokenised=True)
        taught = read(target)
    if [len(s.tokens) for s in taught] != [len(s.tokens) for s in given]:
        raise ValueError("Frog divided the sentences otherwise than they were given; are there spaces within a word?")
    return tuple(_taught(mine, its) for mine, its in zip(given, taught, strict=True))


def run(source: Path, target: Path, *, tokenised: bool = False) -> None:
    """Frog over a text file; `tokenised`: one sentence a line, tokens divided by spaces."""
    skip = ["--skip=tmpc", "-n"] if tokenised else ["--skip=mpc"]
    command = ["frog", *skip, "-t", str(source), "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise RuntimeError(f"Frog ended with status {done.returncode}: {done.stderr[-500:]}")


def _taught(mine: Sentence, its: Sentence) -> Sentence:
    pairs = zip(mine.tokens, its.tokens, strict=True)
    tokens = tuple(a.with_(tag=a.tag or b.tag, lemma=a.lemma or b.lemma, entity=b.entity) for a, b in pairs)
    return Sentence(mine.document, tokens)


def _sentences(lines: Iterable[str], document: str) -> Iterator[Sentence]:
    rows: list[list[str]] = []
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 7:
            rows.append(cells)
        elif rows:
            yield Sentence(document, _named(rows))
            rows = []
    if rows:
        yield Sentence(document, _named(rows))


def _named(rows: list[list[str]]) -> tuple[Token, ...]:
    """The tokens of a sentence; a name of one word gets the tag that the treebanks give it."""
    tags = [_tag(row[4]) for row in rows]
    entities = [_entity(row[6], tag) for row, tag in zip(rows, tags, strict=True)]
    tokens = []
    for i, row in enumerate(rows):
        alone = "SPEC|deeleigen" not in (tags[i - 1] if i else "", tags[i + 1] if i + 1 < len(tags) else "")
        tag = _single(entities[i]) if tags[i] == "SPEC|deeleigen" and alone else tags[i]
        tokens.append(Token(row[1], row[2], "", tag, "_", -1, "", entity=entities[i]))
    return tuple(tokens)


def _single(entity: str) -> str:
    gender = "onz" if entity.endswith("LOC") else "zijd"
    return f"N|eigen|ev|basis|{gender}|stan"


def _tag(frogs: str) -> str:
    """`N(soort,ev)` → `N|soort|ev`, `BW()` → `BW`: the treebanks' and spaCy's spelling."""
    name, _, features = frogs.rstrip(")").partition("(")
    return "|".join([name, *features.split(",")]) if features else name


def _entity(frogs: str, tag: str) -> str:
    """BIO in spaCy's labels; an adjective (`Haagse`) is not a name."""
    if frogs == "O" or (tag.startswith("ADJ") and frogs.startswith("B-")):
        return "O"
    return f"{frogs[:2]}{ENTITY[frogs[2:].upper()]}"
