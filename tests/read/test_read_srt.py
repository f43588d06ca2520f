"""SubRip, forgiven as much as cdown/srt forgives."""

from __future__ import annotations

import pytest

WELL_FORMED = "1\n00:00:01,000 --> 00:00:02,000\nAnna: dag\n\n2\n00:00:03,500 --> 00:00:04,000\nBram: hoi\nhoor\n\n"
THIRD = "3\n00:00:05,000 --> 00:00:06,000\nAnna: ja\n"
FORMS = {
    "well-formed": WELL_FORMED + THIRD,
    "dots": (WELL_FORMED + THIRD).replace(",", "."),
    "no fraction": (WELL_FORMED + THIRD).replace(",000", "").replace(",500", ".5"),
    "unpadded": (WELL_FORMED + THIRD).replace("00:00:0", "0:0:"),
    "no index": "\n".join(line for line in (WELL_FORMED + THIRD).split("\n") if not line.isdecimal()),
    "no blank lines": (WELL_FORMED + THIRD).replace("\n\n", "\n"),
    "blank lines within": (WELL_FORMED + THIRD).replace("hoi\n", "hoi\n\n"),
    "brackets": (WELL_FORMED + THIRD).replace("Anna:", "[Anna]").replace("Bram:", "[Bram]"),
    "voices": (WELL_FORMED + THIRD).replace("Anna: ", "<v Anna>").replace("Bram: ", "<v Bram>"),
    "markup": (WELL_FORMED + THIRD).replace("dag", r"{\an8}<font color='red'>dag</font>").replace("ja", "<i>ja</i>"),
    "thin arrow": (WELL_FORMED + THIRD).replace("-->", "->"),
    "windows, no end": (WELL_FORMED + THIRD).strip().replace("\n", "\r\n"),
    "coordinates": (WELL_FORMED + THIRD).replace(",000\n", ",000 X1:100 X2:200 Y1:10 Y2:20\n"),
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_every_form_says_the_same(reads, spoken, text):
    transcript = reads(text, ".srt")
    assert spoken(transcript) == [("Anna", "dag"), ("Bram", "hoi hoor"), ("Anna", "ja")]
    assert [turn.start for turn in transcript.turns] == [1.0, 3.5, 5.0]
    assert transcript.remarks == ()


def test_without_index_the_text_above_a_line_of_times_is_text(reads, spoken):
    first, second, third = (f"00:00:0{n}.000 --> 00:00:0{n + 1}.000" for n in (1, 3, 5))
    text = f"{first}\neen\n\ntwee\n{second}\n1984\n\n{third}\nx"
    assert spoken(reads(text, ".srt")) == [(None, "een twee 1984 x")]


def test_an_arrow_in_speech(reads, spoken):
    assert spoken(reads("1\n00:00:01,000 --> 00:00:02,000\nvan A --> B\n", ".srt")) == [(None, "van A --> B")]


def test_rolling_captions(reads, spoken):
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{lines}\n\n"
        for n, lines in enumerate(["dag allemaal", "dag allemaal\nwelkom hier", "welkom hier\naan tafel"], start=1)
    )
    assert spoken(reads(text, ".srt")) == [(None, "dag allemaal welkom hier aan tafel")]
