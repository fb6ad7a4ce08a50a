"""A small assembly with a tabled theme, for the tests of amendments: values only, loaded and detached."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.deciding.effects import settle_amendment
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.factories import make_actor, make_edition, make_theme, make_unit

ENGLISH = make_unit(
    "r1",
    "Town halls should publish noise figures once a year. They should pay for quiet streets for four years.",
    "Night buses should run until 2 am.",
    title="Quiet nights",
)
FRENCH = make_unit(
    "r1",
    "Les mairies devraient publier les mesures du bruit une fois par an.",
    "Les bus de nuit devraient rouler jusqu'à 2 h.",
    title="Nuits calmes",
)
RECITAL = Unit("c1", UnitKind.RECITAL, (Paragraph("c1-p1", (Span("whereas sleep matters;"),)),))
OTHER = make_unit("r2", "Schools should open early.", title="Schools")


@dataclass(frozen=True, slots=True)
class Assembly:
    """A theme tabled in two languages, and who acts in it."""

    edition_id: UUID
    theme_id: UUID
    revision_id: UUID
    delegate: Actor
    other_delegate: Actor
    chair: Actor
    secretariat: Actor
    observer: Actor


def make_assembly(**fields: object) -> Assembly:
    """An edition with one tabled theme; ``fields`` are the edition's."""
    with transaction() as session:
        edition = make_edition(session, **fields)
        theme = make_theme(session, edition, number=2)
        revision = store_revision(session, theme.id, {"en": (RECITAL, ENGLISH, OTHER), "fr": (FRENCH, OTHER)})
        return Assembly(
            edition.id,
            theme.id,
            revision.id,
            make_actor(session, edition, Role.DELEGATE),
            make_actor(session, edition, Role.DELEGATE),
            make_actor(session, edition, Role.CHAIR),
            make_actor(session, edition, Role.SECRETARIAT),
            make_actor(session, edition, Role.OBSERVER),
        )


def joined_by(assembly: Assembly, role: Role = Role.DELEGATE, **fields: object) -> Actor:
    """Somebody else with this role; a delegate of a member of its own."""
    with transaction() as session:
        return make_actor(session, session.get_one(Edition, assembly.edition_id), role, **fields)


def row_of(amendment_id: UUID) -> Amendment:
    """The amendment as the database has it now."""
    db.session.remove()
    return db.session.get_one(Amendment, amendment_id)


def changed(unit: Unit, old: str, new: str) -> Unit:
    """The unit with these words of one of its plain paragraphs replaced."""
    paragraphs = tuple(Paragraph(p.uid, (Span(p.plain.replace(old, new)),)) for p in unit.paragraphs)
    assert sum(p.plain.count(old) for p in unit.paragraphs) == 1
    return replace(unit, paragraphs=paragraphs)


def proposal(assembly: Assembly, *amended: Unit, **fields: object) -> Proposal:
    """A proposal; the first unit is the English one, the second the French one."""
    units = dict(zip(("en", "fr"), amended, strict=False))
    values: dict[str, object] = {
        "revision_id": assembly.revision_id,
        "unit_uid": amended[0].uid,
        "language": "en",
        "amended": units,
        "title": "A better rhythm",
        "reason": "Because.",
        "key": uuid4().hex,
    }
    return Proposal(**(values | fields))  # type: ignore[arg-type]  # overrides of Proposal


def filed(assembly: Assembly, old: str, new: str, *, by: Actor | None = None, **fields: object) -> UUID:
    """A filed amendment of the English text, by the first delegate unless somebody else is named."""
    wish = proposal(assembly, changed(ENGLISH, old, new), **fields)
    return file_amendment(by or assembly.delegate, assembly.theme_id, wish)


def admitted(assembly: Assembly, old: str, new: str, *, by: Actor | None = None, **fields: object) -> UUID:
    """A filed amendment that the chair found admissible."""
    amendment_id = filed(assembly, old, new, by=by, **fields)
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    return amendment_id


def settle(assembly: Assembly, amendment_id: UUID, *, adopted: bool) -> None:
    """What an announced poll does."""
    with transaction() as session:
        settle_amendment(session, amendment_id, adopted=adopted, actor=assembly.chair)


def newest_text(assembly: Assembly, language: str = "en", uid: str = "r1") -> Unit:
    """The unit in the theme's newest revision."""
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    return revision.unit_texts(uid)[language]
