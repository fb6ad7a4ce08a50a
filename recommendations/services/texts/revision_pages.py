"""A frozen or consolidated text as readers see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.texts.revisions import read_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.revisions import revision_by_number, revision_row, revisions_of


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A revision with its theme; ``numbers`` are those of all revisions, newest first.

    ``base_number`` is that of the frozen text a consolidated one derives from, None for a frozen text.
    """

    theme: ThemeLabel
    text: RevisionText
    numbers: tuple[int, ...]
    base_number: int | None
    addressees: Mapping[str, Mapping[str, str]]


def revision_page(actor: Actor, theme_id: UUID, number: int) -> RevisionPage:
    """The theme's revision with this number.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    row = revision_by_number(session, theme_id, number)
    if row is None:
        raise NotFound
    base = revision_row(session, row.base_id) if row.base_id else None
    return RevisionPage(
        theme_label(theme),
        read_revision(session, row.id),
        tuple(other.number for other in revisions_of(session, theme_id)),
        base.number if base else None,
        session.get_one(Edition, actor.edition_id).addressees,
    )
