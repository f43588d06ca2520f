"""What the content files may hold, as types; the keys are Dutch because their authors are."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.domain import NEUTRAAL

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """A part of a content file that knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# --- codebook.toml ----------------------------------------------------------------------------------------------------


class Direction(Strict):
    """One of the two ways in which a passage can speak of a pattern."""

    id: Id
    naam: Text
    naam_en: Text
    kant: Literal["opgave", "lijn"] | None = None
    """On which side of the conclusion it lies, where its pattern weighs there."""


class CodebookLesson(Strict):
    """What a reader may learn from a pattern, under a title of a word or three."""

    titel: Text
    titel_en: Text
    tekst: Text
    tekst_en: Text


class Pattern(Strict):
    """A pattern: its claim is the title of a report's section."""

    id: Id
    kern: bool = False
    naam: Text
    naam_en: Text
    bewering: Text
    bewering_en: Text
    richtingen: Annotated[list[Direction], Field(min_length=2, max_length=2)]
    les: Annotated[list[CodebookLesson], Field(min_length=1)]
    eigenaarschap: bool = False
    """Which of its directions leads is told for binnen and buiten apart (privacy rule R19)."""

    @property
    def weegt_mee(self) -> bool:
        """Whether its directions lie on the two sides of the conclusion."""
        return {direction.kant for direction in self.richtingen} == {"opgave", "lijn"}


class Perspective(Strict):
    """A view of government that a passage can speak from, with its place between the two axes."""

    id: Id
    naam: Text
    naam_en: Text
    kwadrant: Literal["linksonder", "linksboven", "rechtsboven", "rechtsonder"]
    omschrijving: Text
    omschrijving_en: Text


class Codebook(Strict):
    """Every code there is, in the order of every report."""

    patroon: Annotated[list[Pattern], Field(min_length=1)]
    perspectief: Annotated[list[Perspective], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = self.codes
        twice = sorted({code for code in ids if ids.count(code) > 1})
        if twice:
            raise ValueError(f"the id {', '.join(twice)} stands more than once")
        return self

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns, in order."""
        return tuple(self.patroon)

    @property
    def perspectives(self) -> tuple[Perspective, ...]:
        """The perspectives, in order."""
        return tuple(self.perspectief)

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of patterns and then perspectives."""
        return (*(pattern.id for pattern in self.patroon), *(view.id for view in self.perspectief))

    def directions(self, code: str) -> tuple[str, ...]:
        """The two directions of a pattern; none of a perspective."""
        return next((tuple(d.id for d in pattern.richtingen) for pattern in self.patroon if pattern.id == code), ())

    def is_pattern(self, code: str) -> bool:
        """Whether a code is a pattern (and so has a direction)."""
        return any(pattern.id == code for pattern in self.patroon)


# --- patronen/<id>.toml and perspectieven/<id>.toml -------------------------------------------------------------------

KINDS = ("zin", "woord", "lemma", "begin", "deel", "woorden", "werkwoord")


class Wording(Strict):
    """The words of a term or an exception, in exactly one of the named kinds."""

    zin: Text | None = None
    woord: Text | None = None
    lemma: Text | None = None
    begin: Text | None = None
    deel: Text | None = None
    woorden: Annotated[list[Text], Field(min_length=2)] | None = None
    werkwoord: Text | None = None
    deeltje: Text | None = None
    binnen: Annotated[int, Field(ge=0, le=20)] = 3
    volgorde: Literal["vast", "vrij"] = "vast"

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}")
        if (self.werkwoord is None) != (self.deeltje is None):
            raise ValueError("`werkwoord` and `deeltje` go together")
        single = self.woord or self.lemma or self.begin or self.deel or self.werkwoord
        if single is not None and " " in single.strip():
            raise ValueError(f"`{self.kind}` is a single word; use `zin` or `woorden` for more")
        return self

    @property
    def kind(self) -> str:
        """Which of the named kinds this is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def words(self) -> str:
        """The words as one string."""
        value = getattr(self, self.kind)
        joined = " ".join(value) if isinstance(value, list) else str(value)
        return f"{joined} {self.deeltje}" if self.deeltje else joined

    @property
    def slug(self) -> str:
        """An id made from the words, the first of each set of variants."""
        plain = unicodedata.normalize("NFKD", self.words.lower()).encode("ascii", "ignore").decode()
        first = " ".join(word.split("|")[0] for word in plain.split())
        return re.sub(r"[^a-z0-9]+", "_", first).strip("_")


class Term(Wording):
    """Words that, where they are said, tell of the code."""

    id: Id | None = None
    richting: str | None = None
    ontkend: Literal["draait", "vervalt", "blijft"] = "draait"
    niet_bij: list[Text] = []

    @property
    def name(self) -> str:
        """The term's id, given or made."""
        return self.id or self.slug


class Except(Wording):
    """Words that make a term no evidence."""

    bereik: Literal["overlap", "passage"] = "overlap"


class Example(Strict):
    """A passage that must be tagged, or, as a known miss, is not yet."""

    zin: Text
    richting: str | None = None
    bekend_gemist: bool = False


class CounterExample(Strict):
    """A passage that must not be tagged, or, as a known false alarm, still is."""

    zin: Text
    bekend_vals_alarm: bool = False


class Lexicon(Strict):
    """All that is known of one code."""

    id: Id
    definitie: Text
    wel: Annotated[list[Text], Field(min_length=1)]
    niet: Annotated[list[Text], Field(min_length=1)]
    vragen: list[Text] = []
    term: Annotated[list[Term], Field(min_length=1)]
    uitzondering: list[Except] = []
    voorbeeld: Annotated[list[Example], Field(min_length=1)]
    tegenvoorbeeld: Annotated[list[CounterExample], Field(min_length=1)]

    def misfits(self, codebook: Codebook) -> list[tuple[tuple[str | int, ...], str]]:
        """Where this lexicon speaks of a code or direction that the codebook does not have: place and message."""
        if self.id not in codebook.codes:
            return [(("id",), f"the codebook has no code `{self.id}`; it has {', '.join(codebook.codes)}")]
        known = (*codebook.directions(self.id), NEUTRAAL) if codebook.is_pattern(self.id) else (None,)
        wanted = "no `richting`" if known == (None,) else "a `richting`: " + ", ".join(map(str, known))
        return [
            ((kind, index, "richting"), f"`{self.id}` takes {wanted}")
            for kind, directions in (
                ("term", [term.richting for term in self.term]),
                ("voorbeeld", [example.richting for example in self.voorbeeld]),
            )
            for index, direction in enumerate(directions)
            if direction not in known
        ]


# --- context.toml and beleid.toml -------------------------------------------------------------------------------------


class Context(Strict):
    """Words around a hit that change what it says."""

    ontkenning: list[Text]
    schijnontkenning: list[Text]
    afzwakking: list[Text]
    aanhaling: list[Text]
    wens: list[Text]
    grens: list[Text]
    reikwijdte_links: Annotated[int, Field(ge=0, le=30)]
    reikwijdte_rechts: Annotated[int, Field(ge=0, le=30)]


class SpeakersMinimum(Strict):
    """R2, by who reads the report."""

    besloten: Annotated[int, Field(ge=1)]
    openbaar: Annotated[int, Field(ge=1)]


class Policy(Strict):
    """The disclosure thresholds; the rule that each belongs to stands in its file."""

    tafels_minimum: Annotated[int, Field(ge=1)]
    organisaties_minimum: Annotated[int, Field(ge=1)]
    grootste_tafel_aandeel: Annotated[float, Field(gt=0, le=1)]
    merendeel_vanaf_tafels: Annotated[int, Field(ge=1)]
    zo_goed_als_elke_vanaf_tafels: Annotated[int, Field(ge=1)]
    afronding_sprekers: Annotated[int, Field(ge=1)]
    percentage_vanaf_sprekers: Annotated[int, Field(ge=1)]
    percentage_stap: Annotated[int, Field(ge=1)]
    studie_minimum_tafels: Annotated[int, Field(ge=1)]
    getallen_vanaf_tafels: Annotated[int, Field(ge=1)]
    sprekers_minimum: SpeakersMinimum
    redenen: dict[str, Text] = {}
