"""JSON of speech recognition: layouts known, layouts unknown, values of the wrong type."""

from __future__ import annotations

import json

import pytest

from pipeline.read import UnreadableError


def _word(text: str, start: float, **more: object) -> dict[str, object]:
    return {"start": start, "end": start + 0.4, **more, "word": text}


LAYOUTS: dict[str, object] = {
    "segments": {
        "segments": [
            {"start": 1, "text": " dag", "speaker": "A"},
            {"start": 2, "text": " hoor", "speaker": "A"},
            {"start": 3, "text": "hoi", "speaker": "B"},
        ]
    },
    "a list": [{"start": 1, "text": "dag hoor", "speaker": "A"}, {"start": "3.0", "text": "hoi", "speaker": "B"}],
    "speakers on words alone": {
        "segments": [
            {"start": 1, "text": "dag hoor", "words": [_word("dag", 1, speaker="A"), {"word": "hoor"}]},
            {"start": 3, "text": "hoi", "words": [_word("hoi", 3, speaker="B")]},
        ],
        "word_segments": [],
    },
    "speakers who change within a segment": {
        "segments": [
            {
                "start": 1,
                "text": " dag hoor hoi",
                "speaker": "A",
                "words": [_word("dag", 1), _word("hoor", 2, speaker="A"), _word("hoi", 3, speaker="B")],
            }
        ]
    },
    "amazon": {
        "results": {
            "speaker_labels": {
                "segments": [
                    {"start_time": "1.0", "speaker_label": "A", "items": [{"start_time": "1.0", "speaker_label": "A"}]},
                    {"start_time": "3.0", "speaker_label": "B", "items": [{"start_time": "3.0", "speaker_label": "B"}]},
                ]
            },
            "items": [
                {"start_time": "1.0", "alternatives": [{"content": "dag"}], "type": "pronunciation"},
                {"start_time": "1.0", "alternatives": [{"content": "hoor"}], "type": "pronunciation"},
                {"start_time": "3.0", "alternatives": [{"content": "hoi"}], "type": "pronunciation"},
            ],
        }
    },
    "speechmatics since 2019": {
        "format": "2.9",
        "results": [
            {"start_time": 1.0, "type": "word", "alternatives": [{"content": "dag", "speaker": "A"}]},
            {"start_time": 1.5, "type": "word", "alternatives": [{"content": "hoor", "speaker": "A"}]},
            {"start_time": 3.0, "type": "word", "alternatives": [{"content": "hoi", "speaker": "B"}]},
        ],
    },
    "speechmatics": {
        "speakers": [{"name": "A", "time": "1.00"}, {"name": "B", "time": "3.00"}],
        "words": [
            {"name": "dag", "time": "1.00"},
            {"name": "hoor", "time": "1.20"},
            {"name": "hoi", "time": "2.99"},
        ],
    },
    "kaldi": {
        "retval": {
            "words": [
                {"start": 1, "word": "dag", "punct": "dag"},
                {"start": 2, "word": "hoor"},
                {"start": 3.05, "word": "hoi"},
            ],
            "segmentation": {
                "segments": [{"start": 0.9, "speaker": {"@id": "A"}}, {"start": 3, "speaker": {"@id": "B"}}]
            },
        }
    },
    "paper edit": {
        "words": [{"start": 1, "text": "dag"}, {"start": 2, "text": "hoor"}, {"start": 3, "text": "hoi"}],
        "paragraphs": [{"start": 1, "speaker": "A"}, {"start": 3, "speaker": "B"}],
    },
    "amberscript": {
        "speakers": [{"spkid": "s1", "name": "A"}, {"spkid": "s2", "name": "B"}],
        "segments": [
            {"speaker": "s1", "words": [{"start": 1, "text": "dag"}, {"start": 2, "text": "hoor"}]},
            {"speaker": "s2", "words": [{"start": 3, "text": "hoi"}]},
        ],
    },
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(reads, layout):
    turns = reads(json.dumps(LAYOUTS[layout]), ".json").turns
    assert [(turn.label, turn.text) for turn in turns] == [("A", "dag hoor"), ("B", "hoi")]
    assert [turn.start for turn in turns] == pytest.approx([1.0, 3.0], abs=0.1)


def test_marks_join_the_word_before_them(reads):
    content = json.loads(json.dumps(LAYOUTS["speechmatics"]))
    content["words"].insert(2, {"name": ".", "time": "3.00"})
    assert [turn.text for turn in reads(json.dumps(content), ".json").turns] == ["dag hoor.", "hoi"]


def test_a_segment_whose_words_differ_from_its_text_keeps_its_text(reads):
    words = [_word("dag", 1, speaker="A"), _word("hoi", 3, speaker="B")]
    content = {"segments": [{"start": 1, "text": "dag 12 hoi", "speaker": "A", "words": words}]}
    assert [(turn.label, turn.text) for turn in reads(json.dumps(content), ".json").turns] == [("A", "dag 12 hoi")]


@pytest.mark.parametrize("value", [None, "x", -1, True, [], {}, "1e999", float("nan"), 10**400])
def test_times_and_speakers_of_any_type(reads, value):
    content = {"segments": [{"start": value, "speaker": value, "text": "dag", "words": value}]}
    (turn,) = reads(json.dumps(content), ".json").turns
    assert turn.text == "dag"
    assert turn.start is None


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        1,
        None,
        "dag",
        {"text": "<p>dag</p>", "media": "", "media-time": 1},
        {"segments": []},
        {"segments": [{"tekst": "x"}]},
        {"segments": {"text": "x"}},
        {"table": "x", "turn": 0, "start": 0, "end": 1, "tags": []},
        {"words": [1, 2]},
        {"results": [{"alternatives": 3}]},
        {"retval": {"words": {}}},
    ],
)
def test_json_of_another_tool_names_the_layouts_known(reads, content):
    with pytest.raises(UnreadableError, match="WhisperX"):
        reads(json.dumps(content), ".json")


@pytest.mark.parametrize("text", ["{", '{"segments": [{"text": "geheim"', "geheim", "[1," + "2" * 5000 + "]"])
def test_broken_json_says_nothing_of_what_it_holds(reads, text):
    with pytest.raises(UnreadableError) as caught:
        reads(text, ".json")
    assert "geheim" not in str(caught.value)
    assert caught.value.__context__ is None
