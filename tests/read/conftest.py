"""What the tests of reading share: a file made of a few lines, read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.domain import Source, Transcript
from pipeline.read import SpeakerPattern, read

Reads = Callable[..., Transcript]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """A function that writes content under a suffix and reads it."""

    def reads(content: str | bytes, suffix: str = ".txt", pattern: str | None = None) -> Transcript:
        path = tmp_path / f"gesprek{suffix}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(Source(number=1, path=path), speaker_pattern=SpeakerPattern(pattern) if pattern else None)

    return reads


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """A function that makes a Word document of the XML inside its body, and of other parts."""

    def docx(body: str, **parts: str) -> bytes:
        document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", document)
            for name, content in parts.items():
                archive.writestr(f"word/{name}.xml", content)
        return file.getvalue()

    return docx


@pytest.fixture
def spoken() -> Callable[[Transcript], list[tuple[str | None, str]]]:
    """A function that gives labels and texts alone."""
    return lambda transcript: [(turn.label, turn.text) for turn in transcript.turns]
