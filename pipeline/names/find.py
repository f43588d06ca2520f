"""A text → what gives somebody away: the study's own people first, then lists and patterns, then capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.names.contacts import contacts
from pipeline.names.lists import Around, NameLists
from pipeline.names.people import Known
from pipeline.names.words import Word, words_in

_ARTICLES = frozenset({"de", "het", "t"})


class EntityKind(StrEnum):
    """What an entity is of."""

    PERSOON = "persoon"
    ORGANISATIE = "organisatie"
    FUNCTIE = "functie"
    PLAATS = "plaats"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Where it stands (code points), what it is of, and the class that takes its place."""

    start: int
    end: int
    kind: EntityKind
    label: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("an entity stands somewhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What is looked for: a study's people and organisations, our lists, and which words are plain Dutch."""

    known: Known = field(repr=False)
    lists: NameLists = field(repr=False)
    dutch: frozenset[str] = field(repr=False)

    @property
    def around(self) -> Around:
        """The words by which a name is known for one."""
        return self.lists.around

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The entities of a text, none within another; where two sources differ the surer one counts."""
        words = words_in(text)
        taken: list[Entity] = []
        for found in self._by_surety(text, words):
            if all(found.end <= other.start or found.start >= other.end for other in taken):
                taken.append(found)
        return tuple(sorted(taken))

    def _by_surety(self, text: str, words: Sequence[Word]) -> Iterator[Entity]:
        yield from (Entity(start, end, EntityKind.CONTACT, label) for start, end, label in contacts(text))
        cased = any(word.capital and not word.first for word in words) or any(word.capital for word in words)
        yield from self._study(words)
        yield from self._organisations(words, cased=cased)
        yield from self._functions(words)
        yield from self._persons(words, cased=cased)
        if cased:
            yield from self._capitals(words, least=2)
        yield from self._places(words, cased=cased)
        if cased:
            yield from self._capitals(words, least=1)

    # --- the study's own ----------------------------------------------------------------------------------------------

    def _study(self, words: Sequence[Word]) -> Iterator[Entity]:
        place = 0
        while place < len(words):
            organisation = self.known.organisation_at(words, place)
            person = self.known.name_at(words, place, self.dutch)
            if organisation >= max(person, 1):
                label = self._label(words[place : place + organisation], "organisatie")
                yield _entity(words, place, organisation, EntityKind.ORGANISATIE, label)
            elif person and self._is_name(words, place, person):
                person = self._with_surname(words, place, person)
                yield _entity(words, place, person, EntityKind.PERSOON, "persoon")
            place += max(organisation, person, 1)

    def _is_name(self, words: Sequence[Word], place: int, count: int) -> bool:
        """Whether what looks like a name is one: a surname that is plain Dutch needs support, a first name does not."""
        word = words[place]
        plain_dutch = word.plain in self.lists.ambiguous or word.plain in self.dutch
        if count > 1 or not plain_dutch or word.plain in self.known.first_names:
            return True
        supported = place and (words[place - 1].plain in self.lists.first_names or self._bridges(words[place - 1]))
        return (word.capital and not word.first) or self._addressed(words, place) or bool(supported)

    # --- lists --------------------------------------------------------------------------------------------------------

    def _organisations(self, words: Sequence[Word], *, cased: bool) -> Iterator[Entity]:
        for place, word in enumerate(words):
            listed = self.lists.organisations.at(words, place)
            plain_dutch = word.plain in self.dutch or word.plain in self.lists.first_names
            if listed and (listed > 1 or not plain_dutch or (cased and word.capital and not word.first)):
                yield _entity(words, place, listed, EntityKind.ORGANISATIE, self._label(words[place : place + listed]))
            kind = self.lists.organisation_kinds.at(words, place) or int(self.around.is_organisation(word.plain))
            follows = self._name_behind(words, place + kind, cased=cased) if kind else 0
            if follows:
                label = self._label(words[place : place + kind])
                yield _entity(words, place, kind + follows, EntityKind.ORGANISATIE, label)

    def _name_behind(self, words: Sequence[Word], place: int, *, cased: bool) -> int:
        """How many words behind *stichting* or *gemeente* are its name; without capitals an article and one word."""
        if not cased and place + 1 < len(words) and words[place].plain in _ARTICLES:
            return 2
        count = 0
        while place + count < len(words) and count < 5:
            word = words[place + count]
            if listed := self.lists.places.at(words, place + count):
                return count + listed
            proper = word.capital and not word.first if cased else word.plain not in self.dutch
            bridge = word.plain in self.around.prepositions and count + 1 < 5 and place + count + 1 < len(words)
            following = words[place + count + 1] if bridge else None
            if proper or (
                following is not None and (following.capital if cased else following.plain not in self.dutch)
            ):
                count += 1
            else:
                break
            if not cased and count >= 2:
                break
        while count and words[place + count - 1].plain in self.around.prepositions:
            count -= 1
        return count

    def _functions(self, words: Sequence[Word]) -> Iterator[Entity]:
        for place in range(len(words)):
            count = self.lists.functions.at(words, place) or int(self.around.is_function(words[place].plain))
            if count and (not self.lists.general_functions.at(words, place) or self._certain_one(words, place, count)):
                label = self._label(words[place : place + count], "functie")
                yield _entity(words, place, count, EntityKind.FUNCTIE, label)

    def _certain_one(self, words: Sequence[Word], place: int, count: int) -> bool:
        """A general function tells of somebody behind a word for one certain person, or before a name."""
        behind = place + count
        if place and words[place - 1].plain in self.around.before_somebody:
            return True
        return behind < len(words) and (
            words[behind].plain in self.lists.first_names and words[behind].plain not in self.lists.ambiguous
        )

    def _persons(self, words: Sequence[Word], *, cased: bool) -> Iterator[Entity]:
        for place, word in enumerate(words):
            addressed = self._addressed(words, place)
            first = word.plain in self.lists.first_names or self._possessive(word)
            doubtful = word.plain in self.lists.ambiguous
            sure = word.capital and not (word.first and doubtful) if cased else not doubtful
            if first and (sure or addressed):
                count = self._with_surname(words, place, 1)
            elif first and not cased and (behind := self._surname_at(words, place + 1, strict=True)):
                count = 1 + behind
            elif addressed and (behind := self._surname_at(words, place, strict=False)):
                count = behind
            else:
                count = self._surname_alone(words, place, doubtful=doubtful or word.plain in self.dutch, cased=cased)
            if count:
                yield _entity(words, place, count, EntityKind.PERSOON, "persoon")

    def _possessive(self, word: Word) -> bool:
        """`Geertjes kaart`, without an apostrophe."""
        base = word.plain.removesuffix("s")
        known = base in self.lists.first_names or base in self.known.first_names
        return word.plain != base and len(base) >= 4 and known and word.plain not in self.dutch

    def _surname_alone(self, words: Sequence[Word], place: int, *, doubtful: bool, cased: bool) -> int:
        """How many words are a surname that stands by itself: with a capital, or where it is no plain Dutch."""
        count = self.lists.surnames.at(words, place)
        if not count:
            return 0
        if cased:
            sure = words[place + count - 1].capital and not (count == 1 and words[place].first and doubtful)
        else:
            sure = count > 1 or not doubtful
        return count if sure else 0

    def _addressed(self, words: Sequence[Word], place: int) -> bool:
        if not place:
            return False
        before = words[place - 1].plain
        return before in self.around.titles or (
            bool(self.lists.functions.at(words, place - 1)) and words[place].capital
        )

    def _with_surname(self, words: Sequence[Word], place: int, count: int) -> int:
        return count + self._surname_at(words, place + count, strict=True)

    def _surname_at(self, words: Sequence[Word], place: int, *, strict: bool) -> int:
        """How many words are a surname, with what stands before it; behind a first name hardly anything else can be."""
        if place >= len(words):
            return 0
        if listed := self.lists.surnames.at(words, place):
            last = words[place + listed - 1]
            return 0 if last.plain in self.around.never_surnames else listed
        bridges = 0
        while place + bridges < len(words) and words[place + bridges].plain in self.around.prepositions and bridges < 3:
            bridges += 1
        if place + bridges >= len(words):
            return 0
        name = words[place + bridges]
        if name.capital and not name.first:
            return bridges + 1
        if (
            not name.capital
            and name.plain not in self.dutch
            and name.plain not in self.around.never_surnames
            and not strict
        ):
            return bridges + 1
        if (
            not bridges
            and len(name.plain) >= 4
            and name.plain not in self.dutch
            and not self._begins_other(words, place)
        ):
            return 1
        behind_bridge = bridges and name.plain not in self.dutch and len(name.plain) > 3
        return bridges + 1 if behind_bridge and words[place].plain in {"van", "de", "el", "ten", "ter"} else 0

    def _street(self, word: Word) -> bool:
        """`de deventerweg`: a compound that no dictionary has."""
        return word.plain not in self.dutch and self.around.is_street(word.plain)

    def _begins_other(self, words: Sequence[Word], place: int) -> bool:
        """Whether a place, an organisation or another first name begins here."""
        other = words[place].plain in self.lists.first_names
        return other or bool(self.lists.places.at(words, place) or self.lists.organisations.at(words, place))

    def _bridges(self, word: Word) -> bool:
        return word.plain in self.around.prepositions

    def _places(self, words: Sequence[Word], *, cased: bool) -> Iterator[Entity]:
        for place, word in enumerate(words):
            count = self.lists.places.at(words, place) or int(self._street(word))
            if not count or (count == 1 and word.plain in self.around.never_places and not word.capital):
                continue
            doubtful = count == 1 and (word.plain in self.dutch or word.plain in self.lists.ambiguous)
            sure = word.capital and not (word.first and doubtful) if cased else not doubtful
            if sure or (
                place and words[place - 1].plain in self.around.before_places and not (cased and not word.capital)
            ):
                yield _entity(words, place, count, EntityKind.PLAATS, "plaats")

    # --- capitals -----------------------------------------------------------------------------------------------------

    def _capitals(self, words: Sequence[Word], *, least: int) -> Iterator[Entity]:
        """Capitals within a sentence that no list knows: a name of something, by what stands before it."""
        place = 0
        while place < len(words):
            word = words[place]
            if not word.capital or word.first or len(word.plain) < 2 or word.plain in self.around.plain_capitals:
                place += 1
                continue
            count = 1
            while place + count < len(words) and words[place + count].capital and not words[place + count].first:
                count += 1
            if count < least:
                place += count
                continue
            before = words[place - 1].plain if place else ""
            if word.text.isupper() or word.plain in self.dutch or before in self.around.before_organisations:
                yield _entity(words, place, count, EntityKind.ORGANISATIE, "organisatie")
            elif before in self.around.before_places:
                yield _entity(words, place, count, EntityKind.PLAATS, "plaats")
            else:
                yield _entity(words, place, count, EntityKind.PERSOON, "persoon")
            place += count

    def _label(self, words: Sequence[Word], otherwise: str = "organisatie") -> str:
        """The generic class: by the words themselves, or by those that the name begins with."""
        for count in range(len(words), 0, -1):
            if kind := self.lists.classes.get(" ".join(word.plain for word in words[:count])):
                return kind
        return otherwise


def _entity(words: Sequence[Word], place: int, count: int, kind: EntityKind, label: str) -> Entity:
    return Entity(words[place].start, words[place + count - 1].end, kind, label)


def masked(text: str, entities: Sequence[Entity]) -> str:
    """The text with a generic class in the place of every entity."""
    pieces, rest = [], 0
    for entity in sorted(entities):
        pieces += [text[rest : entity.start], f"[{entity.label}]"]
        rest = entity.end
    return "".join([*pieces, text[rest:]])
