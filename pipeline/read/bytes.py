"""From a path to text: size, links, pictures in disguise, and the encoding."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.domain import Remark, RemarkKind
from pipeline.read.errors import Refusal
from pipeline.read.reading import remarks

MOST_BYTES = 50_000_000
"""Of any file; a three hours' conversation is 0.2 MB of text, and a few MB with a time for each word."""
MOST_TEXT_BYTES = 20_000_000
"""Of a file that is text itself: Python needs up to four times as much for it, several times over."""
MOST_LINES = 200_000
"""Or cues; a three hours' conversation has some ten thousand."""

ZIP = b"PK\x03\x04"
_EXPORT = "export the transcript again as text, Word, VTT, SRT or JSON"
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"{\\rtf", "an RTF document"),
    (ZIP, "an archive or an Office file"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"RIFF", "sound or film"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
)
_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u2028", "\u2029")
# Soft hyphens, zero-width spaces, direction marks and stray BOMs are invisible, and split words for every lexicon.
_INVISIBLE = ("\u00ad", "\u200b", "\u200e", "\u200f", "\u2060", "\ufeff")
# A Mac writes é as two characters. Composed here and not by normalising the whole text, whose cost an enemy chooses.
_DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text with `\\n` as its only line end, and what decoding had to forgive."""

    text: str = field(repr=False)
    remarks: tuple[Remark, ...] = ()


def load(path: Path) -> bytes:
    """The bytes of a regular file that is no link, of at most `MOST_BYTES`; `Refusal` otherwise."""
    if path.is_symlink():
        raise Refusal("this is a link to another file", "put a copy of the file itself in the folder")
    data = _regular_bytes(path)
    if data is None:
        raise Refusal("the file can't be opened", "check that it is an ordinary file that you may read")
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise Refusal(f"the file is larger than {limit} MB", "leave pictures and sound out, or split it into parts")
    if not data.strip():
        raise Refusal("the file is empty", "export the transcript again and put the new file in its place")
    return data


def _regular_bytes(path: Path) -> bytes | None:
    # Not blocking: opening a named pipe would wait for ever.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            return file.read(MOST_BYTES + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def decode(data: bytes) -> Decoded:
    """Text by its BOM, else UTF-8, else cp1252 for the lines that are no UTF-8; `Refusal` of what is no text."""
    text, counts = _decoded(data)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    refuse_lines(text.count("\n"))
    return Decoded(text=_cleaned(text), remarks=remarks(counts))


def plain_lines(data: bytes) -> list[str]:
    """The lines of a plain text, decoded as `decode` does; only `\\n` and `\\r\\n` end one."""
    text, _ = _decoded(data)
    lines = _cleaned(text.replace("\r\n", "\n")).split("\n")
    return lines if lines[-1] else lines[:-1]


def _decoded(data: bytes) -> tuple[str, dict[RemarkKind, int]]:
    refuse_foreign(data)
    if len(data) > MOST_TEXT_BYTES:
        limit = MOST_TEXT_BYTES // 1_000_000
        raise Refusal(f"the file has more than {limit} MB of text", "split it into one file a conversation")
    refuse_lines(data.count(b"\n"))
    wide = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if wide is None and _is_binary(data):
        raise Refusal("the file holds no text, though its suffix says so", _EXPORT)
    return _decoded_wide(data, wide) if wide else _decoded_narrow(data)


def refuse_lines(lines: int) -> None:
    """Raise a `Refusal` of more lines or cues than `MOST_LINES`."""
    if lines > MOST_LINES:
        raise Refusal(f"the file has more than {MOST_LINES} lines", "split it into one file a conversation")


def refuse_foreign(data: bytes) -> None:
    """Raise a `Refusal` that names what the file is, where its first bytes say that it is no text."""
    binary = b"\0" in data
    # Two letters may also begin a text.
    what = next((what for magic, what in _FOREIGN if data.startswith(magic) and (binary or len(magic) > 2)), None)
    if what is None and data[4:8] == b"ftyp":
        what = "sound or film"
    if what is not None:
        raise Refusal(f"the file is {what} and no transcript in the format that its suffix promises", _EXPORT)


def _is_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return b"\0" in data or controls * 100 > len(data)


def _decoded_wide(data: bytes, encoding: str) -> tuple[str, dict[RemarkKind, int]]:
    text = data.decode(encoding, errors="replace")
    if "\0" in text:
        raise Refusal("the file holds no text, though its suffix says so", _EXPORT)
    return text, {RemarkKind.REPLACED_CHARACTERS: text.count("\ufffd")}


def _decoded_narrow(data: bytes) -> tuple[str, dict[RemarkKind, int]]:
    whole = _utf8(data)
    if whole is not None:
        return whole, {}
    # Line by line, so that one broken character leaves the rest of a UTF-8 file as it is.
    lines: list[str] = []
    fallbacks = replaced = 0
    for line in data.split(b"\n"):
        text = _utf8(line)
        if text is None:
            text = line.decode("cp1252", errors="replace")
            fallbacks += 1
            replaced += text.count("\ufffd")
        lines.append(text)
    return "\n".join(lines), {RemarkKind.DECODED_AS_CP1252: fallbacks, RemarkKind.REPLACED_CHARACTERS: replaced}


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _cleaned(text: str) -> str:
    for character in _INVISIBLE:
        text = text.replace(character, "")
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
