"""The study: which file is which table, who has which role, where part two begins."""

from pipeline.study.errors import StudyError
from pipeline.study.find import Study, TableFiles, find_study
from pipeline.study.manifest import Begin, GroupEntry, Manifest, SpeakerEntry, TableEntry
from pipeline.study.propose import init_manifest
from pipeline.study.seat import groups, sessions, tables_read

__all__ = [
    "Begin",
    "GroupEntry",
    "Manifest",
    "SpeakerEntry",
    "Study",
    "StudyError",
    "TableEntry",
    "TableFiles",
    "find_study",
    "groups",
    "init_manifest",
    "sessions",
    "tables_read",
]
