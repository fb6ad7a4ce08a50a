"""All tables: importing a module of tables registers them, so that foreign keys find each other."""

from recommendations.storage import (  # noqa: F401 - importing a module of tables registers them
    amendments,
    ballots,
    corrections,
    deliveries,
    drafting,
    editions,
    kept_forms,
    links,
    manifestos,
    opinions,
    people,
    polls,
    record,
    signing,
    support,
    texts,
    voting_lists,
    wordings,
)
