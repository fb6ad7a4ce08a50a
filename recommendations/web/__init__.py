"""Pages, forms and JSON: parse, permit, call, translate. No rules, no SQL."""

from flask import Blueprint, Flask

from recommendations.web import (
    adopting,
    amending,
    amendment_acts,
    amendment_remarks,
    compression,
    contradictions,
    correcting,
    corrigenda,
    deadlines,
    drafting,
    errors,
    filing,
    home,
    importing,
    language_checks,
    merging,
    my_amendments,
    packages,
    participants,
    people,
    published,
    recipients,
    record,
    returned,
    revisions,
    security,
    signing,
    splitting,
    surroundings,
    synopsis,
    throughout,
    typed,
    verdicts,
    verifying,
    voting,
    voting_lists,
    word_files,
    word_templates,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    people.blueprint,
    home.blueprint,
    drafting.blueprint,
    importing.blueprint,
    participants.blueprint,
    voting.blueprint,
    voting_lists.blueprint,
    adopting.blueprint,
    signing.blueprint,
    verifying.blueprint,
    published.blueprint,
    record.blueprint,
    amending.blueprint,
    amendment_remarks.blueprint,
    splitting.blueprint,
    synopsis.blueprint,
    filing.blueprint,
    throughout.blueprint,
    amendment_acts.blueprint,
    my_amendments.blueprint,
    deadlines.blueprint,
    revisions.blueprint,
    word_files.blueprint,
    word_templates.blueprint,
    returned.blueprint,
    correcting.blueprint,
    language_checks.blueprint,
    corrigenda.blueprint,
    contradictions.blueprint,
    merging.blueprint,
    packages.blueprint,
    recipients.blueprint,
)


def init_web(app: Flask) -> None:
    """Register what every request needs, then each blueprint."""
    compression.init_compression(app)
    typed.init_typed(app)
    errors.init_errors(app)
    security.init_security(app)
    surroundings.init_surroundings(app)
    verdicts.init_verdicts(app)
    merging.init_merging(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
