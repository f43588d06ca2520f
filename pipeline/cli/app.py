"""The command, its version, and the verbs that are still to come."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from pipeline.endings import WRONG, Stop, ended, leave_no_core

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From Dutch round-table transcripts to a generic report that keeps no individual minutes.",
)
content_app = typer.Typer(no_args_is_help=True, help="The content files: codebook, lexicons, policy and texts.")
app.add_typer(content_app, name="content")


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
