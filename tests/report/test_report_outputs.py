"""The six files: equal bytes, sound formats, and nothing in them but what may be said."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from docx import Document
from lxml import html as lxml_html

from pipeline.content.models import Codebook
from pipeline.domain import Cut, SafeCounts, Shown, Withheld
from pipeline.report import FILES, write
from pipeline.report.long_table import COLUMNS
from pipeline.report.model import Account, Report

Make = Callable[..., Report]
NASTY = '=cmd|"/c calc" <script>alert(1)</script> & | *x* \x07 עברית 🙂'


@pytest.fixture(scope="session")
def put(codebook: Codebook, texts: Mapping[str, Any], account: Account) -> Callable[..., dict[str, bytes]]:
    """The six files of a report, by name."""

    def written(report: Report, counts: SafeCounts, folder: Path, *, told: Account = account) -> dict[str, bytes]:
        folder.mkdir(parents=True)
        paths = write(report, counts, told, folder, codebook=codebook, texts=texts[report.language])
        assert tuple(path.name for path in paths) == FILES
        assert {path.name for path in folder.iterdir()} == set(FILES)
        return {path.name: path.read_bytes() for path in paths}

    return written


Put = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def files(make_report: Make, ten: SafeCounts, put: Put, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return put(make_report(ten), ten, tmp_path_factory.mktemp("uit") / "rapport")


def parts(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            yield name, opened.read(name)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_runs_give_equal_bytes(
    make_report: Make, ten: SafeCounts, seven: SafeCounts, put: Put, tmp_path: Path, language: str
) -> None:
    for name, counts in (("tien", ten), ("zeven", seven)):
        one = put(make_report(counts, language), counts, tmp_path / f"{name}1")
        two = put(make_report(counts, language), counts, tmp_path / f"{name}2")
        assert [file for file in FILES if one[file] != two[file]] == []


def test_the_page_is_sound_and_takes_nothing_from_elsewhere(files: dict[str, bytes]) -> None:
    text = files["rapport.html"].decode()
    page = lxml_html.document_fromstring(text)
    assert page.get("lang") == "nl"
    assert not page.xpath("//script|//link|//iframe|//object|//embed|//form|//base|//svg")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    for address in page.xpath("//@href|//@src"):
        assert address.startswith(("#", "data:image/svg+xml;base64,"))
    assert "url(" not in text and "@import" not in text
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
    assert all(image.get("alt") for image in page.xpath("//img"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//main//h2|//main//h3")]
    assert levels[0] == 2 and len(page.xpath("//h1")) == 1
    assert "concept, niet geaudit, niet verspreiden" in text


def test_tags_of_the_page_nest(files: dict[str, bytes]) -> None:
    body = files["rapport.html"].decode().split("<body>")[1].split("</body>")[0]
    opened: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", body):
        if tag == "img":
            continue
        if closing:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert opened == []


def test_the_drawing_is_sound_and_carries_no_data(files: dict[str, bytes]) -> None:
    found = re.search(rb'src="data:image/svg\+xml;base64,([^"]+)"', files["rapport.html"])
    assert found
    drawing = base64.b64decode(found[1]).decode()
    ElementTree.fromstring(drawing)
    assert "<!--" not in drawing and "metadata" not in drawing and "<text" not in drawing and "<title" not in drawing
    pictures = [data for name, data in parts(files["rapport.docx"]) if name.startswith("word/media/")]
    assert len(pictures) == 1 and pictures[0].startswith(b"\x89PNG")
    assert not {b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf"} & set(re.findall(rb"[a-zA-Z]{4}", pictures[0][:200]))


def test_word_opens_with_headings_contents_tables_and_pictures(files: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(files["rapport.docx"]))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    contents = [p.text.replace("\t", " ") for p in document.paragraphs if p.style.name.startswith("toc")]
    assert len(headings) > 15 and contents == headings
    xml = document.element.xml
    assert xml.count("w:tblHeader") == len(document.tables) == xml.count("<w:tblCaption")
    assert all(p.style.name == "Caption" for p in document.paragraphs if p.text.startswith(("Tabel ", "Figuur ")))
    assert re.search(r'<wp:docPr [^>]*descr="Raster met tien patronen', xml)
    assert document.sections[0].header.paragraphs[0].text == "concept, niet geaudit, niet verspreiden"
    assert "PAGE" in document.sections[0].footer._element.xml
    core = document.core_properties
    assert (core.author, core.last_modified_by) == ("tafelbeeld", "tafelbeeld")
    assert core.created.year == core.modified.year == 2000


def test_without_the_concept_mark_headers_are_empty(
    make_report: Make, ten: SafeCounts, put: Put, account: Account, tmp_path: Path
) -> None:
    free = replace(account, banners=())
    files = put(make_report(ten, account=free), ten, tmp_path / "uit", told=free)
    assert Document(io.BytesIO(files["rapport.docx"])).sections[0].header.paragraphs[0].text == ""
    assert "niet verspreiden" not in files["rapport.html"].decode()


@pytest.mark.parametrize("name", ["rapport.docx", "kruistabel.xlsx"])
def test_archives_carry_no_time(files: dict[str, bytes], name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(entry))


def test_the_long_table_holds_every_cell_in_order(files: dict[str, bytes], ten: SafeCounts) -> None:
    raw = files["kruistabel.csv"]
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert (
        tuple(rows[0])
        == COLUMNS
        == tuple(
            [
                "cut",
                "pattern",
                "pattern_2",
                "direction",
                "perspective",
                "ring",
                "role_class",
                "part",
                "group",
                "unit",
                "value",
                "band",
                "status",
            ]
        )
    )
    assert len(rows) == len(ten.cells) + len(ten.contrasts)
    for row, contrast in zip(rows[len(ten.cells) :], ten.contrasts, strict=True):
        key, side = contrast.key, contrast.side
        assert (row["cut"], row["unit"], row["value"]) == (key.kind, key.kind.unit, "")
        assert row["pattern"] == (key.pattern or "") and row["perspective"] == (key.perspective or "")
        assert row["role_class"] == (key.role_class or "")
        assert (row["band"], row["status"]) == ((side, "shown") if isinstance(side, str) else ("", "withheld"))
    for row, cell in zip(rows, ten.cells, strict=False):
        assert (row["cut"], row["unit"]) == (cell.key.cut, cell.unit)
        assert row["pattern"] == (cell.key.pattern or "") and row["ring"] == (cell.key.ring or "")
        if isinstance(cell.status, Shown):
            assert row["status"] == "shown"
            assert row["value"] == ("" if cell.status.value is None else str(cell.status.value))
            assert row["band"] == (cell.status.band or "")
        else:
            assert (row["status"], row["value"], row["band"]) == ("withheld", "", "")


def test_the_workbook_has_a_sheet_a_cut(files: dict[str, bytes], ten: SafeCounts) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["kruistabel.xlsx"]))
    made = [cut for cut in Cut if ten.made(cut)]
    assert len(book.sheetnames) == len(made) + 4
    assert (book.sheetnames[0], *book.sheetnames[-2:]) == ("Leeswijzer", "Alle cellen", "Gegevensboek")
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes and sheet.auto_filter.ref
    cells = book["Alle cellen"]
    assert tuple(cell.value for cell in cells[1]) == COLUMNS
    assert cells.max_row == len(ten.cells) + len(ten.contrasts) + 1
    values = [cells.cell(row=row, column=COLUMNS.index("value") + 1).value for row in range(2, cells.max_row + 1)]
    assert all(value is None or isinstance(value, int) for value in values) and any(values)
    assert book.properties.created.year == 2000 and book.properties.creator == "tafelbeeld"


def test_the_account_gives_the_hash_of_every_other_file(files: dict[str, bytes], ten: SafeCounts) -> None:
    text = files["verantwoording.json"].decode()
    told = json.loads(text)
    assert told["files"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "verantwoording.json"
    }
    assert told["audited"] is False and told["tables"] == 10 and told["warnings"] == ["concept", "in_sample"]
    assert text == json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_hostile_titles_and_groups_stay_words(
    make_report: Make, count_study: Callable[..., SafeCounts], put: Put, tmp_path: Path
) -> None:
    counts = count_study(10, groups=(NASTY, "@SUM(A1)"))
    files = put(make_report(counts, title=NASTY), counts, tmp_path / "uit")
    page = lxml_html.document_fromstring(files["rapport.html"].decode())
    assert not page.xpath("//script") and "<script>" in page.xpath("string(//h1)")
    Document(io.BytesIO(files["rapport.docx"]))
    book = openpyxl.load_workbook(io.BytesIO(files["kruistabel.xlsx"]))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "\n# =cmd" not in files["rapport.md"].decode() and "<script>" not in files["rapport.md"].decode().replace(
        "\\<", ""
    )
    assert not re.search(r"(^|,)\"?[=@]", files["kruistabel.csv"].decode("utf-8-sig"), re.MULTILINE)


def test_a_long_title_stays_whole(make_report: Make, seven: SafeCounts, put: Put, tmp_path: Path) -> None:
    title = "Vertrouwensbreukherstelprogrammamanagementoverleg over opgaven die niemand kent"
    files = put(make_report(seven, title=title), seven, tmp_path / "uit")
    assert files["rapport.md"].decode().startswith(f"# {title}\n")
    assert title in files["rapport.html"].decode()
    assert any(p.text == title for p in Document(io.BytesIO(files["rapport.docx"])).paragraphs)


def test_what_is_withheld_leaves_no_trace(make_report: Make, ten: SafeCounts, put: Put, tmp_path: Path) -> None:
    """Once a pattern is withheld, no file says anything of it but the mark."""
    gone = "vertrouwen"
    cells = tuple(
        replace(cell, status=Withheld()) if gone in (cell.key.pattern, cell.key.pattern_2) else cell
        for cell in ten.cells
    )
    contrasts = tuple(replace(one, side=Withheld()) if one.key.code == gone else one for one in ten.contrasts)
    counts = replace(ten, cells=cells, contrasts=contrasts)
    files = put(make_report(counts), counts, tmp_path / "uit")
    rows = [line for line in files["kruistabel.csv"].decode("utf-8-sig").splitlines() if f",{gone}," in line]
    assert rows and all(line.endswith(",,,withheld") for line in rows)
    book = openpyxl.load_workbook(io.BytesIO(files["kruistabel.xlsx"]))
    for sheet in book.worksheets[1:-2]:
        for row in sheet.iter_rows(values_only=True):
            if row[0] == "Vertrouwen":
                assert set(row[-1:]) == {"niet getoond"}
    section = files["rapport.md"].decode().split("### 2.5")[1].split("###")[0]
    assert "niet getoond" in section and "tafels ging" not in section and "van de tien" not in section


def test_closed_world_of_the_note(
    files: dict[str, bytes], texts: Mapping[str, Any], codebook: Codebook, account: Account
) -> None:
    """Every word of the Markdown is a word of texts, codebook or account, or a number."""
    known = " ".join(
        [
            json.dumps(texts["nl"], ensure_ascii=False),
            codebook.model_dump_json(),
            "Opgavetafels 2026 1 mei",
            *(
                str(getattr(account, name))
                for name in ("version", "codebook", "language_model", "tag_model", "encoder", "tier")
            ),
        ]
    )
    words = set(re.findall(r"[^\W\d_]+", known.lower()))
    note = set(re.findall(r"[^\W\d_]+", files["rapport.md"].decode().lower()))
    assert note <= words
