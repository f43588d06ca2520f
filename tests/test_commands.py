"""The command line's contract: what each call writes, says, and ends with."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "transcripts_sample"
SIX = {"rapport.html", "rapport.docx", "rapport.md", "kruistabel.xlsx", "kruistabel.csv", "verantwoording.json"}
LINES = [
    "Anna: Goedemorgen allemaal, fijn dat jullie er zijn.",
    "Bram: Dank je, het was even zoeken naar de ingang.",
    "Anna: Ja, die zit om de hoek, bij de fietsen.",
    "Bram: Nou, dan zijn we er nu toch.",
]


def call(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)
    assert "Traceback" not in done.stderr + done.stdout
    return done


def study_of(folder: Path, tables: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(tables):
        (folder / f"tafel-{number}.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("steekproef")
    done = call("run", SAMPLE, cwd=place)
    assert done.returncode == 0, done.stderr
    assert re.search(r"10 tables, \d+ speakers and \d+ passages", done.stdout)
    return place / "reports" / "transcripts_sample"


def test_run_writes_six_files_and_nothing_else(sample_run: Path) -> None:
    assert {path.name for path in sample_run.iterdir()} == SIX
    assert {path.name for path in sample_run.parent.iterdir()} == {"transcripts_sample"}


def test_two_runs_give_equal_bytes(sample_run: Path, tmp_path: Path) -> None:
    assert call("run", SAMPLE, "--out", tmp_path / "weer", cwd=tmp_path).returncode == 0
    for name in SIX:
        assert (sample_run / name).read_bytes() == (tmp_path / "weer" / name).read_bytes(), name


def test_every_output_says_that_it_is_a_concept(sample_run: Path) -> None:
    account = json.loads((sample_run / "verantwoording.json").read_text(encoding="utf-8"))
    assert account["audited"] is False
    assert "concept" in account["warnings"]
    for name in ("rapport.html", "rapport.md"):
        assert "niet verspreiden" in (sample_run / name).read_text(encoding="utf-8").lower()
    with zipfile.ZipFile(sample_run / "rapport.docx") as word:
        assert any(b"niet verspreiden" in word.read(name) for name in word.namelist())


def test_where_part_two_begins_at_every_table_the_note_speaks_of_two_parts(sample_run: Path) -> None:
    asked = (sample_run / "rapport.md").read_text(encoding="utf-8").split("### 1.1")[1].split("### 1.2")[0]
    assert "In de biografie vertelden" in asked and "Niet van elke tafel" not in asked


def unpacked(folder: Path) -> str:
    """All text of a report's files, archives included."""
    texts = []
    for path in sorted(folder.iterdir()):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        else:
            texts.append(path.read_text(encoding="utf-8", errors="ignore"))
    return "\n".join(texts)


def test_no_five_words_of_the_conversations_and_no_speaker_stand_in_the_outputs(sample_run: Path) -> None:
    said = " ".join(json.loads((SAMPLE / "tafel-energiearmoede.json").read_text(encoding="utf-8"))["text"].split())
    words = re.findall(r"\w+", said.lower())
    published = " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", unpacked(sample_run)).lower()))
    grams = {" ".join(words[start : start + 5]) for start in range(len(words) - 4)}
    assert [gram for gram in grams if gram in published] == []
    names = re.findall(r'^naam = "(.+)"$', (SAMPLE / "study.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 80
    assert [name for name in names if name.lower() in unpacked(sample_run).lower()] == []


def test_seven_tables_give_bands_and_no_numbers_and_four_are_refused(tmp_path: Path) -> None:
    for tables in (7, 4):
        study = tmp_path / f"studie{tables}"
        shutil.copytree(SAMPLE, study)
        head, *parts = (study / "study.toml").read_text(encoding="utf-8").split("[[tafel]]\n")
        (study / "study.toml").write_text(head + "".join(f"[[tafel]]\n{part}" for part in parts[:tables]), "utf-8")
    done = call("run", "studie7", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "reports" / "studie7" / "kruistabel.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert any(row.endswith(",shown") for row in rows)
    assert not any(re.search(r",\d+,[a-z_]*,(shown|withheld)$", row) for row in rows)
    refused = call("run", "studie4", cwd=tmp_path)
    assert refused.returncode == 2
    assert "at least 5" in refused.stderr
    assert not (tmp_path / "reports" / "studie4").exists()


def test_from_within_a_study_the_report_stands_beside_it(tmp_path: Path) -> None:
    study = study_of(tmp_path / "mijn", 5)
    assert call("run", ".", cwd=study).returncode == 0
    assert {path.name for path in (tmp_path / "mijn-rapport").iterdir()} == SIX
    assert call("run", ".", cwd=study).returncode == 0


def test_a_bad_file_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    study = study_of(tmp_path / "mijn", 5)
    (study / "leeg.txt").write_bytes(b"")
    (study / "geen.docx").write_bytes(b"dit is geen Word")
    (study / "naamloos.txt").write_text("gewoon wat tekst zonder sprekers\n" * 5, encoding="utf-8")
    done = call("run", "mijn", cwd=tmp_path)
    assert done.returncode == 1
    assert "leeg.txt: skipped." in done.stderr and "geen.docx: skipped." in done.stderr
    assert "naamloos.txt has no speakers" in done.stderr
    account = json.loads((tmp_path / "reports" / "mijn" / "verantwoording.json").read_text(encoding="utf-8"))
    assert (account["files_read"], account["files_skipped"], account["tables_without_speakers"]) == (6, 2, 1)


@pytest.mark.parametrize("files", [{}, {"foto.png": b"\x89PNG\r\n\x1a\n"}])
def test_a_folder_without_transcripts_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "mijn").mkdir()
    for name, content in files.items():
        (tmp_path / "mijn" / name).write_bytes(content)
    done = call("run", "mijn", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip()


def test_an_output_folder_inside_the_study_or_with_other_files_is_refused(tmp_path: Path) -> None:
    study = study_of(tmp_path / "mijn", 5)
    assert call("run", "mijn", "--out", study / "uit", cwd=tmp_path).returncode == 2
    (tmp_path / "anders").mkdir()
    (tmp_path / "anders" / "brief.txt").write_text("van mij", encoding="utf-8")
    assert call("run", "mijn", "--out", "anders", cwd=tmp_path).returncode == 2
    assert (tmp_path / "anders" / "brief.txt").read_text(encoding="utf-8") == "van mij"
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    assert call("run", "mijn", "--out", tmp_path / "bestand" / "uit", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ('[[tafel]]\nid = "a"\nbestanden = ["weg.txt"]\n', "weg.txt"),
        (
            '[[tafel]]\nid = "a"\nbestanden = ["tafel-0.txt"]\n[[tafel]]\nid = "b"\nbestanden = ["tafel-0.txt"]\n',
            "study.toml",
        ),
        ('[[tafel]]\nid = "a"\nbestanden = ["tafel-0.txt"]\n[[tafel.spreker]]\nnaam = "Anna"\nrol = "baas"\n', "rol"),
        ("titel = \n", "study.toml"),
    ],
)
def test_a_manifest_with_a_mistake_is_refused_with_its_place(tmp_path: Path, manifest: str, told: str) -> None:
    study = study_of(tmp_path / "mijn", 5)
    (study / "study.toml").write_text(manifest, encoding="utf-8")
    done = call("run", "mijn", cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr


def test_check_init_writes_a_manifest_that_can_be_used(tmp_path: Path) -> None:
    study = study_of(tmp_path / "mijn", 5)
    assert call("check", "mijn", "--init", cwd=tmp_path).returncode == 0
    assert (study / "study.toml").is_file()
    assert call("run", "mijn", cwd=tmp_path).returncode == 0
    assert call("check", "mijn", "--init", cwd=tmp_path).returncode == 2


def test_content_init_gives_a_copy_that_is_in_order(tmp_path: Path) -> None:
    assert call("content", "init", "inhoud", cwd=tmp_path).returncode == 0
    assert call("check", "--content", "inhoud", cwd=tmp_path).returncode == 0
    assert call("content", "init", "inhoud", cwd=tmp_path).returncode == 2


def test_tag_gives_one_object_a_line_and_never_the_text(tmp_path: Path) -> None:
    broken = "Dat ze het achter onze rug om hadden geregeld, hebben we ze nooit meer vergeven, het vertrouwen was weg."
    lines = [broken, "", "Wil je nog koffie, zebrapad?"]
    (tmp_path / "regels.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = call("tag", "regels.txt", "--lines", cwd=tmp_path)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["passage"] for item in objects] == [0, 1, 2]
    assert objects[0]["tags"][0]["pattern"] == "vertrouwen"
    assert objects[0]["tags"][0]["direction"] == "geschaad"
    assert objects[1] == {"passage": 1, "tags": [], "perspectives": []}
    assert "zebrapad" not in done.stdout


@pytest.mark.parametrize("later", ["release", "review", "compare", "export", "start"])
def test_a_later_command_says_so(tmp_path: Path, later: str) -> None:
    done = call(later, "iets", cwd=tmp_path)
    assert done.returncode == 2
    assert "does not exist yet" in done.stderr


def test_english_and_the_wider_profile(tmp_path: Path) -> None:
    done = call("run", SAMPLE, "--lang", "en", "--profile", "openbaar", "--tier", "vol", "--out", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert '<html lang="en"' in (tmp_path / "en" / "rapport.html").read_text(encoding="utf-8")
    assert call("run", SAMPLE, "--lang", "fr", cwd=tmp_path).returncode == 2


def test_training_twice_gives_equal_bytes_and_refuses_strangers(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        assert call("train", SAMPLE, "--tier", "snel", "--out", name, cwd=tmp_path).returncode == 0
    assert (tmp_path / "een" / "model.json").read_bytes() == (tmp_path / "twee" / "model.json").read_bytes()
    (tmp_path / "een" / "model.json").write_text('{"kind": "iets anders"}', encoding="utf-8")
    (tmp_path / "regel.txt").write_text("hallo\n", encoding="utf-8")
    assert call("tag", "regel.txt", "--lines", "--tag-model", "een", cwd=tmp_path).returncode == 2


@pytest.mark.slow
@pytest.mark.shared
def test_the_shipped_tag_model_is_what_its_gold_gives(tmp_path: Path) -> None:
    gold = ROOT / "models" / "gold" / "train"
    references = ROOT / "models" / "gold" / "references.jsonl"
    done = call("train", gold, SAMPLE, "--references", references, "--out", "opnieuw", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shipped = json.loads((ROOT / "models" / "tagmodel" / "model.json").read_text(encoding="utf-8"))
    made = json.loads((tmp_path / "opnieuw" / "model.json").read_text(encoding="utf-8"))
    # Vectors differ a little from processor to processor, and what is learnt from them too; words do not.
    for part in ("scales", "biases", "weights", "terms", "new_term", "tables", "codebook"):
        assert made[part] == shipped[part], part
    bars = zip(shipped["tiers"]["vol"]["bars"], made["tiers"]["vol"]["bars"], strict=True)
    assert all(abs(one["upper"] - other["upper"]) < 0.1 for one, other in bars)


def test_no_word_of_the_model_holds_a_digit_or_a_name() -> None:
    features = json.loads((ROOT / "models" / "tagmodel" / "model.json").read_text(encoding="utf-8"))["weights"]
    words = {feature[2:] for feature in features if feature.startswith("w:")}
    names = re.findall(r'^naam = "(.+)"$', (SAMPLE / "study.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert not [word for word in words if re.search(r"[\d@]", word)]
    assert not words & {name.split()[-1].lower() for name in names}


@pytest.mark.browser
def test_the_page_asks_for_nothing_from_elsewhere_and_fits_a_phone(sample_run: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((sample_run / "rapport.html").as_uri())
        assert page.locator("script").count() == 0
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert all(url.startswith(("file:", "data:")) for url in asked)
        browser.close()


@pytest.mark.office
def test_word_opens_in_an_office_program(sample_run: Path, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(sample_run / "rapport.docx")]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run(["pdftotext", str(tmp_path / "rapport.pdf"), "-"], capture_output=True, text=True, check=True)
    assert "Een opgave vraagt om vertrouwen" in text.stdout
