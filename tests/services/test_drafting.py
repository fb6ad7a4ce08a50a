"""Live texts: seeded and read."""

from uuid import UUID

import pytest

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.texts.drafting import read_units, seed_text
from recommendations.storage.database import db, transaction
from recommendations.storage.texts import Text
from tests.factories import make_edition, make_theme, make_unit

pytestmark = pytest.mark.usefixtures("context")

PASSAGE = Unit("u", UnitKind.PASSAGE, (Paragraph("u", (Span("Analysis."),)),))
UNITS = (PASSAGE, make_unit("r1", "Words.", "More."), make_unit("r2", "Words."))


def seeded(*units: Unit, is_open: bool = True) -> UUID:
    with transaction() as session:
        theme = make_theme(session, make_edition(session))
        return seed_text(session, theme.id, "en", units, is_open=is_open)


def test_a_seeded_text_reads_as_it_was_written() -> None:
    text_id = seeded(*UNITS)

    assert read_units(db.session(), text_id) == UNITS


def test_a_text_can_be_seeded_closed() -> None:
    text_id = seeded(is_open=False)

    assert db.session.get_one(Text, text_id).drafting is False
    assert read_units(db.session(), text_id) == ()
