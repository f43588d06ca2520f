"""The figures of `evaluate`, on published tables and against other libraries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, cohen_kappa_score, f1_score

from pipeline.evaluate.metrics import (
    alpha,
    brier_skill,
    calibration_error,
    cohens_kappa,
    counted,
    counts_by_table,
    f1_of,
    interval,
    table_bootstrap,
    table_jackknife,
)

columns = st.integers(1, 60).flatmap(
    lambda n: st.tuples(*(st.lists(st.booleans(), min_size=n, max_size=n) for _ in range(2)))
)


def yes(values: list[bool]) -> np.ndarray:
    return np.array(values, dtype=bool)


@given(columns)
def test_f1_and_kappa_are_those_of_scikit_learn(pair: tuple[list[bool], list[bool]]) -> None:
    gold, tagged = yes(pair[0]), yes(pair[1])
    f1 = counted(gold, tagged).f1
    assert (0.0 if f1 is None else f1) == pytest.approx(f1_score(gold, tagged, zero_division=0))
    kappa = cohens_kappa(gold, tagged)
    if kappa is not None:
        assert kappa == pytest.approx(cohen_kappa_score(gold, tagged))


def test_alpha_gives_krippendorffs_own_example_of_binary_data() -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example A: alpha = .095."""
    one = yes([False, True, False, False, False, False, False, False, True, False])
    other = yes([True, True, True, False, False, True, False, False, False, False])
    assert alpha(one, other) == pytest.approx(0.095, abs=0.001)


def test_an_undefined_figure_is_none() -> None:
    never = yes([False, False])
    assert counted(never, never).precision is None
    assert counted(never, never).f1 is None
    assert alpha(never, never) is None
    assert cohens_kappa(never, never) is None
    assert brier_skill(never, np.zeros(2)) is None
    assert calibration_error(yes([]), np.zeros(0)) is None


@given(columns, st.randoms(use_true_random=False))
def test_brier_skill_is_one_less_the_score_over_that_of_the_base_rate(
    pair: tuple[list[bool], list[bool]], chance
) -> None:  # type: ignore[no-untyped-def]
    gold = yes(pair[0])
    chances = np.array([chance.random() for _ in gold])
    skill = brier_skill(gold, chances)
    if skill is not None:
        base = brier_score_loss(gold, np.full(len(gold), gold.mean()), labels=[0, 1])
        assert skill == pytest.approx(1 - brier_score_loss(gold, chances, labels=[0, 1]) / base)


def test_calibration_is_perfect_where_chances_come_true() -> None:
    gold = yes([True, False] * 50)
    assert calibration_error(gold, np.full(100, 0.5)) == pytest.approx(0.0)
    assert calibration_error(gold, np.full(100, 0.95)) == pytest.approx(0.45)


def test_a_bootstrap_over_tables_holds_tables_together() -> None:
    gold = np.array([[True]] * 10 + [[True]] * 10)
    tagged = np.array([[True]] * 10 + [[False]] * 10)
    tables = np.array([0] * 10 + [1] * 10)
    by_table = counts_by_table(gold, tagged, np.ones_like(gold), tables)
    drawn = f1_of(table_bootstrap(by_table, rounds=200))[:, 0]
    assert {round(float(value), 3) for value in drawn} == {0.0, 0.667, 1.0}
    assert interval(drawn) == (0.0, 1.0)
    assert f1_of(table_jackknife(by_table))[:, 0].tolist() == [0.0, 1.0]
