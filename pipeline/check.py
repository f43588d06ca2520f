"""What `tafelbeeld check` says of content: form, then meaning, with the lexicons' examples run as tests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotate import LanguageModel, language_model
from pipeline.classify.model import TagModel, term_key
from pipeline.content import Content, ContentError, Finding, Lexicon, Wording, read_content
from pipeline.content.findings import excerpt_of
from pipeline.content.lines import Place, line_of_place
from pipeline.content.read import located, shipped
from pipeline.match import LexiconMatcher, direction_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLACEHOLDER = re.compile(r"\{([a-z_0-9]*)\}")


def content_findings(folder: Path | None = None) -> tuple[Finding, ...]:
    """Every mistake in a content folder, by file and line; mistakes of form first hide the rest."""
    try:
        content = read_content(folder)
    except ContentError as error:
        return error.findings
    checker = _Checker(content, language_model())
    found = [finding for lexicon in _own_lexicons(content) for finding in checker.lexicon_findings(lexicon)]
    return tuple(sorted({*found, *checker.duplicates_across(), *text_findings(content)}))


def silent_terms(content: Content, model: TagModel) -> Mapping[str, tuple[str, ...]]:
    """By lexicon the terms that never fired in the gold that a tag model learnt from: the first to look at."""
    heard = {
        lexicon.id: tuple(
            term.name for term in lexicon.term if term_key(lexicon.id, term.name) not in model.saved.terms
        )
        for lexicon in content.lexicons
    }
    return {code: terms for code, terms in heard.items() if terms}


def _own_lexicons(content: Content) -> tuple[Lexicon, ...]:
    """The lexicons that a folder may have spoilt: its own, or all where what they are read with is its own too."""
    own = content.folder
    if own == shipped("lexicons") or any((own / name).exists() for name in ("codebook.toml", "context.toml")):
        return content.lexicons
    return tuple(lexicon for lexicon in content.lexicons if any(own.glob(f"*/{lexicon.id}.toml")))


class _Checker:
    """One content folder, compiled once."""

    def __init__(self, content: Content, model: LanguageModel) -> None:
        self._content = content
        self._model = model
        self._matcher = LexiconMatcher(content)
        self._docs: dict[str, Doc] = {}

    def lexicon_findings(self, lexicon: Lexicon) -> Iterator[Finding]:
        """All that is wrong with the meaning of one lexicon."""
        self._annotate_ahead(lexicon)
        yield from self._duplicates(lexicon)
        yield from self._dead_and_shadowed(lexicon)
        yield from self._idle_exceptions(lexicon)
        yield from self._examples(lexicon)
        yield from self._counter_examples(lexicon)

    def duplicates_across(self) -> Iterator[Finding]:
        """Terms that stand in two lexicons of the same family."""
        patterns = self._content.codebook.is_pattern
        first: dict[tuple[bool, str, str], str] = {}
        for lexicon in self._content.lexicons:
            for index, term in enumerate(lexicon.term):
                key = (patterns(lexicon.id), term.kind, term.words.lower())
                other = first.setdefault(key, lexicon.id)
                if other != lexicon.id:
                    yield self._finding(
                        lexicon,
                        ("term", index),
                        f"the term `{term.name}` stands in `{other}` too",
                        "keep it where it tells most, or word it so that it tells the two apart",
                    )

    def _duplicates(self, lexicon: Lexicon) -> Iterator[Finding]:
        seen: set[str] = set()
        for index, term in enumerate(lexicon.term):
            if term.name in seen:
                yield self._finding(
                    lexicon,
                    ("term", index),
                    f"the term `{term.name}` stands here a second time",
                    "remove one, or give one another `id`",
                )
            seen.add(term.name)

    def _dead_and_shadowed(self, lexicon: Lexicon) -> Iterator[Finding]:
        by_name = {term.name: term for term in lexicon.term}
        for index, term in enumerate(lexicon.term):
            spoken = _spoken(term)
            fired = self._matcher.fired(self._doc(spoken), lexicon.id)
            if term.name not in fired:
                yield self._finding(
                    lexicon, ("term", index), f"the term `{term.name}` can never fire", "write it as it is said"
                )
                continue
            shadows = sorted(
                name
                for name in fired - {term.name}
                if by_name[name].richting == term.richting
                and by_name[name].ontkend == term.ontkend
                and not by_name[name].niet_bij
                and self._shadows(lexicon, by_name[name], term)
            )
            if shadows:
                yield self._finding(
                    lexicon,
                    ("term", index),
                    f"the term `{term.name}` adds nothing to `{shadows[0]}`, which fires on the same words",
                    "remove the narrower of the two",
                )

    def _shadows(self, lexicon: Lexicon, wide: Wording, narrow: Wording) -> bool:
        """Whether each variant of the narrow term is found by the wide one."""
        name = getattr(wide, "name", "")
        return all(name in self._matcher.fired(self._doc(text), lexicon.id) for text in _all_spoken(narrow))

    def _idle_exceptions(self, lexicon: Lexicon) -> Iterator[Finding]:
        guarded = [self._doc(counter.zin) for counter in lexicon.tegenvoorbeeld]
        open_lexicon = lexicon.model_copy(update={"uitzondering": []})
        without = LexiconMatcher(_with_lexicon(self._content, open_lexicon))
        for index, exception in enumerate(lexicon.uitzondering):
            alone = lexicon.model_copy(update={"uitzondering": [exception]})
            with_it = LexiconMatcher(_with_lexicon(self._content, alone))
            texts = [*guarded, self._doc(_spoken(exception))]
            if not any(_count(without, doc, lexicon.id) > _count(with_it, doc, lexicon.id) for doc in texts):
                yield self._finding(
                    lexicon,
                    ("uitzondering", index),
                    f"the exception `{exception.slug}` guards nothing: no term of `{lexicon.id}` fires there",
                    "remove it, or add the counter-example that needs it",
                )

    def _examples(self, lexicon: Lexicon) -> Iterator[Finding]:
        for index, example in enumerate(lexicon.voorbeeld):
            said = self._said(lexicon.id, example.zin)
            found = example.richting in said if said else False
            place: Place = ("voorbeeld", index)
            if found and example.bekend_gemist:
                message, remedy = "this known miss is found now", "remove `bekend_gemist`"
            elif not said and not example.bekend_gemist:
                message, remedy = "this example is not found", "add a term that catches it, or mark `bekend_gemist`"
            elif said and not found and not example.bekend_gemist:
                heard = ", ".join(sorted(map(str, said)))
                message, remedy = f"this example is found with direction {heard}", "look at the terms' directions"
            else:
                continue
            yield self._finding(lexicon, place, message, remedy)

    def _counter_examples(self, lexicon: Lexicon) -> Iterator[Finding]:
        for index, counter in enumerate(lexicon.tegenvoorbeeld):
            hits = [hit for hit in self._matcher.hits(self._doc(counter.zin)) if hit.code == lexicon.id]
            if bool(hits) == counter.bekend_vals_alarm:
                continue
            message, remedy = (
                (f"this counter-example fires `{hits[0].term}`", "narrow the term, or add an exception")
                if hits
                else ("this known false alarm is gone", "remove `bekend_vals_alarm`")
            )
            yield self._finding(lexicon, ("tegenvoorbeeld", index), message, remedy)

    def _said(self, code: str, text: str) -> frozenset[str | None]:
        """The direction in which a passage is tagged, as a set of one; empty where it is not tagged."""
        hits = tuple(hit for hit in self._matcher.hits(self._doc(text)) if hit.code == code)
        return frozenset({direction_of(hits)}) if hits else frozenset()

    def _annotate_ahead(self, lexicon: Lexicon) -> None:
        """Annotate what will be looked at: many texts at once go through a language model ten times as fast."""
        sentences = [*(e.zin for e in lexicon.voorbeeld), *(c.zin for c in lexicon.tegenvoorbeeld)]
        wordings = [*(t for term in lexicon.term for t in _all_spoken(term)), *map(_spoken, lexicon.uitzondering)]
        texts = tuple(dict.fromkeys((*sentences, *wordings)))
        self._docs.update(zip(texts, self._model.annotate(texts), strict=True))

    def _doc(self, text: str) -> Doc:
        if text not in self._docs:
            self._docs[text] = next(iter(self._model.annotate([text])))
        return self._docs[text]

    def _finding(self, lexicon: Lexicon, place: Place, message: str, remedy: str) -> Finding:
        family = "patronen" if self._content.codebook.is_pattern(lexicon.id) else "perspectieven"
        relative = f"{family}/{lexicon.id}.toml"
        text = located(self._content.folder, relative).read_text(encoding="utf-8-sig")
        line = line_of_place(text, place)
        shown = line + 1 if excerpt_of(text, line).startswith("[[") else line
        return Finding(file=relative, line=line, message=message, remedy=remedy, excerpt=excerpt_of(text, shown))


def text_findings(content: Content) -> Iterator[Finding]:
    """Sentences that one language has and the other has not, and placeholders that have no value in the other."""
    flat = {language: dict(_flat(texts)) for language, texts in content.texts.items()}
    for language, other in (("nl", "en"), ("en", "nl")):
        relative = f"teksten/{language}.toml"
        text = located(content.folder, relative).read_text(encoding="utf-8-sig")
        for place, sentence in flat[language].items():
            line = line_of_place(text, place)
            known = set(_PLACEHOLDER.findall(flat[other].get(place, "")))
            unknown = sorted(set(_PLACEHOLDER.findall(sentence)) - known)
            if place not in flat[other]:
                message = f"`{'.'.join(map(str, place))}` is missing in teksten/{other}.toml"
            elif unknown and language == "nl":
                message = f"the placeholder {{{unknown[0]}}} has no value"
            else:
                continue
            yield Finding(
                file=relative,
                line=line,
                message=message,
                remedy="make both languages agree",
                excerpt=excerpt_of(text, line),
            )


def _flat(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flat(item, (*place, index))
    elif hasattr(value, "items"):
        for key, item in value.items():
            yield from _flat(item, (*place, key))


def _with_lexicon(content: Content, lexicon: Lexicon) -> Content:
    return replace(content, lexicons=(lexicon,))


def _count(matcher: LexiconMatcher, doc: Doc, code: str) -> int:
    return sum(1 for hit in matcher.hits(doc) if hit.code == code)


def _spoken(wording: Wording) -> str:
    """A text in which the wording is said, with the first of each set of variants."""
    return next(iter(_all_spoken(wording)))


def _all_spoken(wording: Wording) -> Iterable[str]:
    """Texts in which the wording is said, one for each variant of the word that has most."""
    if wording.deeltje:
        return [f"{wording.deeltje}{wording.werkwoord}"]
    grown = {"begin": "werk", "deel": "kwestie"}.get(wording.kind, "")
    words = [word.split("|") for word in wording.words.split()]
    most = max(len(variants) for variants in words)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for variants in words:
        for index in range(most):
            texts[index].append(variants[min(index, len(variants) - 1)])
    return [" ".join(parts) + grown for _, parts in sorted(texts.items())]
