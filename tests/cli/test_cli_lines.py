"""`tag --lines`: one object a line, where a line ends at `\\n` or `\\r\\n` and at nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_studies import tafelbeeld

from pipeline.read.bytes import plain_lines

SAID = "Dat ze het achter onze rug om hadden geregeld, hebben we ze nooit meer vergeven, het vertrouwen was weg."


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"een\ntwee", ["een", "twee"]),
        (b"een\n\ntwee\n\n", ["een", "", "twee", ""]),
        (b"een\r\n\r\ntwee\r\n", ["een", "", "twee"]),
        (b"\xef\xbb\xbfeen\r\ntwee", ["een", "twee"]),
        ("een\r\ntwee\n".encode("utf-16"), ["een", "twee"]),
        (b"caf\xe9\ntwee", ["café", "twee"]),
    ],
)
def test_lines_as_a_text_has_them(data: bytes, lines: list[str]) -> None:
    assert plain_lines(data) == lines


@pytest.mark.parametrize("mark", ["\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_no_other_mark_ends_a_line(mark: str) -> None:
    line = f"een{mark}twee {'en nog wat meer ' * 20}"
    assert plain_lines(f"{line}\ndrie\n".encode()) == [line, "drie"]


def test_an_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"Nou.\u2028{SAID}", "", "\x0c wat", "Zomaar.\x85", f"{SAID}\rNou."]
    (tmp_path / "regels.txt").write_bytes("\r\n".join(lines).encode())
    assert tafelbeeld("tag", tmp_path / "regels.txt", "--lines") == 0
    made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["passage"] for one in made] == list(range(len(lines)))
    tagged = ["vertrouwen" in {tag["pattern"] for tag in one["tags"]} for one in made]
    assert tagged == [True, False, False, False, True]
