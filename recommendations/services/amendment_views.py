"""What pages about amendments show: frozen values, named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.domain.comparison import Comparison, Statement
from recommendations.domain.revisions import NumberedUnit
from recommendations.domain.text import UnitKind
from recommendations.storage.amendments import Amendment

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A theme as pages name it."""

    id: UUID
    number: int
    title: Texts


@dataclass(frozen=True, slots=True)
class Other:
    """Another amendment of the same unit, as a line or a preview names it."""

    id: UUID
    label: str
    title: str
    state: AmendmentState


def named(row: Amendment) -> Other:
    """The amendment as another one names it."""
    return Other(row.id, row.label, row.title, row.state)


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """An amendment in a list; ``statements`` tell it in sentences, in its own language.

    Without ``conflicts`` it is compatible with every other pending or adopted amendment of its unit.
    """

    id: UUID
    label: str
    title: str
    kind: AmendmentKind
    state: AmendmentState
    state_reason: str
    felled_by: Other | None
    member: str
    person: str
    language: str
    unit_uid: str
    unit_kind: UnitKind
    unit_number: str
    theme: ThemeLabel
    filed_at: datetime
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Other, ...] = ()
    same_place: tuple[Other, ...] = ()
    identical: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit of the tabled revision with its amendments, and as it stands with those adopted.

    ``consolidated`` is empty where nothing has been adopted in the theme; ``adopted_changes`` compares it with
    the tabled text. ``stale`` names languages whose words have not followed an adopted change; ``addressees``
    holds the edition's codes with their names by language.
    """

    theme: ThemeLabel
    uid: str
    revision_id: UUID
    revision_number: int
    languages: tuple[str, ...]
    texts: Mapping[str, NumberedUnit]
    consolidated: Mapping[str, NumberedUnit]
    consolidated_number: int
    adopted_changes: Mapping[str, Comparison]
    stale: frozenset[str]
    addressees: Mapping[str, Texts]
    previous_uid: str | None
    next_uid: str | None
    amendments: tuple[AmendmentLine, ...]
    may_file: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of an amendment's history, from the record."""

    at: datetime
    kind: str
    person: str
    reason: str
    because: str


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """An amendment with everything known about it; ``comparisons`` by changed language."""

    line: AmendmentLine
    reason: str
    unit_title: Texts
    revision_number: int
    is_superseded: bool
    comparisons: Mapping[str, Comparison]
    addressees: Mapping[str, Texts]
    history: tuple[Act, ...]
    may_judge: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class AmendmentList:
    """All amendments of the edition that the reader asked for."""

    themes: tuple[ThemeLabel, ...]
    lines: tuple[AmendmentLine, ...]
