"""A folder of outputs × the study it was made of → all leaks: what `scan` says, and what `run` asks of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.content import Content
from pipeline.domain import Transcript
from pipeline.scan.closed_world import closed_world
from pipeline.scan.leaks import Leak, leaks
from pipeline.scan.receipt import receipt_of
from pipeline.scan.secrets import secrets_of
from pipeline.study import Study, sessions


def scanned(folder: Path, study: Study, transcripts: Mapping[int, Transcript], content: Content) -> tuple[Leak, ...]:
    """Everything in a folder that gives away what was said, who said it, or where it was made.

    Of the files on the receipt that are unchanged every word must be the tool's own; others may have been edited,
    and are held against the study's words and names alone.
    """
    receipt = receipt_of(folder)
    world = closed_world(content, study, versions=receipt.versions)
    secrets = secrets_of(study, transcripts, sessions(study, transcripts), world)
    found = leaks(folder, secrets, world, closed=lambda name: receipt.unchanged(name, folder))
    return tuple(sorted((*found, *receipt.strays(folder))))
