"""Passages: their borders follow the turn alone, and nothing is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.segment import MOST_SENTENCES, MOST_TOKENS, passage_spans, tokeniser

WORDS = st.lists(
    st.sampled_from(["ja", "nou", "Maar", "dat", "is", "zo.", "zo!", "hè?", "eh...", "kijk,", "bijv.", "2.5", "«dus»"]),
    min_size=1,
    max_size=220,
)


def spoken(text: str) -> list[str]:
    return [text[start:end] for start, end in passage_spans(tokeniser()(text))]


@given(WORDS)
def test_every_character_that_is_no_space_is_in_exactly_one_passage(words: list[str]) -> None:
    text = " ".join(words)
    assert "".join("".join(spoken(text)).split()) == "".join(text.split())


@given(WORDS)
def test_spans_run_on_in_order_and_hold_at_most_sixty_tokens(words: list[str]) -> None:
    text = " ".join(words)
    doc = tokeniser()(text)
    spans = passage_spans(doc)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for start, end in spans:
        assert sum(start <= token.idx < end for token in doc) <= MOST_TOKENS


def test_three_sentences_make_a_passage() -> None:
    assert MOST_SENTENCES == 3
    assert spoken("Ja. Dat klopt. Zo ging het. En toen niet meer.") == [
        "Ja. Dat klopt. Zo ging het.",
        "En toen niet meer.",
    ]


def test_a_hesitation_is_no_end_and_an_abbreviation_neither() -> None:
    assert len(spoken("Hij zei... nou ja, dat het bijv. mocht. En weg was hij. Klaar. Echt.")) == 2


def test_a_long_sentence_without_marks_is_cut_where_a_speaker_breathes() -> None:
    text = "en dan " + "loop je weer verder door die lange gang " * 6 + "maar niemand zegt iets " * 4
    pieces = spoken(text)
    assert len(pieces) > 1
    assert all(len(piece.split()) <= MOST_TOKENS for piece in pieces)
    assert pieces[1].split()[0] in {"maar", "en", "dan", "door"} or len(pieces[0].split()) == MOST_TOKENS
