"""The papers of one theme: which there are, and each of them as a Word file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from exports.amendment_list import write_amendments
from exports.working_paper import write_edit_copy, write_numbered_paper
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.papers.amendment_lists import amendment_list
from recommendations.services.papers.dresses import dress_of
from recommendations.services.papers.working_papers import working_paper
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db
from recommendations.storage.editions import Theme


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


def theme_paper(actor: Actor, theme_id: UUID, kind: str, language: str) -> tuple[str, bytes]:
    """File name and content of one of the theme's papers in one language.

    Raises:
        NotPermitted, TemplateUnfit.
        NotFound: no such paper or language, or the text is not frozen.
    """
    ensure_permitted(actor, Action.EXPORT_MANIFESTO, Subject(actor.edition_id, theme_id))
    session = db.session()
    return written(session, own_theme(session, actor, theme_id), kind, language)


def written(session: Session, theme: Theme, kind: str, language: str) -> tuple[str, bytes]:
    """File name and content of one of this theme's papers in one language.

    Raises:
        TemplateUnfit.
        NotFound: no such paper or language, or the text is not frozen.
    """
    revision = tabled_revision(session, theme.id)
    if revision is None or language not in revision.units or kind not in WRITERS:
        raise NotFound
    name = f"{theme.code.lower()}-v{revision.number}-{kind}-{language}.docx"
    return name, dress_of(session, theme.edition_id)(WRITERS[kind](session, theme, revision, language))


def _edit_copy(session: Session, theme: Theme, revision: RevisionText, language: str) -> bytes:
    return write_edit_copy(working_paper(session, theme, revision), language)


def _numbered_paper(session: Session, theme: Theme, revision: RevisionText, language: str) -> bytes:
    return write_numbered_paper(working_paper(session, theme, revision), language)


def _amendments(session: Session, theme: Theme, revision: RevisionText, language: str) -> bytes:
    return write_amendments(amendment_list(session, theme, revision), language)


WRITERS: Mapping[str, Callable[[Session, Theme, RevisionText, str], bytes]] = {
    "edit": _edit_copy,
    "lines": _numbered_paper,
    "amendments": _amendments,
}
"""The papers by the names that stand in addresses."""
