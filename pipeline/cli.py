"""Verbs only: what was asked, passed on; what came of it, said in a sentence and an exit status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from pipeline.endings import DONE, FINDINGS, REFUSED, WRONG, Stop, ended, leave_no_core, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.batch import Reading
    from pipeline.content import Content
    from pipeline.flow import Language, Profile
    from pipeline.read import SpeakerPattern
    from pipeline.scan import Leak
    from pipeline.study import Study
    from pipeline.tag import Tagger

Choice = TypeVar("Choice", bound=str)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From Dutch round-table transcripts to a generic report that keeps no individual minutes.",
)
content_app = typer.Typer(no_args_is_help=True, help="The content files: codebook, lexicons, policy and texts.")
app.add_typer(content_app, name="content")

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY", help="A folder of transcripts, or a study.toml.")]
OwnContent = Annotated[Path | None, typer.Option("--content", metavar="DIR", help="Your own copy of the content.")]
TagModel = Annotated[Path | None, typer.Option("--tag-model", metavar="DIR", help="A tag model of your own.")]
Tier = Annotated[str, typer.Option("--tier", help="vol, with the sentence encoder, or snel, on words alone.")]
EncoderFolder = Annotated[
    Path | None, typer.Option("--encoder", metavar="DIR", help="An encoder of your own, in ONNX.")
]
References = Annotated[
    Path | None, typer.Option("--references", metavar="FILE", help="Real text without any code, by position.")
]
LanguageModel = Annotated[str | None, typer.Option("--language-model", metavar="NAME", help="A Dutch spaCy pipeline.")]
Speakers = Annotated[
    str | None,
    typer.Option(
        "--speaker-pattern", metavar="REGEX", help="How your transcripts mark a speaker: groups spreker, tekst."
    ),
]


def main() -> None:
    """The command `tafelbeeld`; every way out has a status of the contract and never a traceback."""
    leave_no_core()
    sys.exit(ended(lambda: app(standalone_mode=False)))


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        from pipeline import __version__

        print(f"tafelbeeld {__version__}")
        raise typer.Exit


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

    language: Language = _one_of("--lang", lang, "nl", "en")
    readers: Profile = _one_of("--profile", profile, "besloten", "openbaar")
    with progress() as bars:
        found, reading = _read(study, speaker_pattern, bars)
        folder = output_folder(found, out)
        tagger = _tagger(
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


def _read(path: Path, speaker_pattern: str | None, bars: Any) -> tuple[Study, Reading]:
    from pipeline.batch import reading
    from pipeline.console import steps
    from pipeline.study import find_study

    pattern, study = _pattern(speaker_pattern), find_study(path)
    return study, reading(study, speaker_pattern=pattern, done=steps(bars, "Reading", len(study.sources)))


def _pattern(given: str | None) -> SpeakerPattern | None:
    from pipeline.read import SpeakerPattern

    try:
        return None if given is None else SpeakerPattern(given)
    except ValueError as error:
        raise Stop(WRONG, f"--speaker-pattern {error}.") from None


def _one_of(option: str, given: str, *known: Choice) -> Choice:
    chosen = next((choice for choice in known if choice == given), None)
    if chosen is None:
        raise Stop(WRONG, f"{option} is one of {', '.join(known)}.")
    return chosen


def _tagger(
    study: Study | None,
    *,
    tier: str,
    content: Path | None,
    tag_model: Path | None,
    encoder: Path | None,
    language_model: str | None,
) -> Tagger:
    from pipeline.tag import Tagger

    return Tagger.load(
        tier=_one_of("--tier", tier, "snel", "vol"),
        content=_content(study, content),
        tag_model=tag_model,
        encoder=encoder,
        language_model_name=language_model or (study.manifest.taalmodel if study and study.manifest else None),
    )


def _content(study: Study | None, named: Path | None) -> Path | None:
    """The content folder: the one that is named, else the study's own; none for what ships."""
    if named is not None and not named.is_dir():
        raise Stop(WRONG, "--content names no folder; make one with `tafelbeeld content init DIR`.")
    own = study.home / "lexicons" if study else None
    return named or (own if own and own.is_dir() else None)


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
            found, reading = _read(study, speaker_pattern, bars)
        if init:
            _write_manifest(found, reading)
        say(DONE, *file_lines(found, reading))
        print(confirmation(found))
    used = _content(found, content)
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

    tagger = _tagger(
        None, tier=tier, content=content, tag_model=tag_model, encoder=encoder, language_model=language_model
    )
    texts = passages_of(file, lines=lines, speaker_pattern=_pattern(speaker_pattern))
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

    used = read_content(_content(None, content))
    chosen = _one_of("--tier", tier, "snel", "vol")
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
    tagger = _tagger(
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
        found, reading = _read(against, speaker_pattern, bars)
    if not reading.transcripts:
        raise Stop(WRONG, *file_lines(found, reading), "No file of the study could be read; nothing was looked for.")
    say(DONE, *file_lines(found, reading))
    leaks = scanned(output, found, reading.transcripts, read_content(_content(found, content)))
    for leak in leaks:
        print(leak)
    print(f"{len(leaks)} findings." if leaks else "Nothing of the study stands in that folder.")
    raise typer.Exit(FINDINGS if leaks or reading.skipped else DONE)


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
        found, reading = _read(study, speaker_pattern, bars)
    tagger = _tagger(
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


def _later(name: str, what: str) -> None:
    @app.command(name, hidden=True, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
    def later() -> NoReturn:
        raise Stop(WRONG, f"`tafelbeeld {name}` does not exist yet: {what} comes in a later version.")


for _name, _what in {
    "release": "a report that is audited and may go further",
    "review": "judging a blind sample",
    "compare": "laying reports side by side",
    "export": "exchange with other programs",
    "import": "exchange with other programs",
    "start": "the local page",
}.items():
    _later(_name, _what)
