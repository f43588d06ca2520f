"""The figures as Markdown, for `docs/quality.md` and for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.domain import RoleClass
from pipeline.evaluate.evaluation import Evaluation

if TYPE_CHECKING:
    from pipeline.evaluate.account import Quality, TermFigures

_WAYS: Mapping[str, str] = {
    "majority": "nothing ever tagged",
    "headword": "the pattern's own word",
    "lexicon": "lexicons alone",
    "snel": "tier `snel`",
    "vol": "tier `vol`",
}


def page(name: str, found: Quality) -> str:
    """One gold's figures: all ways of tagging over it, then code by code for the tier asked for."""
    best = found.best
    lines = [f"## {name}", "", f"{best.passages:,} passages of {best.tables} tables.", ""]
    if found.in_sample:
        lines += ["**The tag model was trained on some of these tables: this is no measure of its quality.**", ""]
    lines += _table(
        ("way of tagging", "macro-F1", "95 %", "core", "micro-F1", "95 %", "passages without a label tagged"),
        (_way_row(way, made) for way, made in found.ways.items()),
    )
    lines += [
        f"Tier `{tier}` exceeds {_WAYS[part]} in macro-F1 by {mean:+.2f} ({low:+.2f} to {high:+.2f})."
        for (tier, part), (mean, (low, high)) in found.gains.items()
    ]
    if best.tables > 1:
        lines += [f"With any one table left out, macro-F1 of tier `{found.tier}` is {_range(best.macro_without_one)}."]
    lines += ["", f"Code by code, tier `{found.tier}`:", ""]
    lines += _table(_HEADER, _code_rows(best))
    right, hits = sum(row.right for row in found.terms), sum(row.hits for row in found.terms)
    lines += [f"{len(found.terms)} terms of the lexicons fired, in {hits} passages, {right} times rightly.", ""]
    wrong = [row for row in found.terms if row.right < row.hits]
    if wrong:
        lines += ["Those that were ever wrong:", "", *_table(_TERM_HEADER, _term_rows(wrong))]
    return "\n".join(lines)


_HEADER = (
    "code", "positives", "precision", "recall", "F1", "95 %", "with direction", "alpha", "kappa",
    "Brier skill", "calibration error", "abstained", "recall binnen", "buiten", "heard: gold", "tags", "verdict",
)  # fmt: skip


_TERM_HEADER = ("code", "term", "passages", "right", "precision", "tables")


def _term_rows(terms: Iterable[TermFigures]) -> Iterator[tuple[str, ...]]:
    for row in terms:
        yield row.code, f"`{row.term}`", str(row.hits), str(row.right), _figure(row.precision), str(row.tables)


def _way_row(way: str, made: Evaluation) -> tuple[str, ...]:
    return (
        _WAYS[way],
        _figure(made.macro),
        _range(made.macro_interval),
        _figure(made.core),
        _figure(made.micro),
        _range(made.micro_interval),
        f"{made.false_tags:.1%}",
    )


def _code_rows(made: Evaluation) -> Iterator[tuple[str, ...]]:
    for row in made.codes:
        yield (
            row.code,
            str(row.counts.right + row.counts.missed),
            _figure(row.counts.precision),
            _figure(row.counts.recall),
            _figure(row.counts.f1),
            _range(row.f1_interval),
            _figure(row.joint.f1),
            _figure(row.alpha),
            _figure(row.kappa),
            _figure(row.brier_skill),
            _figure(row.calibration_error),
            f"{row.abstained:.1%}",
            _figure(row.recall_by_class[RoleClass.BINNEN]),
            _figure(row.recall_by_class[RoleClass.BUITEN]),
            str(row.heard[0]),
            str(row.heard[1]),
            row.verdict.replace("_", " "),
        )


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    ruled = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(row) + " |" for row in ruled), ""]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _range(given: tuple[float, float]) -> str:
    return f"{given[0]:.2f} to {given[1]:.2f}"
