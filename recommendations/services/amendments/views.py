"""What pages about amendments show: frozen values, named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recommendations.domain.amendments import (
    Advice,
    AmendmentKind,
    AmendmentState,
    Consent,
    Procedure,
    StateReason,
    VersionCause,
)
from recommendations.domain.comparison import Comparison, Statement
from recommendations.domain.revisions import NumberedUnit
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.amendments.notes import OwnNote
from recommendations.services.amendments.opinions import OpinionView
from recommendations.services.filing.supporting import Supporter
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Theme

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A theme as pages name it."""

    id: UUID
    number: int
    title: Texts


def theme_label(theme: Theme) -> ThemeLabel:
    """The theme as pages name it."""
    return ThemeLabel(theme.id, theme.number, theme.title)


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
    ``member`` is empty where nobody's member proposes it, as with a compromise of the rapporteur; ``is_placed``
    tells whether its unit stands in the tabled text and has a page of its own.
    """

    id: UUID
    label: str
    title: str
    kind: AmendmentKind
    procedure: Procedure
    state: AmendmentState
    state_reason: str
    state_code: StateReason
    felled_by: Other | None
    member: str
    person: str
    language: str
    unit_uid: str
    unit_kind: UnitKind
    unit_number: str
    theme: ThemeLabel
    filed_at: datetime
    amends: Other | None = None
    is_late: bool = False
    is_placed: bool = True
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Other, ...] = ()
    same_place: tuple[Other, ...] = ()
    identical: tuple[Other, ...] = ()
    tags: tuple[str, ...] = ()
    advice: Advice | None = None
    is_starred: bool = False


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit of the tabled revision with its amendments, and as it stands with those adopted.

    ``consolidated`` is empty where nothing has been adopted in the theme; ``adopted_changes`` compares it with
    the tabled text. ``stale`` names languages whose words have not followed an adopted change; ``addressees``
    holds the edition's codes with their names by language. ``in_text`` are the amendments whose words are in it.
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
    origin: str = ""
    in_text: tuple[str, ...] = ()
    reading: "Reading | None" = None
    may_confirm: bool = False
    may_compromise: bool = False
    may_write_oral: bool = False
    is_in_voting_order: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody has read the consolidated text as it stands now and says that it reads well."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of an amendment's history, from the record; ``details`` are its figures, names and words."""

    at: datetime
    kind: str
    person: str
    reason: str
    because: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording the amendment has had; ``comparisons`` by language are with the base that it then had."""

    number: int
    cause: VersionCause
    because: Other | None
    revision_number: int
    person: str
    at: datetime
    comparisons: Mapping[str, Comparison]


@dataclass(frozen=True, slots=True)
class Rival:
    """An amendment that cannot stand beside this one: why, and the words that both touch."""

    other: Other
    member: str
    why: StateReason
    reason: str
    words: tuple[str, ...]
    link_id: UUID | None


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What the author of an amendment says of the compromise that would replace it; ``by`` is who wrote it down."""

    compromise: Other
    replaced: Other
    member: str
    consent: Consent
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of an amendment that is voted in parts."""

    number: int
    title: str
    state: AmendmentState


@dataclass(frozen=True, slots=True)
class Combination:
    """How the unit reads, by language, if exactly these parts are adopted."""

    parts: tuple[int, ...]
    texts: Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Ties:
    """How the amendment stands to others: what excludes it, says or adds the same, compromises, and what amends it."""

    rivals: tuple[Rival, ...]
    identical: tuple[Other, ...]
    same_place: tuple[Other, ...]
    consents: tuple[ConsentView, ...]
    sub_amendments: tuple[Other, ...]
    falls: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the reader may do on the amendment's page, as its state and the reader's roles allow."""

    judge: bool
    refuse_late: bool
    apply_editorial: bool
    withdraw: bool
    advise: bool
    answer: bool
    tag: bool
    link: bool
    split: bool


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """An amendment with everything known about it; ``comparisons`` by changed language.

    ``beside`` are the versions against which a correction of one language is read.

    ``opinions`` are the versions of the advice that the reader may see, newest first; ``polls`` are the lines of
    its polls; ``linkable`` what can be tied to it by hand.
    """

    line: AmendmentLine
    reason: str
    unit_title: Texts
    revision_number: int
    is_superseded: bool
    comparisons: Mapping[str, Comparison]
    beside: Mapping[str, Comparison]
    addressees: Mapping[str, Texts]
    history: tuple[Act, ...]
    versions: tuple[VersionView, ...]
    ties: Ties
    parts: tuple[PartView, ...]
    combinations: tuple[Combination, ...]
    supporters: tuple[Supporter, ...]
    opinions: tuple[OpinionView, ...]
    note: OwnNote
    polls: tuple[Any, ...]
    linkable: tuple[Other, ...]
    may: Permissions


@dataclass(frozen=True, slots=True)
class AmendmentList:
    """All amendments of the edition that the reader asked for."""

    themes: tuple[ThemeLabel, ...]
    lines: tuple[AmendmentLine, ...]
