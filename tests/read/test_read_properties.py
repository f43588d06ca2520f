"""What holds for every conversation: written in any format it comes back, and no word is lost."""

from __future__ import annotations

import json
import tempfile
from itertools import groupby
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain import Source, Transcript
from pipeline.read import UnreadableError, read

NAMES = st.sampled_from(["Anna", "Bram de Wit", "SPEAKER_01", "Renée", "mevrouw Van den Hul"])
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéëï'", min_size=1, max_size=9).filter(lambda word: word.strip("'"))
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
SAID = st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=12)
# Each name twice, so that no label stands alone.
CONVERSATIONS = SAID.map(lambda said: [*said, *((name, "tot ziens") for name in sorted({name for name, _ in said}))])


def _read(content: str | bytes, suffix: str) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(Source(number=1, path=path))


def _runs(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, " ".join(text for _, text in run)) for name, run in groupby(said, key=lambda each: each[0])]


def _turns(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.text) for turn in transcript.turns]


def _clock(second: int, mark: str) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


def _cues(said: list[tuple[str, str]], form: str, mark: str) -> str:
    return "\n".join(
        f"{number}\n{_clock(number, mark)} --> {_clock(number + 1, mark)}\n{form.format(name, text)}\n"
        for number, (name, text) in enumerate(said, start=1)
    )


@given(CONVERSATIONS)
def test_srt_comes_back(said):
    assert _turns(_read(_cues(said, "{}: {}", ","), ".srt")) == _runs(said)


@given(CONVERSATIONS)
def test_vtt_comes_back(said):
    assert _turns(_read("WEBVTT\n\n" + _cues(said, "<v {}>{}</v>", "."), ".vtt")) == _runs(said)
    assert _turns(_read("WEBVTT\n\n" + _cues(said, "{}: {}", "."), ".vtt")) == _runs(said)


@given(CONVERSATIONS, st.sampled_from(["{}: {}", "[{}] {}", "#{}: {}", "{}:\n{}", "[00:00:01] {}: {}"]))
def test_text_comes_back(said, form):
    assert _turns(_read("\n".join(form.format(*each) for each in said), ".txt")) == _runs(said)


@given(CONVERSATIONS)
def test_json_comes_back(said):
    segments = [{"speaker": name, "text": f" {text}", "start": 1.0} for name, text in said]
    assert _turns(_read(json.dumps({"segments": segments}), ".json")) == _runs(said)


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=20))
def test_lines_of_words_lose_none(lines):
    if any(lines):
        text = "\n".join(lines)
        assert " ".join(turn.text for turn in _read(text, ".txt").turns).split() == text.split()


@given(st.text(max_size=300), st.sampled_from([".txt", ".vtt", ".srt", ".json", ".docx"]))
def test_any_text_is_read_or_refused(text, suffix):
    try:
        assert _read(text, suffix).turns
    except UnreadableError as error:
        assert error.__context__ is None
    except UnicodeEncodeError:
        pass


@given(st.binary(max_size=300), st.sampled_from([".txt", ".vtt", ".srt", ".json", ".docx"]))
def test_any_bytes_are_read_or_refused(data, suffix):
    try:
        assert _read(data, suffix).turns
    except UnreadableError as error:
        assert error.__context__ is None


_FRAGMENTS = (
    "WEBVTT|NOTE|STYLE|1|00:00:01.000 --> 00:00:02.000|0:03|[00:00:01]|<v Anna>|</v>|Anna: |== analyse ==|ja hoor"
    "|[lacht]|#b: |//|:| |\n|\n\n|&amp;|{|(Language: x)|-->"
)
FRAGMENTS = st.sampled_from(_FRAGMENTS.split("|"))


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.sampled_from([".txt", ".vtt", ".srt"]))
def test_fragments_of_formats_are_read_or_refused(text, suffix):
    try:
        transcript = _read(text, suffix)
    except UnreadableError:
        return
    assert all(turn.text == " ".join(turn.text.split()) for turn in transcript.turns)
