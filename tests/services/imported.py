"""An edition into which drafts from outside come, and what becomes of them."""

from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.intake import NamedFile
from recommendations.domain.people import Actor, Role
from recommendations.domain.text import UnitKind
from recommendations.services.texts.draft_uploads import take_in
from recommendations.services.texts.drafting import read_units, seed_text
from recommendations.services.texts.import_pages import ImportPreview, import_preview
from recommendations.services.texts.importing import Imported, Placement, confirm
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Theme, themes_of
from tests.drafts_from_outside import STREETS
from tests.factories import make_actor, make_edition, make_theme

PREAMBLE, STREET, SQUARE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class House:
    """An edition with one empty theme, and who may fill it."""

    edition_id: UUID
    theme_id: UUID
    secretariat: Actor
    rapporteur: Actor


def make_house() -> House:
    """The edition, with its people."""
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition, number=5)
        seed_text(session, theme.id, "en", ())
        rapporteur = make_actor(session, edition, Role.RAPPORTEUR, theme_id=theme.id)
        return House(edition.id, theme.id, make_actor(session, edition, Role.SECRETARIAT), rapporteur)


def sent(house: House, content: bytes = STREETS, language: str = "en") -> UUID:
    """A file sent by the secretariat for the whole edition."""
    return take_in(house.secretariat, None, language, NamedFile("draft.docx", content))


def preview(house: House, upload_id: UUID) -> ImportPreview:
    """What the secretariat sees."""
    db.session.remove()
    return import_preview(house.secretariat, upload_id)


def offered(page: ImportPreview) -> list[Placement]:
    """What the page proposes, taken as it is."""
    parts = [part for part in page.parts if part.offer.theme_id or part.offer.number is not None]
    return [
        Placement(part.number, part.offer.theme_id, part.offer.number, part.offer.code, part.theme.title)
        for part in parts
    ]


def filled(house: House, upload_id: UUID, *placements: Placement) -> Imported:
    """What the secretariat has confirmed."""
    db.session.remove()
    return confirm(house.secretariat, upload_id, placements)


def themes(house: House) -> list[Theme]:
    """The edition's themes by number."""
    db.session.remove()
    return themes_of(db.session(), house.edition_id)


def said(theme_id: UUID, language: str = "en") -> list[tuple[UnitKind, str, list[str]]]:
    """Kinds, titles and words of a live text."""
    db.session.remove()
    texts = {one.language: one.id for one in texts_of(db.session(), theme_id)}
    units = read_units(db.session(), texts[language])
    return [(unit.kind, unit.title, [one.plain for one in unit.paragraphs]) for unit in units]


def codes(refused: Imported) -> dict[int, str]:
    """What stood against it, by part."""
    return {part: refusal.code for part, refusal in (refused.refused or {}).items()}
