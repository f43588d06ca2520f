"""How a command ends: with a status of the contract and sentences on standard error, never with a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

DONE, FINDINGS, WRONG, REFUSED, DEFECT, INTERRUPTED = 0, 1, 2, 3, 70, 130
_INPUT_ERRORS = frozenset(
    {
        "OutputError",
        "TooSmallError",
        "PolicyError",
        "LanguageModelError",
        "TagModelError",
        "TrainingError",
        "EncoderError",
    }
)


class Stop(Exception):
    """Ends a command with a status, and sentences for standard error."""

    def __init__(self, status: int, *sentences: str) -> None:
        super().__init__(status)
        self.status, self.sentences = status, sentences


def ended(command: Callable[[], object]) -> int:
    """The exit status of a command that is run to its end, whatever that is, and said in sentences on the way."""
    try:
        status = command()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:
        status = _status_of(error)
    # Typer catches an interruption itself, and hands over its status without a word.
    if status == INTERRUPTED:
        say(INTERRUPTED, "Interrupted; nothing was put in place.")
    return _delivered(status if isinstance(status, int) else DONE)


def leave_no_core() -> None:
    """A crash of the interpreter leaves no image of the memory behind, on systems that make one."""
    try:
        import resource
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def say(status: int, *sentences: str) -> int:
    """The status, after its sentences."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return status


def _delivered(status: int) -> int:
    """The status, unless what the command printed can't be delivered: standard output may be a file on a full disk."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python would try again when it leaves, and end in a status of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if status != REFUSED:
            return say(REFUSED, f"What this command prints could not be written{_reason(error)}; run it again.")
    return status


def _status_of(error: Exception) -> int:
    """The exit status for what went wrong; a defect shows its place, never its message."""
    import typer

    from pipeline.content import ContentError

    if isinstance(error, Stop):
        return say(error.status, *error.sentences)
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    # A wrong call: Click's exception, or in later versions of Typer that of its own copy of Click.
    if format_message := getattr(error, "format_message", None):
        return say(WRONG, format_message())
    if isinstance(error, ContentError) or type(error).__name__ in _INPUT_ERRORS:
        return say(WRONG, str(error))
    if isinstance(error, OSError):
        return say(REFUSED, f"Writing failed{_reason(error)}; nothing was put in place. Make room and run again.")
    return say(DEFECT, f"This is a defect of tafelbeeld ({type(error).__name__} {_place(error)}); please report it.")


def _reason(error: OSError) -> str:
    return f" ({os.strerror(error.errno)})" if error.errno is not None else ""


def _place(error: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
