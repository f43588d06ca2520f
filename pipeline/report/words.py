"""The texts and the codebook in one language: everything that a report can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from pipeline.content.models import Codebook, Pattern, Perspective
from pipeline.content.read import Texts

Kind = TypeVar("Kind")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class MissingTextError(LookupError):
    """A sentence that a report needs and that the texts do not have."""


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by `section.key`; a placeholder with a capital gets its value with a capital."""

    texts: Texts

    def has(self, key: str) -> bool:
        """Whether the texts have a sentence."""
        section, _, name = key.partition(".")
        return name in self.texts.get(section, {})

    def __call__(self, key: str, **values: str) -> str:
        """One sentence, filled in."""
        return self._filled(key, self._found(key, str), values)

    def choice(self, key: str, position: int, **values: str) -> str:
        """One of a list of sentences, by a position that everybody knows, never by what was heard."""
        options = self._found(key, list)
        return self._filled(key, str(options[position % len(options)]), values)

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of words as it stands."""
        return tuple(map(str, self._found(key, list)))

    def number(self, value: int) -> str:
        """A number in words as far as the texts have a word for it, else in digits."""
        spelt = self.listed("rapport.getallen")
        return spelt[value] if 0 <= value < len(spelt) else str(value)

    def series(self, items: Sequence[str]) -> str:
        """A run of words: *a, b and c*."""
        if len(items) < 2:
            return "".join(items)
        return self("rapport.opsomming", eerdere=", ".join(items[:-1]), laatste=items[-1])

    def date(self, date: str) -> str:
        """An ISO date in words; any other date as it stands."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-\d{2}", date):
            return plain(date)
        year, month, day = date.split("-")
        return self("rapport.datum", dag=str(int(day)), maand=self.listed("rapport.maanden")[int(month) - 1], jaar=year)

    def _found(self, key: str, kind: type[Kind]) -> Kind:
        section, _, name = key.partition(".")
        value = self.texts.get(section, {}).get(name)
        if not value or not isinstance(value, kind):
            raise MissingTextError(f"the texts have no [{section}] {name}")
        return value

    def _filled(self, key: str, sentence: str, values: dict[str, str]) -> str:
        def value_of(match: re.Match[str]) -> str:
            name = match[1]
            if name in values:
                return values[name]
            lower = name[:1].lower() + name[1:]
            if lower in values:
                return capitalised(values[lower])
            raise MissingTextError(f"[{key.replace('.', '] ', 1)} asks for {{{name}}}, which has no value there")

        return _PLACEHOLDER.sub(value_of, sentence)


@dataclass(frozen=True, slots=True)
class Names:
    """What the codebook calls its codes, in the report's language and the codebook's order."""

    codebook: Codebook
    language: Literal["nl", "en"]

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns, in order."""
        return self.codebook.patterns

    @property
    def perspectives(self) -> tuple[Perspective, ...]:
        """The perspectives, in order."""
        return self.codebook.perspectives

    def name(self, code: str) -> str:
        """The name of a pattern or perspective."""
        codes: tuple[Pattern | Perspective, ...] = (*self.patterns, *self.perspectives)
        found = next(item for item in codes if item.id == code)
        return found.naam_en if self.language == "en" else found.naam

    def claim(self, pattern: Pattern) -> str:
        """The claim that titles a pattern's section."""
        return pattern.bewering_en if self.language == "en" else pattern.bewering

    def directions(self, code: str) -> tuple[tuple[str, str], ...]:
        """Id and name of a pattern's two directions."""
        found = next(pattern for pattern in self.patterns if pattern.id == code)
        return tuple((side.id, side.naam_en if self.language == "en" else side.naam) for side in found.richtingen)

    def lessons(self, pattern: Pattern) -> tuple[tuple[str, str], ...]:
        """Title and text of a pattern's lessons."""
        if self.language == "en":
            return tuple((lesson.titel_en, lesson.tekst_en) for lesson in pattern.les)
        return tuple((lesson.titel, lesson.tekst) for lesson in pattern.les)

    def description(self, perspective: Perspective) -> str:
        """What a perspective is about."""
        return perspective.omschrijving_en if self.language == "en" else perspective.omschrijving


def capitalised(text: str) -> str:
    """A text with its first letter in capital, also behind a quotation mark."""
    for index, letter in enumerate(text):
        if letter.isalnum():
            return text[:index] + letter.upper() + text[index + 1 :]
    return text


def plain(text: str) -> str:
    """What a person wrote in a manifest, on one line and without the control characters that XML refuses."""
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    kept = "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cs", "Co", "Cn"))
    return " ".join(kept.split())
