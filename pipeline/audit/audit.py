"""What is printed × the public frame × what happened → the worst verdict for every kind of attacker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from pipeline.audit.facts import Fact, facts_of
from pipeline.audit.frame import Incidence, PublicFrame
from pipeline.audit.printed import Printed, Printer, World
from pipeline.audit.search import CounterWorlds


class Verdict(IntEnum):
    """How much an attacker learns, from little to much; a whole report is as bad as its worst."""

    PROTECTED = 0
    UNPROVED = 1
    """No world was found in which the fact is false; it may be certain."""


class AttackerKind(StrEnum):
    """Who attacks; each knows all rules, the frame, and what was said at the tables attended."""

    OUTSIDER = "outsider"
    """Knows no table; the own boss of a delegate knows no more."""
    PARTICIPANT = "participant"
    PARTICIPANT_OF_SEVERAL = "participant of several tables"


@dataclass(frozen=True, slots=True)
class Attacker:
    """One attacker of a kind, with the tables that are known."""

    kind: AttackerKind
    known: frozenset[int] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact that may be certain to an attacker."""

    attacker: Attacker
    fact: Fact = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The worst verdict for every kind of attacker that there is, and how much was asked."""

    verdicts: Mapping[AttackerKind, Verdict]
    questions: int
    findings: tuple[Finding, ...] = field(repr=False)

    @property
    def clean(self) -> bool:
        """Whether every fact was proved to be open to every attacker."""
        return not self.findings


class MismatchError(Exception):
    """What stands in the report is not what the rules print: it was made by other rules, or changed since."""


def attackers_of(frame: PublicFrame) -> tuple[Attacker, ...]:
    """An outsider, and one attacker for every set of tables that somebody attended."""
    attended = sorted({at for at in frame.attendance if at}, key=sorted)
    kinds = {at: AttackerKind.PARTICIPANT if len(at) == 1 else AttackerKind.PARTICIPANT_OF_SEVERAL for at in attended}
    return (Attacker(AttackerKind.OUTSIDER, frozenset()), *(Attacker(kinds[at], at) for at in attended))


def audit(frame: PublicFrame, says: Incidence, printed: Printed) -> Audit:
    """Asks for every attacker, code and further table whether any fact may be certain.

    Raises MismatchError where `printed` is not what these rules print of this study.
    """
    world = World(Printer(frame), says)
    if dict(world.rows()) != dict(printed):
        raise MismatchError
    verdicts: dict[AttackerKind, Verdict] = {}
    findings: list[Finding] = []
    questions = 0
    others = {code: CounterWorlds(world, code) for code in (*world.patterns, *world.views)}
    for attacker in attackers_of(frame):
        for fact in _questions(world, attacker):
            questions += 1
            found = others[fact.code].against(fact, attacker.known)
            verdict = Verdict.UNPROVED if found is None else Verdict.PROTECTED
            verdicts[attacker.kind] = max(verdicts.get(attacker.kind, Verdict.PROTECTED), verdict)
            if found is None:
                findings.append(Finding(attacker=attacker, fact=fact))
    return Audit(verdicts=verdicts, questions=questions, findings=tuple(findings))


def _questions(world: World, attacker: Attacker) -> Iterator[Fact]:
    for table in range(world.frame.tables):
        if table not in attacker.known:
            for code in (*world.patterns, *world.views):
                yield from facts_of(world.frame, world.says, code, table)
