"""Training text as a speech recogniser writes it: in lower case, without punctuation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from thinc.api import NumpyOps, set_current_ops

# numpy's own matrix product: on processors that blis does not know it is three times as fast.
set_current_ops(NumpyOps(use_blis=False))


@registry.augmenters("tafelbeeld.spoken.v1")  # type: ignore[untyped-decorator]
def spoken_augmenter(share: float, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """Every example as it is, or with probability `share` as a speech recogniser would have written it."""
    return partial(_augmented, share=share, choice=random.Random(seed))


def _augmented(nlp: Language, example: Example, *, share: float, choice: random.Random) -> Iterator[Example]:
    kind = choice.random()
    if kind >= share:
        yield example
    else:
        # A third keeps its punctuation: subtitles in lower case are as common.
        doc = spoken(example.reference, keep_punctuation=kind < share / 3)
        yield Example(
            nlp.make_doc(doc.text)
            if len(doc) == 0
            else Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]),
            doc,
        )


def spoken(doc: Doc, *, keep_punctuation: bool = False) -> Doc:
    """A document in lower case, without punctuation unless it is kept; all other annotation stays at its word.

    What hangs on a mark of punctuation hangs on the mark's head instead.
    """
    kept = [t.i for t in doc if keep_punctuation or t.pos_ != "PUNCT"] or [t.i for t in doc]
    place = {old: new for new, old in enumerate(kept)}
    has_tree = doc.has_annotation("DEP")
    return Doc(
        doc.vocab,
        words=[doc[i].text.lower() for i in kept],
        spaces=[True] * len(kept),
        tags=[doc[i].tag_ for i in kept],
        pos=[doc[i].pos_ for i in kept],
        morphs=[str(doc[i].morph) for i in kept],
        lemmas=[doc[i].lemma_ for i in kept],
        heads=[place.get(_head(doc, i, place), n) for n, i in enumerate(kept)] if has_tree else None,
        deps=[doc[i].dep_ for i in kept] if has_tree else None,
        ents=_entities(doc, kept),
    )


def _head(doc: Doc, i: int, place: dict[int, int]) -> int:
    head = doc[i].head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return head.i


def _entities(doc: Doc, kept: list[int]) -> list[str] | None:
    if not doc.has_annotation("ENT_IOB"):
        return None
    labels, previous = [], None
    for i in kept:
        token = doc[i]
        span = (
            next((n for n, ent in enumerate(doc.ents) if ent.start <= i < ent.end), None) if token.ent_type_ else None
        )
        labels.append("O" if span is None else f"{'I' if span == previous else 'B'}-{token.ent_type_}")
        previous = span
    return labels
