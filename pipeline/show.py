"""What a pattern or a term caught in a study, in context: for who sharpens lexicons, and holds the transcripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.content import Content
from pipeline.domain import Passage, Session, Tag
from pipeline.match import Hit
from pipeline.segment import passages
from pipeline.tag import Tagger


class UnknownCatchError(ValueError):
    """Neither a code of the codebook nor a term of a lexicon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for: a code's tags, or wherever a term fires."""

    code: str | None = None
    term: str | None = None

    def __post_init__(self) -> None:
        if (self.code is None) == (self.term is None):
            raise ValueError("either a code or a term is wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """One passage that was caught, with what stands around it."""

    table: str = field(repr=False)
    passage: Passage
    before: str | None = field(repr=False)
    """What stands before the passage: the rest of its turn, or else the turn before."""
    after: str | None = field(repr=False)
    hits: tuple[Hit, ...]
    tags: tuple[Tag, ...]
    """The tags that stand, of the wanted code, or of the term's codes."""


def wanted_of(named: str, content: Content) -> Wanted:
    """What a researcher names: a code's id, or a term's.

    Raises UnknownCatchError, with the nearest names there are.
    """
    if named in content.codebook.codes:
        return Wanted(code=named)
    terms = {term.name for lexicon in content.lexicons for term in lexicon.term}
    if named in terms:
        return Wanted(term=named)
    raise UnknownCatchError(_nearest(named, [*content.codebook.codes, *sorted(terms)]))


def _nearest(named: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(named, known, n=3, cutoff=0.5) or [name for name in known if named.lower() in name][:3]
    hint = f"did you mean {', '.join(near)}?" if near else "the codebook and the lexicons name what there is."
    return f"There is no pattern, perspective or term of that name; {hint}"


def catches(tables: Sequence[Session], tagger: Tagger, wanted: Wanted) -> Iterator[Catch]:
    """Every passage of the counted speakers that was caught, table by table and in order."""
    for number, session in enumerate(tables):
        cut = passages(session, number=number)
        rows = zip(cut, tagger.tag_passages(cut), tagger.hits([p.text for p in cut]), strict=True)
        for passage, judged, hits in rows:
            own = tuple(hit for hit in hits if wanted in (Wanted(code=hit.code), Wanted(term=hit.term)))
            codes = {wanted.code} if wanted.code else {hit.code for hit in own}
            tags = tuple(tag for tag in judged.tags if tag.code in codes)
            if passage.role.counted and (own if wanted.term else tags):
                yield _caught(session, passage, own, tags)


def _caught(session: Session, passage: Passage, hits: tuple[Hit, ...], tags: tuple[Tag, ...]) -> Catch:
    turns, turn = session.turns, session.turns[passage.turn].text
    before, after = turn[: passage.start].strip(), turn[passage.end :].strip()
    return Catch(
        table=session.id,
        passage=passage,
        before=before or (turns[passage.turn - 1].text if passage.turn else None),
        after=after or (turns[passage.turn + 1].text if passage.turn + 1 < len(turns) else None),
        hits=hits,
        tags=tags,
    )
