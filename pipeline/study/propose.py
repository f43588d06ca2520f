"""A manifest to fill in: every table, every speaker that was found, and who probably facilitates."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline.domain import Role, Transcript, Turn
from pipeline.study.find import Study, TableFiles
from pipeline.study.manifest import label_key

_ROLES = ", ".join(Role)

_HEAD = """\
# Het manifest van deze studie: welk bestand welke tafel is, wie welke rol heeft, waar deel twee begint.
# Wat achter een hekje staat, telt niet mee. Vul aan, haal hekjes weg, en draai daarna: tafelbeeld check STUDIE
#
# rol: {roles}
#   opgavehouder    houdt de opgave bij het ministerie
#   intern          collega binnen hetzelfde ministerie
#   uitvoering      uitvoeringsorganisatie
#   medeoverheid    gemeente, provincie, waterschap, ander ministerie
#   extern          van buiten de overheid
#   gespreksleider  begeleidt het gesprek en wordt niet geteld
#   onbekend        nog niet ingevuld
# id: dezelfde id aan twee tafels is dezelfde persoon; zonder id telt iemand aan elke tafel als een ander.

# titel = "Opgavetafels"
# datum = 2026-01-31
map = {map}
# taalmodel = "nl_core_news_sm"
"""

_TAIL = """
# Groepen van tafels waarnaar het rapport mag uitsplitsen:
# [[groep]]
# naam = "Voorjaar"
# tafels = ["…", "…"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What one speaker's turns at one table look like."""

    name: str = field(repr=False)
    """As it is first spelt: the manifest compares names without case and white space."""
    turns: int
    questions: int
    words: int
    opens: bool

    @property
    def asking(self) -> float:
        """The share of turns with a question mark."""
        return self.questions / self.turns


def init_manifest(study: Study, transcripts: Mapping[int, Transcript]) -> str:
    """The text of a `study.toml` that can be used as it is and asks to be filled in."""
    heard = [_turns(table, transcripts) for table in study.tables]
    voices = [_voices(turns) for turns in heard]
    tables_of = Counter(key for found in voices for key in found)
    numbers = count(1)
    parts = [_HEAD.format(roles=_ROLES, map=toml_string(study.manifest.map if study.manifest else "."))]
    for table, turns, found in zip(study.tables, heard, voices, strict=True):
        parts.append("\n".join(_table(study, table, transcripts, turns)) + "\n")
        parts += ["\n".join(lines) + "\n" for lines in _speakers(found, tables_of, numbers)]
    return "\n".join(parts) + _TAIL


def toml_string(text: str) -> str:
    """A text as a basic string of TOML, which escapes one character more than JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _turns(table: TableFiles, transcripts: Mapping[int, Transcript]) -> list[Turn]:
    read = (transcripts.get(source.number) for source in table.sources)
    return [turn for transcript in read if transcript for turn in transcript.turns]


def _table(
    study: Study, table: TableFiles, transcripts: Mapping[int, Transcript], turns: Sequence[Turn]
) -> Iterator[str]:
    read = [transcripts[source.number] for source in table.sources if source.number in transcripts]
    names = (source.path.relative_to(study.folder).as_posix() for source in table.sources)
    yield "[[tafel]]"
    yield f"id = {toml_string(table.id)}"
    yield f"bestanden = [{', '.join(map(toml_string, names))}]"
    if any(transcript.analyse_turn is not None for transcript in read):
        yield "# analyse_vanaf is niet nodig: het transcript wijst zelf aan waar deel twee begint"
    else:
        yield '# analyse_vanaf = "00:45:00"  # een tijd, of het nummer van de eerste beurt van deel twee'
    if len(read) < len(table.sources):
        yield "# niet elk bestand van deze tafel kon worden gelezen; sprekers kunnen ontbreken"
    if without := sum(not label_key(turn.label or "") for turn in turns):
        yield f"# {_count(without)} zonder spreker"


def _speakers(
    voices: Mapping[str, _Voice], tables_of: Mapping[str, int], numbers: Iterator[int]
) -> Iterator[list[str]]:
    leader = facilitator(voices)
    for key, voice in voices.items():
        lines = ["[[tafel.spreker]]", f"naam = {toml_string(voice.name)}  # {_count(voice.turns)}"]
        if tables_of[key] > 1:
            lines.append("# deze naam staat ook bij een andere tafel: dezelfde persoon? geef dan bij elk dezelfde id")
        # An id of its own for everybody, so that taking the hashes away makes no two people one.
        lines.append(f'# id = "p{next(numbers):02}"')
        lines.append(_role(leads=key == leader))
        lines.append('# organisatie = "…"')
        yield lines


def _role(*, leads: bool) -> str:
    if leads:
        return f'rol = "{Role.GESPREKSLEIDER}"  # een voorstel: stelt de meeste vragen; klopt dit?'
    return f'rol = "{Role.ONBEKEND}"  # {_ROLES}'


def _count(turns: int) -> str:
    return f"{turns} {'beurt' if turns == 1 else 'beurten'}"


# --- who facilitates --------------------------------------------------------------------------------------------------


def facilitator(voices: Mapping[str, _Voice]) -> str | None:
    """Who probably leads a conversation: asks most, opens it, keeps it short; none where nobody stands out."""
    asking = {key: voice for key, voice in voices.items() if voice.questions and voice.asking >= 0.25}
    if len(voices) < 2 or not asking:
        return None
    questions = sum(voice.questions for voice in voices.values())
    typical = sum(voice.words for voice in voices.values()) / sum(voice.turns for voice in voices.values())
    return max(asking, key=lambda key: _lead(asking[key], questions=questions, typical=typical))


def _lead(voice: _Voice, *, questions: int, typical: float) -> float:
    """How much a speaker looks like who leads: weights chosen by hand, questions first."""
    short = voice.words / voice.turns <= typical
    return voice.questions / questions + 0.5 * voice.asking + 0.3 * voice.opens + 0.1 * short


def _voices(turns: Sequence[Turn]) -> dict[str, _Voice]:
    """Every speaker at a table, by who speaks first."""
    by_key: dict[str, list[Turn]] = {}
    for turn in turns:
        if key := label_key(turn.label or ""):
            by_key.setdefault(key, []).append(turn)
    first = next(iter(by_key), None)
    return {key: _voice(own, opens=key == first) for key, own in by_key.items()}


def _voice(turns: Sequence[Turn], *, opens: bool) -> _Voice:
    return _Voice(
        name=" ".join((turns[0].label or "").split()),
        turns=len(turns),
        questions=sum("?" in turn.text for turn in turns),
        words=sum(len(turn.text.split()) for turn in turns),
        opens=opens,
    )
