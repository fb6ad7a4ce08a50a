import pytest
import sqlalchemy as sa

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.recording import record
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from tests.factories import make_edition, make_theme

pytestmark = pytest.mark.usefixtures("context")
TABLES = ["events", "revisions", "revision_units", "revision_paragraphs"]


def _written_for_good() -> None:
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition)
        unit = Unit("u1", UnitKind.RECOMMENDATION, (Paragraph("p1", (Span("Light the streets."),)),), "Light")
        store_revision(session, theme.id, {"en": (unit,)})
        record(session, edition.id, "text-frozen", {"theme": theme.code}, None)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_for_good_cannot_be_changed(table: str) -> None:
    _written_for_good()

    with pytest.raises(sa.exc.DBAPIError, match="written for good"), transaction() as session:
        session.execute(sa.text(f"UPDATE {table} SET id = id"))  # noqa: S608 - our own names


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_for_good_cannot_be_deleted(table: str) -> None:
    _written_for_good()

    with pytest.raises(sa.exc.DBAPIError, match="written for good"), transaction() as session:
        session.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
