"""Passages → spaCy `Doc`s: the only place that loads a Dutch language model.

The order: the name that is asked for; else `nl_core_news_sm` where it is installed; else what ships with the package:
the Dutch tokeniser with a table of lemmas.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.segment import tokeniser

PREFERRED = "nl_core_news_sm"
SHIPPED = "nl_lemma_lookup"
# Nothing of the flow looks at a parse or an entity yet, and these are the dear components.
_UNUSED = ("parser", "ner", "senter")


class LanguageModelError(Exception):
    """A language model was asked for by name and is not there."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A Dutch pipeline under the name and version that an account may print."""

    name: str
    version: str
    pipeline: Language = field(repr=False)

    def annotate(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One `Doc` a text, in order; every token has a lemma."""
        return self.pipeline.pipe(texts, batch_size=256)


def language_model(name: str | None = None) -> LanguageModel:
    """The Dutch language model in force.

    Raises LanguageModelError where `name` is given and no such model is installed.
    """
    if name == SHIPPED or (name is None and not _installed(PREFERRED)):
        return _lookup_model()
    wanted = name or PREFERRED
    if not _installed(wanted):
        raise LanguageModelError(
            f"The language model {wanted!r} is not installed; install it, or leave the choice out to use {SHIPPED}."
        )
    loaded = spacy.load(wanted, disable=list(_UNUSED))
    return LanguageModel(wanted, str(loaded.meta.get("version", "?")), loaded)


def _installed(name: str) -> bool:
    return name.isidentifier() and importlib.util.find_spec(name) is not None


@cache
def _lookup_model() -> LanguageModel:
    loaded = spacy.blank("nl")
    loaded.tokenizer = tokeniser().tokenizer
    loaded.add_pipe("lemmatizer", config={"mode": "lookup"})
    loaded.initialize()
    return LanguageModel(SHIPPED, version("spacy-lookups-data"), loaded)


@cache
def lemma_table() -> Mapping[str, str]:
    """From a word form in lower case to its lemma in lower case, for Dutch; the same on every machine."""
    path = f"{spacy.util.registry.lookups.get('nl')['lemma_lookup']}.gz"
    return {form.lower(): str(lemma).lower() for form, lemma in srsly.read_gzip_json(path).items()}


@cache
def forms_by_lemma() -> Mapping[str, frozenset[str]]:
    """From a lemma to every form that the table knows of it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in lemma_table().items():
        found[lemma].add(form)
    return {lemma: frozenset(forms) for lemma, forms in found.items()}
