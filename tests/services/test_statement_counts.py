"""A page with twenty of something asks the database as often as a page with two of it."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from recommendations.domain.amendments import Advice, Consent, LinkKind, VersionCause
from recommendations.domain.people import Role
from recommendations.services.amendments.mine import my_amendments
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.synopsis import synopsis
from recommendations.services.deciding.what_if import what_if
from recommendations.services.filing.supporting import support_amendment
from recommendations.services.texts.unit_pages import unit_page
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.links import AmendmentLink
from recommendations.storage.opinions import Opinion
from recommendations.storage.wordings import AmendmentVersion
from tests.services.assembly import Assembly, admitted, filed, joined_by, make_assembly

pytestmark = pytest.mark.usefixtures("context")

Read = Callable[[], object]


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Both databases are asked the same."""
    return str(request.param)


def statements(read: Read) -> int:
    """How often a reading with an empty session asks the database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    db.session.remove()
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    return len(asked)


def insert(assembly: Assembly, place: int) -> UUID:
    return filed(assembly, "once", f"really {place} times once")


def reading_mine(assembly: Assembly, number: int) -> Read:
    for place in range(number):
        support_amendment(assembly.other_delegate, insert(assembly, place))
    return lambda: my_amendments(assembly.delegate)


def reading_supported(assembly: Assembly, number: int) -> Read:
    for place in range(number):
        support_amendment(assembly.other_delegate, insert(assembly, place))
    return lambda: my_amendments(assembly.other_delegate)


def reading_advice(assembly: Assembly, number: int) -> Read:
    amendment_id = insert(assembly, 1)
    for place in range(number):
        adviser, proposer = joined_by(assembly, Role.RAPPORTEUR), joined_by(assembly)
        with transaction() as session:
            session.add(
                Opinion(
                    amendment_id=amendment_id,
                    version=place + 1,
                    advice=Advice.ADOPT,
                    visible_from=now(),
                    person_id=adviser.person_id,
                    at=now(),
                    answer="Agreed.",
                    answered_by=proposer.person_id,
                    answered_at=now(),
                )
            )
    return lambda: amendment_page(assembly.delegate, amendment_id)


def reading_consents(assembly: Assembly, number: int) -> Read:
    compromise = insert(assembly, 1)
    for place in range(number):
        replaced, author = insert(assembly, place + 2), joined_by(assembly)
        with transaction() as session:
            session.add(
                AmendmentLink(
                    edition_id=assembly.edition_id,
                    kind=LinkKind.REPLACES,
                    one_id=compromise,
                    other_id=replaced,
                    consent=Consent.GIVEN,
                    consent_by=author.person_id,
                    consent_at=now(),
                    person_id=assembly.chair.person_id,
                    at=now(),
                )
            )
    return lambda: amendment_page(assembly.delegate, compromise)


def reading_wordings(assembly: Assembly, number: int) -> Read:
    amendment_id, because = insert(assembly, 1), [insert(assembly, place + 2) for place in range(number)]
    for place in range(number):
        writer = joined_by(assembly)
        with transaction() as session:
            row = session.get_one(Amendment, amendment_id)
            session.add(
                AmendmentVersion(
                    amendment_id=amendment_id,
                    number=place + 2,
                    revision_id=row.revision_id,
                    cause=VersionCause.AMENDED,
                    because_id=because[place],
                    amended=row.amended,
                    hunks=row.hunks,
                    person_id=writer.person_id,
                    at=now(),
                )
            )
    return lambda: amendment_page(assembly.delegate, amendment_id)


def trying_out(assembly: Assembly, number: int) -> Read:
    ids = [admitted(assembly, "once", f"really {place} times once") for place in range(number)]
    keys = [str(one) for one in ids]
    return lambda: what_if(assembly.delegate, assembly.theme_id, "r1", keys)


def reading_the_unit(assembly: Assembly, number: int) -> Read:
    for place in range(number):
        insert(assembly, place)
    return lambda: unit_page(assembly.delegate, assembly.theme_id, "r1")


def reading_the_synopsis(assembly: Assembly, number: int) -> Read:
    for place in range(number):
        insert(assembly, place)
    return lambda: synopsis(assembly.delegate, assembly.theme_id, "en")


@pytest.mark.parametrize(
    "prepared",
    [
        pytest.param(reading_mine, id="my amendments, each with a supporter"),
        pytest.param(reading_supported, id="the amendments that I support"),
        pytest.param(reading_advice, id="an amendment with advice and answers"),
        pytest.param(reading_consents, id="a compromise with consents"),
        pytest.param(reading_wordings, id="an amendment with many wordings"),
        pytest.param(trying_out, id="results tried out"),
        pytest.param(reading_the_unit, id="a recommendation with its amendments"),
        pytest.param(reading_the_synopsis, id="the synopsis of a theme"),
    ],
)
def test_twenty_are_read_with_as_many_statements_as_two(prepared: Callable[[Assembly, int], Read]) -> None:
    few, many = (statements(prepared(make_assembly(), number)) for number in (2, 20))

    assert many == few
