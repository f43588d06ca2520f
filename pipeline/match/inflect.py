"""The forms that can carry a Dutch word: from the table of lemmas, and for verbs by the rules of the school grammar.

Forms by rule and table, not by a language model, so that a term fires the same on every machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pipeline.annotate import forms_by_lemma, known_lemmas
from pipeline.content import shipped

_VOWELS = frozenset("aeiou")
_VOICELESS = frozenset("tkfschp")  # the consonants of 't kofschip, after which a past tense takes -te
_UNSEPARATED = ("be", "ge", "her", "er", "ont", "ver")


@cache
def forms_of(word: str) -> frozenset[str]:
    """Every form of a word in lower case, the word itself included."""
    known = forms_by_lemma().get(word, frozenset()) | {word}
    return known | _verb_forms(word) if word in strong_verbs() or (word.endswith("en") and len(word) > 4) else known


@cache
def strong_verbs() -> Mapping[str, tuple[str, ...]]:
    """From an infinitive to its past tense, singular and plural, and its past participle."""
    with (shipped("lexicons") / "werkwoorden.toml").open("rb") as file:
        return {verb: tuple(parts.split()) for verb, parts in tomllib.load(file).items()}


def _verb_forms(infinitive: str) -> frozenset[str]:
    """The forms by the rules, with those of a strong verb (or of one with a prefix before it) in place of the past."""
    strong = _strong_parts(infinitive)
    if not strong:
        regular = _regular_verb(infinitive)
        return frozenset(form for form in regular if known_lemmas().known.get(form, infinitive) == infinitive)
    # The past tense is the strong one; of the regular forms only the present stands.
    present = {form for stem in _stems(infinitive) for form in (stem, _third(stem))}
    return frozenset({*present, infinitive, f"{infinitive}d", f"{infinitive}de", *strong})


def _strong_parts(infinitive: str) -> tuple[str, ...]:
    if infinitive in strong_verbs():
        return strong_verbs()[infinitive]
    for prefix in _UNSEPARATED:
        parts = strong_verbs().get(infinitive.removeprefix(prefix), ()) if infinitive.startswith(prefix) else ()
        if parts:
            return tuple(prefix + part.removeprefix("ge") for part in parts)
    return ()


@cache
def finite_forms(verb: str) -> frozenset[str]:
    """The forms of a verb that part from their particle: *haak, haakt, haakte, haakten, haken*."""
    return frozenset(form for form in forms_of(verb) if not form.startswith("ge") or verb.startswith("ge"))


@cache
def participles(verb: str) -> frozenset[str]:
    """The past participles of a verb: *gehaakt*, and from the table those of strong verbs."""
    return frozenset(form for form in forms_of(verb) if form.startswith("ge") and not verb.startswith("ge"))


def _regular_verb(infinitive: str) -> frozenset[str]:
    past = "te" if _voiceless(infinitive) else "de"
    found = {infinitive, f"{infinitive}d", f"{infinitive}de"}
    for stem in _stems(infinitive):
        ending = "" if stem.endswith(("t", "d")) else past[0]
        participle = stem + ending
        if not infinitive.startswith(_UNSEPARATED):
            participle = f"ge{participle}"
        found |= {stem, _third(stem), f"{stem}{past}", f"{stem}{past}n", participle}
    return frozenset(found)


def _third(stem: str) -> str:
    return stem if stem.endswith("t") else f"{stem}t"


def _voiceless(infinitive: str) -> bool:
    """Whether the last sound of the stem is voiceless: that of the infinitive, so that *leven* takes -de."""
    return infinitive[-3:-2] in _VOICELESS


def _stems(infinitive: str) -> tuple[str, ...]:
    """The spellings that the stem may have: one, or two where the stress decides (*regel-en*, but *verdeel-en*)."""
    if not infinitive.endswith("en") or len(infinitive) < 5:
        return (infinitive.removesuffix("n"),)
    bare = infinitive[:-2]
    if bare[-1] == bare[-2] and bare[-1] not in _VOWELS:
        return (_final(bare[:-1]),)
    if not _open(bare):
        return (_final(bare),)
    long = f"{bare[:-2]}{bare[-2]}{bare[-2]}{bare[-1]}"
    either = bare[-2] == "e" and bare[-1] in "lrn" and len(bare) > 4
    return (_final(long), bare) if either else (_final(long),)


def _final(stem: str) -> str:
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


def _open(bare: str) -> bool:
    """Whether one vowel stands before the last consonant, so that it may be long: *hak-en*, *lop-en*, not *werken*."""
    return len(bare) > 2 and bare[-1] not in _VOWELS and bare[-2] in "aeou" and bare[-3] not in _VOWELS
