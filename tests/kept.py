"""Applications that last as long as the process: making one takes longer than most tests that ask for one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import Flask

from recommendations.config import Settings
from recommendations.services.people.attempts import init_attempts
from recommendations.sockets import init_sockets
from recommendations.storage.database import db

Maker = Callable[[Settings], Flask]


@dataclass(frozen=True, slots=True)
class Kept:
    """One application for each way of making one and each database."""

    _made: dict[tuple[Maker, str], Flask] = field(default_factory=dict)

    def as_started(self, make: Maker, settings: Settings) -> Iterator[Flask]:
        """The application as it starts: nobody is connected, nobody has tried a code; afterwards it is at rest."""
        key = make, settings.database_url
        application = self._made[key] = self._made.get(key) or make(settings)
        application.config["SETTINGS"] = settings
        application.test_client_class = None
        init_attempts(application)
        # The live channel serves the application that it was given last, and puts itself before its pages.
        vars(application).pop("wsgi_app", None)
        init_sockets(application)
        yield application
        rest(application)

    def close(self) -> None:
        """Let go of every database."""
        for application in self._made.values():
            release(application)


def rest(application: Flask) -> None:
    """Nothing of the test is held; connections to a server may serve the next one, a file is another one then."""
    with application.app_context():
        db.session.remove()
        is_file = db.engine.dialect.name == "sqlite"
    if is_file:
        release(application)


def release(application: Flask) -> None:
    """Let go of the application's writer and of its database."""
    application.extensions["writer"].close()
    with application.app_context():
        db.session.remove()
        db.engine.dispose()
