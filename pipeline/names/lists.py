"""Our own lists: first names, surnames, organisations, functions and places; content that its authors can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.annotate import known_lemmas
from pipeline.content import shipped
from pipeline.names.words import Word, plain, plain_words

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of words, to be found in a text, the longest first."""

    by_first: Mapping[str, tuple[Phrase, ...]] = field(repr=False)

    def __contains__(self, phrase: object) -> bool:
        return isinstance(phrase, tuple) and bool(phrase) and phrase in self.by_first.get(phrase[0], ())

    def at(self, words: Sequence[Word], place: int) -> int:
        """How many words of a text, from a place on, are one of these phrases; 0 where none begins there."""
        for phrase in self.by_first.get(words[place].plain, ()):
            if tuple(word.plain for word in words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def phrases(names: Iterable[str]) -> Phrases:
    """The phrases that these names are."""
    by_first: dict[str, set[Phrase]] = {}
    for name in names:
        if words := plain_words(name):
            by_first.setdefault(words[0], set()).add(words)
    return Phrases({first: tuple(sorted(some, key=lambda p: (-len(p), p))) for first, some in by_first.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """All lists, compiled."""

    first_names: frozenset[str] = field(repr=False)
    surnames: Phrases = field(repr=False)
    ambiguous: frozenset[str] = field(repr=False)
    """Names that are common words too: in lower case they need support from what stands around them."""
    nicknames: Mapping[str, frozenset[str]] = field(repr=False)
    organisations: Phrases = field(repr=False)
    organisation_kinds: Phrases = field(repr=False)
    """What an organisation's name begins with: *gemeente*, *stichting*."""
    functions: Phrases = field(repr=False)
    general_functions: Phrases = field(repr=False)
    """Functions that mostly tell of a kind and not of a person."""
    places: Phrases = field(repr=False)
    classes: Mapping[str, str] = field(repr=False)
    """By function or organisation the class that takes its place."""
    around: Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Words around a name, by which it is known for one."""

    titles: frozenset[str]
    prepositions: frozenset[str]
    """What may stand before a surname, as a part of it: *van der*."""
    before_places: frozenset[str]
    before_organisations: frozenset[str]
    never_surnames: frozenset[str]
    never_places: frozenset[str]
    before_somebody: frozenset[str]
    """What stands before the function of one certain person."""
    ends_of_functions: tuple[str, ...]
    ends_of_organisations: tuple[str, ...]
    ends_of_streets: tuple[str, ...]
    plain_capitals: frozenset[str]
    """Words that have a capital within a sentence, and give nobody away."""

    def is_function(self, word: str) -> bool:
        """Whether a compound is a function by its last part."""
        return _ends(word, self.ends_of_functions)

    def is_street(self, word: str) -> bool:
        """Whether a compound is a street or a neighbourhood by its last part."""
        return _ends(word, self.ends_of_streets)

    def is_organisation(self, word: str) -> bool:
        """Whether a compound is a kind of organisation by its last part, or that part by itself."""
        return word in self.ends_of_organisations or _ends(word, self.ends_of_organisations)


def _ends(word: str, ends: tuple[str, ...]) -> bool:
    return any(word.endswith(end) and len(word) >= len(end) + 3 for end in ends)


def read_lists(folder: Path | None = None) -> NameLists:
    """The lists of a content folder, the shipped ones for those that it leaves out."""
    own = (folder or shipped("lexicons")) / "namen"
    lines = {name: tuple(_lines(own, name)) for name in _FILES}
    return NameLists(
        first_names=frozenset("".join(plain_words(line)) for line in lines["voornamen"]),
        surnames=phrases(lines["achternamen"]),
        ambiguous=frozenset("".join(plain_words(line)) for line in lines["dubbelzinnig"]),
        nicknames=_nicknames(lines["roepnamen"]),
        organisations=phrases(lines["organisaties"]),
        organisation_kinds=phrases(lines["organisatiewoorden"]),
        functions=phrases(lines["functies"]),
        general_functions=phrases(lines["functies_algemeen"]),
        places=phrases(lines["plaatsen"]),
        classes=_classes(own),
        around=_around(own),
    )


_FILES = (
    "voornamen",
    "achternamen",
    "dubbelzinnig",
    "roepnamen",
    "organisaties",
    "organisatiewoorden",
    "functies",
    "functies_algemeen",
    "plaatsen",
)


def _found(own: Path, name: str) -> Path:
    path = own / name
    return path if path.is_file() else shipped("lexicons") / "namen" / name


def _lines(own: Path, name: str) -> Iterator[str]:
    text = _found(own, f"{name}.txt").read_text(encoding="utf-8-sig")
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _nicknames(lines: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """`Johannes: Jan, Hans` → under each of the names all the others."""
    found: dict[str, set[str]] = {}
    for line in lines:
        names = {"".join(plain_words(name)) for name in line.replace(":", ",").split(",")} - {""}
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in found.items()}


def _classes(own: Path) -> Mapping[str, str]:
    told = tomllib.loads(_found(own, "klassen.toml").read_text(encoding="utf-8-sig"))
    return {" ".join(plain_words(name)): kind for kind, names in told["klasse"].items() for name in names}


def _around(own: Path) -> Around:
    told = tomllib.loads(_found(own, "omgeving.toml").read_text(encoding="utf-8-sig"))

    def some(key: str) -> frozenset[str]:
        return frozenset(plain_words(told[key]))

    return Around(
        titles=some("titels"),
        prepositions=some("tussenvoegsels"),
        before_places=some("voor_een_plaats"),
        before_organisations=some("voor_een_organisatie"),
        never_surnames=some("nooit_een_achternaam"),
        never_places=some("nooit_een_plaats"),
        before_somebody=some("voor_een_bepaald_iemand"),
        ends_of_functions=tuple(sorted(some("eind_van_een_functie"))),
        ends_of_organisations=tuple(sorted(some("eind_van_een_organisatie"))),
        ends_of_streets=tuple(sorted(some("eind_van_een_straat"))),
        plain_capitals=some("gewone_hoofdletters"),
    )


def dutch_words() -> frozenset[str]:
    """The words that the tables of Dutch lemmas know, as they are compared."""
    return frozenset(plain(word) for word in known_lemmas().known)
