"""Word documents: what stands on the page, and none of the secrets behind it."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.read import UnreadableError


def _p(*lines: str) -> str:
    return "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r></w:p>"


ANNA_AND_BRAM = [("Anna de Wit", "dag allemaal"), ("Bram", "hoi"), ("Anna de Wit", "ja")]


def test_paragraphs_with_names(reads, spoken, docx):
    body = _p("Anna de Wit: dag allemaal") + _p("Bram: hoi") + _p("Anna de Wit: ja")
    assert spoken(reads(docx(body), ".docx")) == ANNA_AND_BRAM


def test_teams_of_today(reads, spoken, docx):
    head = _p("Tafel 3-20260501_100000-Opname") + _p("1 mei 2026, 10:00AM") + _p("25m 3s") + _p("")
    body = _p("Anna de Wit started transcription") + _p("") + _p("Anna de Wit   0:03", "dag allemaal")
    tail = _p("Bram   0:09", "hoi") + _p("Anna de Wit   1:00:03", "ja") + _p("Anna de Wit stopped transcription")
    transcript = reads(docx(head + body + tail), ".docx")
    assert spoken(transcript) == ANNA_AND_BRAM
    assert [turn.start for turn in transcript.turns] == [3.0, 9.0, 3603.0]


def test_the_older_teams(reads, spoken, docx):
    body = (
        _p("00:00:03.929 --&gt; 00:00:11.369", "Anna de Wit", "dag")
        + _p("00:00:12.000 --&gt; 00:00:13.000", "Anna de Wit", "allemaal")
        + _p("00:00:13.100 --&gt; 00:00:14.000", "Bram", "hoi")
        + _p("00:00:14.100 --&gt; 00:00:15.000", "Anna de Wit", "ja")
    )
    transcript = reads(docx(body), ".docx")
    assert spoken(transcript) == ANNA_AND_BRAM
    assert [turn.start for turn in transcript.turns] == [3.929, 13.1, 14.1]


def test_word_online(reads, spoken, docx):
    body = "".join(
        _p(line)
        for line in ("00:00:03 Anna de Wit", "dag allemaal", "00:00:09 Bram", "hoi", "00:00:12 Anna de Wit", "ja")
    )
    assert spoken(reads(docx(body), ".docx")) == ANNA_AND_BRAM


def test_tables_are_read_in_order(reads, spoken, docx):
    rows = "".join(
        f"<w:tr><w:tc>{_p(name + ':')}</w:tc><w:tc>{_p(text)}</w:tc></w:tr>"
        for name, text in (("Anna de Wit", "dag allemaal"), ("Bram", "hoi"), ("Anna de Wit", "ja"))
    )
    assert spoken(reads(docx(f"<w:tbl>{rows}</w:tbl>"), ".docx")) == ANNA_AND_BRAM


SECRET = "<w:r><w:t>geheim</w:t></w:r>"
LEFT_OUT = {
    "deletion": f"<w:p><w:del>{SECRET.replace('w:t>', 'w:delText>')}</w:del></w:p>",
    "deletion with text": f"<w:p><w:del>{SECRET}</w:del></w:p>",
    "moved away": f"<w:p><w:moveFrom>{SECRET}</w:moveFrom></w:p>",
    "field": "<w:p><w:r><w:instrText>geheim</w:instrText></w:r></w:p>",
    "hidden": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>",
    "second copy": '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Fallback>{SECRET}</mc:Fallback></mc:AlternateContent></w:p>",
    "foreign": '<w:p><w:r><x:t xmlns:x="urn:x">geheim</x:t></w:r></w:p>',
}


@pytest.mark.parametrize("secret", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_not_on_the_page(reads, spoken, docx, secret):
    body = _p("Anna: dag") + secret + "<w:p><w:ins><w:r><w:t>Bram: hoi</w:t></w:r></w:ins></w:p>" + _p("Anna: ja")
    assert spoken(reads(docx(body), ".docx")) == [("Anna", "dag"), ("Bram", "hoi"), ("Anna", "ja")]


def test_other_parts_are_not_opened(reads, spoken, docx):
    parts = {name: "<w:p>geheim" for name in ("comments", "header1", "footer1", "footnotes")}
    assert spoken(reads(docx(_p("Anna: dag") + _p("Anna: ja"), **parts), ".docx")) == [("Anna", "dag ja")]


def test_shown_text_marked_as_not_hidden_and_tab_stops(reads, spoken, docx):
    body = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve">Anna: da</w:t></w:r><w:r><w:t>g</w:t>'
        "<w:tab/><w:t>hoor</w:t><w:noBreakHyphen/><w:t>hè</w:t></w:r></w:p>"
    )
    assert spoken(reads(docx(body), ".docx")) == [("Anna", "dag hoor-hè")]


def test_the_mark_of_part_two(reads, docx):
    body = _p("Anna: dag") + _p("== Analyse ==") + _p("Bram: hoi") + _p("Anna: ja")
    assert reads(docx(body), ".docx").analyse_turn == 1


def test_a_main_part_of_another_name(reads, spoken, docx):
    with zipfile.ZipFile(io.BytesIO(docx(_p("Anna: dag") + _p("Anna: ja")))) as archive:
        document = archive.read("word/document.xml")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document2.xml", document)
        archive.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document2.xml"/>',
        )
    assert spoken(reads(file.getvalue(), ".docx")) == [("Anna", "dag ja")]


def test_a_document_under_a_text_suffix(reads, spoken, docx):
    assert spoken(reads(docx(_p("Anna: dag") + _p("Anna: ja")), ".txt")) == [("Anna", "dag ja")]


@pytest.mark.parametrize(
    "content",
    [
        b"gewoon tekst",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud",
        b"{\\rtf1 tekst}",
        b"PK\x03\x04 niets",
        b"\x89PNG\r\n\x1a\n\x00",
    ],
)
def test_what_is_no_document(reads, content):
    with pytest.raises(UnreadableError):
        reads(content, ".docx")


def test_a_document_cut_short(reads, docx):
    whole = docx(_p("Anna: dag"))
    for length in range(20, len(whole), 37):
        with pytest.raises(UnreadableError):
            reads(whole[:length], ".docx")


def test_a_flipped_byte_is_read_or_refused(reads, docx):
    whole = docx(_p("Anna: dag") + _p("Bram: hoi") * 50)
    for place in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            assert reads(bytes(broken), ".docx").turns
        except UnreadableError as error:
            assert "Anna" not in str(error)
