"""The commands, their exit statuses and what they write, as the contract has them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from cli_studies import FILES, SAMPLE, command, conversation, example, manifest, names, study

from pipeline import __version__

pytestmark = pytest.mark.slow


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "kruistabel.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def content_of(path: Path) -> list[bytes]:
    """A file's bytes, and for an archive those of each part."""
    if path.suffix not in (".docx", ".xlsx"):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        return [path.read_bytes(), *(archive.read(name) for name in archive.namelist())]


# --- run, and all is well ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample was run once, without options."""
    here = tmp_path_factory.mktemp("sample")
    done = command("run", SAMPLE, cwd=here)
    assert done.returncode == 0, done.stderr
    closing = r"Six files stand in reports/transcripts_sample: a concept on 10 tables, \d+ speakers and \d+ passages\."
    assert re.fullmatch(closing, done.stdout.replace("\n", " ").strip().replace("\\", "/"))
    return here


def test_six_files_in_the_default_folder_and_nothing_else(reported: Path) -> None:
    assert names(reported / "reports" / "transcripts_sample") == FILES
    assert names(reported) == {"reports"} and names(reported / "reports") == {"transcripts_sample"}


def test_the_sample_shows_numbers_and_one_of_ring_and_class(reported: Path) -> None:
    made = rows(reported / "reports" / "transcripts_sample")
    shown = [row for row in made if row["status"] == "shown"]
    assert any(row["value"] for row in shown)
    assert all(not row["value"] and not row["band"] for row in made if row["status"] == "withheld")
    assert len({"pattern_by_ring", "pattern_by_class"} & {row["cut"] for row in made}) == 1
    k = json.loads((reported / "reports" / "transcripts_sample" / "verantwoording.json").read_text(encoding="utf-8"))[
        "k"
    ]
    assert all(int(row["value"]) <= 10 - k - 1 for row in shown if row["unit"] == "sessions" and row["value"])


def test_two_runs_give_equal_bytes(reported: Path, tmp_path: Path) -> None:
    done = command("run", SAMPLE / "study.toml", "--out", "ander", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first = reported / "reports" / "transcripts_sample"
    assert [name for name in FILES if (first / name).read_bytes() != (tmp_path / "ander" / name).read_bytes()] == []


def test_seven_tables_give_no_number(tmp_path: Path) -> None:
    seven = tmp_path / "zeven"
    shutil.copytree(SAMPLE, seven)
    whole = (seven / "study.toml").read_text(encoding="utf-8").split("[[tafel]]\n")
    (seven / "study.toml").write_text("[[tafel]]\n".join(whole[:8]), encoding="utf-8")
    done = command("run", ".", cwd=seven)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path) == {"zeven", "zeven-rapport"}
    made = rows(tmp_path / "zeven-rapport")
    assert any(row["status"] == "shown" for row in made)
    assert {row["value"] for row in made} == {""}
    assert not any(digit in row["band"] for row in made for digit in "0123456789")


def test_an_earlier_report_is_replaced_as_a_whole(tmp_path: Path) -> None:
    small, out = study(tmp_path / "studie"), tmp_path / "uit"
    out.mkdir()
    (out / "rapport.md").write_text("van vroeger", encoding="utf-8")
    assert command("run", small, "--out", out, cwd=tmp_path).returncode == 0
    assert names(out) == FILES and "van vroeger" not in (out / "rapport.md").read_text(encoding="utf-8")
    assert names(tmp_path) == {"studie", "uit"}


def test_no_word_or_name_of_a_transcript_reaches_an_output(tmp_path: Path) -> None:
    canaries: list[str] = []

    def canary(kind: str) -> str:
        canaries.append(f"zq{kind}{len(canaries)}kwx")
        return canaries[-1]

    secret = tmp_path / canary("map")
    secret.mkdir()
    lines = ['titel = "Proef"']
    said = example("vertrouwen")
    for _ in range(6):
        file = f"{canary('bestand')}.txt"
        lines += ["[[tafel]]", f'id = "{canary("tafel")}"', f"bestanden = [{json.dumps(file)}]"]
        people = [canary("naam") for _ in range(6)]
        for seat, name in enumerate(people):
            role = "extern" if seat % 2 else "intern"
            lines += ["[[tafel.spreker]]", f'naam = "{name}"', f'id = "{canary("id")}"', f'rol = "{role}"']
            lines += [f'organisatie = "{canary("organisatie")}"']
        text = "\n\n".join(f"{name}: {said} Dat was {canary('woord')} voor ons." for name in people)
        (secret / file).write_text(text, encoding="utf-8")
    (secret / "study.toml").write_text("\n".join(lines), encoding="utf-8")
    done = command("run", secret, "--out", "uit", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert any(row["status"] == "shown" for row in rows(tmp_path / "uit"))
    parts = [part.lower() for path in (tmp_path / "uit").iterdir() for part in content_of(path)]
    assert [word for word in canaries if any(word.encode() in part for part in parts)] == []
    assert not any(said.lower().encode() in part for part in parts)


# --- run, with skips or findings: 1 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "skipped"), ("We zaten die middag met zijn allen in de keuken en het was koud.\n", "has no speakers")],
)
def test_one_bad_file_is_named_and_the_rest_is_done(tmp_path: Path, text: str, sentence: str) -> None:
    small = study(tmp_path / "studie", tables=6)
    (small / "gesprek3.txt").write_text(text, encoding="utf-8")
    done = command("run", small, "--out", "uit", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert any("gesprek3.txt" in line and sentence in line for line in done.stderr.splitlines())
    assert names(tmp_path / "uit") == FILES


# --- run, refused: 2, and nothing written -----------------------------------------------------------------------------


def refused(*arguments: str | Path, cwd: Path) -> str:
    """What is said of a call that ends in 2 and changes no file."""
    before = sorted(cwd.rglob("*"))
    done = command(*arguments, cwd=cwd)
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert sorted(cwd.rglob("*")) == before
    return done.stderr


def test_four_tables_are_too_few(tmp_path: Path) -> None:
    assert "4 tables" in refused("run", study(tmp_path / "studie", tables=4), cwd=tmp_path)


def test_a_bad_file_may_leave_too_few_tables(tmp_path: Path) -> None:
    small = study(tmp_path / "studie")
    (small / "gesprek3.txt").write_text("", encoding="utf-8")
    assert "4 tables" in refused("run", small, cwd=tmp_path)


@pytest.mark.parametrize("file", [None, "foto.png"])
def test_nothing_to_read(tmp_path: Path, file: str | None) -> None:
    (tmp_path / "studie").mkdir()
    if file:
        (tmp_path / "studie" / file).write_bytes(b"\x89PNG\r\n\x1a\n")
    assert refused("run", "studie", cwd=tmp_path).strip()


def test_only_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "studie").mkdir()
    for number in range(5):
        (tmp_path / "studie" / f"{number}.docx").write_bytes(b"")
    assert "nothing was written" in refused("run", "studie", cwd=tmp_path)


def test_no_such_study(tmp_path: Path) -> None:
    assert "isn't there" in refused("run", "nergens", cwd=tmp_path)


def test_no_output_inside_the_study(tmp_path: Path) -> None:
    small = study(tmp_path / "studie")
    assert "inside the study" in refused("run", small, "--out", small / "uit", cwd=tmp_path)


def test_a_folder_with_anything_else_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "scriptie.docx").write_text("van mij", encoding="utf-8")
    assert refused("run", study(tmp_path / "studie"), "--out", "uit", cwd=tmp_path)
    assert (tmp_path / "uit" / "scriptie.docx").read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize("name", ["templates", "voorbeeld"])
def test_reserved_names(tmp_path: Path, name: str) -> None:
    assert name in refused("run", study(tmp_path / name), cwd=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gesprek2.txt", "weg.txt", "weg.txt"),
        ("gesprek2.txt", "gesprek1.txt", "gesprek1.txt"),
        ('rol = "extern"', 'rol = "baas"', "opgavehouder"),
        ('titel = "Proef"', "titel = Proef", "study.toml:1"),
    ],
    ids=["missing file", "two tables one file", "unknown role", "no toml"],
)
def test_mistakes_in_the_manifest(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = manifest(study(tmp_path / "studie"))
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    for verb in ("run", "check"):
        message = refused(verb, tmp_path / "studie", cwd=tmp_path)
        assert "study.toml:" in message and said in message


@pytest.mark.parametrize(
    "options",
    [
        ("--lang", "de"),
        ("--profile", "geheim"),
        ("--tier", "traag"),
        ("--content", "nergens"),
        ("--tag-model", "nergens"),
        ("--language-model", "xx_geen_model"),
        ("--speaker-pattern", "("),
        ("--speaker-pattern", "(.*):(.*)"),
        ("--onbekend",),
        ("--out",),
        ("een", "te", "veel"),
    ],
)
def test_options_that_mean_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert refused("run", study(tmp_path / "studie"), *options, cwd=tmp_path).strip()


@pytest.mark.parametrize("verb", ["release", "review", "compare", "export", "start"])
def test_later_commands_say_so(tmp_path: Path, verb: str) -> None:
    assert "does not exist yet" in refused(verb, "STUDY", "--against", "x", cwd=tmp_path)


# --- the other commands -----------------------------------------------------------------------------------------------


def test_tag_gives_an_object_for_every_line_and_never_its_text(tmp_path: Path) -> None:
    said = example("vertrouwen")
    lines = [said, "", "Zomaar iets over een zqkanariekwx.", "", said]
    (tmp_path / "regels.txt").write_bytes("\r\n".join([*lines, ""]).encode())
    done = command("tag", "regels.txt", "--lines", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["passage"] for one in made] == list(range(len(lines)))
    assert [bool(one["tags"]) for one in made] == [True, False, False, False, True]
    tag = next(tag for tag in made[0]["tags"] if tag["pattern"] == "vertrouwen")
    assert set(tag) == {"pattern", "direction", "probability", "origin"} and tag == made[4]["tags"][0]
    assert "zqkanariekwx" not in done.stdout and said[:20] not in done.stdout


def test_tag_cuts_a_transcript_into_passages(tmp_path: Path) -> None:
    (tmp_path / "gesprek.txt").write_text(conversation(0, said=example("vertrouwen")), encoding="utf-8")
    done = command("tag", "gesprek.txt", cwd=tmp_path)
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(made) >= 4 and any(one["tags"] for one in made)


def test_tag_of_no_file(tmp_path: Path) -> None:
    assert "no such file" in refused("tag", "nergens.txt", cwd=tmp_path)


def test_tag_of_a_picture(tmp_path: Path) -> None:
    (tmp_path / "foto.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for options in ((), ("--lines",)):
        assert refused("tag", "foto.txt", *options, cwd=tmp_path).strip()


def test_content_init_gives_content_that_is_in_order(tmp_path: Path) -> None:
    assert command("content", "init", "eigen", cwd=tmp_path).returncode == 0
    done = command("check", "--content", "eigen", cwd=tmp_path)
    assert done.returncode == 0
    silent, said = done.stdout.splitlines()
    assert "never fired" in silent and said == "The content is in order."
    assert "not empty" in refused("content", "init", "eigen", cwd=tmp_path)


def test_check_names_a_mistake_in_ones_own_content(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent / "lexicons", tmp_path / "eigen")
    policy = tmp_path / "eigen" / "beleid.toml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("tafels_minimum", "tafels_minimun", 1), encoding="utf-8"
    )
    done = command("check", "--content", "eigen", cwd=tmp_path)
    assert done.returncode == 1 and "beleid.toml:" in done.stdout
    assert "beleid.toml:" in refused("run", study(tmp_path / "studie"), "--content", "eigen", cwd=tmp_path)


def test_check_init_writes_a_manifest_that_can_be_run(tmp_path: Path) -> None:
    small = study(tmp_path / "studie")
    assert command("check", small, "--init", cwd=tmp_path).returncode == 0
    written = tomllib.loads((small / "study.toml").read_text(encoding="utf-8"))
    assert [table["bestanden"] for table in written["tafel"]] == [[f"gesprek{number}.txt"] for number in range(5)]
    assert {speaker["naam"] for speaker in written["tafel"][0]["spreker"]} == {f"Spreker A{n}" for n in range(4)}
    assert "already" in refused("check", small, "--init", cwd=tmp_path)
    assert command("check", small, cwd=tmp_path).returncode == 0


def test_a_call_without_a_command_or_a_study(tmp_path: Path) -> None:
    assert command(cwd=tmp_path).returncode == 2
    assert "STUDY" in refused("run", cwd=tmp_path)
    assert "bestaatniet" in refused("bestaatniet", cwd=tmp_path)


def test_version_and_help(tmp_path: Path) -> None:
    assert command("--version", cwd=tmp_path).stdout.strip() == f"tafelbeeld {__version__}"
    shown = command("run", "--help", cwd=tmp_path)
    assert shown.returncode == 0 and "--out" in shown.stdout
