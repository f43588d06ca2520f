"""Plain text: who speaks in it, and what only looks like a speaker."""

from __future__ import annotations

import pytest

from pipeline.domain import RemarkKind

ANNA_AND_BRAM = [("Anna", "we moeten praten"), ("Bram", "ja, dat klopt"), ("Anna", "mooi zo")]

SPELLINGS = {
    "colon": "Anna: we moeten praten\nBram: ja, dat klopt\nAnna: mooi zo",
    "colon and blank lines": "Anna: we moeten praten\n\nBram: ja, dat klopt\n\nAnna: mooi zo\n",
    "colon above": "Anna:\nwe moeten praten\nBram:\nja, dat klopt\nAnna:\nmooi zo",
    "hash": "#Anna: we moeten praten\n#Bram: ja, dat klopt\n#Anna: mooi zo",
    "at": "@Anna: we moeten praten\n@Bram: ja, dat klopt\n@Anna: mooi zo",
    "square": "[Anna] we moeten praten\n[Bram] ja, dat klopt\n[Anna] mooi zo",
    "square and colon": "[Anna]: we moeten praten\n[Bram]: ja, dat klopt\n[Anna]: mooi zo",
    "curly": "{Anna} we moeten praten\n{Bram} ja, dat klopt\n{Anna} mooi zo",
    "bold": "**Anna:** we moeten praten\n**Bram:** ja, dat klopt\n**Anna:** mooi zo",
    "mixed": "#Anna: we moeten praten\n[Bram] ja, dat klopt\nAnna: mooi zo",
    "windows": "Anna: we moeten praten\r\nBram: ja, dat klopt\r\nAnna: mooi zo\r\n",
}

TIMED = {
    "before, square": "[00:00:01] Anna: we moeten praten\n[00:01:02] Bram: ja, dat klopt\n[01:00:03] Anna: mooi zo",
    "before, round": "(00:01) Anna: we moeten praten\n(01:02) Bram: ja, dat klopt\n(60:03) Anna: mooi zo",
    "before, bare": "00:00:01 Anna: we moeten praten\n00:01:02 Bram: ja, dat klopt\n01:00:03 Anna: mooi zo",
    "before, short": "0:01 Anna: we moeten praten\n1:02 Bram: ja, dat klopt\n60:03 Anna: mooi zo",
    "before, bracket label": "[00:00:01] [Anna] we moeten praten\n[00:01:02] [Bram] ja, dat klopt\n"
    "[01:00:03] [Anna] mooi zo",
    "range and dash": "[0:00:01.000 - 0:00:02] Anna - we moeten praten\n[0:01:02 - 0:01:03] Bram -  ja, dat klopt\n"
    "[1:00:03 - 1:00:04] Anna - mooi zo",
    "after": "Anna [00:00:01]: we moeten praten\nBram [00:01:02]: ja, dat klopt\nAnna [01:00:03]: mooi zo",
    "after, round": "Anna (00:01): we moeten praten\nBram (01:02): ja, dat klopt\nAnna (60:03): mooi zo",
    "after the colon": "Anna: [00:00:01] we moeten praten\nBram: [00:01:02] ja, dat klopt\nAnna: [01:00:03] mooi zo",
    "heading, teams": "Anna   0:01\nwe moeten praten\n\nBram   1:02\nja, dat klopt\n\nAnna   60:03\nmooi zo",
    "heading, round": "Anna (00:01)\nwe moeten praten\n\nBram (01:02)\nja, dat klopt\n\nAnna (60:03)\nmooi zo",
    "heading, dash": "[00:00:01.000] - Anna\nwe moeten praten\n\n[00:01:02] - Bram\nja, dat klopt\n\n"
    "[01:00:03] - Anna\nmooi zo",
    "heading, word online": "00:00:01 Anna\nwe moeten praten\n00:01:02 Bram\nja, dat klopt\n01:00:03 Anna\nmooi zo",
    "zoom": "Anna\n00:00:01\nwe moeten praten\n\nBram\n00:01:02\nja, dat klopt\n\nAnna\n01:00:03\nmooi zo",
    "above": "00:00:01\nAnna: we moeten praten\n\n00:01:02\nBram: ja, dat klopt\n\n01:00:03\nAnna: mooi zo",
    "above, meet": "00:00:01\n\nAnna: we moeten praten\n\n00:01:02\n\nBram: ja, dat klopt\n\n01:00:03\n\nAnna: mooi zo",
    "range above": "00:00:01.000 --> 00:00:02.000\nAnna\nwe moeten praten\n\n00:01:02.000 --> 00:01:03.000\nBram\n"
    "ja, dat klopt\n\n01:00:03.000 --> 01:00:04.000\nAnna\nmooi zo",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_of_a_label(reads, spoken, text):
    assert spoken(reads(text)) == ANNA_AND_BRAM


@pytest.mark.parametrize("text", TIMED.values(), ids=TIMED)
def test_every_spelling_of_a_time(reads, spoken, text):
    transcript = reads(text)
    assert spoken(transcript) == ANNA_AND_BRAM
    assert [turn.start for turn in transcript.turns] == [1.0, 62.0, 3603.0]


def test_a_time_keeps_its_fraction(reads):
    assert reads("00:00:02.345 Anna: ja hoor\n00:00:04,5 Bram: nee hoor").turns[0].start == 2.345


def test_lines_without_label_go_on_with_the_last_speaker(reads, spoken):
    text = "Anna: ik begin\nen ga verder\n\nen nog een alinea\nBram: klaar\nAnna: ja"
    assert spoken(reads(text))[0] == ("Anna", "ik begin en ga verder en nog een alinea")


def test_what_stands_before_the_first_label_is_nobodys(reads, spoken):
    assert spoken(reads("Gesprek aan tafel drie\n\nAnna: hallo\nBram: dag\nAnna: ja"))[0] == (
        None,
        "Gesprek aan tafel drie",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Kort samengevat: we doen het niet",
        "Kort gezegd: we doen het niet",
        "Samengevat: we doen het niet",
        "Goed: dan gaan we door",
        "Deelnemers: Anna, Bram",
        "Ik dacht toen: dat kan niet waar zijn",
        "en toen zei hij: kom maar binnen",
        "https://voorbeeld.nl is de plek",
        "zie https://voorbeeld.nl",
        "http://voorbeeld.nl",
        "om 17:30: koffie",
        "om 17:30 is er koffie",
        "17:30 is er koffie",
        "17:30: koffie",
        "de verhouding is 3:1",
        "mooi :)",
        "[lacht] nou ja",
        "[onverstaanbaar]",
        "dit is wat er volgens mij allemaal speelt: geld, tijd en zin",
        "Het gaat niet goed. Daarom: stoppen",
    ],
)
def test_what_only_looks_like_a_speaker(reads, spoken, line):
    twice = f"Anna: hallo daar\nBram: dag\nAnna: even dit\n{line}\nBram: ja\nAnna: goed\n{line}\nBram: tot ziens"
    assert {label for label, _ in spoken(reads(twice))} == {"Anna", "Bram"}
    assert " ".join(text for _, text in spoken(reads(twice))).count(line) == 2
    assert spoken(reads(line)) == [(None, line)]


@pytest.mark.parametrize(
    "label",
    [
        "De heer Van der Lee",
        "De voorzitter",
        "Mevrouw Van den Hul",
        "Wit, Anna de",
        "Anna de Wit (SZW)",
        "DVA6H-spreker1",
        "SPEAKER_00",
        "Spreker 1",
        "A.",
        "J.P. de Vries",
        "Renée",
        "Peter Goed",
        "Kern",
        "O'Neill",
        "Minister De Jonge",
        "P3",
    ],
)
def test_a_speaker_who_speaks_once_among_others(reads, spoken, label):
    text = f"Anna: hallo daar\nBram: dag\nAnna: en wie bent u\n{label}: ik kom erbij\nBram: welkom"
    assert (label, "ik kom erbij") in spoken(reads(text))


@pytest.mark.parametrize("label", ["anna de wit", "spreker 1", "de projectleider", "iemand anders"])
def test_lower_case_speakers_who_come_back(reads, spoken, label):
    text = f"{label}: hallo daar\nbram: dag\n{label}: en nu\nbram: tja"
    assert {each for each, _ in spoken(reads(text))} == {label, "bram"}


def test_a_sentence_in_prose_is_no_speaker(reads, spoken):
    prose = "We spraken over van alles.\nVertrouwen: daar ging het om.\nEn over geld ook.\nMeer niet.\nDat was het."
    assert spoken(reads(prose)) == [(None, prose.replace("\n", " "))]


def test_times_in_brackets_are_no_speech(reads, spoken):
    text = "Anna: eerst dit [00:01:02] en dan dat #00:01:05-3#\nBram: ja\nAnna: ja"
    assert spoken(reads(text))[0] == ("Anna", "eerst dit en dan dat")


def test_a_heading_that_teams_writes_is_no_speech(reads, spoken):
    head = "Tafel 3-20260501_100000-Opname\n1 mei 2026, 10:00AM\n25m 3s\n\nAnna de Wit started transcription\n\n"
    body = "Anna de Wit   0:03\nwelkom allemaal\n\nBram   0:09\ndank je\n\nAnna de Wit stopped transcription"
    assert spoken(reads(head + body)) == [("Anna de Wit", "welkom allemaal"), ("Bram", "dank je")]


def test_the_settings_of_noscribe_are_no_speech_and_interjections_are(reads, spoken):
    text = (
        "Gesprek aan tafel\n\nTranscribed with noScribe vers. 0.7\nAudio file: gesprek.mp3\n"
        "(Language: Dutch (nl) | Timestamps: 1)\n\nS00: [00:00:01] dat duurt lang //S01: ja, genau // en het kost\n\n"
        "S01: [00:00:09] precies"
    )
    assert spoken(reads(text)) == [
        ("S00", "dat duurt lang"),
        ("S01", "ja, genau"),
        ("S00", "en het kost"),
        ("S01", "precies"),
    ]


def test_a_users_own_pattern(reads, spoken):
    text = "Anna > we beginnen: nu\nBram > ja\nen verder\n== analyse ==\nAnna > mooi"
    transcript = reads(text, pattern=r"(?P<spreker>\w+) > (?P<tekst>.*)")
    assert spoken(transcript) == [("Anna", "we beginnen: nu"), ("Bram", "ja en verder"), ("Anna", "mooi")]
    assert transcript.analyse_turn == 2


def test_a_pattern_without_its_groups_is_the_callers_mistake(reads):
    with pytest.raises(ValueError, match="spreker"):
        reads("Anna: ja", pattern="(.*)")


def test_without_speakers(reads):
    transcript = reads("gewoon wat tekst\nen nog wat")
    assert [remark.kind for remark in transcript.remarks] == [RemarkKind.WITHOUT_SPEAKERS]


def test_english_is_noticed_and_dutch_is_not(reads):
    english = "Anna: well I think that we have to do this together and that it is not easy for them\n" * 5
    dutch = "Anna: nou ik denk dat we dit samen moeten doen en dat het voor ons niet makkelijk is\n" * 5
    assert [remark.kind for remark in reads(english).remarks] == [RemarkKind.NOT_DUTCH]
    assert reads(dutch).remarks == ()
    assert reads("Anna: yes\nBram: well done").remarks == ()


def test_a_subtitle_file_in_disguise(reads, spoken):
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>dag</v>\n"
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAnna: dag\n\n2\n00:00:03,000 --> 00:00:04,000\nAnna: hoor\n"
    assert spoken(reads(vtt)) == [("Anna", "dag")]
    assert spoken(reads(vtt, ".srt")) == [("Anna", "dag")]
    assert spoken(reads(srt)) == [("Anna", "dag hoor")]
    assert spoken(reads(srt, ".vtt")) == [("Anna", "dag hoor")]
