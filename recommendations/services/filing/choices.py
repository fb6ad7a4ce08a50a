"""What can be chosen in a filing form: a place in the text, amendments to be replaced, a delegate in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Procedure
from recommendations.domain.people import Role
from recommendations.domain.revisions import RevisionText
from recommendations.services.amendments.views import Other, Texts, named
from recommendations.services.filing.grounds import AMENDABLE
from recommendations.storage.amendment_index import movers_of
from recommendations.storage.amendments import Amendment, amendments_of_unit
from recommendations.storage.people import persons_of


@dataclass(frozen=True, slots=True)
class Place:
    """A unit behind which a new one can stand."""

    uid: str
    number: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Candidate:
    """An amendment that a compromise may replace."""

    amendment: Other
    member: str


@dataclass(frozen=True, slots=True)
class Mover:
    """A delegate in the room on whose behalf an oral amendment is written down."""

    id: UUID
    name: str
    member: str


def places_in(tabled: RevisionText) -> tuple[Place, ...]:
    """Every numbered unit, in the order of the text."""
    uids = dict.fromkeys(numbered.unit.uid for version in tabled.units.values() for numbered in version)
    return tuple(
        Place(uid, tabled.number_of(uid), {code: unit.title for code, unit in tabled.unit_texts(uid).items()})
        for uid in uids
        if tabled.number_of(uid)
    )


def candidates_for(session: Session, revision_id: UUID, uid: str) -> tuple[Candidate, ...]:
    """The amendments of the unit that wait for their decision, and are no compromise themselves."""
    rows: Sequence[Amendment] = amendments_of_unit(session, revision_id, uid)
    ordinary = [
        row
        for row in rows
        if row.state in AMENDABLE and row.procedure is not Procedure.COMPROMISE and row.amends_id is None
    ]
    movers = movers_of(session, [row.id for row in ordinary])
    return tuple(Candidate(named(row), movers[row.id][0]) for row in ordinary)


def movers_in(session: Session, edition_id: UUID) -> tuple[Mover, ...]:
    """The delegates who are there, by name."""
    return tuple(
        Mover(person.id, person.name, person.member.name)
        for person in sorted(persons_of(session, edition_id), key=lambda person: person.name)
        if person.member is not None and person.present and any(row.role is Role.DELEGATE for row in person.offices)
    )
