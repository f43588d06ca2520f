"""A word and its part of speech → its lemma: by what is known of the word, of its last part, or of its ending.

Two tables and a set of rules, all of them text: `forms` (a lemma and its forms), `exceptions` (a form whose lemma
depends on its part of speech) and `endings` (a part of speech, an ending, and what takes its place).
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

# Lemmas of these are the words themselves.
_AS_IT_STANDS = frozenset({"PROPN", "PUNCT", "SYM", "X", "NUM", "INTJ"})
_SHORTEST_PART = 4
_LONGEST_ENDING = 6
_PARTICLES = (
    *("aaneen", "achterover", "binnen", "bijeen", "dicht", "door", "goed", "heen", "langs", "los", "mede", "mis"),
    *("achter", "boven", "buiten", "neer", "omhoog", "omver", "onder", "open", "over", "plaats", "rond", "samen"),
    *("tegen", "terecht", "terug", "thuis", "toe", "uiteen", "vast", "vol", "voor", "voorbij", "vrij", "waar", "weg"),
    *("aan", "af", "bij", "deel", "in", "mee", "na", "om", "op", "uit"),
)


@dataclass(frozen=True, slots=True)
class Lemmas:
    """What is known of Dutch words; all keys and values in lower case.

    Raises ValueError where a table holds an empty form or lemma.
    """

    known: Mapping[str, str] = field(repr=False)
    exceptions: Mapping[tuple[str, str], str] = field(repr=False)
    endings: Mapping[tuple[str, str], tuple[int, str]] = field(repr=False)

    def __post_init__(self) -> None:
        if not all(self.known) or not all(self.known.values()) or not all(self.exceptions.values()):
            raise ValueError("A table of lemmas holds an empty form or lemma.")

    def lemma(self, form: str, upos: str) -> str:
        """The lemma of a form in lower case, with its UD part of speech."""
        found = self.exceptions.get((form, upos))
        if found or upos in _AS_IT_STANDS:
            return found or form
        return (
            self._singular(form, upos)
            or self._fitting(form, upos)
            or self._known_otherwise(form, upos)
            or self._by_last_part(form, upos)
            or self._by_ending(form, upos)
            or self.known.get(form, form)
        )

    def _singular(self, form: str, upos: str) -> str | None:
        """`kippen` as a noun, which the tables know as a verb: the word without its ending, where that is a word."""
        if upos != "NOUN" or not form.endswith("en") or self.known.get(form) != form:
            return None
        singular = self._by_ending(form, upos)
        return singular if singular != form and self.known.get(singular or "") == singular else None

    def _known_otherwise(self, form: str, upos: str) -> str | None:
        """A word that is known, but not as a verb or adjective: then the part of speech is the likelier mistake."""
        return self.known.get(form) if upos in {"VERB", "AUX", "ADJ"} else None

    def _by_last_part(self, form: str, upos: str) -> str | None:
        """`beleidsnotities` by `notities`, `uitgevonden` by `gevonden`: the longest last part that is known."""
        if upos in {"VERB", "AUX"}:
            return self._verb(form, upos)
        for start in range(2, len(form) - _SHORTEST_PART + 1) if upos in {"NOUN", "ADJ"} else ():
            if lemma := self._fitting(form[start:], upos):
                return form[:start] + lemma
        return None

    def _verb(self, form: str, upos: str) -> str | None:
        for particle in _particles(form):
            rest = form[len(particle) :]
            bare = rest.removeprefix("ge")
            lemma = self._fitting(rest, upos) or self._fitting(bare, upos)
            if lemma:
                return particle + lemma
            if bare != rest and (lemma := self._by_ending(bare, upos)):
                return particle + lemma
        return self._by_last_part(form, "NOUN") or (form if form.endswith("en") else None)

    def _fitting(self, form: str, upos: str) -> str | None:
        lemma = self.exceptions.get((form, upos)) or self.known.get(form)
        return lemma if lemma and _fits(lemma, form, upos) else None

    def _by_ending(self, form: str, upos: str) -> str | None:
        for length in range(min(_LONGEST_ENDING, len(form) - 1), -1, -1):
            rule = self.endings.get((upos, form[len(form) - length :]))
            if rule:
                return form[: len(form) - rule[0]] + rule[1]
        return None


def forms_of(known: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """From a lemma to every form that is known of it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in known.items():
        found[lemma].add(form)
    return MappingProxyType({lemma: frozenset(forms) for lemma, forms in found.items()})


def read(folder: Path) -> Lemmas:
    """The tables in a folder. Raises OSError or ValueError where one is missing or spoilt."""
    forms = _rows(folder / "forms.tsv.xz")
    return Lemmas(
        known=MappingProxyType({form: lemma for lemma, listed in forms for form in listed.split(" ")}),
        exceptions=MappingProxyType({(form, upos): lemma for form, upos, lemma in _rows(folder / "exceptions.tsv.xz")}),
        endings=MappingProxyType(
            {(upos, ending): (int(cut), put) for upos, ending, cut, put in _rows(folder / "endings.tsv.xz")}
        ),
    )


def write(lemmas: Lemmas, folder: Path) -> None:
    """The tables into a folder, equal bytes for equal tables."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = ((lemma, " ".join(sorted(listed))) for lemma, listed in sorted(forms_of(lemmas.known).items()))
    _store(folder / "forms.tsv.xz", forms)
    _store(folder / "exceptions.tsv.xz", ((f, u, lemma) for (f, u), lemma in sorted(lemmas.exceptions.items())))
    _store(folder / "endings.tsv.xz", ((u, e, str(c), p) for (u, e), (c, p) in sorted(lemmas.endings.items())))


def _particles(form: str) -> Iterable[str]:
    return (p for p in ("", *_PARTICLES) if form.startswith(p) and len(form) - len(p) > 2)


def _fits(lemma: str, form: str, upos: str) -> bool:
    """Whether a lemma can be one of that part of speech: an infinitive ends in -n, and a noun is not its verb."""
    if upos in {"VERB", "AUX"}:
        return lemma.endswith("n")
    if upos in {"NOUN", "ADJ"}:
        return not lemma.endswith("en") or form.startswith(lemma)
    return True


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()]


def _store(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    path.write_bytes(lzma.compress(text.encode("utf-8"), preset=9))
