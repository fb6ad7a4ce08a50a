"""Revisions are stored once, with numbers, lines and hash, and read back exactly."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.texts.revision_pages import revision_page
from recommendations.services.texts.revisions import newest_revision, read_revision, store_revision, tabled_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme
from tests.factories import make_actor, make_edition, make_theme

ENGLISH = (
    Unit("c1", UnitKind.CITATION, (Paragraph("c1", (Span("having regard to the last edition,"),)),)),
    Unit(
        "r1",
        UnitKind.RECOMMENDATION,
        (
            Paragraph("p1", (Span("We call on "), Span("cities", strong=True), Span("", footnote="All of them."))),
            Paragraph("p2", (Span("word " * 40 + "end."),)),
        ),
        "Night buses",
        ("local", "eu"),
    ),
    Unit("r2", UnitKind.COMMITMENT, (Paragraph("p3", (Span("We shall report every year."),)),), "Report"),
)
FRENCH = (
    Unit("r2", UnitKind.COMMITMENT, (Paragraph("p3", (Span("Nous rendrons compte chaque année."),)),), "Compte rendu"),
    Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p1", (Span("Nous demandons…"),)),), "Bus de nuit", ("local", "eu")),
)


def frozen_theme(session: Session) -> Theme:
    theme = make_theme(session, make_edition(session), number=2)
    store_revision(session, theme.id, {"fr": FRENCH, "en": ENGLISH})
    return theme


@pytest.mark.usefixtures("context")
def test_a_revision_is_read_as_it_was_stored() -> None:
    with transaction() as session:
        theme = frozen_theme(session)

    text = newest_revision(db.session(), theme.id)

    assert text is not None
    assert text.plain_units() == {"en": ENGLISH, "fr": FRENCH}
    assert text.languages == ("en", "fr")
    assert (text.number, text.base_id, len(text.sha256)) == (1, None, 64)


@pytest.mark.usefixtures("context")
def test_operative_units_are_numbered_within_their_theme_alike_in_every_language() -> None:
    with transaction() as session:
        theme = frozen_theme(session)

    text = tabled_revision(db.session(), theme.id)

    assert text is not None
    assert [unit.number for unit in text.units["en"]] == ["", "2.1", "2.2"]
    assert [unit.number for unit in text.units["fr"]] == ["2.2", "2.1"]


@pytest.mark.usefixtures("context")
def test_lines_run_on_through_the_whole_revision() -> None:
    with transaction() as session:
        theme = frozen_theme(session)

    text = newest_revision(db.session(), theme.id)

    assert text is not None
    lines = [line for unit in text.units["en"] for paragraph in unit.paragraphs for line in paragraph.lines]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[1].spans == ENGLISH[1].paragraphs[0].spans


@pytest.mark.usefixtures("context")
def test_a_consolidated_revision_never_counts_as_tabled() -> None:
    with transaction() as session:
        theme = frozen_theme(session)
        tabled = tabled_revision(session, theme.id)
        assert tabled is not None
        consolidated = store_revision(session, theme.id, {"en": ENGLISH[:2]}, base_id=tabled.id)

    assert consolidated.number == 2
    newest, still_tabled = newest_revision(db.session(), theme.id), tabled_revision(db.session(), theme.id)
    assert newest is not None
    assert newest.id == consolidated.id
    assert newest.unit("fr", "r1") is None
    assert newest.unit_texts("r1") == {"en": ENGLISH[1]}
    assert still_tabled == tabled


@pytest.mark.usefixtures("context")
def test_a_text_that_does_not_exist_is_not_found() -> None:
    with transaction() as session:
        theme = make_theme(session, make_edition(session))
        with pytest.raises(NotFound):
            store_revision(session, uuid4(), {"en": ENGLISH})
        with pytest.raises(NotFound):
            read_revision(session, uuid4())
        assert newest_revision(session, theme.id) is None
        assert tabled_revision(session, theme.id) is None


@pytest.mark.usefixtures("context")
def test_the_page_of_a_revision_belongs_to_its_edition() -> None:
    with transaction() as session:
        theme = frozen_theme(session)
        store_revision(session, theme.id, {"en": ENGLISH}, base_id=read_first(session, theme.id))
        edition = session.get_one(Edition, theme.edition_id)
        reader, stranger = (make_actor(session, one, Role.OBSERVER) for one in (edition, make_edition(session)))

    first, second = revision_page(reader, theme.id, 1), revision_page(reader, theme.id, 2)

    assert (first.base_number, second.base_number, second.numbers) == (None, 1, (2, 1))
    for who, number in ((stranger, 1), (reader, 3)):
        with pytest.raises(NotFound):
            revision_page(who, theme.id, number)


def read_first(session: Session, theme_id: UUID) -> UUID:
    text = tabled_revision(session, theme_id)
    assert text is not None
    return text.id
