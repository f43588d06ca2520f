"""Terms in their named kinds → sequences of slots that a matcher can run."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.content import Wording
from pipeline.match.inflect import finite_forms, forms_of, participles
from pipeline.match.words import plain
from pipeline.segment import tokeniser

PARTICLE_REACH = 8
"""How many words may stand between a verb and its particle."""
_SHORTEST_REST = 3
_LINKS = ("s", "en", "e", "")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a term: any of some forms, or of some lemmas, or words that begin with, or contain, a part."""

    forms: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    begin: str = ""
    part: str = ""

    def fits(self, form: str, lemma: str) -> bool:
        """Whether a word fills this slot."""
        return form in self.forms or lemma in self.lemmas or self.fits_shape(form)

    def fits_shape(self, form: str) -> bool:
        """Whether a word begins with, or is compounded of, what this slot asks."""
        if self.begin:
            return form.startswith(self.begin)
        return bool(self.part) and _compounded(form, self.part)

    @property
    def length(self) -> int:
        """The length of the shortest word that fills this slot: a measure of how rare it is."""
        return min((len(form) for form in self.forms), default=len(self.begin or self.part))


@dataclass(frozen=True, slots=True)
class Sequence:
    """Slots in order, or in any order, with at most `gap` other words between the first and the last."""

    slots: tuple[Slot, ...]
    gap: int = 0
    free: bool = False
    particle: bool = False
    """The last slot is a separated particle, which a preposition of the same form is not."""

    @property
    def anchor(self) -> int:
        """The index of the slot that is looked up first: the one with the longest word."""
        return max(range(len(self.slots)), key=lambda index: self.slots[index].length)


def sequences(wording: Wording) -> tuple[Sequence, ...]:
    """What a term or exception comes down to; a separable verb is several sequences."""
    match wording.kind:
        case "zin":
            return (Sequence(tuple(Slot(forms=variants) for variants in _variants(wording.zin or ""))),)
        case "woord":
            return (Sequence((Slot(forms=_either(wording.woord or "")),)),)
        case "lemma":
            return (Sequence((_inflected(wording.lemma or ""),)),)
        case "begin":
            return tuple(Sequence((Slot(begin=begin),)) for begin in sorted(_either(wording.begin or "")))
        case "deel":
            return tuple(Sequence((Slot(part=part),)) for part in sorted(_either(wording.deel or "")))
        case "woorden":
            slots = tuple(_inflected(word) for word in wording.woorden or ())
            return (Sequence(slots, gap=wording.binnen, free=wording.volgorde == "vrij"),)
        case "werkwoord":
            return _separable(plain(wording.werkwoord or ""), plain(wording.deeltje or ""))
        case other:
            raise AssertionError(f"no such kind of term: {other}")


def _either(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split("|"))


def _variants(phrase: str) -> list[frozenset[str]]:
    """Per word of a phrase its variants; each is tokenised as a transcript would be."""
    found: list[frozenset[str]] = []
    for word in phrase.split():
        if "|" in word:
            found.append(_either(word))
        else:
            found.extend(frozenset({plain(token.text)}) for token in tokeniser()(word))
    return found


def _inflected(words: str) -> Slot:
    lemmas = _either(words)
    return Slot(forms=frozenset().union(*(map(plain, form_set) for form_set in map(forms_of, lemmas))), lemmas=lemmas)


def _separable(verb: str, particle: str) -> tuple[Sequence, ...]:
    own = Slot(forms=frozenset({particle}))
    whole = frozenset(particle + form for form in forms_of(verb) | participles(verb))
    apart = Slot(forms=finite_forms(verb))
    infinitive = Slot(forms=frozenset({verb}))
    return (
        Sequence((Slot(forms=whole, lemmas=frozenset({particle + verb})),)),
        Sequence((own, Slot(forms=frozenset({"te"})), infinitive)),
        Sequence((Slot(forms=frozenset({f"{particle}te"})), infinitive)),
        Sequence((own, Slot(forms=participles(verb) | {verb}))),
        Sequence((apart, own), gap=PARTICLE_REACH, particle=True),
    )


def _compounded(form: str, part: str) -> bool:
    """Whether a word is compounded with a part at its beginning or end, the rest being long enough to be a word."""
    if form.startswith(part):
        rest = form[len(part) :]
        return len(rest) >= _SHORTEST_REST and any(
            rest.startswith(link) and len(rest) - len(link) >= _SHORTEST_REST for link in _LINKS
        )
    for ending in ("", "s", "en"):
        if form.endswith(part + ending):
            return len(form) - len(part) - len(ending) >= _SHORTEST_REST
    return False
