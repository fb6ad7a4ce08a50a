"""Closing and opening the drafting of a theme, and freezing its live texts into a revision."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import BINDING
from recommendations.domain.canonical import Json
from recommendations.domain.freezing import Fault, Gap, TextDecidedOn, ensure_complete, faults, gap, written
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import Other, named
from recommendations.services.facts import AmendmentChanged, DraftingChanged, TextFrozen, tell
from recommendations.services.filing.carrying import Lost, NewText, fates_of, to_be_carried
from recommendations.services.filing.rebasing import carry_over
from recommendations.services.recording import record
from recommendations.services.texts.drafting import read_units
from recommendations.services.texts.revisions import store_revision, title_of
from recommendations.services.texts.themes import ensure_standing, own_theme
from recommendations.storage.amendments import has_amendments
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.revisions import last_revision_number, lock_theme, tabled_revision_row
from recommendations.storage.texts import Text


@dataclass(frozen=True, slots=True)
class FreezePreview:
    """What freezing now would do; nobody is bound by it, the texts may still change."""

    number: int
    counts: dict[str, int]
    empty_languages: tuple[str, ...]
    gaps: tuple[Gap, ...]
    faults: tuple[Fault, ...]
    pending: int
    is_decided: bool
    needing_author: tuple[Other, ...] = ()

    @property
    def carried_over(self) -> int:
        """How many pending amendments would simply stand on the new version."""
        return self.pending - len(self.needing_author)

    @property
    def is_possible(self) -> bool:
        """Whether freezing would be taken as things stand."""
        return not self.faults and not self.is_decided and any(self.counts.values())


@dataclass(frozen=True, slots=True)
class Frozen:
    """The new revision."""

    revision_id: UUID
    number: int


def _theme(session: Session, theme_id: UUID, actor: Actor, action: Action) -> Theme:
    theme = own_theme(session, actor, theme_id)
    ensure_permitted(actor, action, Subject(theme.edition_id, theme.id))
    return theme


def _texts(session: Session, theme_id: UUID, *, lock: bool = False) -> dict[str, Text]:
    return {text.language: text for text in texts_of(session, theme_id, lock=lock)}


def _versions(session: Session, languages: list[str], texts: dict[str, Text]) -> dict[str, tuple[Unit, ...]]:
    return {language: read_units(session, texts[language].id) for language in languages if language in texts}


def _gaps(versions: dict[str, tuple[Unit, ...]]) -> tuple[Gap, ...]:
    (_, first), *others = versions.items()
    found = (gap(language, first, units) for language, units in others if units)
    return tuple(one for one in found if not one.is_aligned)


def set_drafting(theme_id: UUID, actor: Actor, *, is_open: bool) -> None:
    """Drafting of the theme is open, or closed, in all its languages; to do it twice changes nothing.

    Raises:
        NotFound, NotPermitted.
        TextDecidedOn: it cannot be opened again, the assembly has begun to decide on its amendments.
        ThemeMerged: nor can it if it was merged with another one.
    """
    with transaction() as session:
        theme = _theme(session, theme_id, actor, Action.CLOSE_DRAFTING)
        lock_theme(session, theme_id)
        if is_open and has_amendments(session, theme_id, BINDING):
            raise TextDecidedOn
        if is_open:
            ensure_standing(session, theme)
        is_changed = _switch(_texts(session, theme_id, lock=True), is_open=is_open)
        if is_changed:
            kind = "drafting-opened" if is_open else "drafting-closed"
            record(session, theme.edition_id, kind, {"theme": str(theme_id), "code": theme.code}, actor)
    if is_changed:
        tell(DraftingChanged(theme.edition_id, theme_id, is_open))


def _switch(texts: dict[str, Text], *, is_open: bool) -> bool:
    changed = [text for text in texts.values() if text.drafting is not is_open]
    for text in changed:
        text.drafting = is_open
    return bool(changed)


def preview_freeze(theme_id: UUID, actor: Actor) -> FreezePreview:
    """What freezing the theme's texts would do now.

    Raises:
        NotFound, NotPermitted.
    """
    session = db.session()
    theme = _theme(session, theme_id, actor, Action.FREEZE_TEXT)
    languages = list(session.get_one(Edition, theme.edition_id).languages)
    versions = _versions(session, languages, _texts(session, theme_id))
    tabled, waiting = tabled_revision_row(session, theme_id), to_be_carried(session, theme_id)
    title = title_of(session, tabled) if tabled else theme.title
    fates = fates_of(session, waiting, NewText(written(versions), title))
    return FreezePreview(
        number=last_revision_number(session, theme_id) + 1,
        counts={language: len(versions.get(language, ())) for language in languages},
        empty_languages=tuple(language for language in languages if not versions.get(language)),
        gaps=_gaps(versions) if versions else (),
        faults=faults(versions),
        pending=len(waiting),
        is_decided=has_amendments(session, theme_id, BINDING),
        needing_author=tuple(named(row) for row in waiting if isinstance(fates[row.id], Lost)),
    )


def freeze(theme_id: UUID, actor: Actor) -> Frozen:
    """The live texts stand as the theme's next immutable revision, and take no more updates.

    The texts are read in the transaction that closes them: a word is in the revision if and only if its
    author was told that it is saved. Amendments still pending are carried over to the new revision where their
    words stand unchanged; the others need their authors (cases 5, 6, 35).

    Raises:
        NotFound, NotPermitted.
        TextEmpty: the authoritative version has no unit.
        UnitIncomplete: a recommendation lacks its title, or a unit has no words.
        TextDecidedOn: an amendment of the theme is being voted or was adopted.
        ThemeMerged: its newest text is not the one that is drafted here.
    """
    with transaction() as session:
        theme = _theme(session, theme_id, actor, Action.FREEZE_TEXT)
        lock_theme(session, theme_id)
        ensure_standing(session, theme)
        if has_amendments(session, theme_id, BINDING):
            raise TextDecidedOn
        texts = _texts(session, theme_id, lock=True)
        languages = list(session.get_one(Edition, theme.edition_id).languages)
        versions = _versions(session, languages, texts)
        ensure_complete(versions, languages[0])
        is_closed = _switch(texts, is_open=False)
        frozen, changed = _store(session, theme, versions, actor)
    if is_closed:
        tell(DraftingChanged(theme.edition_id, theme_id, is_open=False))
    tell(TextFrozen(theme.edition_id, theme_id, frozen.revision_id))
    for amendment_id in changed:
        tell(AmendmentChanged(theme.edition_id, theme_id, amendment_id))
    return frozen


def _store(
    session: Session, theme: Theme, versions: dict[str, tuple[Unit, ...]], actor: Actor
) -> tuple[Frozen, list[UUID]]:
    before = tabled_revision_row(session, theme.id)
    revision = store_revision(session, theme.id, written(versions), actor=actor)
    payload: dict[str, Json] = {
        "theme": str(theme.id),
        "code": theme.code,
        "revision": str(revision.id),
        "number": revision.number,
        "sha256": revision.sha256,
        "replaces": before.number if before else None,
    }
    record(session, theme.edition_id, "text-frozen", payload, actor)
    changed = carry_over(session, theme, before.id if before else None, revision, actor)
    return Frozen(revision.id, revision.number), changed
