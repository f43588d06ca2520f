"""Verbs that speak of single passages, or of how good the tags are: for holders of the transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app
from pipeline.cli.options import (
    EncoderFolder,
    LanguageModel,
    OwnContent,
    References,
    Speakers,
    StudyPath,
    TagModel,
    Tier,
    content_of,
    one_of,
    pattern_of,
    read_study,
    tagger_of,
)
from pipeline.endings import WRONG, Stop


@app.command()
def tag(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A transcript, or with --lines plain text.")],
    lines: Annotated[bool, typer.Option("--lines", help="One passage a line.")] = False,
    tier: Tier = "vol",
    content: OwnContent = None,
    tag_model: TagModel = None,
    encoder: EncoderFolder = None,
    language_model: LanguageModel = None,
    speaker_pattern: Speakers = None,
) -> None:
    """Tag single passages, for holders of the transcripts: one JSON object a passage, never its text."""
    from pipeline.console import json_line, passages_of

    tagger = tagger_of(
        None, tier=tier, content=content, tag_model=tag_model, encoder=encoder, language_model=language_model
    )
    texts = passages_of(file, lines=lines, speaker_pattern=pattern_of(speaker_pattern))
    for number, tags in enumerate(tagger.tag(texts)):
        print(json_line(number, tags, tagger.content.codebook))


@app.command()
def train(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Studies with gold beside them, or files.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model goes.")],
    content: OwnContent = None,
    tier: Tier = "vol",
    encoder: EncoderFolder = None,
    references: References = None,
) -> None:
    """Train a tag model on gold and the lexicons' examples."""
    from pipeline.console import training_lines
    from pipeline.content import read_content
    from pipeline.lesson import lesson, trained

    used = read_content(content_of(None, content))
    chosen = one_of("--tier", tier, "snel", "vol")
    learnt = lesson(gold, content=used, tier=chosen, encoder=encoder, references=references)
    account = trained(learnt, content=used, out=out)
    for line in training_lines(account):
        print(line)
    print(f"The tag model stands in {out}; use it with --tag-model.")


@app.command()
def evaluate(
    gold: Annotated[list[Path] | None, typer.Argument(metavar="GOLD...", help="Studies with gold, or files.")] = None,
    explain: Annotated[
        Path | None,
        typer.Option("--explain", metavar="FILE", help="Say what pushed each pattern; with GOLD, what gold is near."),
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="FILE of --explain is plain text, one passage a line.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the verdicts beside the tag model, for reports.")] = False,
    tier: Tier = "vol",
    content: OwnContent = None,
    tag_model: TagModel = None,
    encoder: EncoderFolder = None,
    language_model: LanguageModel = None,
) -> None:
    """Say how good the tags are, held against gold; --explain is for holders of the transcripts."""
    from pipeline.console import passages_of
    from pipeline.content import shipped
    from pipeline.evaluate import page, quality, save_quality
    from pipeline.explain import explained
    from pipeline.gold import read_gold

    if not gold and explain is None:
        raise Stop(WRONG, "Give GOLD to measure the tags, or --explain FILE to see where single tags come from.")
    tagger = tagger_of(
        None, tier=tier, content=content, tag_model=tag_model, encoder=encoder, language_model=language_model
    )
    if explain is not None:
        near = read_gold(gold, codebook=tagger.content.codebook) if gold else ()
        for line in explained(passages_of(explain, lines=lines, speaker_pattern=None), tagger, gold=near):
            print(line)
        return
    for path in gold or ():
        found = quality(read_gold([path], codebook=tagger.content.codebook), tagger)
        print(page(path.name, found))
        if keep and not found.in_sample:
            save_quality(found, tag_model or shipped("tagmodel"))


@app.command()
def show(
    study: StudyPath,
    caught: Annotated[str, typer.Argument(metavar="PATTERN|TERM", help="A pattern, a perspective, or a term's id.")],
    tier: Tier = "vol",
    content: OwnContent = None,
    tag_model: TagModel = None,
    encoder: EncoderFolder = None,
    language_model: LanguageModel = None,
    speaker_pattern: Speakers = None,
) -> None:
    """Look at what a pattern or a term caught, in context: for holders of the transcripts, on a terminal only."""
    from pipeline.console import catch_lines, on_a_terminal, progress
    from pipeline.show import UnknownCatchError, catches, wanted_of
    from pipeline.study import sessions

    if not on_a_terminal():
        raise Stop(WRONG, "`tafelbeeld show` shows a transcript's words, so it speaks to a terminal only.")
    with progress() as bars:
        found, reading = read_study(study, speaker_pattern, bars)
    tagger = tagger_of(
        found, tier=tier, content=content, tag_model=tag_model, encoder=encoder, language_model=language_model
    )
    try:
        wanted = wanted_of(caught, tagger.content)
    except UnknownCatchError as error:
        raise Stop(WRONG, str(error)) from None
    number = 0
    for number, one in enumerate(catches(sessions(found, reading.transcripts), tagger, wanted), start=1):
        print(catch_lines(number, one))
    print(f"{number} passages.")
