"""Parts of speech for what the teacher tagged: from CGN tags to UD, learnt from the treebanks.

A tag nearly always decides (`VZ|init` is an ADP); where it does not (`WW|pv|tgw|ev` may be a VERB or an AUX) the words
and tags around it do, by a logistic regression.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from models.treebank import Sentence, Token

# Below this share of its commonest part of speech a word with its tag is undecided.
DECIDED = 0.97
_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Classes:
    """What decides a part of speech: the tag with the word, the tag alone, and a model for the undecided."""

    of_word: Mapping[tuple[str, str], str]
    of_tag: Mapping[str, str]
    undecided: frozenset[tuple[str, str]]
    feats: Mapping[tuple[str, str], str]
    model: Pipeline

    def classified(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """The sentences with part of speech and features at every token."""
        for batch in batched(sentences, 2000):
            places = [(s, i) for s in batch for i, t in enumerate(s.tokens) if self._is_open(t)]
            found = iter(self.model.predict([_context(s, i) for s, i in places]) if places else ())
            for sentence in batch:
                tokens = (self._token(t, next(found) if self._is_open(t) else None) for t in sentence.tokens)
                yield Sentence(sentence.document, tuple(tokens))

    def _is_open(self, token: Token) -> bool:
        key = (token.form.lower(), token.tag)
        return key in self.undecided or (key not in self.of_word and (_ANY, token.tag) in self.undecided)

    def _token(self, token: Token, found: str | None) -> Token:
        upos = (
            found
            or self.of_word.get((token.form.lower(), token.tag))
            or self.of_tag.get(token.tag)
            or _by_name(token.tag)
        )
        return token.with_(upos=str(upos), feats=self.feats.get((token.tag, str(upos)), "_"))


_ANY = ""


def learnt(treebanks: Iterable[Sentence]) -> Classes:
    """The classes of treebanks that have both CGN tags and parts of speech."""
    word: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    tag: defaultdict[str, Counter[str]] = defaultdict(Counter)
    feats: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seen = tuple(treebanks)
    for sentence in seen:
        for token in sentence.tokens:
            word[token.form.lower(), token.tag][token.upos] += 1
            tag[token.tag][token.upos] += 1
            feats[token.tag, token.upos][token.feats] += 1
    counts = {**word, **{(_ANY, name): c for name, c in tag.items()}}
    undecided = frozenset(k for k, c in counts.items() if max(c.values()) < DECIDED * c.total() and c.total() > 5)
    return Classes(
        of_word={k: c.most_common(1)[0][0] for k, c in word.items() if k[0]},
        of_tag={k: c.most_common(1)[0][0] for k, c in tag.items()},
        undecided=undecided,
        feats={k: c.most_common(1)[0][0] for k, c in feats.items()},
        model=_fitted(seen, undecided),
    )


def _fitted(sentences: Iterable[Sentence], undecided: frozenset[tuple[str, str]]) -> Pipeline:
    rows, labels = [], []
    for sentence in sentences:
        for i, token in enumerate(sentence.tokens):
            if (token.form.lower(), token.tag) in undecided or (_ANY, token.tag) in undecided:
                rows.append(_context(sentence, i))
                labels.append(token.upos)
    return make_pipeline(DictVectorizer(), LogisticRegression(C=3.0, max_iter=500)).fit(rows, labels)


def _context(sentence: Sentence, at: int) -> dict[str, str]:
    tokens = sentence.tokens
    here = tokens[at]
    verbs = [t.tag for t in tokens[at + 1 : at + 20] if t.tag.startswith("WW")]
    before = [t.tag for t in tokens[max(0, at - 20) : at] if t.tag.startswith("WW")]
    near = {f"tag{d}": tokens[at + d].tag for d in _AROUND if 0 <= at + d < len(tokens)}
    words = {f"word{d}": tokens[at + d].form.lower() for d in (-1, 1) if 0 <= at + d < len(tokens)}
    own = {"form": here.form.lower(), "tag": here.tag, "lemma": here.lemma.lower()}
    clause = {"verb after": verbs[0] if verbs else "", "verb before": before[-1] if before else ""}
    pairs = {f"lemma+{k}": f"{own['lemma']}+{v}" for k, v in clause.items()}
    return {**near, **words, **own, **clause, **pairs}


def batched(sentences: Iterable[Sentence], size: int) -> Iterator[tuple[Sentence, ...]]:
    """Sentences in runs of at most `size`."""
    rest = iter(sentences)
    while batch := tuple(islice(rest, size)):
        yield batch


def _by_name(tag: str) -> str:
    """For a tag that no treebank has: by its first part."""
    names = {
        "N": "NOUN", "ADJ": "ADJ", "WW": "VERB", "TW": "NUM", "VNW": "PRON", "LID": "DET",
        "VZ": "ADP", "VG": "CCONJ", "BW": "ADV", "TSW": "INTJ", "SPEC": "PROPN", "LET": "PUNCT",
    }  # fmt: skip
    return names.get(tag.split("|", 1)[0], "X")
