"""Passages → spaCy `Doc`s: the only place that loads a Dutch language model.

The order: the name that is asked for; else `nl_core_news_sm` where it is installed; else `nl_tafel_sm`, which ships
with the package.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from thinc.api import use_ops

from pipeline import lemmas
from pipeline.content import shipped
from pipeline.lemmas import Lemmas
from pipeline.punctuation import punctuation_heads

PREFERRED = "nl_core_news_sm"
SHIPPED = "nl_tafel_sm"
LEMMATISER = "tafel_lemmatiser"
PUNCTUATION = "tafel_punctuation"
# Nothing of the flow looks at a parse or an entity yet, and these are the dear components.
_UNUSED = ("parser", PUNCTUATION, "ner", "senter")
_FINITE = "WW|pv"
_SEPARATED = "VZ|fin"
# A particle further from its verb than this belongs to another.
_FURTHEST = 20
_MOST_MET = 200_000


class LanguageModelError(Exception):
    """A language model was asked for by name and is not there, or what is there is spoilt."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A Dutch pipeline under the name and version that an account may print."""

    name: str
    version: str
    pipeline: Language = field(repr=False)

    def annotate(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One `Doc` a text, in order; every token has a lemma."""
        return self.pipeline.pipe(texts, batch_size=256)


def language_model(name: str | None = None, *, whole: bool = False) -> LanguageModel:
    """The Dutch language model in force; `whole`: with its parser and entities too.

    Raises LanguageModelError where `name` is given and no such model is installed, or where a model cannot be read.
    """
    wanted = name or (PREFERRED if _installed(PREFERRED) else SHIPPED)
    if wanted != SHIPPED and not _installed(wanted):
        raise LanguageModelError(
            f"The language model {wanted!r} is not installed; install it, or leave the choice out to use {SHIPPED}."
        )
    return _loaded(wanted, () if whole else _UNUSED)


@cache
def _loaded(name: str, without: tuple[str, ...]) -> LanguageModel:
    try:
        # numpy's matrix product is never much slower than blis, and three times as fast where blis knows no kernel.
        with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
            # A model of another spaCy release loads with a warning; its name and version stand in the account.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            loaded = spacy.load(_folder() if name == SHIPPED else name, disable=list(without))
    except (OSError, ValueError, KeyError) as problem:
        raise LanguageModelError(
            f"The language model {name!r} cannot be read ({type(problem).__name__}); install it again."
        ) from problem
    return LanguageModel(name, str(loaded.meta.get("version", "?")), loaded)


def _installed(name: str) -> bool:
    return name.isidentifier() and importlib.util.find_spec(name) is not None


def _folder() -> Path:
    return shipped(SHIPPED)


@cache
def known_lemmas() -> Lemmas:
    """The tables of Dutch lemmas that ship with the package, whichever language model is in force."""
    return _tables(_folder() / LEMMATISER)


@cache
def _tables(folder: Path) -> Lemmas:
    return lemmas.read(folder)


@cache
def forms_by_lemma() -> Mapping[str, frozenset[str]]:
    """From a lemma to every form that the tables know of it."""
    return lemmas.forms_of(known_lemmas().known)


@Language.factory(LEMMATISER, assigns=["token.lemma"], requires=["token.pos", "token.tag"])
def _lemmatiser(nlp: Language, name: str) -> Lemmatiser:
    return Lemmatiser(nlp.vocab)


class Lemmatiser:
    """The component that gives every token its lemma, a verb with its particle where that stands apart."""

    def __init__(self, vocab: Vocab, tables: Lemmas | None = None) -> None:
        self.tables = tables or Lemmas({}, {}, {})
        self._strings = vocab.strings
        self._separated = vocab.strings.add(_SEPARATED)
        # Zipf's law makes most words old ones; the numbers are those of spaCy's store of strings.
        self._met: dict[tuple[int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The same document with a lemma at every token."""
        met, particles = self._met, []
        if len(met) > _MOST_MET:
            met.clear()
        for token in doc:
            key = (token.orth, token.pos)
            if key not in met:
                met[key] = self._strings.add(self._lemma(token))
            token.lemma = met[key]
            if token.tag == self._separated:
                particles.append(token)
        for token in particles:
            verb = _verb_of(doc, token.i)
            whole = token.lower_ + verb.lemma_ if verb is not None and verb.lemma_ != "zijn" else ""
            if verb is not None and self.tables.known.get(whole) == whole != "":
                verb.lemma_ = whole
        return doc

    def _lemma(self, token: Token) -> str:
        lower = token.lower_
        lemma = self.tables.lemma(lower, token.pos_)
        return token.text if lemma == lower and token.pos_ == "PROPN" else lemma

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """The tables into a folder."""
        lemmas.write(self.tables, Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Lemmatiser:
        """The tables from a folder."""
        self.tables = _tables(Path(path))
        self._met.clear()
        return self


@Language.component(PUNCTUATION, assigns=["token.head"], requires=["token.dep", "token.pos"])
def _hang_punctuation(doc: Doc) -> Doc:
    """The same document with each mark of punctuation on the word that the tree of the words gives."""
    for sentence in doc.sents:
        first = sentence.start
        heads = [token.head.i - first for token in sentence]
        # A mark on which a word hangs stays where it is, or the two could hang on each other.
        bearing = {token.head.i for token in sentence if token.dep_ != "punct"}
        marks = [token.dep_ == "punct" and token.i not in bearing for token in sentence]
        found = punctuation_heads([token.text for token in sentence], heads, marks)
        for at, head in found.items():
            sentence[at].head = sentence[head]
    return doc


def _verb_of(doc: Doc, particle: int) -> Token | None:
    """The finite verb before a particle at the end of its clause."""
    before = range(particle - 1, max(-1, particle - _FURTHEST), -1)
    return next((doc[i] for i in before if doc[i].tag_.startswith(_FINITE)), None)
