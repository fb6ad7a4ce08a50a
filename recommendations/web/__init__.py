"""Pages, forms and JSON: parse, permit, call, translate. No rules, no SQL."""

from flask import Blueprint, Flask

from recommendations.services.attempts import init_attempts
from recommendations.web import (
    adopting,
    amending,
    compression,
    drafting,
    errors,
    home,
    participants,
    people,
    record,
    revisions,
    security,
    surroundings,
    typed,
    verdicts,
    voting,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    people.blueprint,
    home.blueprint,
    drafting.blueprint,
    participants.blueprint,
    voting.blueprint,
    adopting.blueprint,
    record.blueprint,
    amending.blueprint,
    revisions.blueprint,
)


def init_web(app: Flask) -> None:
    """Register what every request needs, then each blueprint."""
    compression.init_compression(app)
    typed.init_typed(app)
    errors.init_errors(app)
    security.init_security(app)
    init_attempts(app)
    surroundings.init_surroundings(app)
    verdicts.init_verdicts(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
