"""The wording of an amendment: what it was at each version, and the only way to give it another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import VersionCause
from recommendations.domain.encoding import unit_to_json, units_by_language
from recommendations.domain.hunk_encoding import change_to_json
from recommendations.domain.hunks import UnitChange
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.texts.revisions import title_of, unit_texts
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now
from recommendations.storage.texts import Revision
from recommendations.storage.wordings import AmendmentVersion, drop_parts, version_of

# With one of these the fixed wordings of an amendment's parts say something that nobody has filed.
_UNDOES_PARTS = frozenset({VersionCause.AMENDED, VersionCause.CARRIED_OVER, VersionCause.REBASED})


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A wording to be taken; ``changes`` are from the unit as the revision has it, or the sub-amendment's base.

    Without ``revision_id`` the amendment stays on its revision. Languages that do not change are left out.
    """

    cause: VersionCause
    amended: Mapping[str, Unit]
    changes: Mapping[str, UnitChange]
    revision_id: UUID | None = None
    because_id: UUID | None = None
    person_id: UUID | None = None


def take_version(session: Session, row: Amendment, new: NewVersion) -> None:
    """The amendment has this wording from now on; what it said before stays readable for good."""
    row.amended = {language: unit_to_json(unit) for language, unit in new.amended.items()}
    row.hunks = {language: change_to_json(change) for language, change in new.changes.items()}
    row.revision_id = new.revision_id or row.revision_id
    row.version += 1
    if new.cause in _UNDOES_PARTS:
        drop_parts(session, row.id)
    _keep(session, row, new.cause, because_id=new.because_id, person_id=new.person_id)


def restore_version(session: Session, row: Amendment, number: int, *, person_id: UUID | None) -> None:
    """The amendment says again what it said at its version ``number``."""
    old = version_of(session, row.id, number)
    row.amended, row.hunks, row.revision_id = old.amended, old.hunks, old.revision_id
    row.version += 1
    _keep(session, row, VersionCause.RESTORED, because_id=None, person_id=person_id)


def first_version(session: Session, row: Amendment) -> None:
    """The wording as filed is kept for good; called once, when the amendment is stored."""
    _keep(session, row, VersionCause.FILED, because_id=None, person_id=row.person_id)


def _keep(
    session: Session, row: Amendment, cause: VersionCause, *, because_id: UUID | None, person_id: UUID | None
) -> None:
    session.flush()
    session.add(
        AmendmentVersion(
            amendment_id=row.id,
            number=row.version,
            revision_id=row.revision_id,
            cause=cause,
            because_id=because_id,
            amended=row.amended,
            hunks=row.hunks,
            person_id=person_id,
            at=now(),
        )
    )
    session.flush()


def tabled_units(session: Session, row: Amendment) -> dict[str, Unit]:
    """The text that the amendment would change, by language: nothing where it brings a new unit."""
    return texts_at(session, row.revision_id, row.unit_uid)


def texts_at(session: Session, revision_id: UUID, uid: str) -> dict[str, Unit]:
    """A unit of the revision, or what has the uid of the theme's title, in every language that has it."""
    if uid == THEME_TITLE:
        return title_units(title_of(session, session.get_one(Revision, revision_id)))
    return unit_texts(session, revision_id, uid)


def title_units(title: Mapping[str, str]) -> dict[str, Unit]:
    """The title of a theme in the form in which amendments change it."""
    return {language: Unit(THEME_TITLE, UnitKind.PASSAGE, (), words) for language, words in title.items()}


def amended_units(session: Session, row: Amendment, version: int | None = None) -> dict[str, Unit]:
    """How the unit reads with this amendment alone, in every language: what a sub-amendment changes.

    ``version`` is one of its versions; without it the one in force counts.
    """
    words: Mapping[str, Any] = row.amended
    if version is not None and version != row.version:
        words = version_of(session, row.id, version).amended
    return tabled_units(session, row) | units_by_language(words)


def base_units(session: Session, row: Amendment) -> dict[str, Unit]:
    """What the amendment's own changes are changes of: the tabled text, or the amendment that it amends."""
    if row.amends_id is None:
        return tabled_units(session, row)
    return amended_units(session, session.get_one(Amendment, row.amends_id), row.amends_version)
