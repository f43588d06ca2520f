"""What every attacker knows: tables, who sat where in which role, the groups, the codes and the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pipeline.content import Codebook, Policy
from pipeline.domain import Carried, Counts, Ring

Incidence = tuple[frozenset[Carried], ...]
"""Per seat what its speaker carries there: one world that may lie behind what is printed."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One counted speaker at one table."""

    table: int
    person: str = field(repr=False)
    ring: Ring | None
    organisation: str | None = field(repr=False)

    @property
    def side(self) -> str | None:
        """*binnen* or *buiten*."""
        return None if self.ring is None else "binnen" if self.ring is Ring.BINNEN else "buiten"


@dataclass(frozen=True, kw_only=True)
class PublicFrame:
    """The public frame of a study, and the rules that made its report."""

    tables: int
    seats: tuple[Seat, ...] = field(repr=False)
    attendance: tuple[frozenset[int], ...] = field(repr=False)
    """Of everyone who does not hold the transcripts, facilitators too: the tables attended."""
    groups: tuple[tuple[str, frozenset[int]], ...]
    has_roles: bool
    codebook: Codebook = field(repr=False)
    policy: Policy
    profile: Literal["besloten", "openbaar"]
    recall_gaps: Mapping[str, Fraction | None] = field(repr=False)

    @cached_property
    def k(self) -> int:
        """The most tables of any one of them, at least 1."""
        return max((len(at) for at in self.attendance), default=1) or 1

    @property
    def speakers_minimum(self) -> int:
        """R2's number."""
        least = self.policy.sprekers_minimum
        return least.besloten if self.profile == "besloten" else least.openbaar


def public_frame(
    counts: Counts,
    *,
    codebook: Codebook,
    policy: Policy,
    profile: Literal["besloten", "openbaar"],
    recall_gaps: Mapping[str, Fraction | None],
) -> tuple[PublicFrame, Incidence]:
    """The frame of a study, apart from what was said there."""
    frame = counts.frame
    seats = tuple(Seat(pair.table, pair.person, pair.ring, pair.organisation) for pair in counts.pairs)
    public = PublicFrame(
        tables=frame.tables,
        seats=seats,
        attendance=frame.attendance,
        groups=tuple((group.name, frozenset(t for t in group.tables if t < frame.tables)) for group in frame.groups),
        has_roles=frame.has_roles,
        codebook=codebook,
        policy=policy,
        profile=profile,
        recall_gaps=recall_gaps,
    )
    return public, tuple(pair.carried for pair in counts.pairs)
