"""Editions and their themes as readers see them."""

from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.people import Actor
from recommendations.storage import editions as rows
from recommendations.storage.database import db


@dataclass(frozen=True, slots=True)
class EditionView:
    """One conference; texts are {language: text}."""

    id: UUID
    code: str
    title: dict[str, str]
    notice: dict[str, str]
    is_demonstration: bool


def _edition(row: rows.Edition) -> EditionView:
    return EditionView(row.id, row.code, row.title, row.notice, row.is_demonstration)


def edition_of(actor: Actor) -> EditionView:
    """The actor's edition."""
    return _edition(db.session.get_one(rows.Edition, actor.edition_id))


def only_edition() -> EditionView | None:
    """What a stranger may see named: the edition, if this server has exactly one."""
    found = rows.first_editions(db.session(), 2)
    return _edition(found[0]) if len(found) == 1 else None
