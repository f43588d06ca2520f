"""Files as tools really write them: every cue and every speaker arrives, counted against the raw file.

The counting shares nothing with the readers: it strips markup crudely and compares words, in order.
"""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.domain import RemarkKind, Source, Transcript
from pipeline.read import claims, read

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
FORMATS = SHARED / "formats"
TRANSCRIPTS = SHARED / "transcripts"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared data do not stand beside the checkout"),
]


def _read(path: Path) -> Transcript:
    return read(Source(number=1, path=path))


def _raw(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def _words(text: str) -> list[str]:
    return html.unescape(re.sub(r"<[^>]*>", "", text)).split()


def _spoken(transcript: Transcript) -> list[str]:
    return " ".join(turn.text for turn in transcript.turns).split()


def _labels(transcript: Transcript) -> set[str | None]:
    return {turn.label for turn in transcript.turns}


def _payloads(path: Path) -> list[str]:
    """The text of every cue with a time, by the crudest rule: from a line of times to the next blank line."""
    cues: list[list[str]] = []
    inside = False
    for line in _raw(path).split("\n"):
        if "-->" in line:
            cues.append([])
            inside = True
        elif not line.strip():
            inside = False
        elif inside:
            cues[-1].append(line)
    return ["\n".join(lines) for lines in cues]


PLAIN_CUES = [
    "webvtt_nl/w3c_wai_video-introduction.nl.vtt",
    "srt_nl/tor_animation_nl.srt",
    "amberscript/amberscript_export_vtt_0.vtt",
    "amberscript/amberscript_export_srt_0.srt",
    "webvtt_edge/captions_with_bom.vtt",
    "webvtt_edge/comments.vtt",
    "webvtt_edge/cue_tags.vtt",
    "webvtt_edge/metadata_headers_multiline.vtt",
    "webvtt_edge/styles.vtt",
    "webvtt_edge/using_identifiers.vtt",
    "webvtt_edge/sample.srt",
    "webvtt_edge/invalid_timeframe.srt",
]


@pytest.mark.parametrize("name", PLAIN_CUES)
def test_cues_without_speakers(name):
    payloads, transcript = _payloads(FORMATS / name), _read(FORMATS / name)
    assert _spoken(transcript) == [word for payload in payloads for word in _words(payload)]
    assert _labels(transcript) == {None}
    assert RemarkKind.WITHOUT_SPEAKERS in [remark.kind for remark in transcript.remarks]


def test_a_cue_whose_times_lack():
    transcript = _read(FORMATS / "webvtt_edge/missing_timeframe.vtt")
    assert _spoken(transcript) == [word for n in range(1, 8) for word in ("Caption", "text", f"#{n}")]
    assert RemarkKind.CUE_WITHOUT_TIME in [remark.kind for remark in transcript.remarks]


def test_captions_that_roll():
    transcript = _read(FORMATS / "webvtt_edge/youtube_dl.vtt")
    assert _spoken(transcript) == ["yeah", "what", "this", "will", "happen", "is", "I'm", "telling"]


VOICED = ["msteams_vtt/teams_graph_guid_speakers.vtt", "msteams_vtt/openqual_v_lastname_firstname.vtt"]


@pytest.mark.parametrize("name", VOICED)
def test_voices_of_teams(name):
    cues = [re.fullmatch(r"<v ([^>]+)>(.*)</v>", payload, re.DOTALL) for payload in _payloads(FORMATS / name)]
    assert len(cues) == _raw(FORMATS / name).count("-->") and all(cues)
    said = [(cue[1], " ".join(_words(cue[2]))) for cue in cues if cue]
    transcript = _read(FORMATS / name)
    assert [(turn.label, turn.text) for turn in transcript.turns] == _runs(said)
    first = re.search(r"(\d+):(\d+):([\d.]+) -->", _raw(FORMATS / name))
    assert first and transcript.turns[0].start == int(first[1]) * 3600 + int(first[2]) * 60 + float(first[3])


def _runs(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    runs = (
        (label, " ".join(text for _, text in run).strip()) for label, run in groupby(said, key=lambda each: each[0])
    )
    return [(label, text) for label, text in runs if text]


def test_names_of_zoom():
    path = FORMATS / "zoom_vtt/zoom_name_colon.vtt"
    people = ("Andrew Knight", "Paul McCartney", "George Harrison", "Ringo Starr", "John Lennon")
    said: list[tuple[str, str]] = []
    for payload in _payloads(path):
        name, colon, text = payload.partition(": ")
        assert (colon and name in people) or not any(payload.startswith(f"{each}:") for each in people)
        said.append((name, text) if name in people else (said[-1][0], payload))
    assert len(said) == 300
    assert [(turn.label, turn.text) for turn in _read(path).turns] == _runs(
        [(name, " ".join(_words(text))) for name, text in said]
    )


def test_zoom_text():
    path = FORMATS / "txt_zoom/zoom_recording_txt_head.txt"
    name, time, *lines = _raw(path).split("\n")
    (turn,) = _read(path).turns
    assert (turn.label, turn.start, time) == (name, 2.0, "00:00:02")
    assert turn.text.split() == " ".join(lines).split()


@pytest.mark.parametrize("name", ["interview.txt", "interview.vtt"])
def test_noscribe(name):
    path = FORMATS / "noscribe" / name
    transcript = _read(path)
    body = "\n".join(_payloads(path)) if name.endswith("vtt") else _raw(path).split("Mark pause: 1)")[1]
    marked = Counter(re.findall(r"\bS0\d", body))
    assert _labels(transcript) == {None, *marked}
    stripped = re.sub(r"</?v[^>]*>|\bS0\d:|//|\[\d\d:\d\d:\d\d\]", " ", body)
    assert _spoken(transcript) == stripped.split()
    assert _spoken(transcript)[:3] == ["(12", "seconds", "pause)"]


def test_happyscribe():
    transcript = _read(FORMATS / "happyscribe/happyscribe_example.txt")
    assert [(turn.label, turn.text, turn.start) for turn in transcript.turns] == [
        ("Teacher", "Blablablabla", 2.41),
        ("Student", "Blabla, blablabla. Blablabla !", 21.39),
        ("Teacher", "Blablabla...", 33.052),
        ("Student", "Bla?", 32.82),
    ]


def test_amberscript_text():
    path = FORMATS / "amberscript/amberscript_export_text_0.txt"
    (turn,) = _read(path).turns
    assert (turn.label, turn.start) == ("Speaker 1", 0.0)
    assert turn.text.split() == _raw(path).split("Speaker 1:")[1].split()


def test_whisper_with_pyannote():
    path = FORMATS / "whisper_diarized_txt/pyannote_whisper_head120.txt"
    lines = [line for line in _raw(path).split("\n") if line.strip()]
    cues = [re.fullmatch(r"\[([\d:.]+) - [\d:.]+\] (SPEAKER_\d\d) - (.*)", line) for line in lines]
    assert len(lines) == 120 and all(cues)
    said = [(cue[2], " ".join(cue[3].split())) for cue in cues if cue]
    assert [(turn.label, turn.text) for turn in _read(path).turns] == _runs(said)


def test_teams_document():
    path = FORMATS / "msteams_docx/teams_transcript_es_40cues_pseudonymised.docx"
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    paragraphs = [re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph) for paragraph in xml.split("</w:p>")]
    cues = [[html.unescape(line) for line in lines] for lines in paragraphs if lines]
    assert len(cues) == 40
    said = [(name, " ".join(" ".join(lines).split())) for _, name, *lines in cues]
    assert [(turn.label, turn.text) for turn in _read(path).turns] == _runs(said)


@pytest.mark.parametrize("name", ["whisper_timestamped_gloria", "whisper_timestamped_issue24_empty"])
def test_whisper_json(name):
    path = FORMATS / f"whisper_json/{name}.words.json"
    segments = json.loads(_raw(path))["segments"]
    assert _spoken(_read(path)) == " ".join(segment["text"] for segment in segments).split()


def _json_words(name: str) -> tuple[list[str], set[str]]:
    """The words of a service's file, and the speakers of whom it has any word."""
    content = json.loads(_raw(FORMATS / name))
    if "amazon" in name:
        words = [item["alternatives"][0]["content"] for item in content["results"]["items"]]
        segments = content["results"]["speaker_labels"]["segments"]
        return words, {segment["speaker_label"] for segment in segments if segment["items"]}
    if "kaldi" in name:
        return [word["punct"] for word in content["retval"]["words"]], {"S10", "S12"}
    if "speechmatics" in name:
        return [word["name"] for word in content["words"]], {speaker["name"] for speaker in content["speakers"]}
    if "amberscript" in name:
        return [word["text"] for each in content["segments"] for word in each["words"]], {"Speaker 1"}
    return [word["text"] for word in content["words"]], {each["speaker"] for each in content["paragraphs"]}


@pytest.mark.parametrize(
    "name",
    [
        "stt_json_speakers/amazon_transcribe_speakers.json",
        "stt_json_speakers/bbc_kaldi_speaker_segments.json",
        "stt_json_speakers/digital_paper_edit.json",
        "stt_json_speakers/speechmatics.json",
        "amberscript/amberscript_export_json_0.json",
    ],
)
def test_speech_services(name):
    words, speakers = _json_words(name)
    transcript = _read(FORMATS / name)
    assert "".join(_spoken(transcript)) == "".join("".join(words).split())
    assert _labels(transcript) == speakers


def test_no_sample_is_forgotten():
    here = Path(__file__).read_text(encoding="utf-8")
    claimed = [path for path in FORMATS.rglob("*") if path.is_file() and claims(path)]
    assert len(claimed) == 31
    assert [path.name for path in claimed if path.name.split(".")[0] not in here] == []


def test_handelingen_have_the_speakers_that_they_list():
    listed: dict[str, set[str]] = defaultdict(set)
    with open(TRANSCRIPTS / "handelingen/sprekers.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            listed[row["bestand"]].add(row["spreker"])
    assert len(listed) == 11
    for name, speakers in listed.items():
        path = TRANSCRIPTS / "handelingen" / name
        said = [line.partition(": ") for line in _raw(path).split("\n") if line.strip()]
        assert {label for label, _, _ in said} == speakers
        transcript = _read(path)
        assert [(turn.label, turn.text) for turn in transcript.turns] == _runs(
            [(label, " ".join(text.split())) for label, _, text in said]
        )


def test_ifadv_arrives_line_by_line():
    paths = sorted((TRANSCRIPTS / "ifadv").glob("*.txt"))
    assert len(paths) == 20
    for path in paths:
        said = [line.partition(": ") for line in _raw(path).split("\n") if line.strip()]
        transcript = _read(path)
        assert _labels(transcript) == {f"{path.stem}-spreker1", f"{path.stem}-spreker2"}
        assert [(turn.label, turn.text) for turn in transcript.turns] == _runs(
            [(label, " ".join(text.split())) for label, _, text in said]
        )
        assert transcript.remarks == ()
