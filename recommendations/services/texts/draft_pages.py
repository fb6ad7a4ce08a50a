"""A live text as its page shows it: the words, its language versions, and what the reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import BINDING
from recommendations.domain.editions import ThemeKind
from recommendations.domain.freezing import gap
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import unit_numbers
from recommendations.domain.text import Unit
from recommendations.services.texts.drafting import read_units
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import has_amendments
from recommendations.storage.database import db
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.revisions import tabled_revision_row
from recommendations.storage.texts import Text


@dataclass(frozen=True, slots=True)
class Version:
    """The live text in one language; ``lacking`` counts the authoritative version's units that it has not."""

    language: str
    text_id: UUID
    units: tuple[Unit, ...]
    is_authoritative: bool
    lacking: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Everything the page of a live text shows; ``numbers`` are as printed, by uid."""

    theme_id: UUID
    kind: ThemeKind
    number: int
    title: dict[str, str]
    addressees: dict[str, dict[str, str]]
    version: Version
    versions: tuple[Version, ...]
    numbers: dict[str, str]
    is_open: bool
    is_decided: bool
    revision: int | None
    may_edit: bool
    may_close: bool
    may_freeze: bool

    @property
    def parallel(self) -> Version | None:
        """The version to read beside: the authoritative one, or from there the first other one."""
        others = (version for version in self.versions if version.language != self.version.language)
        return next(others, None)


def draft_page(theme_id: UUID, language: str, actor: Actor) -> DraftPage:
    """The live text of a theme in one language.

    Raises:
        NotFound: the theme or the language is not of the actor's edition.
        NotPermitted.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    texts = {text.language: text for text in texts_of(session, theme_id)}
    if language not in texts:
        raise NotFound
    subject = Subject(theme.edition_id, theme.id)
    ensure_permitted(actor, Action.FOLLOW_DRAFT, subject)
    edition = session.get_one(Edition, theme.edition_id)
    versions = _versions(session, edition, texts)
    chosen = next(version for version in versions if version.language == language)
    return _page(session, theme, edition, versions, chosen, actor)


def _versions(session: Session, edition: Edition, texts: dict[str, Text]) -> tuple[Version, ...]:
    languages = [language for language in edition.languages if language in texts]
    units = {language: read_units(session, texts[language].id) for language in languages}
    first = units[languages[0]]
    return tuple(
        Version(
            language,
            texts[language].id,
            units[language],
            language == languages[0],
            len(gap(language, first, units[language]).missing_units),
            texts[language].drafting,
        )
        for language in languages
    )


def _page(
    session: Session, theme: Theme, edition: Edition, versions: Sequence[Version], chosen: Version, actor: Actor
) -> DraftPage:
    subject = Subject(theme.edition_id, theme.id)
    tabled = tabled_revision_row(session, theme.id)
    return DraftPage(
        theme_id=theme.id,
        kind=theme.kind,
        number=theme.number,
        title=theme.title,
        addressees=edition.addressees,
        version=chosen,
        versions=tuple(versions),
        numbers=unit_numbers(theme.number, [version.units for version in versions]),
        is_open=chosen.is_open,
        is_decided=has_amendments(session, theme.id, BINDING),
        revision=tabled.number if tabled else None,
        may_edit=permits(actor, Action.EDIT_DRAFT, subject),
        may_close=permits(actor, Action.CLOSE_DRAFTING, subject),
        may_freeze=permits(actor, Action.FREEZE_TEXT, subject),
    )


def first_language(theme_id: UUID, actor: Actor, preferred: str) -> str:
    """The reader's own language if the theme has a text in it, else the authoritative one.

    Raises:
        NotFound: the theme has no live text, or is not of the actor's edition.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    there = {text.language for text in texts_of(session, theme_id)}
    wanted = (preferred, *session.get_one(Edition, theme.edition_id).languages)
    found = next((language for language in wanted if language in there), None)
    if found is None:
        raise NotFound
    return found
