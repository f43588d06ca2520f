"""What many commands are given, and what becomes of it: a study read, a tagger loaded, a content folder found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipeline.endings import WRONG, Stop

if TYPE_CHECKING:
    from pipeline.batch import Reading
    from pipeline.read import SpeakerPattern
    from pipeline.study import Study
    from pipeline.tag import Tagger

Choice = TypeVar("Choice", bound=str)

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


def read_study(path: Path, speaker_pattern: str | None, bars: Any) -> tuple[Study, Reading]:
    from pipeline.batch import reading
    from pipeline.console import steps
    from pipeline.study import find_study

    pattern, study = pattern_of(speaker_pattern), find_study(path)
    return study, reading(study, speaker_pattern=pattern, done=steps(bars, "Reading", len(study.sources)))


def pattern_of(given: str | None) -> SpeakerPattern | None:
    from pipeline.read import SpeakerPattern

    try:
        return None if given is None else SpeakerPattern(given)
    except ValueError as error:
        raise Stop(WRONG, f"--speaker-pattern {error}.") from None


def one_of(option: str, given: str, *known: Choice) -> Choice:
    chosen = next((choice for choice in known if choice == given), None)
    if chosen is None:
        raise Stop(WRONG, f"{option} is one of {', '.join(known)}.")
    return chosen


def tagger_of(
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
        tier=one_of("--tier", tier, "snel", "vol"),
        content=content_of(study, content),
        tag_model=tag_model,
        encoder=encoder,
        language_model_name=language_model or (study.manifest.taalmodel if study and study.manifest else None),
    )


def content_of(study: Study | None, named: Path | None) -> Path | None:
    """The content folder: the one that is named, else the study's own; none for what ships."""
    if named is not None and not named.is_dir():
        raise Stop(WRONG, "--content names no folder; make one with `tafelbeeld content init DIR`.")
    own = study.home / "lexicons" if study else None
    return named or (own if own and own.is_dir() else None)
