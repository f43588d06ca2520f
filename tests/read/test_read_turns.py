"""Runs of one speaker, and the mark of part two."""

from __future__ import annotations

import pytest

from pipeline.domain import RemarkKind


def test_a_run_is_one_turn_with_even_spacing_and_the_first_time(reads):
    (turn,) = reads("[00:00:05] Anna: een\u00a0 twee\n[00:00:07] Anna:   drie ").turns
    assert (turn.label, turn.text, turn.start) == ("Anna", "een twee drie", 5.0)


@pytest.mark.parametrize("mark", ["== analyse ==", "==ANALYSE==", "  ===  Analyse ===", "== analyse  =="])
def test_the_mark_ends_a_run(reads, spoken, mark):
    transcript = reads(f"Anna: een\n{mark}\nAnna: twee\nBram: drie")
    assert spoken(transcript) == [("Anna", "een"), ("Anna", "twee"), ("Bram", "drie")]
    assert transcript.analyse_turn == 1


@pytest.mark.parametrize("line", ["analyse", "= analyse =", "== analyses ==", "de == analyse =="])
def test_what_is_no_mark(reads, line):
    assert reads(f"Anna: een\n{line}\nAnna: twee").analyse_turn is None


def test_a_mark_at_either_end(reads):
    assert reads("== analyse ==\nAnna: een\nAnna: twee").analyse_turn == 0
    assert reads("Anna: een\nBram: twee\n== analyse ==\n").analyse_turn == 2


def test_the_first_of_two_marks_counts(reads):
    transcript = reads("Anna: een\n== analyse ==\nBram: twee\n== analyse ==\nBram: drie")
    assert (transcript.analyse_turn, len(transcript.turns)) == (1, 2)


_FIRST = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>een</v>\n\n"
_SECOND = "00:03.000 --> 00:04.000\n<v Anna>twee"
MARKED = {
    ".vtt": f"{_FIRST}== analyse ==\n\n{_SECOND}",
    "-note.vtt": f"{_FIRST}NOTE\n== analyse ==\nniet gezegd\n\n{_SECOND}",
    "-above.vtt": f"{_FIRST}== analyse ==\n{_SECOND}",
    ".srt": "1\n00:00:01,000 --> 00:00:02,000\n[Anna] een\n\n== analyse ==\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\n[Anna] twee",
    ".json": '{"segments": [{"text": "een", "speaker": "Anna"}, {"text": "== analyse =="},'
    ' {"text": "twee", "speaker": "Anna"}]}',
}


@pytest.mark.parametrize("suffix", MARKED)
def test_the_mark_in_every_format(reads, spoken, suffix):
    transcript = reads(MARKED[suffix], suffix)
    assert spoken(transcript) == [("Anna", "een"), ("Anna", "twee")]
    assert transcript.analyse_turn == 1
    assert transcript.remarks == ()


def test_a_long_line_is_cut_and_keeps_every_word(reads):
    words = [f"woord{number}" for number in range(250_000)]
    transcript = reads("Anna: " + " ".join(words) + "\nBram: ja\nAnna: klaar")
    assert {turn.label for turn in transcript.turns} == {"Anna", "Bram"}
    assert " ".join(turn.text for turn in transcript.turns if turn.label == "Anna").split() == [*words, "klaar"]
    assert max(len(turn.text) for turn in transcript.turns) <= 1_000_000
    assert [(remark.kind, remark.count) for remark in transcript.remarks if "long" in remark.kind] == [
        (RemarkKind.LONG_LINE_CUT, 1)
    ]
