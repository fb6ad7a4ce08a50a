"""The page of one recommendation with many amendments, as the server makes it, beside a page that does nothing."""

import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from bench.amendment_texts import Hall, make_hall
from recommendations import create_app
from recommendations.config import Settings
from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.hunk_encoding import change_to_json
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Actor, Role
from recommendations.services.people.signing_in import issue_link
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import Base, db, now, transaction
from tests.factories import make_actor, make_edition, make_theme
from tests.web.conftest import Browser

TIMES = 7


def page_seconds(number: int) -> tuple[float, float]:
    """Median seconds of server time for the page with so many amendments, once it is warm, and for an empty page."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(secret_key="x" * 32, database_url=f"sqlite:///{Path(folder, 'bench.db')}"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            with transaction() as session:
                actor, theme_id, uid = _table(session, make_hall(number))
            token = issue_link(actor.person_id, None)
        client = _client(app, token)
        measured = _median(client, f"/themes/{theme_id}/units/{uid}"), _median(client, "/accessibility")
        app.extensions["writer"].close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    return measured


def _client(app: Flask, token: str) -> FlaskClient:
    app.test_client_class = Browser
    client = app.test_client()
    client.post(f"/enter/{token}")
    return client


def _median(client: FlaskClient, path: str) -> float:
    taken: list[float] = []
    for _ in range(TIMES):
        started = time.process_time()
        answer = client.get(path)
        taken.append(time.process_time() - started)
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's OK
            raise SystemExit(f"{path} answered {answer.status_code}")
    return median(taken)


def _table(session: Session, hall: Hall) -> tuple[Actor, UUID, str]:
    """The hall's text is tabled and all its amendments are filed."""
    edition = make_edition(session)
    theme = make_theme(session, edition, number=2)
    revision = store_revision(session, theme.id, {"en": (hall.base,)})
    actors = [make_actor(session, edition, Role.DELEGATE) for _ in range(20)]
    for place, amended in enumerate(hall.amended):
        session.add(
            Amendment(
                edition_id=edition.id,
                revision_id=revision.id,
                theme_id=theme.id,
                unit_uid=hall.base.uid,
                number=place + 1,
                kind=AmendmentKind.REPLACE,
                state=AmendmentState.TABLED,
                member_id=actors[place % 20].member_id,
                person_id=actors[place % 20].person_id,
                title=f"Amendment {place + 1}",
                language="en",
                amended={"en": unit_to_json(amended)},
                hunks={"en": change_to_json(change_between(hall.base, amended))},
                filed_at=now(),
                filing_key=str(place),
            )
        )
    return actors[0], theme.id, hall.base.uid
