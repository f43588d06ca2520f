"""Why a study can't be used, in words for the person who brought it."""

from __future__ import annotations

from pipeline.content.findings import ContentError, Finding


class StudyError(ContentError):
    """A study that can't be used: one sentence on the whole of it, or every mistake in its manifest."""

    def __init__(self, findings: tuple[Finding, ...] = (), sentence: str = "") -> None:
        super().__init__(findings)
        self.sentence = sentence

    def __str__(self) -> str:
        return "\n".join([*([self.sentence] if self.sentence else []), *map(str, self.findings)])
