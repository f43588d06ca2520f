"""Hostile and broken files: each is read or refused in one sentence, within seconds and megabytes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.domain import RemarkKind, Source
from pipeline.read import SUFFIXES, UnreadableError, claims, read

MOST_SECONDS = 10
MOST_MEGABYTES = 500

_CHILD = """
import json, sys, time
from pathlib import Path
from pipeline.domain import Source
from pipeline.read import UnreadableError, read
begin = time.monotonic()
try:
    transcript = read(Source(number=1, path=Path(sys.argv[1])))
    said = {"labels": sorted({turn.label or "" for turn in transcript.turns})[:5],
            "words": sum(len(turn.text.split()) for turn in transcript.turns)}
except UnreadableError as error:
    said = {"error": str(error), "bare": error.__context__ is None and error.__cause__ is None}
try:
    # On Linux `ru_maxrss` begins at what the parent used; this is the child's own.
    (peak,) = [int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")]
except OSError:
    try:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    except ImportError:
        peak = 0
print(json.dumps({**said, "seconds": time.monotonic() - begin, "megabytes": peak}))
"""
_DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_CUE = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"
_BILLION = b"<!DOCTYPE a [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%b'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)

READ: dict[str, tuple[Callable[[], bytes], int]] = {
    "one line of 10 MB.txt": (lambda: b"Anna: " + b"woord " * 1_700_000 + b"\nBram: ja\nAnna: ja", 1_700_002),
    "one line without spaces.txt": (lambda: b"Anna: " + b"a" * 10_000_000, 10),
    "a line of spaces.txt": (lambda: b"Anna: a" + b" " * 10_000_000 + b"b [00:00:01", 3),
    "spaces before a colon.txt": (lambda: b"Anna" + b" " * 10_000_000 + b": b", 3),
    "brackets.txt": (lambda: b"[00:" * 2_500_000, 10),
    "emoji.txt": (lambda: "Anna: \U0001f600 ".encode() + b"woord " * 3_000_000, 3_000_001),
    "decomposed.txt": (lambda: ("e\u0301" * 3_000_000).encode(), 3),
    "short lines.txt": (lambda: b"Anna: ja\nBram: nee\n" * 99_000, 198_000),
    "tags.vtt": (lambda: _CUE + b"<v a>b " * 190_000, 190_000),
    "open tags.vtt": (lambda: _CUE + b"<" * 10_000_000, 10),
    "entities.vtt": (lambda: _CUE + b"&#x41; " * 1_000_000, 1_000_000),
    "cues.srt": (lambda: b"".join(b"0:0:1,0 --> 0:0:2\nja %d\n" % (n % 10) for n in range(60_000)), 120_000),
}
REFUSED: dict[str, Callable[[Callable[..., bytes]], bytes]] = {
    "million lines.txt": lambda _: b"ja\n" * 1_000_000,
    "large.txt": lambda _: b"woord " * 4_000_000,
    "groot.docx": lambda _: b"PK\x03\x04" * 15_000_000,
    "random.txt": lambda _: os.urandom(1_000_000),
    "diep.json": lambda _: b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "open.json": lambda _: b"[" * 15_000_000,
    "wide.json": lambda _: b"[" + b"{}," * 3_000_000 + b"1]",
    "numbers.json": lambda _: b"[" + b"1.5," * 4_000_000 + b"1]",
    "bomb.docx": lambda pack: pack(_DOCUMENT, [b"<w:p><w:r><w:t>" + b"a" * 60_000 + b"</w:t></w:r></w:p>"] * 20_000),
    "elements.docx": lambda pack: pack(_DOCUMENT, [b"<w:p/>" * 10_000] * 300),
    "dieptes.docx": lambda pack: pack(_DOCUMENT, [b"<w:p>" * 10_000] * 300),
    "laughs.docx": lambda pack: pack(_BILLION, [b"]><a>&j;</a>"]),
    "outside.docx": lambda pack: pack(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', []),
    "delen.docx": lambda _: b"PK\x03\x04" + b"PK\x01\x02" * 3_000_000,
}


def _packed(head: bytes, pieces: list[bytes]) -> bytes:
    import io
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for piece in (head, *pieces):
            member.write(piece)
    return file.getvalue()


def _in_a_process_of_its_own(path: Path) -> dict[str, object]:
    import json

    done = subprocess.run([sys.executable, "-c", _CHILD, str(path)], capture_output=True, timeout=60, check=True)
    said: dict[str, object] = json.loads(done.stdout)
    assert said["seconds"] < MOST_SECONDS
    assert said["megabytes"] < MOST_MEGABYTES
    return said


@pytest.mark.parametrize("name", READ)
def test_what_is_large_is_read(tmp_path, name):
    content, words = READ[name]
    path = tmp_path / name
    path.write_bytes(content())
    said = _in_a_process_of_its_own(path)
    assert abs(said["words"] - words) <= 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(REFUSED[name](_packed))
    said = _in_a_process_of_its_own(path)
    assert said["bare"]
    assert said["error"].endswith(".")
    assert path.stem not in said["error"]


NO_TEXT = {
    "empty": b"",
    "blank": b" \n\n\t\n",
    "only a bom": b"\xef\xbb\xbf\n",
    "nul": b"Anna: ja\x00\nBram: nee\n",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\x10JFIF",
    "pdf": b"%PDF-1.7\nAnna: ja",
    "rtf": b"{\\rtf1\\ansi Anna: ja}",
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Anna",
    "zip": b"PK\x03\x04Anna",
    "film": b"\x00\x00\x00\x18ftypmp42",
    "web page": b"<!DOCTYPE html><html>Anna: ja</html>",
    "controls": b"\x01\x02\x03Anna\x04\x05",
    "wide nul": "Anna: \x00 ja".encode("utf-16"),
}


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("content", NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_text_under_every_suffix(reads, content, suffix):
    with pytest.raises(UnreadableError) as caught:
        reads(content, suffix)
    said = str(caught.value)
    assert "Anna" not in said and "gesprek" not in said
    assert "; " in said and said.endswith(".") and said[0].isupper()
    assert caught.value.__context__ is None


@pytest.mark.parametrize("text", ["WEBVTT\n", "WEBVTT\n\nNOTE niets\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_what_holds_no_speech(reads, text):
    with pytest.raises(UnreadableError, match="no speech"):
        reads(text, ".vtt")


LINE = "Anna: privé één financiële — ja\nBram: geïnd\nAnna: ja"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(reads, encoding):
    transcript = reads(LINE.encode(encoding))
    assert transcript.turns == reads(LINE).turns
    kinds = [(remark.kind, remark.count) for remark in transcript.remarks]
    assert kinds == ([(RemarkKind.DECODED_AS_CP1252, 2)] if encoding == "cp1252" else [])


def test_one_broken_character_leaves_the_rest(reads):
    transcript = reads("Anna: café\nBram: één".encode() + b"\x81\nAnna: caf\xe9")
    assert [turn.text for turn in transcript.turns][::2] == ["café", "café"]
    assert dict.fromkeys(remark.kind for remark in transcript.remarks) == dict.fromkeys(
        [RemarkKind.DECODED_AS_CP1252, RemarkKind.REPLACED_CHARACTERS]
    )


def test_invisible_characters_split_no_words_and_accents_are_one_character(reads):
    (turn,) = reads("Anna: be\u00adleid be\u200bleid e\u0301e\u0301n\nAnna: \ufeffja").turns
    assert turn.text == "beleid beleid één ja"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_folders_and_pipes_are_refused(tmp_path):
    (tmp_path / "echt.txt").write_text("Anna: ja")
    (tmp_path / "link.txt").symlink_to(tmp_path / "echt.txt")
    (tmp_path / "map.txt").mkdir()
    os.mkfifo(tmp_path / "pijp.txt")
    for name in ("link.txt", "map.txt", "pijp.txt", "nergens.txt"):
        with pytest.raises(UnreadableError):
            read(Source(number=1, path=tmp_path / name))


def test_the_error_knows_its_source_and_travels(tmp_path):
    (tmp_path / "a.txt").touch()
    with pytest.raises(UnreadableError) as caught:
        read(Source(number=7, path=tmp_path / "a.txt"))
    assert caught.value.source_number == 7
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(("name", "claimed"), [("a.TXT", True), ("a.docx", True), ("a.sbv", False), ("a.eaf", False)])
def test_what_readers_claim(name, claimed):
    assert claims(Path(name)) is claimed


def test_a_suffix_that_no_reader_claims(tmp_path):
    (tmp_path / "a.eaf").write_text("<x/>")
    with pytest.raises(UnreadableError, match="docx"):
        read(Source(number=1, path=tmp_path / "a.eaf"))
