"""Commands: ``flask --app wsgi NAME``."""

from flask import Flask


def init_commands(app: Flask) -> None:
    """Register every command."""
    app.cli.name = "hemicycle"
