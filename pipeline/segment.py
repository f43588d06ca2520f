"""Turns → passages, with the blank Dutch tokeniser and a sentence rule of its own.

The borders depend on no language model, so that positions in gold and tests outlive one.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.domain import Passage, Session

MOST_SENTENCES = 3
MOST_TOKENS = 60
_END = frozenset(".!?…") | {"...", "..", "?!", "!?", "!!", "??"}
_TRAILING = frozenset("\"'”’»)]")
_ELLIPSIS = frozenset({"…", "...", ".."})
# A longer sentence is cut where a speaker would breathe: after a comma, or before one of these.
_BREATH = frozenset({"maar", "want", "en", "dus", "omdat", "terwijl", "of", "toen", "als", "dat"})

Span = tuple[int, int]


@cache
def tokeniser() -> Language:
    """The blank Dutch pipeline: tokeniser only, the same on every machine."""
    return spacy.blank("nl")


def passages(session: Session, *, number: int) -> tuple[Passage, ...]:
    """All passages of a session, facilitators' included, in order; `number` is the session's index in the study."""
    docs = tokeniser().pipe([turn.text for turn in session.turns])
    return tuple(
        _passage(session, number=number, turn=turn, span=span)
        for turn, doc in enumerate(docs)
        for span in passage_spans(doc)
    )


def _passage(session: Session, *, number: int, turn: int, span: Span) -> Passage:
    speaker = session.speaker(turn)
    return Passage(
        session=number,
        turn=turn,
        start=span[0],
        end=span[1],
        text=session.turns[turn].text[slice(*span)],
        speaker=session.speakers[turn],
        part=session.parts[turn],
        **({} if speaker is None else {"role": speaker.role}),
    )


def passage_spans(doc: Doc) -> tuple[Span, ...]:
    """Code-point spans of a turn's passages: at most three sentences or 60 tokens each, every token in exactly one."""
    pieces = [piece for sentence in _sentences(doc) for piece in _cut(doc, sentence)]
    spans: list[list[Span]] = []
    for piece in pieces:
        group = spans[-1] if spans else []
        if group and len(group) < MOST_SENTENCES and piece[1] - group[0][0] <= MOST_TOKENS:
            group.append(piece)
        else:
            spans.append([piece])
    tokens = [(group[0][0], group[-1][1]) for group in spans]
    return tuple(span for first, last in tokens if (span := _characters(doc, first, last)) is not None)


def _characters(doc: Doc, first: int, last: int) -> Span | None:
    inked = [token for token in doc[first:last] if not token.is_space]
    return (inked[0].idx, inked[-1].idx + len(inked[-1])) if inked else None


def _sentences(doc: Doc) -> list[Span]:
    starts = [0, *(token.i + 1 for token in doc[:-1] if _ends(doc, token.i)), len(doc)]
    return [span for span in pairwise(starts) if span[0] < span[1]]


def _ends(doc: Doc, index: int) -> bool:
    """Whether a sentence ends after this token: a full stop or the like, with any closing quotes, before a new word."""
    following = doc[index + 1].text
    if following in _END or following in _TRAILING:
        return False
    mark = index
    while mark > 0 and doc[mark].text in _TRAILING:
        mark -= 1
    if doc[mark].text not in _END:
        return False
    # Three dots before a small letter are a speaker who hesitates, not one who stops.
    return not (doc[mark].text in _ELLIPSIS and following[:1].islower())


def _cut(doc: Doc, sentence: Span) -> list[Span]:
    first, last = sentence
    pieces: list[Span] = []
    while last - first > MOST_TOKENS:
        middle = _breath(doc, first)
        pieces.append((first, middle))
        first = middle
    return [*pieces, (first, last)]


def _breath(doc: Doc, first: int) -> int:
    """Where to cut: at the last breath in the second half of the longest piece allowed, else at its end."""
    for index in range(first + MOST_TOKENS, first + MOST_TOKENS // 2, -1):
        if doc[index - 1].text in {",", ";", "-", "–"} or doc[index].lower_ in _BREATH:
            return index
    return first + MOST_TOKENS
