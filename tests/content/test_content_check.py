"""What `check` finds: one mistake a file, each with its exact message, and nothing in what ships."""

import shutil
import tomllib
from pathlib import Path

import pytest

from pipeline.check import content_findings
from pipeline.content import shipped

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(BROKEN.glob("*.toml"))


def test_the_shipped_content_is_in_order() -> None:
    assert [str(finding) for finding in content_findings()] == []


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_one_mistake_is_found_with_file_line_and_remedy(case: Path, tmp_path: Path) -> None:
    described = tomllib.loads(case.read_text(encoding="utf-8"))
    folder = tmp_path / "inhoud"
    target = folder / described["file"]
    target.parent.mkdir(parents=True)
    if (shipped("lexicons") / described["file"]).exists():
        shutil.copy(shipped("lexicons") / described["file"], target)
    text = target.read_text(encoding="utf-8") if target.exists() and not described.get("whole") else ""
    if "replace" in described:
        assert described["replace"] in text, "the case no longer fits the content"
        text = text.replace(described["replace"], described["by"], 1)
    else:
        text += described["append"]
    target.write_text(text, encoding="utf-8", newline="\n")
    found = [finding for finding in content_findings(folder) if finding.file == described["file"]]
    assert [finding.message for finding in found] == [described["message"]]
    assert found[0].line > 1 or described.get("whole") or "is missing" in described["message"]
    assert found[0].remedy


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "inhoud"
    shutil.copytree(shipped("lexicons"), folder)
    (folder / "beleid.toml").write_text("tafels_minimum = 'drie'\n", encoding="utf-8")
    (folder / "patronen" / "politiek.toml").write_text("id = \n", encoding="utf-8")
    files = {finding.file for finding in content_findings(folder)}
    assert files == {"beleid.toml", "patronen/politiek.toml"}
