"""The audit: what is printed, held against every attacker who knows the rules; it imports no code that protects."""

from pipeline.audit.audit import Attacker, AttackerKind, Audit, MismatchError, Verdict, attackers_of, audit
from pipeline.audit.facts import Fact, FactKind, facts_of
from pipeline.audit.frame import PublicFrame, Seat, public_frame
from pipeline.audit.printed import Printer, World, printed_rows
from pipeline.audit.search import CounterWorlds, counter_world

__all__ = [
    "Attacker",
    "AttackerKind",
    "Audit",
    "CounterWorlds",
    "Fact",
    "FactKind",
    "MismatchError",
    "Printer",
    "PublicFrame",
    "Seat",
    "Verdict",
    "World",
    "attackers_of",
    "audit",
    "counter_world",
    "facts_of",
    "printed_rows",
    "public_frame",
]
