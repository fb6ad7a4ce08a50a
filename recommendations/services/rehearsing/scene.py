"""The scene of a rehearsal: edition, members, delegates and tabled texts, as the file describes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Actor, Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.intake.assembly import Assembly
from recommendations.services.people.signing_in import actor_of
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import Member, OfficeRow, Person

VOTING = "voting_delegate"


@dataclass(frozen=True, slots=True)
class Voter:
    """A delegate who votes when present, with the weight of the member."""

    actor: Actor
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Scene:
    """Who and what is there before the first amendment is filed."""

    edition_id: UUID
    themes: Mapping[str, UUID]
    delegates: Mapping[str, Actor]
    voters: tuple[Voter, ...]
    absent: tuple[Voter, ...]
    chair: Actor
    secretariat: Actor
    president: Actor


def unit_of(code: str, text: str, addressees: tuple[str, ...]) -> Unit:
    """A recommendation as a unit; the file gives no titles, so its identifier stands there."""
    return Unit(code, UnitKind.RECOMMENDATION, (Paragraph(f"{code}-p1", (Span(text),)),), code, addressees)


def units_at(assembly: Assembly, theme: str, revision: int) -> dict[str, tuple[Unit, ...]]:
    """The recommendations of a theme as this revision of it has them, by language."""
    tabled = [entry for entry in assembly.recommendations if entry.theme == theme]
    texts = [(entry, entry.text_at(revision)) for entry in tabled]
    return {
        language: tuple(unit_of(entry.id, text[language], entry.addressees) for entry, text in texts)
        for language in assembly.languages
    }


def set_scene(assembly: Assembly) -> Scene:
    """Store all that the file presupposes; the texts are revision 1 of their themes."""
    with transaction() as session:
        edition = _edition(session, assembly)
        themes = _themes(session, edition, assembly)
        members = {entry["id"]: _member(session, edition, entry) for entry in assembly.members}
        people = {entry["id"]: _named(session, edition, members, entry) for entry in assembly.delegates}
        voters = [
            Voter(actor_of(person), members[entry["member"]].weight)
            for entry, person in zip(assembly.delegates, people.values(), strict=True)
            if person.present
        ]
        made_up = list(_made_up(session, edition, assembly, members))
        missing = Fraction(str(assembly.edition["present_or_represented"])) - sum(voter.weight for voter in voters)
        present, absent = made_up[: max(0, int(missing))], made_up[max(0, int(missing)) :]
        _let_in(session, present)
        officers = {role: _officer(session, edition, role) for role in (Role.CHAIR, Role.SECRETARIAT, Role.PRESIDENT)}
        delegates = {code: actor_of(person) for code, person in people.items()}
        return Scene(
            edition.id,
            {code: theme.id for code, theme in themes.items()},
            delegates,
            (*voters, *present),
            tuple(absent),
            officers[Role.CHAIR],
            officers[Role.SECRETARIAT],
            officers[Role.PRESIDENT],
        )


def _edition(session: Session, assembly: Assembly) -> Edition:
    given = assembly.edition
    edition = Edition(
        code=given["id"],
        title=given["title"],
        place=given["place"],
        days=given["days"],
        languages=list(assembly.languages),
        addressees={code: dict(labels) for code, labels in assembly.addressees.items()},
        # Who is played from a file has no key.
        rules={**assembly.rules, "passkey_required": False},
        members_total=given["members"],
        notice={},
    )
    session.add(edition)
    session.flush()
    return edition


def _themes(session: Session, edition: Edition, assembly: Assembly) -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for given in assembly.themes:
        theme = Theme(
            edition_id=edition.id,
            kind=ThemeKind.THEME,
            code=given["id"],
            number=given["number"],
            title=given["title"],
            workshop={},
        )
        session.add(theme)
        session.flush()
        themes[given["id"]] = theme
        if _is_worked_on(assembly, given["id"]):
            store_revision(session, theme.id, units_at(assembly, given["id"], 1))
    return themes


def _is_worked_on(assembly: Assembly, theme: str) -> bool:
    has_text = any(entry.theme == theme for entry in assembly.recommendations)
    return has_text or any(entry.target == theme for entry in assembly.amendments)


def _member(session: Session, edition: Edition, given: Mapping[str, Any]) -> Member:
    member = Member(
        edition_id=edition.id,
        code=given["id"],
        name=given["name"],
        country=given["country"],
        weight=Fraction(str(given["weight"])),
        fee_paid=given["fees_paid"],
    )
    session.add(member)
    session.flush()
    return member


def _named(session: Session, edition: Edition, members: Mapping[str, Member], given: Mapping[str, Any]) -> Person:
    member = members.get(given["member"]) if given["member"] else None
    votes = given["role"] == VOTING and given["accredited"] and member is not None and member.fee_paid
    person = _person(session, edition, given["name"], member)
    person.accredited = bool(given["accredited"])
    person.present = votes
    role = {VOTING: Role.DELEGATE, "substitute": Role.DELEGATE, "rapporteur": Role.RAPPORTEUR}
    person.offices = [OfficeRow(role=role.get(given["role"], Role.OBSERVER))]
    session.flush()
    return person


def _made_up(session: Session, edition: Edition, assembly: Assembly, named: Mapping[str, Member]) -> Iterator[Voter]:
    for number in range(1, assembly.edition["members"] - len(named) + 1):
        given = {"id": f"X{number}", "name": f"Member {number}", "country": "XX", "weight": 1, "fees_paid": True}
        member = _member(session, edition, given)
        person = _person(session, edition, f"Delegate {number}", member)
        person.offices = [OfficeRow(role=Role.DELEGATE)]
        session.flush()
        yield Voter(actor_of(person), member.weight)


def _let_in(session: Session, voters: Sequence[Voter]) -> None:
    for voter in voters:
        session.get_one(Person, voter.actor.person_id).present = True
    session.flush()


def _officer(session: Session, edition: Edition, role: Role) -> Actor:
    person = _person(session, edition, role.value.capitalize(), None)
    person.offices = [OfficeRow(role=role)]
    session.flush()
    return actor_of(person)


def _person(session: Session, edition: Edition, name: str, member: Member | None) -> Person:
    address = f"{name.lower().replace(' ', '.')}.{member.code if member else 'x'}@example.org"
    person = Person(edition_id=edition.id, name=name, email=address, member_id=member.id if member else None)
    session.add(person)
    session.flush()
    return person
