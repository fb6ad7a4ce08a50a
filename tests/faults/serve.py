"""A server of its own for tests and measurements: ``python serve.py DATABASE PORT PEOPLE.json``.

On an empty database it makes an edition with texts and people, and writes their ids and cookies to PEOPLE.json.
"""

from gevent import monkey

monkey.patch_all()

import json
import sys
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from recommendations.application import create_app
from recommendations.domain.people import Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.texts.drafting import seed_text
from recommendations.serving import serve
from recommendations.storage.database import Base, db, transaction
from tests.factories import make_edition, make_person, make_theme
from tests.faults.live import cookie_of, settings


def units(count: int = 4) -> tuple[Unit, ...]:
    """A text of that many recommendations."""
    return tuple(
        Unit(f"r{n}", UnitKind.RECOMMENDATION, (Paragraph(f"p{n}", (Span("We ask for buses. "),)),), f"Title {n}")
        for n in range(count)
    )


def found_assembly(app: Flask, texts: int) -> dict[str, object]:
    """An edition with texts, a rapporteur and an observer: their ids, and cookies of their sessions."""
    Base.metadata.create_all(db.engine)
    with transaction() as session:
        edition = make_edition(session)
        ids = [_theme_with_text(session, edition, number) for number in range(1, texts + 1)]
        rapporteur = make_person(session, edition, Role.SECRETARIAT)
        observer = make_person(session, edition, Role.OBSERVER)
    return {
        "themes": [str(theme) for theme, _ in ids],
        "texts": [str(text) for _, text in ids],
        "writer": cookie_of(app, rapporteur.id),
        "follower": cookie_of(app, observer.id),
        "writer_id": str(rapporteur.id),
    }


def _theme_with_text(session: Session, edition: object, number: int) -> tuple[UUID, UUID]:
    theme = make_theme(session, edition, number=number)  # type: ignore[arg-type]  # the factory's own row
    return theme.id, seed_text(session, theme.id, "en", units())


def main() -> None:
    """Make the assembly if there is none yet, and serve it."""
    database, port, people, *rest = sys.argv[1:]
    app = create_app(settings(database, int(port)))
    if not Path(people).exists():
        with app.app_context():
            assembly = found_assembly(app, int(rest[0]) if rest else 1)
        Path(people).write_text(json.dumps(assembly))
    serve(app)


if __name__ == "__main__":
    main()
