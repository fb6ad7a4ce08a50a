from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure
from recommendations.domain.people import Role
from recommendations.domain.polls import PollState
from recommendations.services import demonstration
from recommendations.services.people.signing_in import enter_by_link
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.deliveries import Recipient
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import Member, OfficeRow
from recommendations.storage.polls import Poll


@pytest.fixture
def engine_name() -> str:
    """Once is enough: its acts are tested on both databases by themselves."""
    return "sqlite"


def test_the_demonstration_has_something_for_every_page(context: Flask) -> None:
    assert context.config["TESTING"]
    assert not demonstration.is_loaded()

    demonstration.load()

    assert demonstration.is_loaded()
    assert db.session.scalar(sa.select(sa.func.count(Theme.id))) == 16
    assert db.session.scalar(sa.select(sa.func.count(Member.id))) == 120
    assert db.session.scalar(sa.select(sa.func.count(Recipient.id))) == 5
    roles = Counter(db.session.scalars(sa.select(OfficeRow.role)))
    assert roles[Role.DELEGATE] == 84
    assert set(roles) == set(Role)
    states = set(db.session.scalars(sa.select(Amendment.state)))
    assert states >= {
        AmendmentState.TABLED,
        AmendmentState.NEEDS_REBASE,
        AmendmentState.ADMISSIBLE,
        AmendmentState.INADMISSIBLE,
        AmendmentState.WITHDRAWN,
        AmendmentState.FALLEN,
        AmendmentState.IN_VOTE,
        AmendmentState.ADOPTED,
        AmendmentState.REJECTED,
        AmendmentState.LATE,
        AmendmentState.EDITORIAL,
        AmendmentState.MERGED,
    }
    assert set(db.session.scalars(sa.select(Amendment.procedure))) == set(Procedure)
    assert set(db.session.scalars(sa.select(Amendment.kind))) >= set(AmendmentKind) - {AmendmentKind.MIXED}
    polls = Counter(db.session.scalars(sa.select(Poll.state)))
    assert polls[PollState.ANNOUNCED] > 10
    assert {PollState.PREPARED, PollState.OPEN, PollState.ANNULLED} <= set(polls)
    edition = db.session.scalars(sa.select(Edition)).one()
    assert edition.is_demonstration
    assert set(edition.notice) == {"en", "fr"}
    links = list(demonstration.sign_in_links())
    assert {role for role, _, _ in links} == {role.value for role in Role}
    assert all(enter_by_link(token, "a test") for _, _, token in links)
