"""WebVTT as tools write it."""

from __future__ import annotations

import pytest

from pipeline.domain import RemarkKind

TIME = "00:00:0{}.000 --> 00:00:0{}.500"


def _vtt(*texts: str) -> str:
    cues = (f"{TIME.format(number, number)}\n{text}" for number, text in enumerate(texts, start=1))
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


VOICES = {
    "closed": (["<v Anna de Wit>dag</v>"], [("Anna de Wit", "dag")]),
    "open": (["<v Anna>dag", "<v Bram>hoi"], [("Anna", "dag"), ("Bram", "hoi")]),
    "comma": (["<v Wit, Anna de>dag</v>"], [("Wit, Anna de", "dag")]),
    "class": (["<v.loud.first Anna>dag</v>"], [("Anna", "dag")]),
    "several": (["<v Anna>dag</v>\n<v Bram>hoi</v> <v Anna>ja"], [("Anna", "dag"), ("Bram", "hoi"), ("Anna", "ja")]),
    "two lines": (["<v Anna>dag\nallemaal</v>"], [("Anna", "dag allemaal")]),
    "entity": (["<v J&amp;J>a &lt; b &amp; c&nbsp;d</v>"], [("J&J", "a < b & c d")]),
    "styles": (["<v Anna><i>dag</i> <c.red>hoor</c> <b>ja</b>"], [("Anna", "dag hoor ja")]),
    "events": (["<v Anna>dag <lacht> 3 < 4 hoor"], [("Anna", "dag <lacht> 3 < 4 hoor")]),
    "word times": (["<v Anna>dag <00:00:01.100><c>allemaal</c>"], [("Anna", "dag allemaal")]),
    "names": (["Anna: dag", "Bram: hoi", "en nog wat", "Anna: ja"], None),
    "names in one cue": (["Anna: dag\nBram: hoi en nog wat", "Anna: ja"], None),
    "arrows": (["&gt;&gt; Anna: dag", "&gt;&gt; Bram: hoi", "en nog wat", "&gt;&gt; Anna: ja"], None),
    "brackets": (["[Anna] dag", "[Bram] hoi en nog wat", "[Anna] ja"], None),
}


@pytest.mark.parametrize("name", VOICES)
def test_who_speaks(reads, spoken, name):
    texts, expected = VOICES[name]
    assert spoken(reads(_vtt(*texts), ".vtt")) == (
        expected or [("Anna", "dag"), ("Bram", "hoi en nog wat"), ("Anna", "ja")]
    )


def test_a_name_with_a_colon_is_no_voice_in_a_file_without_names(reads, spoken):
    assert spoken(reads(_vtt("dit is het:", "Kort gezegd: niks", "meer niet"), ".vtt")) == [
        (None, "dit is het: Kort gezegd: niks meer niet")
    ]


def test_what_is_no_speech(reads, spoken):
    text = (
        "\ufeffWEBVTT - gemaakt door iemand\nKind: captions\nStyle:\n::cue(c.a) { color: red;\n}\n##\n\n"
        "STYLE\n::cue {\n  color: red;\n}\n\nREGION\nid:fred\nwidth:40%\n\nNOTE dit niet\n\nNOTE\nen dit\nook niet\n\n"
        "68f0e9b4-d6de-4cad-9c2a-9b587e97837f/32-0\n00:00:09.835 --> 00:00:13.995 align:start position:0%\n"
        "<v Anna>dag</v>\n\n2\n0:0:15.0 --> 0:0:16.50\n<v Anna>hoor</v>\n00:20.000 --> 00:21.000\n"
        "<v Bram>zonder lege regel</v>\n"
        "nummer drie\n\n\nnog een id\n00:22.000 --> 00:23.000\n<v Bram>klaar</v>"
    )
    transcript = reads(text.replace("\n", "\r\n"), ".vtt")
    assert spoken(transcript) == [
        ("Anna", "dag hoor"),
        ("Bram", "zonder lege regel"),
        (None, "nummer drie"),
        ("Bram", "klaar"),
    ]
    assert [turn.start for turn in transcript.turns] == [9.835, 20.0, 20.0, 22.0]


def test_numbers_without_blank_lines_are_ids_and_other_numbers_are_speech(reads, spoken):
    text = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\neen\n2\n00:02.000 --> 00:03.000\n1984\n00:04.000 --> 00:05.000\ndrie"
    assert spoken(reads(text, ".vtt")) == [(None, "een 1984 drie")]


def test_a_block_without_times_is_kept_and_remarked(reads, spoken):
    transcript = reads(
        "WEBVTT\n\n00:01.000 --> 00:02.000\neen\n\ntwee en een half\n\n00:03.000 --> 00:04.000\ndrie", ".vtt"
    )
    assert spoken(transcript) == [(None, "een twee en een half drie")]
    assert RemarkKind.CUE_WITHOUT_TIME in [remark.kind for remark in transcript.remarks]


def test_text_behind_the_times_is_kept(reads, spoken):
    assert spoken(reads("WEBVTT\n\n00:01.000 --> 00:02.000 dag hoor\n", ".vtt")) == [(None, "dag hoor")]


ROLLING = """WEBVTT
Kind: captions
Language: nl

00:00:00.160 --> 00:00:02.230 align:start position:0%
 
dag<00:00:00.480><c> allemaal</c>

00:00:02.230 --> 00:00:02.240 align:start position:0%
dag allemaal
 

00:00:02.240 --> 00:00:05.000 align:start position:0%
dag allemaal
welkom<00:00:02.480><c> bij</c><00:00:02.680><c> tafel</c><00:00:02.900><c> drie</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
welkom bij tafel drie
 

00:00:05.010 --> 00:00:08.000 align:start position:0%
welkom bij tafel drie
ja<00:00:05.480><c> ja</c>

00:00:08.000 --> 00:00:08.010 align:start position:0%
ja ja
 

00:00:08.010 --> 00:00:09.000 align:start position:0%
ja ja
ja<00:00:08.480><c> ja</c>
"""


def test_captions_that_roll_arrive_once(reads, spoken):
    assert spoken(reads(ROLLING, ".vtt")) == [(None, "dag allemaal welkom bij tafel drie ja ja ja ja")]


def test_who_repeats_himself_is_heard_twice(reads, spoken):
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n + 1}.000\nja" for n in range(5))
    assert spoken(reads(text, ".vtt")) == [(None, "ja ja ja ja ja")]


def test_a_users_own_pattern(reads, spoken):
    text = _vtt("Anna> dag", "Bram> hoi", "verder")
    assert spoken(reads(text, ".vtt", pattern=r"(?P<spreker>\w+)> (?P<tekst>.*)")) == [
        ("Anna", "dag"),
        ("Bram", "hoi verder"),
    ]
