"""Counts × policy → SafeCounts: the only door between what was said and what is printed."""

from pipeline.disclose.protect import TooSmallError, exposed_persons, protect, too_few_for_k, withheld
from pipeline.disclose.rules import PolicyError, Profile, loosened

__all__ = [
    "PolicyError",
    "Profile",
    "TooSmallError",
    "exposed_persons",
    "loosened",
    "protect",
    "too_few_for_k",
    "withheld",
]
