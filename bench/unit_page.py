"""Pages about one recommendation with many amendments, and one filing more: ``python -m bench.unit_page``.

Processor time of the server, compressed as browsers get it: the first time after a start, and once it is warm.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from bench.amendment_texts import Hall, make_hall
from recommendations.application import create_app
from recommendations.config import Settings
from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.hunk_encoding import change_to_json
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import Proposal
from recommendations.services.filing.amending import file_amendment, preview_amendment
from recommendations.services.people.signing_in import issue_link
from recommendations.services.texts.revisions import store_revision
from recommendations.serving import spare_what_is_loaded
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import Base, db, now, transaction
from tests.factories import make_actor, make_edition, make_theme
from tests.web.conftest import Browser

TIMES = 7


@dataclass(frozen=True, slots=True)
class Tabled:
    """The recommendation in the database, and a delegate who reads it."""

    actor: Actor
    theme_id: UUID
    revision_id: UUID
    amendment_id: UUID
    hall: Hall

    @property
    def pages(self) -> dict[str, str]:
        """The addresses that are asked for, by what they show."""
        uid = self.hall.base.uid
        return {
            "the recommendation with its amendments": f"/themes/{self.theme_id}/units/{uid}",
            "the synopsis": f"/themes/{self.theme_id}/synopsis",
            "one amendment": f"/amendments/{self.amendment_id}",
            "the voting list": f"/themes/{self.theme_id}/list",
            "the index of amendments": "/amendments",
            "a page that does nothing": "/accessibility",
        }

    def proposal(self, place: int) -> Proposal:
        """Another amendment, which nobody has filed yet."""
        wish = {"en": self.hall.unread[place]}
        return Proposal(self.revision_id, self.hall.base.uid, "en", wish, f"Another {place}", key=f"another-{place}")


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of processor time, the first time and the median of the others."""

    label: str
    cold: float
    warm: float


def figures(number: int) -> Iterator[Figure]:
    """What each page and each act costs with so many amendments of one recommendation."""
    with _served(number) as (app, tabled):
        token = _link(app, tabled)
        client = _client(app, token)
        for label, path in tabled.pages.items():
            yield _timed(label, lambda _place, path=path: _read(client, path))  # type: ignore[misc]  # a default binds it
        for label, act in (("the check of one more", preview_amendment), ("the filing of one more", file_amendment)):
            with app.app_context():
                yield _timed(label, lambda place, act=act: _act(act, tabled, place))  # type: ignore[misc]  # as above


@contextmanager
def _served(number: int) -> Iterator[tuple[Flask, Tabled]]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(secret_key="x" * 32, database_url=f"sqlite:///{Path(folder, 'bench.db')}"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            with transaction() as session:
                tabled = _table(session, make_hall(number))
        spare_what_is_loaded()
        yield app, tabled
        app.extensions["writer"].close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _link(app: Flask, tabled: Tabled) -> str:
    with app.app_context():
        return issue_link(tabled.actor.person_id, None)


def _client(app: Flask, token: str) -> FlaskClient:
    app.test_client_class = Browser
    client = app.test_client()
    client.post(f"/enter/{token}")
    return client


def _timed(label: str, act: Callable[[int], object]) -> Figure:
    taken: list[float] = []
    for place in range(TIMES):
        started = time.process_time()
        act(place)
        taken.append(time.process_time() - started)
    return Figure(label, taken[0], median(taken[1:]))


def _read(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def _act(act: Callable[[Actor, UUID, Proposal], object], tabled: Tabled, place: int) -> None:
    act(tabled.actor, tabled.theme_id, tabled.proposal(place))
    db.session.remove()


def _table(session: Session, hall: Hall) -> Tabled:
    """The hall's text is tabled and all its amendments are filed."""
    edition = make_edition(session)
    theme = make_theme(session, edition, number=2)
    revision = store_revision(session, theme.id, {"en": (hall.base,)})
    actors = [make_actor(session, edition, Role.DELEGATE) for _ in range(20)]
    rows = [
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
        for place, amended in enumerate(hall.amended)
    ]
    session.add_all(rows)
    session.flush()
    return Tabled(actors[0], theme.id, revision.id, rows[0].id, hall)


def print_figures(number: int) -> None:
    """The table."""
    print(f"\n{f'processor time with {number} amendments, milliseconds':<56} {'first time':>12} {'warm':>8}")
    for figure in figures(number):
        print(f"{figure.label:<56} {figure.cold * 1000:>12.0f} {figure.warm * 1000:>8.0f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--amendments", type=int, default=500)
    print_figures(parser.parse_args().amendments)


if __name__ == "__main__":
    main()
