"""Why a file is not read, in words for the person who brought it."""

from __future__ import annotations


class UnreadableError(Exception):
    """One file can't be read; holds neither its name nor a word of what it says."""

    def __init__(self, source_number: int, reason: str, remedy: str) -> None:
        super().__init__(source_number, reason, remedy)
        self.source_number = source_number
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason[:1].upper()}{self.reason[1:]}; {self.remedy}."


class Refusal(Exception):
    """What a reader says before it knows which source it reads: the reason and the remedy of an `UnreadableError`."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy
