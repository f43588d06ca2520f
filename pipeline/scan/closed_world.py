"""All words that an output may hold: the content's, the templates', the manifest's own few, numbers and hashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.content import Content, shipped
from pipeline.domain import Band, ContrastKind, Cut, Part, Ring, Role, RoleClass, Step, Unit
from pipeline.scan.pieces import pieces
from pipeline.study import Study

RUN = 5
"""So many words in a row give a speaker away, where no content of ours has them in that order."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"\d+|[0-9a-f]{12,64}")
_FURNITURE = """
    tafelbeeld rapport html docx md kruistabel xlsx csv verantwoording json svg png toc hyperlink pageref numpages
    nl en gb us
    microsoft excel word office application worksheets sheets named ranges false true null none utf charset
    width device initial scale viewport generator python csp content security policy default src img style data
    self unsafe inline version matplotlib software cut pattern direction perspective ring role class part group
    unit value band status shown withheld by sessions share speakers few some many few_tables files read skipped
    rules reasons profile besloten openbaar warnings withheld cells audited in sample tables without tier snel
    vol encoder language model tag codebook verdicts not judged step k
"""
"""What file formats and the tool's own tables add to the content's words."""


def words_of(text: str) -> list[str]:
    """Words in lower case, apostrophes within; an underscore parts two."""
    return _WORD.findall(text.casefold())


def runs_of(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every five words in a row."""
    return (tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


@dataclass(frozen=True, slots=True)
class ClosedWorld:
    """The words that an output may hold, and the runs of five that its sentences make."""

    words: frozenset[str] = field(repr=False)
    runs: frozenset[tuple[str, ...]] = field(repr=False)

    def admits(self, word: str) -> bool:
        """Whether a word is the content's, a letter, a number or a hash."""
        return len(word) == 1 or word in self.words or _NUMBER.fullmatch(word) is not None


def closed_world(content: Content, study: Study, *, versions: Iterable[str]) -> ClosedWorld:
    """The world of a study's outputs; `versions` are the names of models and versions that an account gives."""
    sentences = [*_content_texts(content), *_template_texts(), *_manifest_texts(study), *versions, _FURNITURE]
    names = (str(name) for kind in (Band, ContrastKind, Cut, Part, Ring, Role, RoleClass, Step, Unit) for name in kind)
    told = [words_of(text) for text in (*sentences, *names)]
    return ClosedWorld(
        words=frozenset(word for words in told for word in words),
        runs=frozenset(run for words in told for run in runs_of(words)),
    )


def _content_texts(content: Content) -> Iterator[str]:
    yield from _strings(content.codebook.model_dump(mode="json"))
    yield from _strings(content.texts)
    yield from _strings(content.policy.model_dump(mode="json"))
    yield from content.policy.model_fields_set


def _template_texts() -> Iterator[str]:
    for path in sorted(shipped("templates").iterdir()):
        if path.suffix == ".docx":
            yield from (piece.text for piece in pieces(path.name, path.read_bytes()))
        elif path.suffix == ".j2":
            yield path.read_text(encoding="utf-8")


def _manifest_texts(study: Study) -> Iterator[str]:
    """What `check` shows for confirmation: title and names of groups."""
    yield study.title
    if study.manifest is not None:
        yield from (group.naam for group in study.manifest.groep)
        yield study.manifest.taalmodel or ""


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
