"""Treebanks of the years of UD 2.0 → the scheme of UD 2.16, by rules learnt from the dev files.

Two kinds of rule. The few that are written down below concern whole constructions: names of several words, reflexives,
infinitives, and which verbs are auxiliaries (of late only *zijn* is a copula; *willen*, *laten* and *gaan* head their
infinitive, *moeten* does not). The rest are learnt: a reading that the newer files never give to a frequent word, or
to a class of words, is replaced by the one that they give most often in the same place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.treebank import Sentence, Token
from pipeline.punctuation import punctuation_heads

# A word says something about the newer scheme once it has been seen this often there.
ENOUGH = 3
# A reading that the newer files give to fewer than this share of a class of words is none.
RARE = 0.005
_CLOSED = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PRON", "SCONJ"})
_OPEN = frozenset({"ADJ", "NOUN", "PROPN"})
# Dependents that belong to the clause, whichever word heads it.
_CLAUSE = frozenset(
    {"nsubj", "csubj", "aux", "mark", "cc", "conj", "punct", "advcl", "parataxis", "expl", "ccomp", "discourse"}
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the newer files say of words and of places in a tree, as counts."""

    upos_of_word: Mapping[str, Counter[str]]
    upos_of_word_and_tag: Mapping[tuple[str, str], Counter[str]]
    upos_of_tag: Mapping[str, Counter[str]]
    dep_of_word: Mapping[tuple[str, str], Counter[str]]
    dep_of_place: Mapping[tuple[str, str, str], Counter[str]]
    feats_of: Mapping[tuple[str, str], Counter[str]] = field(repr=False)
    copulas: frozenset[str]
    auxiliaries: frozenset[str]


def learnt(newer: Iterable[Sentence]) -> Scheme:
    """The scheme of files in UD 2.16 with CGN tags."""
    seen = tuple(newer)
    word: defaultdict[str, Counter[str]] = defaultdict(Counter)
    both: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    tag: defaultdict[str, Counter[str]] = defaultdict(Counter)
    dep_word: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    place: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    feats: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in seen:
        for number, token in enumerate(sentence.tokens, 1):
            form, head = token.form.lower(), _head(sentence.tokens, token)
            word[form][token.upos] += 1
            both[form, token.tag][token.upos] += 1
            tag[token.tag][token.upos] += 1
            dep_word[form, token.upos][token.dep] += 1
            place[token.upos, head.upos if head else "", _side(number, token)][token.dep] += 1
            feats[token.tag, token.upos][token.feats] += 1
    return Scheme(word, both, tag, dep_word, place, feats, _lemmas(seen, "cop"), _lemmas(seen, "aux"))


def converted(sentence: Sentence, scheme: Scheme) -> Sentence:
    """One sentence of UD 2.0, with the teacher's CGN tags, in the newer scheme."""
    tokens = _verbs(_names(sentence.tokens), scheme)
    tokens = tuple(_upos(token, scheme) for token in tokens)
    tokens = tuple(_dep(tokens, number, scheme) for number in range(1, len(tokens) + 1))
    return Sentence(sentence.document, tuple(_feats(token, scheme) for token in _marks(tokens)))


def _names(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Names of several words are flat, and each capitalised word of them a name; `fixed` keeps function words."""
    heads = {token.head for token in tokens if _within_name(tokens, token)}
    return tuple(_name(tokens, i, i in heads) for i in range(1, len(tokens) + 1))


def _name(tokens: tuple[Token, ...], number: int, is_head: bool) -> Token:
    token = tokens[number - 1]
    within = _within_name(tokens, token)
    if not within and not is_head:
        return token.with_(dep=token.dep.replace("flat:name", "flat"))
    upos = "PROPN" if token.form[:1].isupper() and token.upos in _OPEN | {"NUM", "PRON"} else token.upos
    return token.with_(upos=upos, dep="flat" if within else token.dep)


def _within_name(tokens: tuple[Token, ...], token: Token) -> bool:
    head = _head(tokens, token)
    if head is None or token.dep != "fixed":
        return False
    return (
        head.upos in {"ADJ", "NOUN", "NUM", "PROPN", "PRON"} and head.form[:1].isupper() and _has_capital(tokens, head)
    )


def _has_capital(tokens: tuple[Token, ...], head: Token) -> bool:
    return any(t.form[:1].isupper() and t.dep == "fixed" and _head(tokens, t) is head for t in tokens)


def _verbs(tokens: tuple[Token, ...], scheme: Scheme) -> tuple[Token, ...]:
    """Auxiliaries and copulas as the newer files have them: some become heads, *moeten* becomes a dependent."""
    for number in range(1, len(tokens) + 1):
        token = tokens[number - 1]
        bare = _bare(token.dep)
        if (bare == "cop" and token.lemma not in scheme.copulas) or (
            bare == "aux" and token.lemma not in scheme.auxiliaries and token.dep != "aux:pass"
        ):
            tokens = _promoted(tokens, number)
        elif bare == "xcomp" and token.upos == "VERB" and _is_modal(_head(tokens, token), scheme):
            tokens = _demoted(tokens, token.head, number)
    return tokens


def _is_modal(head: Token | None, scheme: Scheme) -> bool:
    modal = scheme.auxiliaries - {"zijn", "hebben", "worden"}
    return head is not None and head.upos in {"VERB", "AUX"} and head.lemma in modal


def _promoted(tokens: tuple[Token, ...], verb: int) -> tuple[Token, ...]:
    """`verb` takes the place of its head, which becomes its `xcomp`; what belongs to the clause goes with the verb."""
    predicate = tokens[verb - 1].head
    place = tokens[predicate - 1]
    moved = list(tokens)
    for number, token in enumerate(tokens, 1):
        bare = _bare(token.dep)
        if number == verb:
            moved[number - 1] = token.with_(head=place.head, dep=place.dep, upos="VERB")
        elif number == predicate:
            moved[number - 1] = token.with_(head=verb, dep="xcomp")
        elif token.head == predicate and (bare in _CLAUSE or (bare in {"advmod", "obl"} and number < verb)):
            moved[number - 1] = token.with_(head=verb)
    return tuple(moved)


def _demoted(tokens: tuple[Token, ...], verb: int, infinitive: int) -> tuple[Token, ...]:
    """`verb` becomes the auxiliary of its infinitive, which takes its place and its dependents."""
    place = tokens[verb - 1]
    moved = list(tokens)
    for number, token in enumerate(tokens, 1):
        if number == verb:
            moved[number - 1] = token.with_(head=infinitive, dep="aux", upos="AUX")
        elif number == infinitive:
            moved[number - 1] = token.with_(head=place.head, dep=place.dep)
        elif token.head == verb:
            moved[number - 1] = token.with_(head=infinitive)
    return tuple(moved)


def _lemmas(sentences: Iterable[Sentence], dep: str) -> frozenset[str]:
    counts = Counter(t.lemma for s in sentences for t in s.tokens if _bare(t.dep) == dep)
    return frozenset(lemma for lemma, count in counts.items() if count >= ENOUGH)


def _upos(token: Token, scheme: Scheme) -> Token:
    if token.upos in {"PROPN", "X"} or _bare(token.dep) in {"aux", "cop"}:
        return token.with_(upos="AUX") if _bare(token.dep) in {"aux", "cop"} else token
    form = token.form.lower()
    readings, by_tag = scheme.upos_of_word.get(form, Counter()), scheme.upos_of_tag.get(token.tag, Counter())
    if readings.total() >= ENOUGH and token.upos not in readings:
        better = scheme.upos_of_word_and_tag.get((form, token.tag)) or readings
        return token.with_(upos=better.most_common(1)[0][0])
    if readings.total() < ENOUGH and by_tag.total() >= 20 and by_tag[token.upos] < RARE * by_tag.total():
        return token.with_(upos=by_tag.most_common(1)[0][0])
    return token


def _dep(tokens: tuple[Token, ...], number: int, scheme: Scheme) -> Token:
    token = tokens[number - 1]
    head = _head(tokens, token)
    if head is None:
        return token
    if token.form.lower() == "zich" and token.dep == "obj":
        return token.with_(dep="expl:pv")
    if token.dep in {"ccomp", "csubj"} and _is_te_infinitive(tokens, number):
        return token.with_(dep="xcomp")
    if _bare(token.dep) in {"aux", "cop", "flat", "fixed", "conj", "parataxis"}:
        return token
    place = scheme.dep_of_place.get((token.upos, head.upos, _side(number, token)), Counter())
    known = scheme.dep_of_word.get((token.form.lower(), token.upos), Counter()) if token.upos in _CLOSED else Counter()
    for readings, enough in ((known, ENOUGH), (place, 50)):
        if readings.total() >= enough and _bare(token.dep) not in {_bare(dep) for dep in readings}:
            allowed = Counter({dep: place[dep] for dep in readings if place[dep]}) or readings
            return token.with_(dep=allowed.most_common(1)[0][0])
    return token


def _marks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Marks of punctuation hang where the newer files hang them."""
    bearing = {token.head - 1 for token in tokens if token.dep != "punct"}
    marks = [token.dep == "punct" and at not in bearing for at, token in enumerate(tokens)]
    heads = [at if token.head == 0 else token.head - 1 for at, token in enumerate(tokens)]
    found = punctuation_heads([token.form for token in tokens], heads, marks)
    return tuple(token.with_(head=found[at] + 1) if at in found else token for at, token in enumerate(tokens))


def _feats(token: Token, scheme: Scheme) -> Token:
    """The newer files' features for the tag and part of speech, which decide them nearly always."""
    readings = scheme.feats_of.get((token.tag, token.upos))
    return token.with_(feats=readings.most_common(1)[0][0]) if readings else token


def _is_te_infinitive(tokens: tuple[Token, ...], number: int) -> bool:
    dependents = [other for other in tokens if other.head == number]
    return any(d.form.lower() == "te" and d.dep == "mark" for d in dependents) and not any(
        d.dep.startswith("nsubj") for d in dependents
    )


def _head(tokens: tuple[Token, ...], token: Token) -> Token | None:
    return tokens[token.head - 1] if token.head > 0 else None


def _side(number: int, token: Token) -> str:
    return "left" if number < token.head else "right"


def _bare(dep: str) -> str:
    return dep.split(":", 1)[0]
