"""Rows and actors for tests: plain functions with keyword overrides."""

from fractions import Fraction
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Actor, Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.people.signing_in import actor_of
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import Member, OfficeRow, Person

_numbers = count(1)


def make_edition(session: Session, **fields: object) -> Edition:
    """An edition in English and French with the house's default rules, but that its people have no passkeys."""
    number = next(_numbers)
    values: dict[str, object] = {
        "code": f"E{number}",
        "title": {"en": f"Edition {number}", "fr": f"Édition {number}"},
        "place": "Porto Claro",
        "days": ["2030-03-20"],
        "languages": ["en", "fr"],
        "addressees": {
            "local": {"en": "Cities", "fr": "Villes"},
            "eu": {"en": "European Union", "fr": "Union européenne"},
        },
        "rules": {},
        "notice": {},
    }
    values |= fields
    values["rules"] = {"passkey_required": False} | values["rules"]  # type: ignore[operator]  # overrides of Edition
    edition = Edition(**values)
    session.add(edition)
    session.flush()
    return edition


def make_theme(session: Session, edition: Edition, *, number: int = 1, kind: ThemeKind = ThemeKind.THEME) -> Theme:
    """A theme of the edition."""
    title = {"en": f"Theme {number}", "fr": f"Thème {number}"}
    theme = Theme(edition_id=edition.id, kind=kind, code=f"T{number:02d}", number=number, title=title, workshop={})
    session.add(theme)
    session.flush()
    return theme


def make_member(session: Session, edition: Edition, *, weight: Fraction | int = 1, fee_paid: bool = True) -> Member:
    """A member city."""
    number = next(_numbers)
    member = Member(
        edition_id=edition.id,
        code=f"M{number:03d}",
        name=f"City {number}",
        country="FR",
        weight=Fraction(weight),
        fee_paid=fee_paid,
    )
    session.add(member)
    session.flush()
    return member


def make_person(
    session: Session,
    edition: Edition,
    role: Role = Role.DELEGATE,
    *,
    member: Member | None = None,
    theme_id: UUID | None = None,
) -> Person:
    """A person with one office; a delegate gets a member of its own unless one is given, and is present."""
    number = next(_numbers)
    if role is Role.DELEGATE and member is None:
        member = make_member(session, edition)
    person = Person(
        edition_id=edition.id,
        member_id=member.id if member else None,
        name=f"Person {number}",
        email=f"person{number}@example.org",
        accredited=True,
        present=True,
    )
    person.offices = [OfficeRow(role=role, theme_id=theme_id)]
    session.add(person)
    session.flush()
    return person


def make_actor(session: Session, edition: Edition, role: Role, **fields: object) -> Actor:
    """A new person with this role, as an actor."""
    return actor_of(make_person(session, edition, role, **fields))  # type: ignore[arg-type]  # overrides of make_person


def make_unit(uid: str = "r1", *texts: str, **fields: object) -> Unit:
    """A recommendation of plain paragraphs, whose uids are the unit's with ``-p1``, ``-p2``."""
    paragraphs = tuple(Paragraph(f"{uid}-p{place}", (Span(text),)) for place, text in enumerate(texts, start=1))
    values: dict[str, object] = {
        "kind": UnitKind.RECOMMENDATION,
        "paragraphs": paragraphs,
        "title": f"Title {uid}",
        "addressees": ("local",),
    }
    return Unit(uid, **(values | fields))  # type: ignore[arg-type]  # overrides of Unit
