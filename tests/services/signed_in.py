"""Who is signed in, and how old a credential is."""

from datetime import UTC, datetime

import sqlalchemy as sa

from recommendations.domain.people import Actor
from recommendations.services.people.signing_in import actor_of_session
from recommendations.storage.database import transaction
from recommendations.storage.people import Credential, SignIn

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def acting(token: str) -> Actor:
    actor = actor_of_session(token)
    assert actor is not None
    return actor


def change(row: type[Credential | SignIn], **values: object) -> None:
    with transaction() as session:
        session.execute(sa.update(row).values(**values))
