"""De-identification: the ways in which people are named, and the figures that it must reach on invented passages."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.deidentify import GOLD, Marked, Score, marked_passages, scores
from pipeline.names import EntityKind, Finder, dutch_words, known, masked, read_lists
from pipeline.names.contacts import contacts, is_bsn

PEOPLE = ("Johannes van der Veen", "Fatima El Amrani", "Jan-Willem Oosterloo", "Roos de Wit", "Anouk Terpstra")
ORGANISATIONS = ("Gemeente Zutphen", "Stichting De Kwikstaart", "Dienst Uitvoering Onderwijs (DUO)")


@pytest.fixture(scope="module")
def finder() -> Finder:
    lists = read_lists()
    return Finder(known=known(PEOPLE, ORGANISATIONS, lists), lists=lists, dutch=dutch_words())


def hidden(finder: Finder, text: str) -> str:
    return masked(text, finder.entities(text))


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Toen belde Johannes van der Veen mij op.", "veen"),
        ("toen belde johannes van der veen mij op", "veen"),
        ("Dat was Fatima's idee.", "fatima"),
        ("en dat heeft fatima toen bedacht", "fatima"),
        ("Meneer Van der Veen zei dat ook.", "veen"),
        ("volgens vanderveen kon het niet", "vanderveen"),
        ("J. van der Veen tekende.", "veen"),
        ("Hans zei dat we moesten wachten.", "hans"),
        ("en toen kwam a nouk binnen", "nouk"),
        ("dat heeft anouck terpstra geregeld", "terpstra"),
        ("Mevrouw De Wit was erbij.", "wit"),
        ("bij de gemeente zutphen lag het anders", "zutphen"),
        ("De Kwikstaart deed niet mee.", "kwikstaart"),
        ("stichting de kwikstaart deed niet mee", "kwikstaart"),
        ("Mail naar f.elamrani@voorbeeld.nl of bel 06-12345678.", "voorbeeld"),
        ("Zijn nummer is 06 1234 5678, zei ze.", "5678"),
        ("Rekening NL91ABNA0417164300 graag.", "0417164300"),
        ("Het was op 12 maart 2024.", "2024"),
    ],
)
def test_whoever_sat_at_the_table_is_masked_however_named(said: str, gone: str, finder: Finder) -> None:
    assert gone not in hidden(finder, said).lower()


@pytest.mark.parametrize(
    "said",
    [
        "Dat was toen gewoon niet aan de orde.",
        "en toen hebben we dat met z'n allen opgepakt",
        "De rozen stonden in bloei en het was een mooie dag.",
        "ik wil dat we daar morgen mee beginnen",
        "In maart begonnen we, met drie mensen en een bus.",
    ],
)
def test_plain_dutch_stays_as_it_is(said: str, finder: Finder) -> None:
    assert hidden(finder, said) == said


def test_what_takes_a_name_s_place_is_a_generic_class(finder: Finder) -> None:
    assert hidden(finder, "Bij gemeente Zutphen zei wethouder Johannes niets.").startswith(
        "Bij [gemeente] zei [bestuurder]"
    )


def test_the_eleven_test_tells_citizen_service_numbers_from_others() -> None:
    assert is_bsn("111222333") and is_bsn("123456782") and not is_bsn("123456789")
    assert [kind for *_, kind in contacts("nummer 111222333 en nummer 123456789")] == ["burgerservicenummer"]


@settings(max_examples=200, deadline=None)
@given(said=st.text(max_size=200))
def test_any_text_gives_entities_that_stand_apart(said: str, finder: Finder) -> None:
    found = finder.entities(said)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(one.end <= len(said) for one in found)


# --- the figures ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold() -> dict[str, tuple[Marked, ...]]:
    return {path.stem: tuple(marked_passages(path)) for path in sorted(Path(GOLD).glob("*.txt"))}


def test_the_gold_is_three_hundred_passages_half_of_them_as_speech_recognition_gives_them(
    gold: dict[str, tuple[Marked, ...]],
) -> None:
    assert {name: len(passages) for name, passages in gold.items()} == {"spraakherkenning": 150, "verzorgd": 150}
    assert not any(mark.isupper() for passage in gold["spraakherkenning"] for mark in passage.text)


Made = Mapping[tuple[EntityKind, bool], Score]
PERSON, ORGANISATION, FUNCTION = EntityKind.PERSOON, EntityKind.ORGANISATIE, EntityKind.FUNCTIE


def whole(made: Made, kind: EntityKind) -> float:
    """The recall over those on the list and the others together."""
    both = [made[kind, on] for on in (True, False)]
    return sum(one.masked for one in both) / sum(one.entities for one in both)


def test_with_capitals_names_are_masked(gold: dict[str, tuple[Marked, ...]]) -> None:
    made, precision = scores(gold["verzorgd"], attendees=True)
    assert precision >= 0.80
    assert made[PERSON, True].recall >= 0.97 and made[ORGANISATION, True].recall >= 0.97
    assert made[ORGANISATION, False].recall >= 0.50 and whole(made, FUNCTION) >= 0.82
    without, precision = scores(gold["verzorgd"], attendees=False)
    assert precision >= 0.80 and whole(without, PERSON) >= 0.92


def test_without_capitals_most_names_are_masked(gold: dict[str, tuple[Marked, ...]]) -> None:
    made, precision = scores(gold["spraakherkenning"], attendees=True)
    assert precision >= 0.80
    assert made[PERSON, True].recall >= 0.93 and made[ORGANISATION, True].recall >= 0.80
    assert made[ORGANISATION, False].recall >= 0.50 and whole(made, FUNCTION) >= 0.85
    without, precision = scores(gold["spraakherkenning"], attendees=False)
    assert precision >= 0.80 and whole(without, PERSON) >= 0.70
