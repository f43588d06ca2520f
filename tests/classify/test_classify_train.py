"""What training promises: one sentence for gold that can't serve, equal bytes, and a model that reads back."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.classify import Evidence, TagModelError, load_tag_model
from pipeline.classify.train import Encoded, GoldPassage, TrainingError, train_tag_model
from pipeline.content import Content, read_content

OWN = {"vertrouwen": "ze hielden woord en dat gaf lucht", "politiek": "achter dat cijfer zat een belang"}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def gold(tables: int = 6, each: int = 24, *, label: bool = True, silence: bool = True) -> list[GoldPassage]:
    """Passages in which a fixed phrase goes with a code, between words that go with nothing."""
    found = []
    fill = ["wij", "liepen", "maandag", "langs", "de", "kade", "met", "koffie"]
    for number in range(tables * each):
        code = ("vertrouwen", "politiek", None)[number % 3]
        if (code and not label) or (code is None and not silence):
            continue
        words = f"{OWN[code]} {fill[number % 8]} {fill[number % 5]}" if code else " ".join(fill[number % 4 :])
        direction = ("groeit", "geschaad")[number % 2] if code == "vertrouwen" else "gemaskeerd"
        tags = {code: direction} if code else {}
        found.append(GoldPassage(table=f"t{number // 3 % tables}", speaker=f"s{number % 7}", text=words, tags=tags))
    return found


def nothing(passages: Sequence[GoldPassage]) -> list[tuple[Evidence, ...]]:
    return [()] * len(passages)


def vectors(passages: Sequence[GoldPassage]) -> np.ndarray:
    """A vector that knows the code, as an encoder would."""
    rows = [[float("vertrouwen" in p.tags), float("politiek" in p.tags), 0.3] for p in passages]
    return np.array(rows, dtype=np.float32)


def test_a_trained_model_finds_what_it_was_shown_and_stays_silent_elsewhere(content: Content, tmp_path: Path) -> None:
    passages = gold()
    account = train_tag_model(passages, nothing(passages), codebook=content.codebook, out=tmp_path)
    model = load_tag_model(tmp_path, codebook=content.codebook)
    found = model.predict(OWN["vertrouwen"] + " bij de brug", ())
    assert found["vertrouwen"].stands and not found["politiek"].stands
    assert not any(p.stands for p in model.predict("wij liepen maandag langs de kade met een kop soep", ()).values())
    assert account.tables == 6 and set(account.bars) == {"snel"}
    assert model.trained_on(["t1"]) and not model.trained_on(["elders"])


def test_the_same_gold_gives_the_same_bytes(content: Content, tmp_path: Path) -> None:
    passages = gold()
    encoded = Encoded(name="proef", hash="0" * 12, vectors=vectors(passages), seen=np.zeros(len(passages), dtype=bool))
    for name in ("een", "twee"):
        train_tag_model(passages, nothing(passages), codebook=content.codebook, out=tmp_path / name, encoded=encoded)
    assert (tmp_path / "een/model.json").read_bytes() == (tmp_path / "twee/model.json").read_bytes()


def test_with_vectors_there_are_two_tiers(content: Content, tmp_path: Path) -> None:
    passages = gold()
    seen = np.array([p.table in ("t0", "t1") for p in passages])
    encoded = Encoded(name="proef", hash="0" * 12, vectors=vectors(passages), seen=seen)
    train_tag_model(passages, nothing(passages), codebook=content.codebook, out=tmp_path, encoded=encoded)
    model = load_tag_model(tmp_path, codebook=content.codebook)
    other_words = "een heel andere zin over hetzelfde voorval in de zomer"
    told = model.predict(other_words, (), np.array([1.0, 0.0, 0.3], dtype=np.float32))
    assert told["vertrouwen"].encoder > told["politiek"].encoder
    assert model.tier(encoder=True) == "vol" and model.tier(encoder=False) == "snel"


@pytest.mark.parametrize(
    ("passages", "told"),
    [
        (gold(tables=2), "at least 3"),
        (gold(label=False), "no label"),
        (gold(silence=False), "Every passage in the gold has a label"),
    ],
)
def test_gold_that_cannot_serve_is_refused_in_a_sentence(
    content: Content, tmp_path: Path, passages: list[GoldPassage], told: str
) -> None:
    with pytest.raises(TrainingError, match=told):
        train_tag_model(passages, nothing(passages), codebook=content.codebook, out=tmp_path)
    assert not (tmp_path / "model.json").exists()


def test_a_term_that_is_often_right_weighs_more_than_one_that_seldom_is(content: Content, tmp_path: Path) -> None:
    passages = gold()
    evidence = [
        (Evidence("vertrouwen", "goed"),) if "vertrouwen" in p.tags else (Evidence("vertrouwen", "slecht"),)
        for p in passages
    ]
    train_tag_model(passages, evidence, codebook=content.codebook, out=tmp_path)
    terms = load_tag_model(tmp_path, codebook=content.codebook).saved.terms
    assert terms["vertrouwen:goed"].evidence > 0 > terms["vertrouwen:slecht"].evidence
    assert terms["vertrouwen:goed"].right == terms["vertrouwen:goed"].hits


def test_reference_text_lends_no_word_to_the_model(content: Content, tmp_path: Path) -> None:
    passages = gold()
    strange = [
        GoldPassage(table=f"r{i % 5}", speaker=str(i), text="vergunninghouder kwadraat", tags={}, reference=True)
        for i in range(40)
    ]
    train_tag_model([*passages, *strange], nothing([*passages, *strange]), codebook=content.codebook, out=tmp_path)
    weights = load_tag_model(tmp_path, codebook=content.codebook).weights
    assert "w:kade" in weights and "w:vergunninghouder" not in weights


@pytest.mark.parametrize("broken", ['{"kind": "iets"}', "[", "", '{"kind": "tafelbeeld tag model 1"}'])
def test_a_strangers_model_is_refused(content: Content, tmp_path: Path, broken: str) -> None:
    (tmp_path / "model.json").write_text(broken, encoding="utf-8")
    with pytest.raises(TagModelError, match="train"):
        load_tag_model(tmp_path, codebook=content.codebook)


def test_a_model_of_another_codebook_is_refused(content: Content, tmp_path: Path) -> None:
    passages = gold()
    train_tag_model(passages, nothing(passages), codebook=content.codebook, out=tmp_path)
    fewer = content.codebook.model_copy(update={"perspectief": content.codebook.perspectief[:-1]})
    with pytest.raises(TagModelError, match="another codebook"):
        load_tag_model(tmp_path, codebook=fewer)
