"""JSON of speech recognition: which tool wrote it, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.read import json_segments, json_words
from pipeline.read.errors import Refusal
from pipeline.read.reading import Cue, Reading

MOST_CONTAINERS = 500_000
"""Objects and lists in one file; 232 bytes each in Python, whatever they hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one tool, or several alike, writes speech."""

    name: str
    fits: Callable[[object], bool]
    cues: Callable[[object], Iterator[Cue]]


LAYOUTS = (
    Layout(name="Amazon Transcribe", fits=json_words.is_amazon, cues=json_words.amazon),
    Layout(name="Speechmatics", fits=json_words.is_speechmatics, cues=json_words.speechmatics),
    Layout(name="BBC Kaldi", fits=json_words.is_kaldi, cues=json_words.kaldi),
    Layout(name="Digital Paper Edit", fits=json_words.is_paper_edit, cues=json_words.paper_edit),
    Layout(name="Amberscript", fits=json_segments.is_amberscript, cues=json_segments.amberscript),
    Layout(name="Whisper and WhisperX", fits=json_segments.is_whisper, cues=json_segments.whisper),
)


def read_json(text: str) -> Reading:
    """The cues of the first layout that fits; `Refusal` of broken JSON, and of JSON of another tool."""
    if text.count("{") + text.count("[") > MOST_CONTAINERS:
        raise Refusal("the JSON has too many parts", "split it into one file a conversation")
    known, content = _loaded(text)
    if not known:
        raise Refusal("the file is broken JSON, or nested too deeply", "export the transcript again")
    layout = next((layout for layout in LAYOUTS if layout.fits(content)), None)
    if layout is None:
        names = ", ".join(layout.name for layout in LAYOUTS)
        raise Refusal(f"the JSON is of another tool than those known ({names})", "export the transcript as text or VTT")
    return Reading(cues=tuple(layout.cues(content)))


def _loaded(text: str) -> tuple[bool, object]:
    # The error would carry the whole transcript along, so that it ends here.
    try:
        return True, json.loads(text)
    except (ValueError, RecursionError):
        return False, None
