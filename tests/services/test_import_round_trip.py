"""The demonstration's manifesto goes out as Word, in each language, and comes into another edition as it was."""

from dataclasses import replace

import pytest

from exports.word import write_word
from recommendations.domain.intake import NamedFile
from recommendations.domain.manifesto import Manifesto, Publication
from recommendations.domain.people import Role
from recommendations.domain.text import Span, Unit
from recommendations.services import demonstration
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
    demo = edition_by_code(db.session(), demonstration.CODE)
    assert demo is not None
    with transaction() as session:
        edition = make_edition(session, addressees=demo.addressees)
        secretariat = make_actor(session, edition, Role.SECRETARIAT)
        return House(edition.id, edition.id, secretariat, secretariat)


def imported(house: House, content: bytes, language: str) -> None:
    """The file, taken as the page offers it."""
    upload_id = take_in(house.secretariat, None, language, NamedFile("manifesto.docx", content))
    placements = offered(import_preview(house.secretariat, upload_id))
    db.session.remove()
    assert confirm(house.secretariat, upload_id, placements).refused is None


Told = tuple[str, str, tuple[str, ...], list[tuple[Span, ...]]]


def told(unit: Unit) -> Told:
    """Kind, title and addressees, and the words, marks, links and footnotes of each paragraph."""
    return unit.kind.value, plain(unit.title), unit.addressees, [spans(one.spans) for one in unit.paragraphs]


def plain(words: str) -> str:
    return words.translate(SPACES)


def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans by what is read of them: printed spaces are plain, neighbours of the same look are one."""
    said = [replace(one, text=plain(one.text), footnote=one.footnote and plain(one.footnote)) for one in found]
    merged: list[Span] = []
    for one in said:
        if merged and not one.footnote and replace(merged[-1], text=one.text) == one:
            merged[-1] = replace(one, text=merged[-1].text + one.text)
        else:
            merged.append(one)
    return tuple(merged)


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
        units = [unit for _, found in arrived(house, language) for unit in found]
        assert any(kind == "commitment" for kind, _, _, _ in units)
        assert any(span.footnote for *_, paragraphs in units for one in paragraphs for span in one)
        assert len(value.manifesto.chapters) > 1
