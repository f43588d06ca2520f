"""De-identification: names in a text that a person will see, replaced by generic classes."""

from pipeline.names.find import Entity, EntityKind, Finder, masked
from pipeline.names.lists import NameLists, dutch_words, read_lists
from pipeline.names.people import Known, known

__all__ = ["Entity", "EntityKind", "Finder", "Known", "NameLists", "dutch_words", "known", "masked", "read_lists"]
