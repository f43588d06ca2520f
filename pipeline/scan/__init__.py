"""The leak scan: a folder held against the study that it was made of; imports nothing that protects or reports."""

from pipeline.scan.closed_world import ClosedWorld, closed_world
from pipeline.scan.leaks import Leak, LeakKind, leaks, leaks_in
from pipeline.scan.receipt import Receipt, receipt_of
from pipeline.scan.scanned import scanned
from pipeline.scan.secrets import Secrets, secrets_of

__all__ = [
    "ClosedWorld",
    "Leak",
    "LeakKind",
    "Receipt",
    "Secrets",
    "closed_world",
    "leaks",
    "leaks_in",
    "receipt_of",
    "scanned",
    "secrets_of",
]
