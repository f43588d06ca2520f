"""Where a report goes: complete, in place of an earlier one as a whole, or not at all."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.leftovers import own_folder
from pipeline.study import Study

FILES = ("rapport.html", "rapport.docx", "rapport.md", "kruistabel.xlsx", "kruistabel.csv", "verantwoording.json")
_RESERVED = frozenset({"templates", "voorbeeld"})
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a full disk, or one's own full share of it, says."""


class OutputError(Exception):
    """An output folder that cannot or must not be used."""


def output_folder(study: Study, asked: Path | None) -> Path:
    """The folder that a report will stand in.

    By default `reports/<name>/` in the current folder, or `<name>-rapport/` beside a study that the current folder
    lies in. Raises OutputError where the folder lies inside the study, is reserved, or holds anything that is not ours.
    """
    chosen = (asked or _default(study)).absolute()
    if _inside(chosen, study.folder) or _inside(chosen, study.home):
        raise OutputError("The output folder lies inside the study; choose one outside it with --out.")
    if chosen.parent.name == "reports" and chosen.name in _RESERVED:
        raise OutputError(f"The name {chosen.name!r} is kept for the project's own files; choose another with --out.")
    _refuse_strangers(chosen)
    return chosen


def _default(study: Study) -> Path:
    inside = Path("reports") / study.name
    if _inside(inside.absolute(), study.folder) or _inside(inside.absolute(), study.home):
        home = study.home.resolve()
        return home.parent / f"{study.name}-rapport"
    return inside


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _refuse_strangers(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputError("The output is no folder; choose another with --out.")
    if folder.is_dir() and any(path.name not in FILES for path in folder.iterdir()):
        raise OutputError(
            "The output folder holds files that are not an earlier report; choose an empty one with --out."
        )


@contextmanager
def placed(folder: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of `folder` once all is written; on any failure the old one stays.

    Raises OutputError where the place can't be written at all, and OSError where the disk is full.
    """
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        draft = _draft(folder)
        try:
            yield draft
            _swap(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    finally:
        _remove_empty(missing)


def _draft(folder: Path) -> Path:
    """An empty folder beside the one to come, so that taking its place moves no bytes."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = own_folder(f".{folder.name}-", folder.parent)
        draft.chmod(0o755)
    except OSError as error:
        if error.errno in _FULL:
            raise
        raise OutputError("The output folder can't be written; choose another one.") from None
    return draft


def _swap(draft: Path, folder: Path) -> None:
    old = draft.with_name(draft.name + "-oud")
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except BaseException:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Take away the folders that were made for an output and hold none."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def put(file: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    draft = file.with_name(f".{file.name}-nieuw")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
