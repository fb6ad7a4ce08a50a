"""A theme of the actor's own edition: where every use case on a theme begins."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.merged_themes import ThemeMerged
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound
from recommendations.storage.editions import Theme, theme_in, themes_merged_into


def own_theme(session: Session, actor: Actor, theme_id: UUID) -> Theme:
    """The theme, if it is one of the actor's edition.

    Raises:
        NotFound: there is no such theme, or it belongs to another edition.
    """
    theme = theme_in(session, actor.edition_id, theme_id)
    if theme is None:
        raise NotFound
    return theme


def ensure_standing(session: Session, theme: Theme) -> None:
    """The theme's text is its own: nothing has been merged into it, and it has not been merged.

    Raises:
        ThemeMerged: drafting it again would lose units, or bring back what stands elsewhere.
    """
    if theme.merged_into_id is not None or themes_merged_into(session, theme.id):
        raise ThemeMerged
