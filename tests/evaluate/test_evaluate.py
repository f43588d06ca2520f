"""What `evaluate` promises: contested counts neither way, facilitators never, and breadth asks for two speakers."""

import pytest

from pipeline.classify.train import GoldPassage
from pipeline.content import Content, read_content
from pipeline.evaluate import Found, difference, evaluation


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def said(
    table: str, speaker: str, code: str | None, *, role: str = "extern", contested: frozenset[str] = frozenset()
) -> GoldPassage:
    tags = {code: "groeit"} if code else {}
    return GoldPassage(table=table, speaker=speaker, text="iets", tags=tags, role=role, contested=contested)


TAGGED = Found(tags={"vertrouwen": "groeit"}, chances={"vertrouwen": 0.9})
SILENT = Found(tags={}, chances={"vertrouwen": 0.05})


def test_what_all_tags_find_scores_one(content: Content) -> None:
    gold = [said(f"t{i % 3}", f"s{i % 4}", "vertrouwen" if i % 2 else None) for i in range(60)]
    made = evaluation(gold, [TAGGED if g.tags else SILENT for g in gold], codebook=content.codebook)
    row = made.of("vertrouwen")
    assert (made.macro, made.micro, made.false_tags) == (1.0, 1.0, 0.0)
    assert row.alpha == pytest.approx(1.0) and row.verdict == "goed"
    assert row.joint.f1 == 1.0


def test_a_wrong_direction_is_a_right_pattern_and_a_wrong_joint(content: Content) -> None:
    gold = [said("t", "a", "vertrouwen"), said("t", "b", None)]
    wrong = Found(tags={"vertrouwen": "geschaad"}, chances={})
    row = evaluation(gold, [wrong, SILENT], codebook=content.codebook).of("vertrouwen")
    assert row.counts.f1 == 1.0 and row.joint.f1 == 0.0
    assert row.verdict == "te_weinig_bewijs"


def test_contested_counts_neither_way_and_a_facilitator_not_at_all(content: Content) -> None:
    gold = [
        said("t", "a", None, contested=frozenset({"vertrouwen"})),
        said("t", "g", None, role="gespreksleider"),
        said("t", "b", "vertrouwen"),
    ]
    made = evaluation(gold, [TAGGED, TAGGED, TAGGED], codebook=content.codebook)
    assert made.passages == 2
    assert made.of("vertrouwen").counts.precision == 1.0


def test_a_pattern_is_heard_where_two_speakers_carry_it(content: Content) -> None:
    gold = [
        said("t1", "a", "vertrouwen"),
        said("t1", "b", "vertrouwen"),
        said("t2", "a", "vertrouwen"),
        said("t2", "a", "vertrouwen"),
    ]
    assert evaluation(gold, [TAGGED] * 4, codebook=content.codebook).of("vertrouwen").heard == (1, 1)
    assert evaluation(gold, [TAGGED] + [SILENT] * 3, codebook=content.codebook).of("vertrouwen").heard == (1, 0)


def test_one_way_exceeds_another_by_their_difference(content: Content) -> None:
    gold = [said(f"t{i % 5}", "a", "vertrouwen" if i % 2 else None) for i in range(50)]
    right = [TAGGED if g.tags else SILENT for g in gold]
    gain, (low, high) = difference(gold, right, [SILENT] * 50, codebook=content.codebook)
    assert gain == pytest.approx(1.0) and low == pytest.approx(1.0) and high == pytest.approx(1.0)
