"""What stands around a hit: negation on both sides in the clause, wishes, hedges, another's words."""

import pytest

from pipeline.content import Content, read_content
from pipeline.match import LexiconMatcher
from pipeline.match.context import ContextRules
from pipeline.match.words import words_of
from pipeline.segment import tokeniser


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def around(content: Content, text: str, word: str):  # type: ignore[no-untyped-def]
    words = words_of(tokeniser()(text))
    return ContextRules(content.context).surroundings(words, frozenset({words.forms.index(word)}))


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("ik vertrouw dat niet", True),
        ("van vertrouw was geen sprake", True),
        ("niemand die dat nog vertrouw zegt", True),
        ("ik vertrouw dat, maar niet alles", False),
        ("ik kom niet. ik vertrouw dat", False),
        ("niet alleen vertrouw ik hem", False),
    ],
)
def test_negation_reaches_as_far_as_its_clause(content: Content, text: str, negated: bool) -> None:
    assert around(content, text, "vertrouw").negated is negated


def test_a_wish_tells_that_it_is_not_so(content: Content) -> None:
    assert around(content, "dat zou moeten gewoon zijn", "gewoon").wished
    assert not around(content, "dat is gewoon", "gewoon").wished


def test_hits_say_where_they_stand(content: Content) -> None:
    matcher = LexiconMatcher(content)
    for lexicon in content.lexicons:
        example = next(e for e in lexicon.voorbeeld if not e.bekend_gemist)
        hits = [hit for hit in matcher.hits(tokeniser()(example.zin)) if hit.code == lexicon.id]
        assert all(0 <= hit.start < hit.end <= len(example.zin) for hit in hits)
