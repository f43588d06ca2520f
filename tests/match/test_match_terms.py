"""Each named kind of term, as an editor would expect it to behave."""

import pytest

from pipeline.content import Wording
from pipeline.match.compile import sequences
from pipeline.match.inflect import forms_of
from pipeline.match.matcher import Matcher
from pipeline.match.words import words_of
from pipeline.segment import tokeniser


def fires(wording: dict[str, object], text: str) -> bool:
    doc = tokeniser()(text)
    return bool(Matcher([("term", sequence) for sequence in sequences(Wording(**wording))]).matches(words_of(doc)))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ({"zin": "achter je|mijn|hun rug om"}, "Dat gaat dus achter hun rug om, hè."),
        ({"woord": "cafe"}, "In het Café zaten we."),
        ({"lemma": "vertrouwen"}, "ze vertrouwden ons niet"),
        ({"lemma": "schuiven"}, "we schoven weer een plek op"),
        ({"begin": "vertrouwens"}, "een vertrouwensbreuk"),
        ({"deel": "vertrouwen"}, "samenwerkingsvertrouwen"),
        ({"woorden": ["op", "elkaar", "bouwen"], "binnen": 4}, "dat je op elkaar kunt blijven bouwen"),
        ({"woorden": ["bouwen", "elkaar"], "binnen": 4, "volgorde": "vrij"}, "dat je op elkaar kunt bouwen"),
        ({"werkwoord": "haken", "deeltje": "aan"}, "De gemeente haakte daar niet bij aan."),
        ({"werkwoord": "haken", "deeltje": "aan"}, "Ze zijn pas later aangehaakt."),
        ({"werkwoord": "haken", "deeltje": "aan"}, "om daarbij aan te haken"),
        ({"werkwoord": "schuiven", "deeltje": "aan"}, "Wij schoven daar eens in de zes weken aan, en dat was het."),
    ],
)
def test_a_term_fires(wording: dict[str, object], text: str) -> None:
    assert fires(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ({"deel": "vertrouwen"}, "het vertrouwen"),
        ({"woord": "lijn"}, "lijnen"),
        ({"woorden": ["op", "elkaar", "bouwen"], "binnen": 1}, "op dat huis, elkaar en wat al niet meer bouwen"),
        ({"woorden": ["op", "bouwen"], "binnen": 5}, "Kom op. Bouwen maar."),
        ({"werkwoord": "haken", "deeltje": "aan"}, "Hij haakte zijn jas aan de kapstok."),
        ({"werkwoord": "haken", "deeltje": "aan"}, "Ze haakte een sjaal. Aan wie was die?"),
    ],
)
def test_a_term_stays_silent(wording: dict[str, object], text: str) -> None:
    assert not fires(wording, text)


def test_strong_verbs_have_their_own_past_and_no_regular_one() -> None:
    assert {"koos", "kozen", "gekozen", "kiest"} <= forms_of("kiezen")
    assert "kiesde" not in forms_of("kiezen")
    assert {"leeft", "leefde", "geleefd"} <= forms_of("leven")
    assert {"haakte", "gehaakt"} <= forms_of("haken")
