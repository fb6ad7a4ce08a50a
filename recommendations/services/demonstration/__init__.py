"""The demonstration edition: invented, loaded once through the same services as a real one."""

from collections.abc import Iterator
from uuid import UUID

from recommendations.domain.people import Role
from recommendations.services.demonstration.course import cast_of, file_amendments, freeze_texts, hold_polls
from recommendations.services.demonstration.kinds import show_kinds
from recommendations.services.demonstration.scene import (
    read,
    store_edition,
    store_people,
    store_recipients,
    store_texts,
)
from recommendations.services.people.signing_in import actor_of, issue_link
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, edition_by_code, themes_of
from recommendations.storage.people import Person, persons_of

CODE = "demo"
UNFINISHED = "demo-unfinished"
SHOWN = (
    (Role.RAPPORTEUR, 2),
    (Role.DELEGATE, 2),
    (Role.CHAIR, 1),
    (Role.SECRETARIAT, 1),
    (Role.PRESIDENT, 1),
    (Role.SIGNATORY, 1),
    (Role.OBSERVER, 1),
)
DRAFTED = "T09"


def is_loaded() -> bool:
    """Whether the demonstration edition is in the database."""
    return edition_by_code(db.session(), CODE) is not None


def is_unfinished() -> bool:
    """Whether an earlier loading was interrupted; what it left cannot be shown."""
    return edition_by_code(db.session(), UNFINISHED) is not None


def load() -> None:
    """The demonstration edition is in the database, with texts, amendments and polls in every state."""
    with transaction() as session:
        edition = store_edition(session, UNFINISHED)
        themes = store_texts(session, edition)
        store_people(session, edition, themes)
        store_recipients(session, edition)
        people = persons_of(session, edition.id)
    cast = cast_of([actor_of(person) for person in people], [actor_of(person) for person in people if _votes(person)])
    entries = read("amendments")
    freeze_texts(cast, themes)
    filed = file_amendments(cast, themes, entries)
    hold_polls(cast, themes, entries, filed)
    show_kinds(cast, themes, read("kinds"))
    with transaction() as session:
        session.get_one(Edition, edition.id).code = CODE


def _votes(person: Person) -> bool:
    return person.present and person.accredited and person.member is not None and person.member.fee_paid


def sign_in_links() -> Iterator[tuple[str, str, str]]:
    """One fresh link for each role, two where two browsers show more: role, name and token."""
    session = db.session()
    edition = edition_by_code(session, CODE)
    if edition is None:
        return
    drafted = {theme.id for theme in themes_of(session, edition.id) if theme.code == DRAFTED}
    people = persons_of(session, edition.id)
    shown = [
        (role.value, person.name, person.id)
        for role, number in SHOWN
        for person in [person for person in people if _shows(person, role, drafted)][:number]
    ]
    for role_name, name, person_id in shown:
        yield role_name, name, issue_link(person_id, None)


def _shows(person: Person, role: Role, drafted: set[UUID]) -> bool:
    offices = [row for row in person.offices if row.role is role]
    may_vote = role is not Role.DELEGATE or (person.present and person.accredited)
    return may_vote and any(row.theme_id is None or row.theme_id in drafted for row in offices)
