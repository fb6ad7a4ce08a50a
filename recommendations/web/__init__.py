"""Pages, forms and JSON: parse, permit, call, translate. No rules, no SQL."""

from flask import Flask

from recommendations.web import errors

BLUEPRINTS: tuple[object, ...] = ()


def init_web(app: Flask) -> None:
    """Register what every request needs, then each blueprint."""
    errors.init_errors(app)
