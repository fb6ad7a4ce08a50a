"""Edited Word files read against the tabled text: what they ask for, without filing anything."""

from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from exports.working_paper import write_edit_copy
from recommendations.domain.anchors import PROPERTY_THEME
from recommendations.domain.intake import (
    BaseText,
    BaseUnit,
    Doubt,
    FileUnrelated,
    FoundChange,
    ReturnedPaper,
    TouchedUnit,
)
from recommendations.domain.papers import WorkingPaper
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.intake.word.child import plain_file, returned_paper
from recommendations.intake.word.furniture import furniture_of
from recommendations.services.papers.working_papers import working_paper
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import ensure_standing
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme, edition_by_code, theme_by_code


@dataclass(frozen=True, slots=True)
class Against:
    """The tabled text of a theme, and what its edit copies have around it, by language."""

    theme: str
    revision: RevisionText
    bases: dict[str, BaseText]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What a file asks for, and of which text; ``revision`` is its number."""

    theme: str
    revision: int
    language: str
    paper: ReturnedPaper


def against(session: Session, theme: Theme) -> Against:
    """What files of this theme are read against.

    Raises:
        NotFound: the text is not frozen.
        ThemeMerged.
    """
    ensure_standing(session, theme)
    revision = tabled_revision(session, theme.id)
    if revision is None:
        raise NotFound
    return Against(theme.code, revision, {one: _base(session, theme, revision, one) for one in revision.units})


def read_edited(content: bytes, text: Against, language: str) -> tuple[ReturnedPaper, str]:
    """The file against the language it was thought to be in, or against the one that it says it is in.

    Raises:
        FileRefused, ReadersBusy.
    """
    paper = returned_paper(content, text.bases[language])
    said = paper.origin.language
    if Doubt.OTHER_LANGUAGE in paper.doubts and said in text.bases:
        return returned_paper(content, text.bases[said]), said
    return paper, language


def list_changes(content: bytes, edition: str, theme: str = "") -> ListedFile:
    """What the file asks for; the theme is the one that the file names, unless one is given. Codes, in any capitals.

    Raises:
        NotFound: no such edition or theme, or the text is not frozen.
        FileUnrelated: no theme is given, and the file names none of the edition's.
        FileRefused, ReadersBusy, ThemeMerged.
    """
    session = db.session()
    row = edition_by_code(session, edition)
    if row is None:
        raise NotFound
    named = theme or plain_file(content).properties.get(PROPERTY_THEME, "")
    text = against(session, _theme(session, row, named, is_asked_for=bool(theme)))
    paper, language = read_edited(content, text, next(iter(text.bases)))
    return ListedFile(text.theme, text.revision.number, language, paper)


def wanted(touched: TouchedUnit, change: FoundChange) -> Unit | None:
    """The unit as the change alone would have it; without a word where it would go as a whole."""
    if change.amended is None and touched.base is not None and touched.amended is None:
        return replace(touched.base, paragraphs=())
    return change.amended


def can_file(touched: TouchedUnit, change: FoundChange) -> bool:
    """Whether the change alone changes words that an amendment can change."""
    unit = wanted(touched, change)
    return unit is not None and unit != touched.base


def _theme(session: Session, edition: Edition, code: str, *, is_asked_for: bool) -> Theme:
    theme = theme_by_code(session, edition.id, code)
    if theme is None:
        raise NotFound if is_asked_for else FileUnrelated
    return theme


def _base(session: Session, theme: Theme, revision: RevisionText, language: str) -> BaseText:
    units = tuple(BaseUnit(numbered.number, numbered.unit) for numbered in revision.units[language])
    title = revision.title.get(language) or theme.title.get(language, "")
    around = _around(working_paper(session, theme, revision), language)
    return BaseText(theme.code, revision.sha256, language, title, units, around)


# Many send files of the same few themes, and meanwhile everybody else waits: the paper is written once for all of them.
@lru_cache(maxsize=64)
def _around(paper: WorkingPaper, language: str) -> tuple[str, ...]:
    """What stands around the text in our own paper is nothing that its editor has put there."""
    return furniture_of(write_edit_copy(paper, language))
