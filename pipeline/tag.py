"""Lexicon and classifier together: which tag stands, with what probability, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.annotate import LanguageModel, language_model
from pipeline.classify import Evidence, Prediction, TagModel, load_tag_model
from pipeline.classify.quality import KeptQuality, kept_quality
from pipeline.content import Content, read_content, shipped
from pipeline.domain import ByLexicon, ByModel, Origin, Passage, Role, Tag
from pipeline.encode import Encoder, EncoderError, load_encoder
from pipeline.match import Hit, LexiconMatcher, direction_of

TIERS = ("snel", "vol")
ECHO_TURNS = 2
ECHO_TOKENS = 20
"""A facilitator's image that comes back within two turns, in a passage this short, is an echo and no evidence."""
_UNTRAINED = 0.8
_DOUBT = 0.8
"""What a hedge, or words that are another's, leave of a term's probability."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was made of one passage: its tags, and the codes on which the model abstained."""

    tags: tuple[Tag, ...]
    abstained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags passages; `Tagger.load().tag(texts)` is what Python callers use."""

    content: Content = field(repr=False)
    language: LanguageModel
    model: TagModel | None = field(repr=False)
    encoder: Encoder | None = field(repr=False)
    matcher: LexiconMatcher = field(repr=False)
    quality: KeptQuality | None = None
    """How good the tags are, where that was measured on this very model and tier."""

    @classmethod
    def load(
        cls,
        *,
        tier: str = "vol",
        content: Path | Content | None = None,
        tag_model: Path | None = None,
        encoder: Path | None = None,
        language_model_name: str | None = None,
    ) -> Self:
        """A tagger with the shipped content and models, or one's own.

        Raises ContentError, LanguageModelError, TagModelError or EncoderError, and ValueError for an unknown tier.
        A tag model that was trained without an encoder serves tier `snel` only.
        """
        if tier not in TIERS:
            raise ValueError("the tier is snel or vol")
        read = content if isinstance(content, Content) else read_content(content)
        folder = tag_model or shipped("tagmodel")
        model = load_tag_model(folder, codebook=read.codebook)
        found = _encoder_of(model, encoder) if tier == "vol" else None
        kept = kept_quality(folder, tag_model=model.hash, tier="snel" if found is None else "vol")
        return cls(read, language_model(language_model_name), model, found, LexiconMatcher(read), kept)

    @classmethod
    def untrained(cls, *, content: Content) -> Self:
        """A tagger without a tag model: what is found before there is any."""
        return cls(content, language_model(None), None, None, LexiconMatcher(content))

    def fast(self) -> Self:
        """The same tagger in tier `snel`."""
        return replace(self, encoder=None, quality=None)

    @property
    def tier(self) -> str:
        """The tier that its tags are of."""
        return "vol" if self.encoder is not None else "snel"

    def tag(self, texts: Sequence[str]) -> tuple[tuple[Tag, ...], ...]:
        """The tags of each text, in the codebook's order."""
        return tuple(judged.tags for judged in self.judge(texts))

    def judge(self, texts: Sequence[str]) -> tuple[Judged, ...]:
        """What is made of each text."""
        rows = zip(texts, self.hits(texts), self._vectors(texts), strict=True)
        return tuple(self._judged(text, hits, vector) for text, hits, vector in rows)

    def tag_passages(self, passages: tuple[Passage, ...]) -> Iterator[Judged]:
        """What is made of each passage of one session: no tag for a facilitator, none for an echo of one."""
        recent: dict[str, int] = {}
        vectors = iter(self._vectors([p.text for p in passages if p.role.counted]))
        for passage, hits in zip(passages, self.hits([p.text for p in passages]), strict=True):
            if passage.role is Role.GESPREKSLEIDER:
                recent.update({hit.term: passage.turn for hit in hits})
                yield Judged(())
            else:
                own = tuple(hit for hit in hits if not _is_echo(hit, passage, recent))
                yield self._judged(passage.text, own, next(vectors))

    def hits(self, texts: Sequence[str]) -> Iterator[tuple[Hit, ...]]:
        """The terms that fire in each text."""
        for doc in self.language.annotate(tuple(texts)):
            yield self.matcher.hits(doc)

    def predictions(self, texts: Sequence[str]) -> tuple[Mapping[str, Prediction], ...]:
        """What the tag model makes of each text, code by code; empty without a model."""
        rows = zip(texts, self.hits(texts), self._vectors(texts), strict=True)
        return tuple(self._predicted(text, hits, vector) for text, hits, vector in rows)

    def _vectors(self, texts: Sequence[str]) -> Sequence[NDArray[np.float32] | None]:
        return [None] * len(texts) if self.encoder is None else list(self.encoder.encode(texts))

    def _predicted(
        self, text: str, hits: tuple[Hit, ...], vector: NDArray[np.float32] | None
    ) -> Mapping[str, Prediction]:
        return {} if self.model is None else self.model.predict(text, evidence_of(hits), vector)

    def _judged(self, text: str, hits: tuple[Hit, ...], vector: NDArray[np.float32] | None) -> Judged:
        predicted = self._predicted(text, hits, vector)
        tags = (self._tag(code, hits, predicted.get(code)) for code in self.content.codebook.codes)
        abstained = frozenset(code for code, found in predicted.items() if found.abstains)
        return Judged(tuple(tag for tag in tags if tag is not None), abstained)

    def _tag(self, code: str, hits: tuple[Hit, ...], predicted: Prediction | None) -> Tag | None:
        """A tag stands where the model, which weighs the terms too, is sure; without a model, where a term fired."""
        own = tuple(hit for hit in hits if hit.code == code)
        terms: tuple[Origin, ...] = tuple(dict.fromkeys(ByLexicon(hit.term) for hit in own))
        if predicted is None:
            chance = max((_weight(hit) for hit in own), default=0.0) * _UNTRAINED
            return Tag(code=code, direction=direction_of(own), probability=chance, origins=terms) if own else None
        if not predicted.stands:
            return None
        by_model = not own or predicted.surface + predicted.encoder > 0
        return Tag(
            code=code,
            direction=predicted.direction,
            probability=round(predicted.probability, 3),
            origins=(*terms, *((ByModel(),) if by_model else ())),
        )


def evidence_of(hits: Sequence[Hit]) -> tuple[Evidence, ...]:
    """Hits as the tag model weighs them."""
    return tuple(Evidence(hit.code, hit.term, direction_of((hit,)), _weight(hit)) for hit in hits)


def _encoder_of(model: TagModel, folder: Path | None) -> Encoder | None:
    """The encoder that the tag model was trained with; none where it was trained without one."""
    wanted = model.saved.encoder
    if wanted is None:
        return None
    found = load_encoder(folder or shipped("encoder"))
    if found.hash != wanted.hash:
        raise EncoderError(
            f"The tag model was trained with encoder {wanted.name} {wanted.hash}, and this one is {found.name} "
            f"{found.hash}; point --encoder at the first, train again with this one, or ask for --tier snel."
        )
    return found


def _weight(hit: Hit) -> float:
    return _DOUBT if hit.hedged or hit.reported else 1.0


def _is_echo(hit: Hit, passage: Passage, recent: dict[str, int]) -> bool:
    turn = recent.get(hit.term)
    short = len(passage.text.split()) <= ECHO_TOKENS
    return turn is not None and short and passage.turn - turn <= ECHO_TURNS
