"""Documents of a whole edition, written into a folder: the manifesto, the papers around it and of its themes."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto import exporting
from recommendations.services.papers import manifesto_papers, theme_papers
from recommendations.services.papers.telling import Teller
from recommendations.services.texts.revisions import tabled_revision
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, edition_by_code, standing_themes

FORMATS = (*exporting.WRITERS, *manifesto_papers.WRITERS, *theme_papers.WRITERS)


def export_edition(code: str, folder: Path, kind: str, teller: Teller) -> list[Path]:
    """The documents of this kind are in the folder in every language; nothing is written if one of them is refused.

    Of manifestos the newest signed one is taken, else the newest adopted one, else the newest; of themes those whose
    text is frozen and their own.

    Raises:
        NotFound: no such edition or format, no manifesto yet, or no text is frozen.
        LanguageIncomplete, LanguageStale, LanguagesDiverge, ManuscriptDamaged.
    """
    session = db.session()
    edition = edition_by_code(session, code)
    files = list(_files(session, edition, kind, teller)) if edition else []
    if not files:
        raise NotFound
    folder.mkdir(parents=True, exist_ok=True)
    return [_saved(folder / name, content) for name, content in files]


def _files(session: Session, edition: Edition, kind: str, teller: Teller) -> Iterator[tuple[str, bytes]]:
    if kind in theme_papers.WRITERS:
        yield from _theme_files(session, edition, kind)
        return
    row = exporting.most_final(session, edition.id)
    if row is None:
        return
    for language in edition.languages[:1] if kind in exporting.EVERY_LANGUAGE else edition.languages:
        if kind in manifesto_papers.WRITERS:
            yield manifesto_papers.written(session, row, kind, language, teller)
        else:
            yield exporting.written(session, row, language, kind)


def _theme_files(session: Session, edition: Edition, kind: str) -> Iterator[tuple[str, bytes]]:
    for theme in standing_themes(session, edition.id):
        revision = tabled_revision(session, theme.id)
        for language in revision.units if revision else ():
            yield theme_papers.written(session, theme, kind, language)


def _saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
