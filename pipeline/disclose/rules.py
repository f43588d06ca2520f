"""Rules R1 to R7 for a single cell, and the policy that sets their thresholds; R5 and R9 are `Withheld` itself."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from pipeline.content.models import Policy
from pipeline.domain import Band, Cell, CellKey, Counts, Frame, Ring, RoleClass, Shown

Profile = Literal["besloten", "openbaar"]

_FEW_AT_A_TABLE = 6
_ROUNDED_TO = 5


class PolicyError(Exception):
    """A threshold was made looser than the shipped one, without a reason."""


def loosened(policy: Policy, shipped_policy: Policy) -> tuple[str, ...]:
    """Names of the thresholds that are looser than shipped; PolicyError lists all that lack a reason."""
    names = tuple(name for name in Policy.model_fields if _looser(name, policy, shipped_policy))
    missing = [name for name in names if not policy.redenen.get(name, "").strip()]
    if missing:
        raise PolicyError(
            f"beleid.toml makes {', '.join(missing)} looser than shipped without saying why; "
            "write a sentence for each under [redenen], or restore the shipped value"
        )
    return names


def _looser(name: str, policy: Policy, shipped: Policy) -> bool:
    if name == "redenen":
        return False
    if name == "sprekers_minimum":
        own, theirs = policy.sprekers_minimum, shipped.sprekers_minimum
        return own.besloten < theirs.besloten or own.openbaar < theirs.openbaar
    mine, before = float(getattr(policy, name)), float(getattr(shipped, name))
    return mine > before if name == "grootste_tafel_aandeel" else mine < before


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a cell of one study (or one group of its tables) must clear."""

    tables: int
    k: int
    policy: Policy
    profile: Profile

    @property
    def a(self) -> int:
        """R1's number: distinct tables behind each published number."""
        return max(self.policy.tafels_minimum, self.k + 2)

    @property
    def speakers(self) -> int:
        """R2's number: distinct speakers behind each published number."""
        return int(getattr(self.policy.sprekers_minimum, self.profile))

    @property
    def ceiling(self) -> int:
        """R6: N-k-1, above which no band starts and no number is printed; a group's is never above its study's."""
        return self.tables - self.k - 1

    @property
    def numbers(self) -> bool:
        """R11: whether there are enough tables for numbers."""
        return self.tables >= self.policy.getallen_vanaf_tafels


def bar(frame: Frame, *, policy: Policy, profile: Profile) -> Bar:
    """The bar of a study, or of a group as a study of its own."""
    return Bar(tables=frame.tables, k=frame.k, policy=policy, profile=profile)


# --- R1 to R4: whether ------------------------------------------------------------------------------------------------


def showable(cell: Cell, bar: Bar) -> bool:
    """R1 to R4, and R6 in that its lowest band can be used."""
    return (
        enough_tables(cell, bar)
        and enough_speakers(cell, bar)
        and enough_organisations(cell, bar)
        and not dominated(cell, bar)
        and sessions_band(len(cell.tables), bar) is not None
    )


def enough_tables(cell: Cell, bar: Bar) -> bool:
    """R1: distinct tables."""
    return len(cell.tables) >= bar.a


def enough_speakers(cell: Cell, bar: Bar) -> bool:
    """R2: distinct persons, by profile."""
    return len(cell.persons) >= bar.speakers


def enough_organisations(cell: Cell, bar: Bar) -> bool:
    """R3: distinct organisations from outside binnen; not asked where none is recorded, nor of a cell of binnen."""
    if cell.key.ring is Ring.BINNEN or cell.key.role_class is RoleClass.BINNEN:
        return True
    outside = {pair.organisation for pair in cell.carriers if pair.ring is not Ring.BINNEN} - {None}
    return not outside or len(outside) >= bar.policy.organisaties_minimum


def dominated(cell: Cell, bar: Bar) -> bool:
    """R4: whether the largest table holds more than its share of the cell's speakers."""
    at: defaultdict[int, set[str]] = defaultdict(set)
    for pair in cell.carriers:
        at[pair.table].add(pair.person)
    largest = max((len(persons) for persons in at.values()), default=0)
    return largest > bar.policy.grootste_tafel_aandeel * len(cell.persons)


# --- R6, R6a and R7: how ----------------------------------------------------------------------------------------------


def sessions_band(tables: int, bar: Bar) -> Band | None:
    """R6: the highest band in use that begins at or below this number of tables; none where none is in use."""
    starts = [(bar.a, Band.MEERDERE)]
    if bar.tables >= bar.policy.merendeel_vanaf_tafels:
        starts.append((max(bar.tables // 2 + 1, bar.a), Band.MERENDEEL))
    if bar.tables >= bar.policy.zo_goed_als_elke_vanaf_tafels:
        starts.append((max(bar.tables - 2, bar.a), Band.ZO_GOED_ALS_ELKE))
    return next((band for start, band in reversed(starts) if start <= min(tables, bar.ceiling)), None)


def sessions(cell: Cell, bar: Bar) -> Shown:
    """R6: a band of tables; from ten tables the number too, never above N-k-1."""
    tables = len(cell.tables)
    value = tables if bar.numbers and tables <= bar.ceiling else None
    return Shown(band=sessions_band(tables, bar), value=value)


def speakers(persons: int, bar: Bar) -> int | None:
    """R7: a number of speakers, rounded (to a multiple of 5 whatever the policy), from ten tables."""
    step = math.lcm(_ROUNDED_TO, bar.policy.afronding_sprekers)
    return (persons + step // 2) // step * step if bar.numbers else None


def share(counts: Counts, key: CellKey, bar: Bar) -> Shown:
    """R6a: carrying pairs over counted pairs, at all tables, heard there or not."""
    carrying, band = _carrying(counts, key), share_band(counts, key, bar)
    # A percentage would undo the joining of the two bands.
    value = None if band is Band.EEN_KWART_OF_MEER else _percentage(carrying, counts, bar)
    return Shown(band=band, value=value)


def share_band(counts: Counts, key: CellKey, bar: Bar) -> Band:
    """R6a: the band as printed."""
    return _share_band(_carrying(counts, key), len(counts.pairs), joined=_upper_bands_joined(counts, bar))


def _carrying(counts: Counts, key: CellKey) -> int:
    return sum(key.code in pair.codes for pair in counts.pairs)


def _share_band(carrying: int, counted: int, *, joined: bool) -> Band:
    if 4 * carrying < counted:
        return Band.MINDER_DAN_EEN_KWART
    if joined:
        return Band.EEN_KWART_OF_MEER
    return Band.EEN_KWART_TOT_DE_HELFT if 2 * carrying <= counted else Band.MEER_DAN_DE_HELFT


def _upper_bands_joined(counts: Counts, bar: Bar) -> bool:
    """R6a: fewer than 3k+4 tables, one of them with fewer than six counted pairs."""
    at = [0] * bar.tables
    for pair in counts.pairs:
        at[pair.table] += 1
    return bar.tables < 3 * bar.k + 4 and min(at) < _FEW_AT_A_TABLE


def _percentage(carrying: int, counts: Counts, bar: Bar) -> int | None:
    """R7: the nearest step, on a base of enough distinct speakers and from ten tables."""
    persons = {pair.person for pair in counts.pairs}
    if not bar.numbers or len(persons) < bar.policy.percentage_vanaf_sprekers:
        return None
    step, counted = bar.policy.percentage_stap, len(counts.pairs)
    return step * ((200 * carrying + step * counted) // (2 * step * counted))
