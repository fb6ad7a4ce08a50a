"""The papers of one theme: which there are, and each of them as a Word file."""

from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db


@dataclass(frozen=True, slots=True)
class ThemePapers:
    """What can be taken away of a theme; no languages before its text is frozen."""

    theme_id: UUID
    theme: ThemeLabel
    revision: int
    languages: tuple[str, ...]


def theme_papers(actor: Actor, theme_id: UUID) -> ThemePapers:
    """The papers of the theme's tabled text.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    theme = own_theme(db.session(), actor, theme_id)
    revision = tabled_revision(db.session(), theme_id)
    if revision is None:
        return ThemePapers(theme.id, theme_label(theme), 0, ())
    return ThemePapers(theme.id, theme_label(theme), revision.number, tuple(revision.units))
