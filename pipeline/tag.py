"""Lexicon and classifier together: which tag stands, with what probability, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pipeline.annotate import LanguageModel, language_model
from pipeline.classify import NO_MODEL, Prediction, TagModel, load_tag_model
from pipeline.content import Content, read_content, shipped
from pipeline.domain import ByLexicon, ByModel, Origin, Passage, Role, Tag
from pipeline.match import Hit, LexiconMatcher, direction_of

ECHO_TURNS = 2
ECHO_TOKENS = 20
"""A facilitator's image that comes back within two turns, in a passage this short, is an echo and no evidence."""
_DOUBT = 0.8
"""What a hedge, or words that are another's, leave of a term's probability."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags passages; `Tagger.load().tag(texts)` is what Python callers use."""

    content: Content = field(repr=False)
    language: LanguageModel
    model: TagModel = field(repr=False)
    matcher: LexiconMatcher = field(repr=False)

    @classmethod
    def load(
        cls,
        *,
        tier: str = "snel",
        content: Path | Content | None = None,
        tag_model: Path | None = None,
        language_model_name: str | None = None,
    ) -> Self:
        """A tagger with the shipped content and models, or one's own.

        Raises ContentError, LanguageModelError or TagModelError, and ValueError for an unknown tier.
        Until there is an encoder, tier `vol` says the same as `snel`.
        """
        if tier not in ("snel", "vol"):
            raise ValueError("the tier is snel or vol")
        read = content if isinstance(content, Content) else read_content(content)
        folder = tag_model or shipped("tagmodel")
        model = load_tag_model(folder, codebook=read.codebook) if tag_model or folder.is_dir() else NO_MODEL
        return cls(read, language_model(language_model_name), model, LexiconMatcher(read))

    def tag(self, texts: list[str] | tuple[str, ...]) -> tuple[tuple[Tag, ...], ...]:
        """The tags of each text, in the codebook's order."""
        return tuple(self._tags(text, hits) for text, hits in zip(texts, self._all_hits(texts), strict=True))

    def tag_passages(self, passages: tuple[Passage, ...]) -> Iterator[tuple[Tag, ...]]:
        """The tags of each passage of one session: none for a facilitator, none for an echo of one."""
        recent: dict[str, int] = {}
        for passage, hits in zip(passages, self._all_hits([p.text for p in passages]), strict=True):
            if passage.role is Role.GESPREKSLEIDER:
                recent.update({hit.term: passage.turn for hit in hits})
                yield ()
            else:
                own = tuple(hit for hit in hits if not _is_echo(hit, passage, recent))
                yield self._tags(passage.text, own)

    def hit_counts(self, texts: list[str] | tuple[str, ...]) -> tuple[dict[str, int], ...]:
        """Per text how many terms of each lexicon fired: what a tag model is trained on."""
        return tuple(dict(Counter(hit.code for hit in hits)) for hits in self._all_hits(texts))

    def _all_hits(self, texts: list[str] | tuple[str, ...]) -> Iterator[tuple[Hit, ...]]:
        for doc in self.language.annotate(texts):
            yield self.matcher.hits(doc)

    def _tags(self, text: str, hits: tuple[Hit, ...]) -> tuple[Tag, ...]:
        by_code: dict[str, tuple[Hit, ...]] = {}
        for hit in hits:
            by_code[hit.code] = (*by_code.get(hit.code, ()), hit)
        predicted = self.model.predict(text, {code: len(found) for code, found in by_code.items()})
        tags = (self._tag(code, by_code.get(code, ()), predicted.get(code)) for code in self.content.codebook.codes)
        return tuple(tag for tag in tags if tag is not None)

    def _tag(self, code: str, hits: tuple[Hit, ...], predicted: Prediction | None) -> Tag | None:
        """A tag stands where a term fired, or where the model is sure enough; both together make it surer."""
        by_model = predicted is not None and predicted.stands
        if not hits and not by_model:
            return None
        origins: tuple[Origin, ...] = tuple(dict.fromkeys(ByLexicon(hit.term) for hit in hits))
        chance = max((self.model.term_precision(code) * _weight(hit) for hit in hits), default=0.0)
        if predicted is not None and by_model:
            chance, origins = max(chance, predicted.probability), (*origins, ByModel())
        direction = direction_of(hits) if hits else predicted.direction if predicted else None
        return Tag(code=code, direction=direction, probability=round(chance, 3), origins=origins)


def _weight(hit: Hit) -> float:
    return _DOUBT if hit.hedged or hit.reported else 1.0


def _is_echo(hit: Hit, passage: Passage, recent: dict[str, int]) -> bool:
    turn = recent.get(hit.term)
    short = len(passage.text.split()) <= ECHO_TOKENS
    return turn is not None and short and passage.turn - turn <= ECHO_TURNS
