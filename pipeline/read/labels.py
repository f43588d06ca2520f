"""Who speaks, where a line says so: the spellings of a label, and which candidates are people.

`Kort samengevat: we doen het niet` looks like a speaker's line. So a line only proposes a label;
the whole file decides, by how often a label comes back and by what most of its lines look like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from pipeline.read.people import PARENTHESIS, ends_sentence, is_name, is_role, may_be_named
from pipeline.read.times import BRACKETED, TIME

LONGEST_LABEL = 40
MOST_WORDS = 5


class Evidence(Enum):
    """How much a spelling says by itself."""

    SIGN = "sign"
    """`#anna:` is a label and nothing else."""
    STAMP = "stamp"
    """A name with a time beside or below it: enough for whatever looks like a name."""
    COLON = "colon"
    """`Anna:` may be a sentence."""
    BRACKET = "bracket"
    """`[anna]` may be `[lacht]`."""
    PLACE = "place"
    """The line below a range of times is a name in one layout, and speech in all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a line proposes: a label, and the text that is left."""

    label: str = field(repr=False)
    text: str = field(repr=False)
    evidence: Evidence

    @property
    def key(self) -> tuple[Evidence, str]:
        """Equal for equal labels in equal spellings, capitals aside."""
        return self.evidence, self.label.casefold()


# Spaces are bounded, here and wherever a pattern could look for them again and again in a line of a million.
_STAMP_BETWEEN = rf"(?:\s{{0,9}}(?:{BRACKETED}|{TIME}))?"
_NAME = r"(?P<label>[^\W_][^:<>\[\]{}|=\"“”„]{0,70}?)"
_SIGN = re.compile(rf"[#@]{_NAME}{_STAMP_BETWEEN}\s{{0,9}}:(?P<text>.*)", re.DOTALL)
_COLON = re.compile(rf"\*{{0,3}}{_NAME}\*{{0,3}}{_STAMP_BETWEEN}\s{{0,9}}:\*{{0,3}}(?P<text>.*)", re.DOTALL)
_BRACES = rf"\{{{_NAME.replace('label', 'braced')}\}}"
_BRACKET = re.compile(rf"(?:\[{_NAME}\]|{_BRACES})\s{{0,9}}:?{_STAMP_BETWEEN}(?P<text>.*)", re.DOTALL)
# Not `https://x`, not `17:30`, not `:)`.
_NO_COLON = re.compile(r"//|\\|[)(]|-[)(]")

_EVENTS = re.compile(
    r"lach|gelach|glimlach|onverst|pauze|pause|stil|silence|appla|muziek|music|laugh|inaudible|unclear|cough|kuch|hoest"
    r"|zucht|lawaai|geluid|noise|cross ?talk|door elkaar|telefoon|niet te verst|overlap|onderbr|interrupt|knik|foreign"
    r"|opname|einde|begin|blank|naam|name|sic|\.\.\.|…|geroezemoes|ruis|instem|gesch|tikt|wijst|niest|snuift",
    re.IGNORECASE,
)


def candidate(line: str) -> Candidate | None:
    """The label that a line proposes by a sign, brackets or a colon; none where no label can stand."""
    first = line[:1]
    if first in "#@":
        return _found(_SIGN.match(line), Evidence.SIGN)
    if first in "[{":
        found = _found(_BRACKET.match(line), Evidence.BRACKET)
        return None if found is None or _EVENTS.search(found.label) else found
    if ":" not in line[:120]:
        return None
    return _found(_COLON.match(line), Evidence.COLON)


def _found(match: re.Match[str] | None, evidence: Evidence) -> Candidate | None:
    if match is None:
        return None
    groups = match.groupdict()
    label = tidy(groups["label"] or groups.get("braced") or "")
    text = groups["text"]
    if evidence is Evidence.COLON and (_NO_COLON.match(text) or (label[-1:].isdigit() and text[:1].isdigit())):
        return None
    if not is_short(label):
        return None
    return Candidate(label=label, text=text.strip(), evidence=evidence)


def tidy(label: str) -> str:
    """A label with single spaces and without the marks around it."""
    return " ".join(label.split()).strip("*_ ")


def is_short(label: str) -> bool:
    """Whether a label has a letter, few words and no sentence's end; brackets behind it are not counted."""
    bare = PARENTHESIS.sub("", label).strip()
    words = bare.split()
    if not 0 < len(words) <= MOST_WORDS or len(bare) > LONGEST_LABEL or not any(map(str.isalpha, bare)):
        return False
    return words[-1][-1] != "," and not any(map(ends_sentence, words))


def speakers(candidates: Iterable[Candidate], *, lines: int, places: int = 0) -> frozenset[tuple[Evidence, str]]:
    """The keys of the candidates that are people, in a file of so many lines and ranges of times."""
    proposed = list(candidates)
    times = Counter(found.key for found in proposed)
    mostly = 2 * len(proposed) >= lines
    below = sum(found.evidence is Evidence.PLACE for found in proposed)
    in_place = 5 * below >= 4 * places and len({found.key for found in proposed}) < max(below, 2)
    known = {found.key for found in proposed if _speaks(found, times[found.key], mostly=mostly, in_place=in_place)}
    doubtful = {key for key in known if key[0] in (Evidence.COLON, Evidence.BRACKET)}
    # Where one line in a hundred has a label, this is prose, and the labels are its sub-headings.
    return frozenset(known - doubtful if 100 * sum(times[key] for key in doubtful) < lines else known)


def _speaks(found: Candidate, times: int, *, mostly: bool, in_place: bool) -> bool:
    label = found.label
    match found.evidence:
        case Evidence.SIGN:
            return True
        case Evidence.STAMP:
            return is_name(label) or (times > 1 and may_be_named(label))
        case Evidence.PLACE:
            return in_place and may_be_named(label)
        case Evidence.COLON | Evidence.BRACKET if times > 1:
            return is_name(label) or is_role(label) or (mostly and may_be_named(label))
        case _:
            return mostly and is_name(label) and (label[0].isupper() or any(map(str.isdigit, label)))
