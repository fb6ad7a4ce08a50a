"""The demonstration's manifesto goes out as Word, in each language, and comes into another edition as it was."""

import pytest

from exports.word import write_word
from recommendations.domain.manifesto import Manifesto, Publication
from recommendations.domain.people import Role
from recommendations.domain.text import Unit
from recommendations.services import demonstration
from recommendations.services.filing.returned import NamedFile
from recommendations.services.manifesto.publishing import publication
from recommendations.services.texts.draft_uploads import take_in
from recommendations.services.texts.drafting import read_units
from recommendations.services.texts.import_pages import import_preview
from recommendations.services.texts.importing import confirm
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import edition_by_code, themes_of
from recommendations.storage.manifestos import manifestos_of
from tests.factories import make_actor, make_edition
from tests.services.imported import House, offered

SPACES = {0xA0: " ", 0x202F: " "}


@pytest.fixture
def engine_name() -> str:
    """Once is enough: what is imported is tested on both databases by itself."""
    return "sqlite"


def demonstrated() -> Publication:
    """What stands in the demonstration edition's newest manifesto."""
    demonstration.load()
    edition = edition_by_code(db.session(), demonstration.CODE)
    assert edition is not None
    row = manifestos_of(db.session(), edition.id)[-1]
    return publication(db.session(), row)


def new_edition() -> House:
    with transaction() as session:
        edition = make_edition(session)
        secretariat = make_actor(session, edition, Role.SECRETARIAT)
        return House(edition.id, edition.id, secretariat, secretariat)


def imported(house: House, content: bytes, language: str) -> None:
    """The file, taken as the page offers it."""
    upload_id = take_in(house.secretariat, None, language, NamedFile("manifesto.docx", content))
    placements = offered(import_preview(house.secretariat, upload_id))
    db.session.remove()
    assert confirm(house.secretariat, upload_id, placements).refused is None


Told = tuple[str, str, list[tuple[str, list[str]]]]


def told(unit: Unit) -> Told:
    """Title, and the words and footnotes of each paragraph; and of what is not voted, its kind."""
    paragraphs = [
        (one.plain.translate(SPACES).strip(), [span.footnote.translate(SPACES) for span in one.spans if span.footnote])
        for one in unit.paragraphs
    ]
    return "" if unit.kind.is_operative else unit.kind.value, unit.title.translate(SPACES), paragraphs


def sent(manifesto: Manifesto, language: str) -> list[tuple[str, list[Told]]]:
    chapters = [(dict(one.title)[language], one.units) for one in manifesto.chapters]
    units = [
        [unit.text(language) for unit in found] for found in (manifesto.preamble, *(found for _, found in chapters))
    ]
    titles = [{"en": "Preamble", "fr": "Préambule"}[language], *(title for title, _ in chapters)]
    return [(title, [told(unit) for unit in found if unit]) for title, found in zip(titles, units, strict=True)]


def arrived(house: House, language: str) -> list[tuple[str, list[Told]]]:
    db.session.remove()
    found = []
    for theme in themes_of(db.session(), house.edition_id):
        text = next(one for one in texts_of(db.session(), theme.id) if one.language == language)
        found.append((theme.title[language], [told(unit) for unit in read_units(db.session(), text.id)]))
    return found


@pytest.mark.usefixtures("context")
def test_the_demonstrations_manifesto_comes_into_another_edition_as_it_was() -> None:
    value = demonstrated()

    for language in ("en", "fr"):
        house = new_edition()
        imported(house, write_word(value, language), language)

        for came, went in zip(arrived(house, language), sent(value.manifesto, language), strict=True):
            assert came == went
        assert len(value.manifesto.chapters) > 1
