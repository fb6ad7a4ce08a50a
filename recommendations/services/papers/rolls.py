"""The list of participants, and of those who sign."""

from sqlalchemy.orm import Session

from recommendations.domain.figures import exact_text
from recommendations.domain.manifesto import Translations
from recommendations.domain.manuscript import in_order
from recommendations.domain.papers import Participant, Roll
from recommendations.domain.people import Role
from recommendations.services.manifesto.publishing import publication
from recommendations.services.papers.telling import Teller
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.people import Member, Person, persons_of

_SIGNING = (Role.PRESIDENT, Role.SIGNATORY)


def roll(session: Session, row: ManifestoRow, teller: Teller) -> Roll:
    """Who took part in the edition, and who has signed this manifesto or still has to.

    Raises:
        ManuscriptDamaged.
    """
    edition = session.get_one(Edition, row.edition_id)
    people = persons_of(session, edition.id)
    signed = publication(session, row).signatures
    names = {line.name for line in signed}
    waiting = [person for person in people if _office(person, _SIGNING) and person.name not in names]
    languages = tuple(edition.languages)
    return Roll(
        edition=in_order(edition.title, languages),
        place=edition.place,
        days=tuple(edition.days),
        sha256=row.sha256,
        participants=tuple(
            _participant(person, person.member, languages, teller)
            for person in people
            if person.member is not None and person.accredited
        ),
        signatures=signed,
        signatories=tuple((person.name, _function(person, _SIGNING, languages, teller)) for person in waiting),
        notice=in_order(edition.notice, languages),
    )


def _participant(person: Person, member: Member, languages: tuple[str, ...], teller: Teller) -> Participant:
    function = _function(person, tuple(Role), languages, teller)
    return Participant(member.name, member.country, person.name, function, exact_text(member.weight))


def _office(person: Person, roles: tuple[Role, ...]) -> Role | None:
    held = {office.role for office in person.offices}
    return next((role for role in roles if role in held), None)


def _function(person: Person, roles: tuple[Role, ...], languages: tuple[str, ...], teller: Teller) -> Translations:
    role = _office(person, roles)
    return tuple((language, teller.office(role, language)) for language in languages) if role else ()
