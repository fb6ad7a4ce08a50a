"""A small assembly with real words in two languages, on its way from a frozen text to a signed manifesto."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Actor, Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.people.signing_in import actor_of
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from tests.chains import Assembly, adopt_units, vote_on_manifesto
from tests.factories import make_edition, make_member, make_person, make_theme

PHONE = {"viewport": {"width": 390, "height": 844}}
LAPTOP = {"viewport": {"width": 1280, "height": 860}}
WALL = {"viewport": {"width": 1920, "height": 1080}}
TITLE = {"en": "Streets at night", "fr": "Les rues la nuit"}
PREAMBLE = {"en": "We, the cities, recommend:", "fr": "Nous, les villes, recommandons :"}
LAMPS = {
    "en": ("Light for the streets", "Cities should light 20 streets by 2032."),
    "fr": ("De la lumière dans les rues", "Les villes devraient éclairer 20 rues d’ici 2032."),
}
SCHOOLS = {
    "en": ("Open schools", "Schools should stay open until the evening."),
    "fr": ("Des écoles ouvertes", "Les écoles devraient rester ouvertes jusqu’au soir."),
}
DELEGATES = (("Ana Quintarel", "Castelroux"), ("Jonas Ebersolt", "Lindenfurt"), ("Chiara Moretval", "Vila Marinha"))


@dataclass(frozen=True)
class Lamps:
    """The assembly, its one theme, and a second signatory."""

    assembly: Assembly
    theme_id: UUID
    signatory: Actor
    code: str


def make_lamps(french: str = LAMPS["fr"][1], **rules: object) -> Lamps:
    """Three members, a preamble, a frozen theme of two recommendations; ``french`` is what one of them says."""
    with transaction() as session:
        edition = make_edition(session, rules=rules)
        # Of its own, so that no other assembly's manifesto has the same words and the same hash.
        edition.title = {"en": f"Forum of Cities {edition.code}", "fr": f"Forum des villes {edition.code}"}
        preamble = make_theme(session, edition, number=0, kind=ThemeKind.PREAMBLE)
        theme = make_theme(session, edition, number=2)
        theme.title = dict(TITLE)
        passages = {one: (_unit("we", UnitKind.PASSAGE, "", words),) for one, words in PREAMBLE.items()}
        store_revision(session, preamble.id, passages)
        lamps = LAMPS | {"fr": (LAMPS["fr"][0], french)}
        store_revision(session, theme.id, {one: _units(lamps[one], SCHOOLS[one]) for one in ("en", "fr")})
        secretariat = _officer(session, edition, Role.SECRETARIAT, "Hanna Lindqvarn")
        chair = _officer(session, edition, Role.CHAIR, "Freja Iversund")
        president = _officer(session, edition, Role.PRESIDENT, "Wanda Fjellander")
        signatory = _officer(session, edition, Role.SIGNATORY, "Ottoline Brackwater")
        delegates = tuple(_delegate(session, edition, *names) for names in DELEGATES)
        assembly = Assembly(edition.id, (theme.id,), secretariat, chair, president, delegates)
        return Lamps(assembly, theme.id, signatory, edition.code)


def adopt_lamps(lamps: Lamps) -> None:
    """Both recommendations are adopted, and the manifesto composed of them and adopted as a whole."""
    adopt_units(lamps.assembly, 0, "lamps", "schools")
    compose_manifesto(lamps.assembly.secretariat)
    vote_on_manifesto(lamps.assembly, 1)


def person_of(actor: Actor) -> Person:
    """Whose actor this is; needs an application context."""
    return db.session.get_one(Person, actor.person_id)


def _units(*texts: tuple[str, str]) -> tuple[Unit, ...]:
    return tuple(
        _unit(uid, UnitKind.RECOMMENDATION, *words) for uid, words in zip(("lamps", "schools"), texts, strict=True)
    )


def _unit(uid: str, kind: UnitKind, title: str, words: str) -> Unit:
    addressees = ("local",) if kind.is_operative else ()
    return Unit(uid, kind, (Paragraph(f"{uid}-p1", (Span(words),)),), title, addressees)


def _officer(session: Session, edition: Edition, role: Role, name: str) -> Actor:
    return _actor(make_person(session, edition, role), name)


def _delegate(session: Session, edition: Edition, name: str, city: str) -> Actor:
    member = make_member(session, edition)
    member.name = city
    return _actor(make_person(session, edition, member=member), name)


def _actor(person: Person, name: str) -> Actor:
    person.name = name
    return replace(actor_of(person), name=name)
