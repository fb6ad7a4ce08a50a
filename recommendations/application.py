"""The application: its floors wired to each other, and nothing else."""

from flask import Flask

from recommendations import assets, cli, config, i18n, sockets, web
from recommendations.services.people.attempts import init_attempts
from recommendations.storage import tables  # noqa: F401 - importing it registers all tables
from recommendations.storage.database import init_database
from recommendations.storage.writer import init_writer

__all__ = ["create_app", "create_core"]


def create_core(chosen: config.Settings) -> Flask:
    """The application without its doors: database, writer and languages, all that use cases need."""
    app = Flask(__name__, static_folder=str(config.ROOT / "static"), template_folder=str(config.ROOT / "templates"))
    app.config.update(SECRET_KEY=chosen.secret_key, TESTING=chosen.is_testing, SETTINGS=chosen)
    init_database(app, chosen.database_url)
    init_writer(app, chosen.database_url)
    i18n.init_languages(app)
    init_attempts(app)
    return app


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application with its floors wired to each other, and nothing else.

    Raises:
        UnsafeSettingsError: the environment asks for an unsafe server.
    """
    app = create_core(settings or config.from_environment())
    assets.init_assets(app)
    web.init_web(app)
    sockets.init_sockets(app)
    cli.init_commands(app, create_app)
    return app
