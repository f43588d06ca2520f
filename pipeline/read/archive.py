"""Members of a zip archive, inflated piece by piece under a cap: a bomb never gets to explode."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.read.errors import Refusal

MOST_MEMBERS = 5_000
MOST_INFLATED = 20_000_000
"""Bytes of one member; the body of a three hours' conversation is 2 to 5 MB."""
_CHUNK = 65_536
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BROKEN = ("the file is no Word document, or a broken one", "open it in Word and save it again as .docx")


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in some bytes; nothing is inflated yet."""
    # Counted before zipfile makes an object of half a kB for each.
    if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
        raise Refusal("the document has too many parts", "save its text as a new document")
    archive = _archive(data)
    if archive is None:
        raise Refusal(*_BROKEN)
    return archive


def _archive(data: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError, OverflowError):
        return None


def inflated(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member in pieces; `Refusal` where it is encrypted, broken or larger than `MOST_INFLATED`, whatever it says."""
    total = 0
    for chunk in _chunks(archive, name):
        if chunk is None:
            raise Refusal(*_BROKEN)
        total += len(chunk)
        if total > MOST_INFLATED:
            limit = MOST_INFLATED // 1_000_000
            raise Refusal(f"the document's text inflates to more than {limit} MB", "save its text as a new document")
        yield chunk


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes | None]:
    try:
        with archive.open(name) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
        return
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError):
        pass
    yield None
