"""Verbs only: what was asked, passed on; what came of it, said in a sentence and an exit status."""

from pipeline.cli import reports, tags  # noqa: F401 - importing them registers their commands
from pipeline.cli.app import main

__all__ = ["main"]
