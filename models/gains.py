"""What more gold buys, and what the references do: tag models trained on parts of the gold, measured on development."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.classify import table_hash
from pipeline.classify.train import GoldPassage
from pipeline.content import Content
from pipeline.evaluate import Evaluation, quality
from pipeline.lesson import Lesson, lesson, trained
from pipeline.tag import Tagger

GOLD = (Path("models/gold/train"), Path("transcripts_sample"))
REFERENCES = Path("models/gold/references.jsonl")
SHARES = (0.125, 0.25, 0.5, 1.0)


def gains_page(held: Sequence[GoldPassage], *, content: Content) -> str:
    """The learning curve, and the same with and without the references, as Markdown."""
    learnt = lesson(GOLD, content=content, tier="vol", references=REFERENCES)
    rows = [
        f"| {name} | {count:,} | {_figures(snel)} | {_figures(vol)} |"
        for name, count, snel, vol in _tried(learnt, held, content)
    ]
    return "\n".join(
        (
            "## What more gold buys",
            "",
            "Tag models trained on the tables of a part of the gold, over one and the same encoder, which had learnt",
            "from all but the tables kept for calibration; measured on the development tables.",
            "",
            "| trained on | passages | `snel` macro-F1 | unlabelled tagged | `vol` macro-F1 | unlabelled tagged |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def _tried(
    learnt: Lesson, held: Sequence[GoldPassage], content: Content
) -> Iterator[tuple[str, int, Evaluation, Evaluation]]:
    tables = sorted({p.table for p in learnt.passages if p.only is None and not p.reference}, key=table_hash)
    parts = [(f"{share:.1%} of the tables", set(tables[: round(share * len(tables))])) for share in SHARES]
    lessons = [(name, learnt.only(partial(_kept, tables=some))) for name, some in parts]
    lessons.append(("all, without the references", learnt.only(lambda p: not p.reference)))
    for name, part in lessons:
        with TemporaryDirectory() as folder:
            trained(part, content=content, out=Path(folder))
            found = quality(held, Tagger.load(content=content, tag_model=Path(folder)))
        yield name, sum(p.only is None for p in part.passages), found.ways["snel"], found.ways["vol"]


def _kept(passage: GoldPassage, *, tables: set[str]) -> bool:
    return passage.only is not None or passage.reference or passage.table in tables


def _figures(made: Evaluation) -> str:
    return f"{made.macro:.2f} | {made.false_tags:.1%}"
