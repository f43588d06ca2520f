"""Who sat at the table → the ways in which they and their organisations may be named, misheard ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from pipeline.names.lists import NameLists, Phrases, phrases
from pipeline.names.words import Word, joined, plain_words, sound

_STOP = frozenset({"de", "het", "een", "van", "der", "den", "voor", "en", "in", "te", "bij", "aan", "op"})
_MOST_JOINED = 3
_MOST_NEAR, _LEAST_NEAR, _NEAR = 6, 9, 0.8
"""A name of an organisation in so many words, of so many letters, is recognised where it is this much alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How the people of a study, and their organisations, may be named."""

    names: frozenset[str] = field(repr=False)
    """Each as one word: first names, surnames with and without what stands before them, nicknames, whole names."""
    sounds: frozenset[str] = field(repr=False)
    first_names: frozenset[str] = field(repr=False)
    whole: Phrases = field(repr=False)
    """Initials with a surname, and the like."""
    organisations: Phrases = field(repr=False)
    near_organisations: frozenset[str] = field(repr=False)
    """Whole names, each as one word."""

    def name_at(self, words: Sequence[Word], place: int, dutch: frozenset[str]) -> int:
        """How many words from a place on name somebody: exactly, written apart, or nearly where it is no Dutch word."""
        if count := self.whole.at(words, place):
            return count
        for count in range(min(_MOST_JOINED, len(words) - place), 0, -1):
            said = joined(words[place : place + count])
            if said in self.names and not (count > 1 and all(w.plain in dutch for w in words[place : place + count])):
                return count
            if count <= 2 and said not in dutch and self._near(said, single=count == 1):
                return count
        return 0

    def _near(self, said: str, *, single: bool) -> bool:
        """One slip in five letters or more, two in nine: what speech recognition and hands make of a name."""
        if len(said) < 4:
            return False
        slips = 1 if len(said) < 9 or not single else 2
        return (sound(said) in self.sounds and len(said) >= 5) or any(
            len(name) >= 5
            and abs(len(name) - len(said)) <= slips
            and name[0] == said[0]
            and OSA.distance(name, said, score_cutoff=slips) <= slips
            for name in self.names
        )

    def organisation_at(self, words: Sequence[Word], place: int) -> int:
        """How many words from a place on name one of the organisations, exactly or nearly."""
        if count := self.organisations.at(words, place):
            return count
        alike, most = max(
            ((self._alike(joined(words[place : place + count])), count) for count in range(2, _MOST_NEAR + 1)),
            default=(0.0, 0),
        )
        # A name that begins one word on is no name that begins here.
        later = max(
            (self._alike(joined(words[place + 1 : place + count])) for count in range(2, most + 1)), default=0.0
        )
        return most if alike >= _NEAR and alike > later and place + most <= len(words) else 0

    def _alike(self, said: str) -> float:
        if len(said) < _LEAST_NEAR:
            return 0.0
        return max((OSA.normalized_similarity(name, said) for name in self.near_organisations), default=0.0)


def known(people: Iterable[str], organisations: Iterable[str], lists: NameLists) -> Known:
    """The names of people as a manifest or a transcript has them, and of their organisations."""
    names: set[str] = set()
    whole: set[str] = set()
    first_names: set[str] = set()
    for person in people:
        words = plain_words(person)
        if words:
            names.update(_single(words, lists))
            whole.update(_whole(words))
            first_names.add(words[0])
    organisations = tuple(organisations)
    return Known(
        names=frozenset(name for name in names if len(name) >= 3),
        sounds=frozenset(sound(name) for name in names if len(name) >= 5),
        near_organisations=frozenset("".join(plain_words(name)) for name in organisations),
        first_names=frozenset(first_names),
        whole=phrases(whole),
        organisations=phrases(form for name in organisations for form in _organisation(name, lists)),
    )


def _single(words: tuple[str, ...], lists: NameLists) -> Iterator[str]:
    first, rest = words[0], words[1:]
    yield "".join(words)
    yield first
    yield from lists.nicknames.get(first, ())
    surname = [word for word in rest if word not in lists.around.prepositions]
    yield from surname
    if rest:
        yield "".join(rest)
        yield "".join(rest[next((i for i, w in enumerate(rest) if w in lists.around.prepositions), 0) :])


def _whole(words: tuple[str, ...]) -> Iterator[str]:
    yield " ".join(words)
    if len(words) > 1:
        yield f"{words[0][0]} {' '.join(words[1:])}"


def _organisation(name: str, lists: NameLists) -> Iterator[str]:
    """The whole name, its parts within brackets, and its telling end: *Stichting De Kwikstaart*, *De Kwikstaart*."""
    yield name
    words = plain_words(name)
    for cut in range(1, len(words)):
        rest = words[cut:]
        if any(word not in _STOP and len(word) >= 4 for word in rest) and len(rest) >= 2:
            yield " ".join(rest)
    telling = [word for word in words if word not in _STOP]
    initials = "".join(word[0] for word in words)
    if len(initials) >= 3:
        yield initials
    for word in telling[:1] + telling[-1:] if len(telling) >= 2 else ():
        if len(word) >= 6 and word not in lists.organisation_kinds.by_first:
            yield word
