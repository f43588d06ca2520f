"""Who speaks: roles, and the rings and classes into which they fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RoleClass(StrEnum):
    """The two classes into which small studies fold the rings."""

    BINNEN = "binnen"
    BUITEN = "buiten"


class Ring(StrEnum):
    """How far a speaker stands from the ministry that holds the challenge."""

    BINNEN = "binnen"
    OP_AFSTAND = "op_afstand"
    ECHT_BUITEN = "echt_buiten"

    @property
    def role_class(self) -> RoleClass:
        """The class that this ring folds into."""
        return RoleClass.BINNEN if self is Ring.BINNEN else RoleClass.BUITEN


class Role(StrEnum):
    """What somebody is at a table."""

    OPGAVEHOUDER = "opgavehouder"
    INTERN = "intern"
    UITVOERING = "uitvoering"
    MEDEOVERHEID = "medeoverheid"
    EXTERN = "extern"
    GESPREKSLEIDER = "gespreksleider"
    ONBEKEND = "onbekend"

    @property
    def ring(self) -> Ring | None:
        """The ring of this role; none for facilitators and for the unknown."""
        return _RING_OF_ROLE.get(self)

    @property
    def counted(self) -> bool:
        """Whether what this role says is counted: everybody's but a facilitator's."""
        return self is not Role.GESPREKSLEIDER


_RING_OF_ROLE: Mapping[Role, Ring] = {
    Role.OPGAVEHOUDER: Ring.BINNEN,
    Role.INTERN: Ring.BINNEN,
    Role.UITVOERING: Ring.OP_AFSTAND,
    Role.MEDEOVERHEID: Ring.OP_AFSTAND,
    Role.EXTERN: Ring.ECHT_BUITEN,
}


class Part(StrEnum):
    """The two parts of a conversation; unknown where neither transcript nor manifest says."""

    BIOGRAFIE = "biografie"
    ANALYSE = "analyse"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One person at one table."""

    person: str = field(repr=False)
    """The same at two tables only where the manifest gives the same id."""
    role: Role
    organisation: str | None = field(default=None, repr=False)
    holds_transcripts: bool = False
    """Whether this person has the transcripts anyway (privacy rule R1)."""
