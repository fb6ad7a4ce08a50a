"""No two acts of the assembly wait for each other: each takes the record first, then what it decides on."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from recommendations.domain.people import Role
from recommendations.services.amendments.linking import end_link, exclude
from recommendations.services.deciding.splitting import split_amendment, undo_split
from recommendations.services.filing.amending import judge_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.freezing import freeze, set_drafting
from recommendations.services.voting.acts import announce_poll, annul_poll, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_block, on_unit
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.factories import make_actor, make_unit
from tests.halls import Hall, admissible, amended, make_hall

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(params=["postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """SQLite has one writer at a time, and no locks of rows."""
    return str(request.param)


@pytest.fixture
def locks() -> Iterator[list[str]]:
    """The statements that locked rows, oldest first; cleared before each act that is looked at."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        if " FOR " in statement:
            seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def with_live_texts(hall: Hall) -> None:
    with transaction() as session:
        for language in ("en", "fr"):
            seed_text(session, hall.theme_id, language, (make_unit("r1", "Cities should sleep."),))


def taken_first(locks: list[str], act: Callable[[], object]) -> str:
    locks.clear()
    act()
    return locks[0]


def test_every_act_on_a_poll_takes_the_record_first(locks: list[str]) -> None:
    hall = make_hall(3)
    prepared: list[UUID] = []
    acts: list[Callable[[], object]] = [
        lambda: prepared.append(prepare_poll(on_unit(hall.theme_id, "r2"), hall.chair)),
        lambda: open_poll(prepared[0], hall.chair),
        lambda: close_poll(prepared[0], hall.chair),
        lambda: announce_poll(prepared[0], hall.chair),
        lambda: annul_poll(prepared[0], hall.chair, reason="The wrong question was shown."),
    ]

    assert [first for act in acts if "FROM editions" not in (first := taken_first(locks, act))] == []


def test_every_act_on_a_text_takes_the_record_first(locks: list[str]) -> None:
    hall = make_hall(3)
    with_live_texts(hall)
    with transaction() as session:
        secretariat = make_actor(session, session.get_one(Edition, hall.edition_id), Role.SECRETARIAT)
    acts: list[Callable[[], object]] = [
        lambda: set_drafting(hall.theme_id, secretariat, is_open=False),
        lambda: set_drafting(hall.theme_id, secretariat, is_open=True),
        lambda: freeze(hall.theme_id, secretariat),
    ]

    assert [first for act in acts if "FROM editions" not in (first := taken_first(locks, act))] == []


def test_every_act_on_an_amendment_takes_the_record_first(locks: list[str]) -> None:
    hall = make_hall(3)
    filed: list[UUID] = []
    acts: list[Callable[[], object]] = [
        lambda: filed.append(admissible(hall, "Cities should run night buses twice a year.")),
        lambda: judge_amendment(hall.chair, filed[0], is_admissible=True),
        lambda: withdraw_amendment(hall.delegates[0], filed[0]),
    ]

    assert [first for act in acts if "FROM editions" not in (first := taken_first(locks, act))] == []


def test_every_act_between_amendments_takes_the_record_first(locks: list[str]) -> None:
    hall = make_hall(3)
    one = admissible(hall, "Cities should run night buses twice a year.")
    other = admissible(hall, "Towns should run night buses once a year.")
    links: list[UUID] = []
    polls: list[UUID] = []
    acts: list[Callable[[], object]] = [
        lambda: links.append(exclude(hall.chair, one, other, "They do not go together.")),
        lambda: end_link(hall.chair, links[0]),
        lambda: polls.append(prepare_poll(on_block([one, other]), hall.chair)),
        lambda: open_poll(polls[0], hall.chair),
        lambda: close_poll(polls[0], hall.chair),
        lambda: announce_poll(polls[0], hall.chair),
        lambda: annul_poll(polls[0], hall.chair, reason="The wrong question was shown."),
        lambda: split_amendment(hall.chair, one, ["One", "Two"], {frozenset({1}): {"en": amended("Cities!")}}),
        lambda: undo_split(hall.chair, one),
    ]

    assert [first for act in acts if "FROM editions" not in (first := taken_first(locks, act))] == []
