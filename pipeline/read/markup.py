"""The markup inside a cue: voices, styles, times of single words, entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from pipeline.read.cues import Said

_VOICE = re.compile(r"v(?:\.[^\s>]*)?(?:\s+(?P<name>.*))?", re.DOTALL)
# Only what WebVTT and SRT know: `<lacht>` and `a < b` are text.
_STYLE = re.compile(
    r"/?(?:(?:c|i|b|u|s|ruby|rt|lang|font|strike|em|strong|span|p|div)(?:[.\s][^<>]*)?|\d[\d:.,]*)/?", re.IGNORECASE
)
_TAG = re.compile(r"<([^<>]{0,300})>")
_SUBSTATION = re.compile(r"\{\\[^{}]{0,80}\}")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)


def said(lines: Sequence[str]) -> tuple[Said, ...]:
    """What the lines of one cue say, each line with its voice; a line in which voices change is one `Said` a voice."""
    joined = _SUBSTATION.sub("", _BREAK.sub("\n", "\n".join(lines)))
    return tuple(_by_line(_spans(joined)))


def _spans(text: str) -> Iterator[tuple[str | None, str]]:
    """Stretches of text with their voice."""
    voice: str | None = None
    begin = 0
    kept: list[str] = []
    for tag in _TAG.finditer(text):
        inner = tag.group(1)
        opens = _VOICE.fullmatch(inner)
        if opens is None and inner != "/v" and _STYLE.fullmatch(inner) is None:
            continue
        kept.append(text[begin : tag.start()])
        begin = tag.end()
        if opens is not None or inner == "/v":
            yield voice, "".join(kept)
            kept = []
            voice = None if opens is None else _name(opens["name"])
    yield voice, "".join((*kept, text[begin:]))


def _name(name: str | None) -> str | None:
    # noScribe marks a voice that overlaps another as //S02.
    return " ".join(html.unescape(name or "").split()).strip("/") or None


def _by_line(spans: Iterator[tuple[str | None, str]]) -> Iterator[Said]:
    for voice, text in spans:
        for line in text.split("\n"):
            clean = " ".join(html.unescape(line).split()) if len(line) < 100_000 else html.unescape(line).strip()
            if clean:
                yield Said(text=clean, voice=voice)
