"""`python -m models.deidentify`: how well names are found, on invented passages written without sight of the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.names import Entity, EntityKind, Finder, NameLists, dutch_words, known, read_lists
from pipeline.names.words import plain_words

GOLD = Path("models/gold/names")
PAGE = Path("docs/names.md")
_KINDS = {
    "P": EntityKind.PERSOON,
    "O": EntityKind.ORGANISATIE,
    "F": EntityKind.FUNCTIE,
    "L": EntityKind.PLAATS,
}
_MARK = re.compile(r"\[([POFL]):([^\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One passage with what stands in it, and who sat at its table."""

    table: str
    text: str = field(repr=False)
    entities: tuple[Entity, ...]
    people: tuple[str, ...] = field(repr=False)
    organisations: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Score:
    """How many entities there were, and of how many every mention was masked."""

    entities: int
    masked: int

    @property
    def recall(self) -> float:
        """The share that was masked."""
        return self.masked / max(self.entities, 1)


def marked_passages(path: Path) -> Iterator[Marked]:
    """The passages of a file: tables under `##`, attendees under `@`, entities between brackets."""
    table, people, organisations = "", list[str](), list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            table, people, organisations = f"{path.stem}:{line.partition(':')[2].strip()}", [], []
        elif line.startswith("@"):
            name, organisation, *_ = [*(part.strip() for part in line[1:].split("|")), ""]
            people.append(name)
            organisations.append(organisation)
        elif line.strip():
            text, entities = _unmarked(line.strip())
            yield Marked(
                table=table,
                text=text,
                entities=entities,
                people=tuple(people),
                organisations=tuple(name for name in organisations if len(name) > 1),
            )


def _unmarked(line: str) -> tuple[str, tuple[Entity, ...]]:
    text, rest, found = "", 0, []
    for match in _MARK.finditer(line):
        text += line[rest : match.start()]
        kind = _KINDS[match[1]]
        found.append(Entity(len(text), len(text) + len(match[2]), kind, str(kind)))
        text, rest = text + match[2], match.end()
    return text + line[rest:], tuple(found)


def finder_of(passage: Marked, lists: NameLists, dutch: frozenset[str], *, attendees: bool) -> Finder:
    """A finder that knows the table's attendees, or nobody."""
    people, organisations = (passage.people, passage.organisations) if attendees else ((), ())
    return Finder(known=known(people, organisations, lists), lists=lists, dutch=dutch)


def scores(passages: Sequence[Marked], *, attendees: bool) -> tuple[Mapping[tuple[EntityKind, bool], Score], float]:
    """By kind, and whether the table's list has it, how many entities were masked in every mention; and precision.

    An entity is a name as it is written, at one table; it is masked where every letter of it is, as whatever.
    """
    lists, dutch = read_lists(), dutch_words()
    whole: dict[tuple[str, EntityKind, tuple[str, ...]], bool] = {}
    listed: dict[tuple[str, EntityKind, tuple[str, ...]], bool] = {}
    right = found_all = 0
    for passage in passages:
        found = finder_of(passage, lists, dutch, attendees=attendees).entities(passage.text)
        found_all += len(found)
        right += sum(any(_overlap(one, true) for true in passage.entities) for one in found)
        on_list = set(_list_words(passage))
        for true in passage.entities:
            words = plain_words(passage.text[true.start : true.end])
            key = (passage.table, true.kind, words)
            whole[key] = whole.get(key, True) and _covered(true, found, passage.text)
            listed[key] = bool(set(words) & on_list)
    made = {
        (kind, on): Score(
            sum(key[1] is kind and listed[key] is on for key in whole),
            sum(masked for key, masked in whole.items() if key[1] is kind and listed[key] is on),
        )
        for kind in _KINDS.values()
        for on in (True, False)
    }
    return made, right / max(found_all, 1)


def _list_words(passage: Marked) -> Iterable[str]:
    return (word for name in (*passage.people, *passage.organisations) for word in plain_words(name) if len(word) > 3)


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def _covered(true: Entity, found: Sequence[Entity], text: str) -> bool:
    return all(
        any(one.start <= place < one.end for one in found)
        for place in range(true.start, true.end)
        if text[place].isalnum()
    )


def main() -> None:
    """Writes the page."""
    lines = [HEAD]
    baseline = json.loads((GOLD / "deduce.json").read_text(encoding="utf-8"))
    for path in sorted(GOLD.glob("*.txt")):
        passages = tuple(marked_passages(path))
        theirs = baseline["files"][path.stem]
        shares = (_share(Score(*reversed(theirs["entities"][str(kind)]))) for kind in _KINDS.values())
        lines += [f"## {TITLES[path.stem]}", ""]
        lines += _table(f"All {len(passages)} passages", passages)
        lines += [_ruled((f"deduce {baseline['version']}", *shares, f"{theirs['precision']:.2f}")), ""]
        unseen = passages[LOOKED_AT:]
        lines += [*_table(f"The last {len(unseen)}, which were never looked at", unseen), ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _table(title: str, passages: Sequence[Marked]) -> Iterator[str]:
    yield from (f"{title}:", "", _ruled(("", *COLUMNS, "precision")), _ruled(("---",) * 6))
    for attendees, name in ((True, "with the attendee list"), (False, "without")):
        made, precision = scores(passages, attendees=attendees)
        yield _ruled((name, *(_told(made, kind) for kind in _KINDS.values()), f"{precision:.2f}"))
        if attendees:
            for on, whose in ((True, "of these on the list"), (False, "not on the list")):
                yield _ruled((whose, *(_share(made[kind, on]) for kind in _KINDS.values()), ""))


LOOKED_AT = 75
COLUMNS = ("persons", "organisations", "functions", "places")
TITLES = {"verzorgd": "With capitals and punctuation", "spraakherkenning": "As speech recognition gives it"}
HEAD = """# How well names are found

Produced by `python -m models.deidentify`; nothing here is written by hand. The passages were invented, and written
without sight of the code; the first 75 of each file were looked at while it was mended. An entity is a name as it is
written, at one table, and counts where every letter of every mention is masked, as whatever. The precision is the share
of what is masked that is a name. [deduce](https://github.com/vmenger/deduce) is the best public tool for Dutch, made
for medical records; it is measured by `models/deduce_baseline.py` in an environment of its own.
"""


def _ruled(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _share(score: Score) -> str:
    return f"{score.recall:.2f} of {score.entities}" if score.entities else "-"


def _told(made: Mapping[tuple[EntityKind, bool], Score], kind: EntityKind) -> str:
    both = [made[kind, True], made[kind, False]]
    return _share(Score(sum(one.entities for one in both), sum(one.masked for one in both)))


if __name__ == "__main__":
    main()
