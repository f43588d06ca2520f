"""One line of a plain transcript by itself: its time, the label that it proposes, and its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.read.labels import Candidate, Evidence, candidate, is_short, tidy
from pipeline.read.times import ARROW, BRACKETED, LONG_BRACKETED, LONG_RANGE, RANGE, SHORT_TIME, TIME, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line says of itself; a line without text, label and time is blank."""

    text: str = field(default="", repr=False)
    """Without the time, and with the label."""
    start: float | None = None
    is_range: bool = False
    """Whether its time is a range with an arrow, as subtitles have it."""
    dashed: bool = False
    """Whether a dash divides its time from its text."""
    proposed: Candidate | None = None

    @property
    def is_blank(self) -> bool:
        """Neither time nor text."""
        return not self.text and self.start is None

    @property
    def is_time(self) -> bool:
        """A time and nothing else."""
        return not self.text and self.start is not None

    @property
    def is_plain(self) -> bool:
        """Text without time or label."""
        return bool(self.text) and self.start is None and self.proposed is None


_LEADING = re.compile(rf"(?P<stamp>{BRACKETED}|{LONG_RANGE}(?![\d:]))\s*(?P<dash>[-–—])?\s*(?P<rest>.*)", re.DOTALL)
_LEADING_SHORT = re.compile(
    rf"(?P<stamp>{SHORT_TIME}(?:{ARROW}{TIME})?)(?![\d:])(?P<dash>\s+[-–—])?\s*(?P<rest>.*)", re.DOTALL
)
_AFTER_NAME = re.compile(
    rf"(?P<label>[^\W_][^:<>\[\]{{}}|=\"]{{0,70}}?)(?P<gap>\s{{0,20}})(?P<stamp>{BRACKETED}|{RANGE})\s{{0,9}}:?\s*(?P<rest>.*)",
    re.DOTALL,
)
_DASHED = re.compile(r"(?P<label>[^\W_]\S{0,39}(?: \S{1,39}){0,4}?) [-–—](?:\s+(?P<text>.*)|$)", re.DOTALL)
_INNER = re.compile(rf"\s?{LONG_BRACKETED}")
_TIME_AHEAD = re.compile(rf"\s*(?P<stamp>{BRACKETED})\s*")


def parsed(texts: Iterable[str]) -> list[Line]:
    """Each line by itself, in the order of the file."""
    stripped = [text.strip() for text in texts]
    short_times = _has_short_times(stripped)
    return [_line(text, short_times=short_times) for text in stripped]


def _has_short_times(texts: Sequence[str]) -> bool:
    """Whether `17:30` before a line is its time: most lines have one, or nothing but labels stands behind them."""
    found = [match for match in (_LEADING_SHORT.match(text) for text in texts if text[:1].isdigit()) if match]
    if 2 * len(found) >= sum(map(bool, texts)):
        return len(found) > 1
    return len(found) > 1 and all(not match["rest"] or candidate(match["rest"]) for match in found)


def _line(text: str, *, short_times: bool) -> Line:
    if not text:
        return Line()
    found = _LEADING.match(text) or (_LEADING_SHORT.match(text) if short_times else None)
    if found is None:
        return _labelled(Line(text=text))
    stamp = found["stamp"]
    line = Line(
        text=found["rest"].strip(),
        start=seconds(stamp),
        is_range=">" in stamp or "→" in stamp,
        dashed=found["dash"] is not None,
    )
    return _labelled(line)


def _labelled(line: Line) -> Line:
    """A line with the label that it proposes, and with the time that stands beside that label."""
    stamped = _name_and_time(line) if line.start is None else None
    if stamped is not None:
        return stamped
    proposed = candidate(line.text) or (_dashed(line.text) if line.start is not None else None)
    if proposed is None:
        return replace(line, text=_without_times(line.text))
    ahead = _TIME_AHEAD.match(proposed.text) if line.start is None else None
    if ahead is not None:
        proposed = replace(proposed, text=proposed.text[ahead.end() :])
    start = line.start if ahead is None else seconds(ahead["stamp"])
    return replace(
        line,
        start=start,
        text=_without_times(line.text),
        proposed=replace(proposed, text=_without_times(proposed.text)),
    )


def _name_and_time(line: Line) -> Line | None:
    """`Anna [00:01:02]: tekst`, and the headings `Anna (00:01)` and `Anna   0:03`."""
    if ":" not in line.text[:120]:
        return None
    found = _AFTER_NAME.match(line.text)
    if found is None:
        return None
    label, rest = tidy(found["label"].strip("[]{}#@")), found["rest"].strip()
    bare = found["stamp"][0].isdigit()
    # A bare time behind words is a heading only at the end of its line: elsewhere it is `om 17:30 koffie`.
    if not is_short(label) or (bare and rest) or (bare and not found["gap"]):
        return None
    proposed = Candidate(label=label, text=_without_times(rest), evidence=Evidence.STAMP)
    return Line(text=line.text, start=seconds(found["stamp"]), proposed=proposed)


def _dashed(text: str) -> Candidate | None:
    """`SPEAKER_00 - tekst`, behind a time."""
    found = _DASHED.match(text)
    if found is None or not is_short(tidy(found["label"])):
        return None
    return Candidate(label=tidy(found["label"]), text=(found["text"] or "").strip(), evidence=Evidence.COLON)


def _without_times(text: str) -> str:
    if ":" not in text:
        return text
    return _INNER.sub("", text).strip()
