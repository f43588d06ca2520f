"""The leak scan: what is planted is found wherever it hides, and what the tool writes is clean."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.comments import Comment

from pipeline.batch import reading
from pipeline.content import Content, read_content
from pipeline.scan import LeakKind, closed_world, leaks, leaks_in, scanned, secrets_of
from pipeline.scan.pieces import UnreadError, pieces
from pipeline.study import Study, find_study, sessions

WHO, WHERE = "Zwaantje Okkerbos", "Stichting De Kwikstaart"
SAID = "ooit liep daar een paarse ezel door de achtertuin van mijn zwager"
OWN = "knoestwilg"


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("gesprekken")
    for table in range(3):
        text = f"{WHO}: {SAID}.\nBram Hendriks: Dat is al een tijd geleden.\n"
        (folder / f"tafel-wilgenbos-{table}.txt").write_text(text, encoding="utf-8")
    tables = "".join(
        f'[[tafel]]\nid = "wilgenbos{table}"\nbestanden = ["tafel-wilgenbos-{table}.txt"]\n'
        f'[[tafel.spreker]]\nnaam = "{WHO}"\nid = "zok77"\nrol = "extern"\norganisatie = "{WHERE}"\n'
        '[[tafel.spreker]]\nnaam = "Bram Hendriks"\nid = "bhe12"\nrol = "intern"\n'
        for table in range(3)
    )
    (folder / "study.toml").write_text(f'titel = "Een Kwartelse proef"\n{tables}', encoding="utf-8")
    return find_study(folder)


Found = Callable[[str, bytes], set[LeakKind]]


@pytest.fixture(scope="module")
def found(study: Study, content: Content) -> Found:
    read = reading(study, speaker_pattern=None, done=lambda _: None).transcripts
    world = closed_world(content, study, versions=())
    secrets = secrets_of(study, read, sessions(study, read), world)

    def kinds(name: str, data: bytes) -> set[LeakKind]:
        return {leak.kind for leak in leaks_in(name, data, secrets, world, closed=True)}

    return kinds


# --- where a canary can hide ------------------------------------------------------------------------------------------


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    told = b"".join(chunk(kind, body) for kind, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + told + pixels + chunk(b"IEND", b"") + behind


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def word(words: str, how: str) -> bytes:
    document = Document()
    paragraph = document.add_paragraph("Het beeld over de tafels ")
    if how == "runs":
        for letter in words:
            paragraph.add_run(letter).bold = letter in "aeiou"
    elif how == "header":
        document.sections[0].header.paragraphs[0].text = words
    elif how == "author":
        document.core_properties.author = words
    elif how == "hidden":
        paragraph.add_run(words).font.hidden = True
    elif how == "table":
        document.add_table(1, 1).cell(0, 0).text = words
    elif how == "comment":
        document.add_comment(paragraph.runs, text=words, author="tafelbeeld")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet(words: str, how: str) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    if how == "cell":
        page["B2"] = words
    elif how == "title":
        page.title = words[:30]
    elif how == "comment":
        page["A1"].comment = Comment(words, "tafelbeeld")
    elif how == "author":
        book.properties.creator = words
    elif how == "hidden":
        book.create_sheet("Blad").sheet_state = "hidden"
        book["Blad"]["Z99"] = words
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def embedded(words: str) -> bytes:
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {words} --></svg>"
    coded = base64.b64encode(drawing.encode()).decode()
    return f'<p><img alt="" src="data:image/svg+xml;base64,{coded}"></p>'.encode()


HIDING: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("rapport.md", lambda words: f"# Het beeld\n\n{words}\n".encode()),
    "utf-16": ("rapport.txt", lambda words: words.encode("utf-16")),
    "html": ("rapport.html", lambda words: f"<p>Het <b>beeld</b> {words}</p>".encode()),
    "html cut in two": ("rapport.html", lambda words: f"<p>{words[:9]}<b></b>{words[9:]}</p>".encode()),
    "entities": ("rapport.html", lambda words: "".join(f"&#{ord(letter)};" for letter in words).encode()),
    "attribute": ("rapport.html", lambda words: f'<p title="{words}">Het beeld</p>'.encode()),
    "data attribute": ("rapport.html", lambda words: f'<p data-wie="{words}">Het beeld</p>'.encode()),
    "html comment": ("rapport.html", lambda words: f"<p>Het beeld</p><!-- {words} -->".encode()),
    "script": ("rapport.html", lambda words: f"<script>var x = '{words}'</script>".encode()),
    "embedded picture": ("rapport.html", embedded),
    "csv": ("kruistabel.csv", lambda words: f"cut,pattern\npattern,{words}\n".encode()),
    "json value": ("verantwoording.json", lambda words: json.dumps({"tables": words}).encode()),
    "json key": ("verantwoording.json", lambda words: json.dumps({words: 1}).encode()),
    "escaped json": (
        "verantwoording.json",
        lambda words: ("".join(f"\\u{ord(c):04x}" for c in words)).join('""').encode(),
    ),
    **{
        f"word {how}": ("rapport.docx", lambda words, how=how: word(words, how))
        for how in ("runs", "header", "author", "hidden", "table", "comment")
    },
    **{
        f"workbook {how}": ("kruistabel.xlsx", lambda words, how=how: sheet(words, how))
        for how in ("cell", "title", "comment", "author", "hidden")
    },
    "picture text": ("beeld.png", lambda words: png((b"tEXt", b"Comment\0" + words.encode()))),
    "packed picture text": ("beeld.png", lambda words: png((b"zTXt", b"Comment\0\0" + zlib.compress(words.encode())))),
    "behind a picture": ("beeld.png", lambda words: png(behind=words.encode())),
    "archive": ("alles.zip", lambda words: zipped(rapport__md=words.encode())),
    "archive in an archive": ("alles.zip", lambda words: zipped(meer__zip=zipped(rapport__md=words.encode()))),
    "name in an archive": ("alles.zip", lambda words: zipped(**{f"{words}__md": b"Het beeld"})),
    "unknown kind": ("rest.bin", lambda words: b"\0\1\2" + words.encode() + b"\0\3"),
}


@pytest.mark.parametrize("place", HIDING)
def test_a_name_is_found_wherever_it_hides(place: str, found: Found) -> None:
    name, hide = HIDING[place]
    for who in (WHO, WHO.lower(), WHERE) if place != "html cut in two" else (SAID,):
        assert found(name, hide(who)) & {LeakKind.NAME, LeakKind.WORDS_IN_A_ROW}, place


@pytest.mark.parametrize("place", [place for place in HIDING if place not in ("workbook title", "html cut in two")])
def test_five_words_in_a_row_are_found_wherever_they_hide(place: str, found: Found) -> None:
    name, hide = HIDING[place]
    assert LeakKind.WORDS_IN_A_ROW in found(name, hide(SAID)), place


@pytest.mark.parametrize("place", ["text", "html", "attribute", "html comment", "csv", "json value", "json key"])
def test_a_word_that_the_tool_does_not_have_is_found(place: str, found: Found) -> None:
    name, hide = HIDING[place]
    assert found(name, hide(f"Het beeld {OWN}")) == {LeakKind.OWN_WORD}
    assert found(name, hide("Het beeld")) == set()


@pytest.mark.parametrize("place", ["word runs", "word author", "word comment", "workbook cell", "picture text"])
def test_a_word_of_one_s_own_is_found_in_office_files_and_pictures(place: str, found: Found) -> None:
    name, hide = HIDING[place]
    assert LeakKind.OWN_WORD in found(name, hide(OWN))


@pytest.mark.parametrize(
    "path",
    [
        "/".join(("", "home", "anna", "studie", "tafel.txt")),
        "C:\\Users\\anna\\studie",
        "file:///tmp/x",
        "\\\\schijf\\map",
    ],
)
def test_a_path_of_a_computer_is_found(path: str, found: Found) -> None:
    assert LeakKind.PATH in found("rapport.html", f'<p data-x="{path}">Het beeld</p>'.encode())


def test_an_id_of_a_person_and_a_table_and_a_file_s_name_are_names(found: Found) -> None:
    for name in ("zok77", "wilgenbos1", "tafel-wilgenbos-2.txt"):
        assert LeakKind.NAME in found("rapport.md", f"Het beeld {name}".encode())


def test_what_the_manifest_lets_into_a_report_is_no_leak(found: Found) -> None:
    assert found("rapport.md", b"# Een Kwartelse proef\n") == set()


# --- hostile files, folders, receipts ---------------------------------------------------------------------------------


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped(a__txt=b"\0" * 250_000_000)
    with pytest.raises(UnreadError, match="200 MB"):
        list(pieces("alles.zip", bomb))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", zipped(word__xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
        ("a.docx", b"PK\x03\x04 en verder niets"),
        ("a.json", b"{" * 100_000),
        ("a.zip", zipped(b__zip=zipped(c__zip=zipped(d__zip=zipped(e__txt=b"x"))))),
    ],
)
def test_what_cannot_be_looked_into_is_said(name: str, data: bytes, found: Found) -> None:
    assert LeakKind.UNREAD in found(name, data)


def test_a_link_and_a_file_s_name_are_looked_at_too(study: Study, content: Content, tmp_path: Path) -> None:
    read = reading(study, speaker_pattern=None, done=lambda _: None).transcripts
    world = closed_world(content, study, versions=())
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / f"verslag {WHO}.md").write_text("Het beeld", encoding="utf-8")
    os.symlink("/etc/hostname", tmp_path / "koppeling")
    secrets = secrets_of(study, read, sessions(study, read), world)
    made = {leak.kind for leak in leaks(tmp_path, secrets, world, closed=lambda _: True)}
    assert made == {LeakKind.NAME, LeakKind.LINK}


def test_no_leak_says_what_it_found(study: Study, content: Content, tmp_path: Path) -> None:
    (tmp_path / "rapport.md").write_text(f"{WHO} {WHERE} {SAID} {OWN}", encoding="utf-8")
    read = reading(study, speaker_pattern=None, done=lambda _: None).transcripts
    said = " ".join(str(leak) for leak in scanned(tmp_path, study, read, content)).lower()
    assert said.startswith("rapport.md") and not any(
        word in said for word in (WHO + " " + SAID + " " + OWN).lower().split()[:6]
    )


def test_an_edited_report_may_have_words_of_its_own_and_is_said_to_be_edited(
    study: Study, content: Content, tmp_path: Path
) -> None:
    read = reading(study, speaker_pattern=None, done=lambda _: None).transcripts
    (tmp_path / "rapport.md").write_text(f"Het beeld, met een {OWN}.", encoding="utf-8")
    (tmp_path / "verantwoording.json").write_text(
        json.dumps({"files": {"rapport.md": "0" * 64, "weg.md": "0" * 64}, "tafelbeeld": "0.1.0"}
                   | dict.fromkeys(("language_model", "tag_model", "encoder"), "geen")),
        encoding="utf-8",
    )  # fmt: skip
    found = scanned(tmp_path, study, read, content)
    assert [(leak.file, leak.kind) for leak in found] == [
        ("rapport.md", LeakKind.CHANGED),
        ("weg.md", LeakKind.CHANGED),
    ]


def test_a_csv_is_read_as_it_stands(found: Found) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["cut", "pattern"], ["pattern", SAID]])
    assert LeakKind.WORDS_IN_A_ROW in found("kruistabel.csv", buffer.getvalue().encode("utf-8-sig"))
