"""Counts → SafeCounts: the only door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.content.models import Codebook, Policy
from pipeline.disclose import rules
from pipeline.disclose.cells import Heard, exact, heard, keys, within
from pipeline.disclose.contrasts import Contrasting, RecallGaps, contrasts
from pipeline.disclose.ladder import Admitted, admitted, choose
from pipeline.disclose.rules import Bar, Profile
from pipeline.domain import Cell, CellKey, Counts, Cut, Frame, Group, SafeCell, SafeCounts, Shown, Step, Unit, Withheld

_CO_OCCURRENCE_FROM = 10
_ALONE = (Cut.PATTERN, Cut.PERSPECTIVE)


class TooSmallError(Exception):
    """R11: the study has too few tables for any report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """A study, or a group of its tables, with what its cells must clear."""

    counts: Counts
    bar: Bar
    where: Heard

    def cell(self, key: CellKey) -> Cell:
        return exact(self.counts, key, self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Study:
    """The whole study, its groups large enough to be rows, and the codes that are shown on their own (R8)."""

    whole: _Scope
    groups: dict[str, _Scope]
    parents: frozenset[str]
    admitted: Admitted

    def scope(self, key: CellKey) -> _Scope:
        return self.whole if key.group is None else self.groups[key.group]

    def shows(self, key: CellKey) -> bool:
        """R1 to R4 and R6, R8, and R10's admission."""
        codes = {key.code, key.pattern_2 or key.code}
        scope = self.scope(key)
        return codes <= self.parents and self.admitted.admits(key) and rules.showable(scope.cell(key), scope.bar)


def protect(
    counts: Counts, *, codebook: Codebook, policy: Policy, profile: Profile, recall_gaps: RecallGaps
) -> SafeCounts:
    """All that a report may draw on (R1 to R11, R15, R19).

    `recall_gaps` says by code how far the tags' recall for the two classes lies apart, as a share.
    Raises TooSmallError where there are too few tables for any report.
    """
    _refuse_small(counts.frame, policy)
    study = _study(counts, codebook, policy, profile)
    step = _step(study, codebook)
    bar = study.whole.bar
    persons = len({pair.person for pair in counts.pairs})
    cells = tuple(row for key in _made(study, codebook, step) for row in _rows(study, key, step))
    return SafeCounts(
        tables=bar.tables,
        k=bar.k,
        profile=profile,
        step=step,
        cells=cells,
        contrasts=contrasts(_contrasting(study, codebook, recall_gaps), codebook) if counts.frame.has_roles else (),
        speakers=rules.speakers(persons, bar),
    )


def too_few_for_k(frame: Frame) -> bool:
    """R11: whether there are fewer than 2k+3 tables."""
    return frame.tables < 2 * frame.k + 3


def exposed_persons(frame: Frame) -> tuple[int, ...]:
    """R11: indexes of attendance, of those who sat at so many tables that there are fewer than 2k+3."""
    return tuple(index for index, at in enumerate(frame.attendance) if frame.tables < 2 * len(at) + 3)


def withheld(safe_counts: SafeCounts) -> int:
    """How many cells are not shown, each counted once whatever its units."""
    return len({cell.key for cell in safe_counts.cells if isinstance(cell.status, Withheld)})


def _refuse_small(frame: Frame, policy: Policy) -> None:
    least = policy.studie_minimum_tafels
    if frame.tables < least:
        tables = "1 table" if frame.tables == 1 else f"{frame.tables} tables"
        raise TooSmallError(
            f"This study has {tables}; a report needs at least {least}, "
            f"so {least - frame.tables} more would make it large enough."
        )


def _study(counts: Counts, codebook: Codebook, policy: Policy, profile: Profile) -> _Study:
    bar = rules.bar(counts.frame, policy=policy, profile=profile)
    whole = _Scope(counts=counts, bar=bar, where=heard(counts))
    alone = (key for cut in _ALONE for key in keys(cut, codebook))
    parents = frozenset(key.code for key in alone if rules.showable(whole.cell(key), bar))
    groups = {group.name: scope for group in counts.frame.groups if (scope := _group(whole, group)) is not None}
    return _Study(whole=whole, groups=groups, parents=parents, admitted=admitted(counts, bar))


def _contrasting(study: _Study, codebook: Codebook, recall_gaps: RecallGaps) -> Contrasting:
    counts, bar = study.whole.counts, study.whole.bar
    alone = [key for cut in _ALONE for key in keys(cut, codebook) if key.code in study.parents]
    return Contrasting(
        counts=counts,
        bar=bar,
        shares={key.code: rules.share_band(counts, key, bar) for key in alone},
        classes=study.admitted.classes,
        recall_gaps=recall_gaps,
    )


def _group(whole: _Scope, group: Group) -> _Scope | None:
    """A group by its own N and k; none where it has fewer than 2k+3 tables, and so is never a row."""
    counts = within(whole.counts, group)
    if too_few_for_k(counts.frame):
        return None
    bar = rules.bar(counts.frame, policy=whole.bar.policy, profile=whole.bar.profile)
    return _Scope(counts=counts, bar=bar, where=heard(counts))


def _step(study: _Study, codebook: Codebook) -> Step:
    if not study.whole.counts.frame.has_roles:
        return Step.PATTERNS_ALONE
    by_whom = (*keys(Cut.PATTERN_BY_RING, codebook), *keys(Cut.PATTERN_BY_CLASS, codebook))
    return choose(codebook, study.admitted, {key for key in by_whom if study.shows(key)})


def _made(study: _Study, codebook: Codebook, step: Step) -> Iterator[CellKey]:
    """Every cell of each cut that is made, withheld ones too, in the order of the cuts and the codebook (R15)."""
    frame, left_out = study.whole.counts.frame, {Cut.PATTERN_BY_RING}
    if step is Step.RINGS:
        left_out = {Cut.PATTERN_BY_CLASS}
    if frame.tables < _CO_OCCURRENCE_FROM:
        left_out.add(Cut.PATTERN_BY_PATTERN)
    groups = tuple(group for group in frame.groups if group.name in study.groups)
    for cut in Cut if frame.has_roles else _ALONE:
        if cut not in left_out:
            yield from keys(cut, codebook, groups)


def _rows(study: _Study, key: CellKey, step: Step) -> Iterator[SafeCell]:
    """A cell's rows, all of them shown or all withheld (R5, R9)."""
    by_whom = key.ring is not None or key.role_class is not None
    shown = study.shows(key) and not (by_whom and step is Step.PATTERNS_ALONE)
    scope = study.scope(key)
    for unit in Unit:
        if _has(unit, key, scope.bar):
            yield SafeCell(key=key, unit=unit, status=_status(scope, key, unit) if shown else Withheld())


def _has(unit: Unit, key: CellKey, bar: Bar) -> bool:
    alone = key.cut in _ALONE
    return {Unit.SESSIONS: True, Unit.SHARE: alone, Unit.SPEAKERS: bar.numbers}[unit]


def _status(scope: _Scope, key: CellKey, unit: Unit) -> Shown:
    cell = scope.cell(key)
    return {
        Unit.SESSIONS: lambda: rules.sessions(cell, scope.bar),
        Unit.SHARE: lambda: rules.share(scope.counts, key, scope.bar),
        Unit.SPEAKERS: lambda: Shown(value=rules.speakers(len(cell.persons), scope.bar)),
    }[unit]()
