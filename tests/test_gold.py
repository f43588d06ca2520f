"""The gold: its form, what it shares with what it is measured on, and what is wrong in a file of one's own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.content import ContentError, read_content
from pipeline.gold import read_gold, reference_passages

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "models" / "gold"
SHARED = ROOT.parent / "shared" / "data"


def sequences(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w'’-]+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def rows(name: str) -> Iterator[dict[str, object]]:
    for file in sorted((GOLD / name).glob("*.goud.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@pytest.mark.parametrize("name", ["train", "development", "test"])
def test_every_passage_has_labels_that_the_codebook_knows(name: str) -> None:
    codebook = read_content().codebook
    passages = read_gold([GOLD / name], codebook=codebook)
    assert passages and all(passage.table for passage in passages)
    assert {code for passage in passages for code in passage.tags} == set(codebook.codes)


def test_no_table_is_both_learnt_from_and_measured_on() -> None:
    tables = {name: {str(row["table"]) for row in rows(name)} for name in ("train", "development", "test")}
    assert not tables["train"] & (tables["development"] | tables["test"])
    assert not tables["development"] & tables["test"]
    kept = set((GOLD / "kept_for_calibration.txt").read_text(encoding="utf-8").split())
    assert kept <= tables["train"]
    card = json.loads((ROOT / "models" / "encoder_nl" / "encoder.json").read_text(encoding="utf-8"))
    from pipeline.classify import table_hash

    unseen = kept | tables["development"] | tables["test"]
    assert not {table_hash(table) for table in unseen} & set(card["learnt_from"])


def test_gold_seldom_says_the_same_five_words_twice() -> None:
    """Measured when it was written: 12 % of the passages share a sequence with another, most of it everyday Dutch."""
    seen: dict[tuple[str, ...], int] = {}
    shared = set()
    texts = [str(row["text"]) for row in rows("train")]
    for number, text in enumerate(texts):
        for sequence in sequences(text):
            if seen.setdefault(sequence, number) != number:
                shared |= {number, seen[sequence]}
    assert len(shared) / len(texts) < 0.13


@pytest.mark.shared
def test_gold_and_lexicons_share_no_five_words_with_the_sentences_that_are_kept_aside() -> None:
    kept: set[tuple[str, ...]] = set()
    for file in sorted((SHARED / "passages").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            kept |= sequences(json.loads(line)["text"])
    ours = [str(row["text"]) for name in ("train", "development", "test") for row in rows(name)]
    for lexicon in read_content().lexicons:
        ours += [example.zin for example in (*lexicon.voorbeeld, *lexicon.tegenvoorbeeld)]
    assert not sum(bool(sequences(text) & kept) for text in ours)


@pytest.mark.shared
def test_every_reference_is_still_where_it_was_and_none_is_kept_for_scoring() -> None:
    references = GOLD / "references.jsonl"
    lines = references.read_text(encoding="utf-8").splitlines()
    found = reference_passages(references, codebook=read_content().codebook)
    assert len(found) == len(lines)
    kept = {f"h-tk-20172018-70-{number}.txt" for number in (4, 5, 8, 9, 10, 11, 12)}
    files = {Path(json.loads(line)["file"]).name for line in lines}
    assert not files & kept
    silent = sum(not row["tags"] for row in rows("train"))
    assert len(found) <= silent / 5


def test_references_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "verwijzingen.jsonl").write_text(
        json.dumps({"file": "weg.txt", "offset": 0, "length": 4, "sha256": "0" * 64}) + "\n", encoding="utf-8"
    )
    assert reference_passages(tmp_path / "verwijzingen.jsonl", codebook=read_content().codebook) == ()


BAD = ["", "[]", "{", '{"file": "a.txt"}', '{"file": 1, "offset": 0, "length": 1, "sha256": ""}']


@pytest.mark.parametrize("line", BAD)
def test_what_is_no_reference_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "verwijzingen.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ContentError, match="verwijzingen"):
        reference_passages(tmp_path / "verwijzingen.jsonl", codebook=read_content().codebook)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "iets", "tags": [{"pattern": "geluk", "direction": "groeit"}]}, "no such pattern"),
        ({"text": "iets", "tags": [{"pattern": "vertrouwen", "direction": "omhoog"}]}, "no such direction"),
        ({"text": "iets", "role": "baas", "tags": []}, "no such role"),
        ({"tags": []}, "no `text`"),
        ({"text": "iets", "tags": ["vertrouwen"]}, "can't be read"),
        ({"text": "iets", "tags": 3}, "can't be read"),
        ({"text": "iets", "perspectives": ["scheef"]}, "no such pattern or perspective"),
    ],
)
def test_a_mistake_in_gold_is_told_with_its_line(tmp_path: Path, row: dict[str, object], told: str) -> None:
    file = tmp_path / "eigen.jsonl"
    good = {"table": "t", "text": "zebrapad", "tags": [{"pattern": "vertrouwen", "direction": "groeit"}]}
    file.write_text(json.dumps(good) + "\n" + json.dumps({"table": "t", **row}) + "\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_gold([file], codebook=read_content().codebook)
    assert told in str(refused.value) and "eigen.jsonl" in str(refused.value) and ":2" in str(refused.value)
    assert "zebrapad" not in str(refused.value)


def test_coders_files_are_read_with_what_they_contest(tmp_path: Path) -> None:
    file = tmp_path / "codeurs.jsonl"
    row = {"text": "iets", "label": ["vertrouwen"], "direction": {"vertrouwen": "groeit"}, "contested": ["politiek"]}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (passage,) = read_gold([file], codebook=read_content().codebook)
    assert dict(passage.tags) == {"vertrouwen": "groeit"} and passage.contested == {"politiek"}
