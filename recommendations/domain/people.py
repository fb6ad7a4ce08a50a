"""Who acts: roles scoped to an edition or to one theme."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A function in the assembly; staff, rapporteurs and observers have no vote by role (R29)."""

    SECRETARIAT = "secretariat"
    RAPPORTEUR = "rapporteur"
    CHAIR = "chair"
    PRESIDENT = "president"
    SIGNATORY = "signatory"
    DELEGATE = "delegate"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Office:
    """One role of one person; ``theme_id`` is None where the role holds for the whole edition."""

    role: Role
    theme_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf a use case runs; ``member_id`` is the city whose vote they carry."""

    person_id: UUID
    edition_id: UUID
    name: str
    offices: frozenset[Office]
    member_id: UUID | None = None
    locale: str = "en"

    def holds(self, role: Role, theme_id: UUID | None = None) -> bool:
        """Whether the actor has the role for the whole edition or for this theme."""
        return any(o.role is role and o.theme_id in {None, theme_id} for o in self.offices)
