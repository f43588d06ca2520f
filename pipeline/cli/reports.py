"""Verbs that read a study and write, or look at what was written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, content_app
from pipeline.cli.options import (
    EncoderFolder,
    LanguageModel,
    OwnContent,
    Speakers,
    StudyPath,
    TagModel,
    Tier,
    content_of,
    one_of,
    read_study,
    tagger_of,
)
from pipeline.endings import DONE, FINDINGS, REFUSED, WRONG, Stop, say

if TYPE_CHECKING:
    from pipeline.batch import Reading
    from pipeline.content import Content
    from pipeline.flow import Language, Profile
    from pipeline.scan import Leak
    from pipeline.study import Study


@app.command()
def run(
    study: StudyPath,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the report goes.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="nl or en.")] = "nl",
    profile: Annotated[str, typer.Option("--profile", help="besloten or openbaar: who will read it.")] = "besloten",
    tier: Tier = "vol",
    content: OwnContent = None,
    tag_model: TagModel = None,
    encoder: EncoderFolder = None,
    language_model: LanguageModel = None,
    speaker_pattern: Speakers = None,
) -> None:
    """Make a report (a concept) of a study."""
    from pipeline import report
    from pipeline.console import closing_line, file_lines, progress, steps
    from pipeline.flow import outcome
    from pipeline.outputs import output_folder, placed
    from pipeline.scan import scanned
    from pipeline.study import tables_read

    language: Language = one_of("--lang", lang, "nl", "en")
    readers: Profile = one_of("--profile", profile, "besloten", "openbaar")
    with progress() as bars:
        found, reading = read_study(study, speaker_pattern, bars)
        folder = output_folder(found, out)
        tagger = tagger_of(
            found, tier=tier, content=content, tag_model=tag_model, encoder=encoder, language_model=language_model
        )
        if not reading.transcripts:
            raise Stop(WRONG, *file_lines(found, reading), "No file could be read; nothing was written.")
        made = outcome(
            found,
            reading.transcripts,
            tagger,
            language=language,
            profile=readers,
            tagged=steps(bars, "Tagging", len(tables_read(found, reading.transcripts))),
        )
        with placed(folder) as draft:
            texts = tagger.content.texts[language]
            report.write(
                made.report, made.safe_counts, made.account, draft, codebook=tagger.content.codebook, texts=texts
            )
            _refuse_leaks(scanned(draft, found, reading.transcripts, tagger.content))
    say(DONE, *file_lines(found, reading))
    print(closing_line(made, folder))
    raise typer.Exit(FINDINGS if reading.findings else DONE)


def _refuse_leaks(found: tuple[Leak, ...]) -> None:
    if found:
        raise Stop(
            REFUSED,
            "The report would give away what must not leave the tables; nothing was put in place:",
            *(f"  {leak}" for leak in found),
            "This is a defect of tafelbeeld, or of your own content files; please report it.",
        )


@app.command()
def check(
    study: Annotated[Path | None, typer.Argument(metavar="[STUDY]", help="A study whose manifest to check.")] = None,
    init: Annotated[bool, typer.Option("--init", help="Write a study.toml to fill in.")] = False,
    terms: Annotated[bool, typer.Option("--terms", help="List the terms that never fired in the gold.")] = False,
    content: OwnContent = None,
    tag_model: TagModel = None,
    speaker_pattern: Speakers = None,
) -> None:
    """Check the content files and a study's manifest; all mistakes at once."""
    from pipeline.check import content_findings
    from pipeline.console import confirmation, file_lines, progress, silence_lines

    if init and study is None:
        raise Stop(WRONG, "--init needs a STUDY: the folder of transcripts to write a study.toml for.")
    found = reading = None
    if study is not None:
        with progress() as bars:
            found, reading = read_study(study, speaker_pattern, bars)
        if init:
            _write_manifest(found, reading)
        say(DONE, *file_lines(found, reading))
        print(confirmation(found))
    used = content_of(found, content)
    findings = content_findings(used)
    for finding in findings:
        print(finding)
    if not findings:
        for line in silence_lines(*_silent(used, tag_model), named=terms):
            print(line)
    print(f"{len(findings)} findings in the content." if findings else "The content is in order.")
    raise typer.Exit(FINDINGS if findings or (reading and reading.findings) else DONE)


def _silent(used: Path | None, tag_model: Path | None) -> tuple[Content, Mapping[str, tuple[str, ...]]]:
    from pipeline.check import silent_terms
    from pipeline.classify import load_tag_model
    from pipeline.content import read_content, shipped

    content = read_content(used)
    return content, silent_terms(content, load_tag_model(tag_model or shipped("tagmodel"), codebook=content.codebook))


def _write_manifest(study: Study, reading: Reading) -> None:
    from pipeline.outputs import put
    from pipeline.study import init_manifest

    target = study.home / "study.toml"
    if target.exists():
        raise Stop(WRONG, "There is a study.toml already; remove it first, or edit it by hand.")
    put(target, init_manifest(study, reading.transcripts))
    print(f"Wrote {target}; fill in the roles, and run `tafelbeeld check` again.")


@content_app.command("init")
def content_init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")]) -> None:
    """Copy the shipped content into a new folder, to sharpen."""
    import shutil

    from pipeline.content import shipped
    from pipeline.outputs import placed

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(WRONG, "That folder is not empty; name a new one.")
    with placed(folder) as draft:
        shutil.copytree(shipped("lexicons"), draft, dirs_exist_ok=True)
    print(f"The content stands in {folder}; use it with --content, and test it with `tafelbeeld check --content`.")


@app.command()
def scan(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A folder: a report, edited or not, or any other.")],
    against: Annotated[Path, typer.Option("--against", metavar="STUDY", help="The study that must not leak.")],
    content: OwnContent = None,
    speaker_pattern: Speakers = None,
) -> None:
    """Look in a folder for what a study must not give away: words, names, paths; inside archives and pictures too."""
    from pipeline.console import file_lines, progress
    from pipeline.content import read_content
    from pipeline.scan import scanned

    if not output.is_dir():
        raise Stop(WRONG, "There is no such folder; name the folder to look in.")
    with progress() as bars:
        found, reading = read_study(against, speaker_pattern, bars)
    if not reading.transcripts:
        raise Stop(WRONG, *file_lines(found, reading), "No file of the study could be read; nothing was looked for.")
    say(DONE, *file_lines(found, reading))
    leaks = scanned(output, found, reading.transcripts, read_content(content_of(found, content)))
    for leak in leaks:
        print(leak)
    print(f"{len(leaks)} findings." if leaks else "Nothing of the study stands in that folder.")
    raise typer.Exit(FINDINGS if leaks or reading.skipped else DONE)
