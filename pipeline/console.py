"""What the user's own terminal shows: progress, files by name, closing lines. None of it is written or logged."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.batch import Reading
from pipeline.domain import Remark, RemarkKind, Source, Tag
from pipeline.study import Study, StudyError

if TYPE_CHECKING:
    from pipeline.classify.train import TrainingAccount
    from pipeline.content import Codebook, Content
    from pipeline.flow import Outcome
    from pipeline.read import SpeakerPattern
    from pipeline.show import Catch

MOST_AROUND = 300
"""So many characters of what stands before and after a passage are shown."""
_REMARKS = {
    RemarkKind.DECODED_AS_CP1252: "was read as Windows-1252, not UTF-8",
    RemarkKind.REPLACED_CHARACTERS: "has {n} characters that could not be read and were replaced",
    RemarkKind.WITHOUT_SPEAKERS: "has no speakers: it counts as a table, and no pattern can be heard there; "
    "mark who speaks, or give --speaker-pattern",
    RemarkKind.NOT_DUTCH: "does not look Dutch: hardly anything in it will be tagged",
    RemarkKind.CUE_WITHOUT_TIME: "has {n} cues without a time",
    RemarkKind.LONG_LINE_CUT: "has {n} very long lines, which were cut",
}


@contextmanager
def progress() -> Iterator[Any]:
    """Progress bars on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield bars


def steps(bars: Any, title: str, total: int) -> Callable[[int], None]:
    """A bar to which one tells how many are done."""
    task = bars.add_task(title, total=total)
    return lambda done: bars.update(task, completed=done)


def file_lines(study: Study, reading: Reading) -> list[str]:
    """A line for every file that was skipped, remarked on, not claimed or not named."""
    lines = [f"{source.path.name}: skipped. {why}" for source, why in reading.skipped]
    for transcript in reading.transcripts.values():
        lines += [f"{transcript.source.path.name} {_remark(remark)}." for remark in transcript.remarks]
    lines += [f"{path.name} is no transcript that can be read here; it is left alone." for path in study.ignored]
    lines += [f"{path.name} stands in the folder, but study.toml names it at no table." for path in study.unnamed]
    return lines


def _remark(remark: Remark) -> str:
    known = _REMARKS.get(remark.kind, remark.kind.value.replace("_", " "))
    return known.format(n=remark.count)


def closing_line(made: Outcome, folder: Path) -> str:
    """Where the outputs are, and what went in."""
    within = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    return (
        f"Six files stand in {within}: a concept on {made.tables} tables, "
        f"{made.speakers} speakers and {made.passages} passages."
    )


def confirmation(study: Study) -> str:
    """What a manifest lets into a report word for word, for the user to confirm."""
    manifest = study.manifest
    if manifest is None:
        return "There is no study.toml; `tafelbeeld check STUDY --init` writes one to fill in."
    shown = [f"titel: {study.title}", f"datum: {manifest.datum or '-'}"]
    shown += [f"groep: {group.naam}" for group in manifest.groep]
    return "\n".join(["These words of study.toml will stand in a report:", *(f"  {line}" for line in shown)])


def passages_of(file: Path, *, lines: bool, speaker_pattern: SpeakerPattern | None) -> list[str]:
    """The passages of a transcript, or the lines of a plain text, in order."""
    from pipeline.read import UnreadableError, read
    from pipeline.read.bytes import plain_lines
    from pipeline.read.errors import Refusal
    from pipeline.segment import passage_spans, tokeniser

    if not file.is_file():
        raise StudyError(sentence="There is no such file; give a transcript, or with --lines a plain text.")
    try:
        if lines:
            return plain_lines(file.read_bytes())
        transcript = read(Source(number=1, path=file), speaker_pattern=speaker_pattern)
    except Refusal as error:
        raise StudyError(sentence=str(UnreadableError(1, error.reason, error.remedy))) from None
    except UnreadableError as error:
        raise StudyError(sentence=str(error)) from None
    docs = tokeniser().pipe([turn.text for turn in transcript.turns])
    return [doc.text[slice(*span)] for doc in docs for span in passage_spans(doc)]


def on_a_terminal() -> bool:
    """Whether what is printed goes to a person's screen, and into no file or other program."""
    return sys.stdout.isatty()


def catch_lines(number: int, caught: Catch) -> str:
    """One caught passage in colour: what stands around it, the words that a term fired on, and what was made of it."""
    from rich.console import Console
    from rich.text import Text

    passage = caught.passage
    head = f"{number}. {caught.table}, turn {passage.turn + 1}, {passage.role.value}"
    made = Text(printable(head), style="bold")
    made.append("\n")
    if caught.before:
        made.append(f"… {printable(caught.before[-MOST_AROUND:])}\n", style="dim")
    said = Text(printable(passage.text))
    for hit in caught.hits:
        said.stylize("reverse", hit.start, hit.end)
    made.append_text(said).append("\n")
    if caught.after:
        made.append(f"{printable(caught.after[:MOST_AROUND])} …\n", style="dim")
    terms = ", ".join(sorted({hit.term for hit in caught.hits}))
    tags = "; ".join(
        f"{tag.code} {tag.direction or ''} {tag.probability:.2f}".replace("  ", " ") for tag in caught.tags
    )
    made.append(f"{tags or 'no tag stands'}{f' ({terms})' if terms else ''}\n", style="cyan")
    console = Console()
    with console.capture() as captured:
        console.print(made)
    return captured.get()


def printable(text: str) -> str:
    """A text whose control characters, which could steer a terminal, are shown as a mark; as long as it was."""
    return "".join(mark if mark.isprintable() else " " if mark.isspace() else "\ufffd" for mark in text)


def json_line(number: int, tags: tuple[Tag, ...], codebook: Codebook) -> str:
    """One passage's tags as a line of JSON."""
    patterns = [
        {
            "pattern": tag.code,
            "direction": tag.direction,
            "probability": tag.probability,
            "origin": [str(origin) for origin in tag.origins],
        }
        for tag in tags
        if codebook.is_pattern(tag.code)
    ]
    perspectives = [tag.code for tag in tags if not codebook.is_pattern(tag.code)]
    return json.dumps({"passage": number, "tags": patterns, "perspectives": perspectives}, ensure_ascii=False)


def silence_lines(content: Content, silent: Mapping[str, tuple[str, ...]], *, named: bool) -> list[str]:
    """How many terms of each lexicon never fired in the gold that the tag model learnt from, and which."""
    counts = {lexicon.id: len(lexicon.term) for lexicon in content.lexicons}
    never = sum(map(len, silent.values()))
    head = f"{never} of {sum(counts.values())} terms never fired in the tag model's gold"
    if not named:
        return [head + ("; --terms lists them." if never else ".")]
    return [f"{head}:", *(f"  {code} ({len(t)} of {counts[code]}): {', '.join(t)}" for code, t in silent.items())]


def training_lines(account: TrainingAccount) -> list[str]:
    """How the training went, tier by tier and code by code, on tables that the model had not seen."""
    head = (
        f"{account.passages} passages of {account.tables} tables, {account.positives} with a label, "
        f"{account.reference_negatives} references; on tables unseen:"
    )
    rows = [
        f"  {tier}  {found.bar.code:<26} {found.positives:>4} positive   {found.found:>4} tagged   "
        f"{found.right:>4} right   from {found.bar.upper:.2f}"
        for tier, bars in account.bars.items()
        for found in bars
    ]
    return [head, *rows]
