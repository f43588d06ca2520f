"""A user's own expression: what it may say, and that it can't try for ever."""

from __future__ import annotations

import time

import pytest

from pipeline.read import SpeakerPattern
from pipeline.read.speaker_pattern import LONGEST_HEAD

NAMED = "(?P<spreker>{})(?P<tekst>.*)"
SOUND = {
    r"(?P<spreker>\w+) >> (?P<tekst>.*)": "Anna >> Dag allemaal",
    r"(?P<spreker>[^:]+):\s*(?P<tekst>.*)": "Anna: Dag allemaal",
    r"(?P<spreker>.+?): (?P<tekst>.*)": "Anna: Dag allemaal",
    r"^\s*(?P<tijd>\d+:\d+)\s+(?P<spreker>[^:]+):\s*(?P<tekst>.*)$": "12:30 Anna: Dag allemaal",
    r"\[(?P<tijd>[\d:.]+)\] (?:(?P<spreker>[A-Z]\w*): )?(?P<tekst>.*)": "[0:01] Anna: Dag allemaal",
    r"(?i)(?:spreker|deelnemer) (?P<spreker>\d{1,2})[.:] ?(?P<tekst>.*)": "Deelnemer 7: Dag allemaal",
    r"(?P<spreker>[A-Z][\w .'-]{0,40}) \([^)]*\): (?P<tekst>.+)": "Anna (gemeente): Dag allemaal",
    r"(?=.*:)(?P<spreker>(?!http)\w+):(?P<tekst> .*)": "Anna: Dag allemaal",
}
HOSTILE = [
    r"(\w+)+:",
    r"(?:\w+ ?)*:",
    r"(\w+\s*){1,40}:",
    r"(?:a|a)+:",
    r"(?:\w\w|\w)*:",
    r"(?:(?:ab)*)*:",
    r"(?:a?){60}a{60}",
    r"(?=(\w+)+:)\w:",
    r"(?>(?:\w+ ?)*:)",
    r".*.*.*:",
    r".*\w*\w*\w*:",
    r"\w*(?:a|\w*)\w*\w*:",
    r"(?:.*,)?.*,.*,.*,",
]


@pytest.mark.parametrize("expression", SOUND)
def test_what_people_write(expression: str) -> None:
    label, text = SpeakerPattern(expression).split(SOUND[expression]) or ("", "")
    assert label in ("Anna", "7") and text.strip() == "Dag allemaal"


@pytest.mark.parametrize("expression", HOSTILE)
def test_what_could_try_for_ever_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="which can take for ever; write a name"):
        SpeakerPattern(NAMED.format(expression))


@pytest.mark.parametrize("expression", ["(", "(?P<spreker>a)(?P<tekst>" + "(" * 5000, "a{99999999999999999999}"])
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(ValueError, match="is no regular expression"):
        SpeakerPattern(expression)


@pytest.mark.parametrize("expression", ["(.*)", "(?P<spreker>.*)", "(?P<tekst>.*)"])
def test_both_groups_are_needed(expression: str) -> None:
    with pytest.raises(ValueError, match="needs the named groups"):
        SpeakerPattern(expression)


def test_the_worst_that_is_let_in_is_quick() -> None:
    worst = SpeakerPattern(r"(?P<spreker>.*).*(?P<tekst>x)")
    begin = time.monotonic()
    assert all(worst.split("a" * 1_000_000) is None for _ in range(1_000))
    assert time.monotonic() - begin < 10


def test_a_long_line_keeps_all_its_text() -> None:
    said = "woord " * 100_000
    assert SpeakerPattern(r"(?P<spreker>\w+): (?P<tekst>.*)").split(f"Anna: {said}") == ("Anna", said)
    assert SpeakerPattern(r"(?P<spreker>\w+): (?P<tekst>\w+)").split(f"Anna: {said}") == ("Anna", "woord")
    late = "x" * LONGEST_HEAD + " >> ja"
    assert SpeakerPattern(r"(?P<spreker>\w+) >> (?P<tekst>.*)").split(late) is None
