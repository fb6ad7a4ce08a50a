"""Which themes may still take a whole text from outside."""

from sqlalchemy.orm import Session

from recommendations.domain.importing import ThemeClosed, ThemeFrozenAlready, ThemeHasText, has_words
from recommendations.services.texts.drafting import read_units
from recommendations.services.texts.themes import ensure_standing
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import newest_revision_row


def ensure_fillable(session: Session, theme: Theme, language: str, *, lock: bool = False) -> None:
    """Nothing has been written in the theme in this language, nor frozen in any; ``lock`` keeps it so.

    Raises:
        ThemeMerged, ThemeFrozenAlready, ThemeClosed, ThemeHasText.
    """
    ensure_standing(session, theme)
    if newest_revision_row(session, theme.id) is not None:
        raise ThemeFrozenAlready
    for text in texts_of(session, theme.id, lock=lock):
        if not text.drafting:
            raise ThemeClosed
        if text.language == language and has_words(read_units(session, text.id)):
            raise ThemeHasText
