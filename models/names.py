"""Names in the taught sentences: mended where the words around them decide, and made anew so that those words count.

The teacher knows many names by heart. A student that learns to recognise those alone calls a stranger's surname a
place because it ends as places do; so some sentences come back with other, invented names in the same places.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.treebank import Sentence, Token

_LISTS: dict[str, list[str]] = {
    name: words.split()
    for name, words in tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8")).items()
}
Run = tuple[int, int, str]


def mended(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences with the labels that the words before a name decide, and none at common words."""
    for sentence in sentences:
        decided = (_decided(sentence.tokens, run) for run in _runs(sentence.tokens))
        yield _labelled(sentence, (run for run in decided if run[2]))


def renamed(sentences: Iterable[Sentence], *, times: int, seed: int) -> Iterator[Sentence]:
    """`times` copies of each sentence with an organisation, or with a person's name behind a title, under other names.

    A person without a title keeps the name: so a strange name with nothing before it is an organisation's, as it
    mostly is in talk about policy.
    """
    choice = random.Random(seed)
    for sentence in sentences:
        runs = [run for run in _runs(sentence.tokens) if run[2] == "ORG" or _has_title(sentence.tokens, run)]
        for _ in range(times if runs else 0):
            yield _with_other_names(sentence, runs, choice)


def _has_title(tokens: Sequence[Token], run: Run) -> bool:
    return run[2] == "PERSON" and run[0] > 0 and tokens[run[0] - 1].form.lower() in _LISTS["titles"]


def _runs(tokens: Sequence[Token]) -> list[Run]:
    runs: list[Run] = []
    for i, token in enumerate(tokens):
        if token.entity.startswith("B-"):
            runs.append((i, i + 1, token.entity[2:]))
        elif token.entity.startswith("I-") and runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1, runs[-1][2])
    # A surname behind a title that the teacher saw no name in.
    taken = {i for start, end, _ in runs for i in range(start, end)}
    for i, token in enumerate(tokens[1:], 1):
        follows = tokens[i - 1].form.lower() in _LISTS["titles"]
        if (
            follows
            and i not in taken
            and token.form[:1].isupper()
            and token.form not in _LISTS["common"]
            and token.form.isalpha()
        ):
            runs.append((i, i + 1, "PERSON"))
    return sorted(runs)


def _decided(tokens: Sequence[Token], run: Run) -> Run:
    """The name with the label that the word before it decides; an empty label where it is none."""
    start, end, label = run
    while start + 1 < end and tokens[start].form.lower() in _LISTS["titles"]:
        start += 1
    words = [t.form for t in tokens[start:end]]
    if not any(word[:1].isupper() or word[:1].isdigit() for word in words) or set(words) <= set(_LISTS["common"]):
        return (start, end, "")
    before = tokens[start - 1].form.lower() if start else ""
    for cues, name in ((_LISTS["titles"], "PERSON"), (_LISTS["kinds"], "ORG"), (_LISTS["places"], "LOC")):
        if before in cues and label != "EVENT":
            return (start, end, name)
    return (start, end, label)


def _labelled(sentence: Sentence, runs: Iterable[Run]) -> Sentence:
    labels = ["O"] * len(sentence.tokens)
    for start, end, label in runs:
        labels[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return Sentence(sentence.document, tuple(t.with_(entity=e) for t, e in zip(sentence.tokens, labels, strict=True)))


def _with_other_names(sentence: Sentence, runs: Iterable[Run], choice: random.Random) -> Sentence:
    tokens = list(sentence.tokens)
    for start, end, label in runs:
        for i in range(start, end):
            if (
                label in {"PERSON", "ORG"}
                and tokens[i].form.lower() not in _LISTS["links"]
                and tokens[i].form[:1].isupper()
            ):
                name = _surname(choice) if label == "PERSON" else _organisation(choice)
                tokens[i] = tokens[i].with_(form=name, lemma=name)
    return Sentence(sentence.document, tuple(tokens))


def _surname(choice: random.Random) -> str:
    if choice.random() < 0.25:
        return "-".join((_surname(choice), _surname(choice)))
    return (
        choice.choice(_LISTS["first_parts"]) + choice.choice(_LISTS["last_parts"])
        if choice.random() < 0.6
        else _sounds(choice)
    )


def _organisation(choice: random.Random) -> str:
    if choice.random() < 0.25:
        return "".join(choice.choices("ABCDEGKLNOPRSTVWZ", k=choice.randint(2, 4)))
    return _sounds(choice)


def _sounds(choice: random.Random) -> str:
    return (
        "".join(choice.choices(_LISTS["sounds"], k=choice.randint(2, 3))) + choice.choice([*_LISTS["ends"], ""])
    ).capitalize()
