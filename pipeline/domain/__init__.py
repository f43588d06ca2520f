"""Every noun that flows through tafelbeeld, in the order in which it flows; what is written stands in `report.model`.

All types are frozen and hold tuples, frozensets and read-only mappings.
Each proves its own invariant when it is made.
What a transcript says or is called never shows in a `repr`, so that no log or test can print it by accident.
"""

from pipeline.domain.conversation import Passage, Remark, RemarkKind, Session, Source, Transcript, Turn
from pipeline.domain.incidence import Carried, Cell, CellKey, Counts, Cut, Frame, Group, Pair
from pipeline.domain.published import (
    Band,
    ContrastKey,
    ContrastKind,
    SafeCell,
    SafeContrast,
    SafeCounts,
    Shown,
    Step,
    Unit,
    Withheld,
)
from pipeline.domain.speakers import Part, Ring, Role, RoleClass, Speaker
from pipeline.domain.tags import NEUTRAAL, ByCoder, ByLexicon, ByModel, Origin, Tag, Verdict

__all__ = [
    "NEUTRAAL",
    "Band",
    "ByCoder",
    "ByLexicon",
    "ByModel",
    "Carried",
    "Cell",
    "CellKey",
    "ContrastKey",
    "ContrastKind",
    "Counts",
    "Cut",
    "Frame",
    "Group",
    "Origin",
    "Pair",
    "Part",
    "Passage",
    "Remark",
    "RemarkKind",
    "Ring",
    "Role",
    "RoleClass",
    "SafeCell",
    "SafeContrast",
    "SafeCounts",
    "Session",
    "Shown",
    "Source",
    "Speaker",
    "Step",
    "Tag",
    "Transcript",
    "Turn",
    "Unit",
    "Verdict",
    "Withheld",
]
