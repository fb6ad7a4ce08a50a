"""Two themes made one: identifiers are kept, the origin is shown, amendments follow (case 39)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    BINDING,
    REBASED_BY_FREEZING,
    AmendmentKind,
    AmendmentState,
    StateReason,
)
from recommendations.domain.canonical import Json
from recommendations.domain.editions import ThemeKind
from recommendations.domain.freezing import TextDecidedOn
from recommendations.domain.merged_themes import NotFrozen, NotMergeable, SameTheme, merged_units, uids_of
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import PollState
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.revisions import RevisionText
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.facts import AmendmentChanged, DraftingChanged, TextFrozen, tell
from recommendations.services.filing.rebasing import carry_over
from recommendations.services.recording import record
from recommendations.services.texts.consolidating import consolidate
from recommendations.services.texts.revisions import Frame, newest_revision, store_revision, tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import has_amendments
from recommendations.storage.corrections import applied_corrections
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition, Theme, theme_in, themes_merged_into, themes_of
from recommendations.storage.merging import amendments_to_move, everything_follows
from recommendations.storage.polls import polls_of
from recommendations.storage.revisions import lock_theme, tabled_revision_row
from recommendations.storage.texts import Revision


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a theme went and where its units came from; ``origins`` are codes of themes by unit uid."""

    merged_into: ThemeLabel | None
    origins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merger:
    """The two themes, each with its frozen text."""

    source: Theme
    into: Theme
    moved: RevisionText
    own: RevisionText


def merge_themes(actor: Actor, source_id: UUID, into_id: UUID) -> UUID:
    """The units and amendments of the source are the other theme's from now on, in a new frozen version of it.

    Raises:
        NotPermitted, NotFound, SameTheme, UnitsClash.
        NotMergeable: one of them is the preamble, or merged already.
        NotFrozen: one of them has no frozen text.
        TextDecidedOn: the assembly is deciding, or has decided, on one of them.
    """
    ensure_permitted(actor, Action.MERGE_THEMES, Subject(actor.edition_id))
    with transaction() as session:
        own_theme(session, actor, into_id)
        lock_theme(session, into_id)
        merger = checked_merger(session, actor, source_id, into_id)
        revision = _store(session, merger, actor)
        changed = _follow(session, merger, revision, actor)
    for amendment_id in changed:
        tell(AmendmentChanged(actor.edition_id, into_id, amendment_id))
    for theme_id in (source_id, into_id):
        tell(DraftingChanged(actor.edition_id, theme_id, is_open=False))
    tell(TextFrozen(actor.edition_id, into_id, revision.id))
    return revision.id


def checked_merger(session: Session, actor: Actor, source_id: UUID, into_id: UUID) -> Merger:
    """The two themes of the actor's edition, if nothing stands against it that they become one.

    Raises:
        NotFound, SameTheme, NotMergeable, NotFrozen, TextDecidedOn.
    """
    source, into = own_theme(session, actor, source_id), own_theme(session, actor, into_id)
    if source.id == into.id:
        raise SameTheme
    for theme in (source, into):
        _ensure_mergeable(session, theme)
    moved, own = tabled_revision(session, source.id), tabled_revision(session, into.id)
    if moved is None or own is None:
        raise NotFrozen
    return Merger(source, into, moved, own)


def _ensure_mergeable(session: Session, theme: Theme) -> None:
    session.refresh(theme)
    if theme.kind is not ThemeKind.THEME or theme.merged_into_id is not None:
        raise NotMergeable
    polls = [poll for poll in polls_of(session, theme.edition_id) if poll.theme_id == theme.id]
    if has_amendments(session, theme.id, BINDING) or any(poll.state is not PollState.ANNULLED for poll in polls):
        raise TextDecidedOn


def _store(session: Session, merger: Merger, actor: Actor) -> Revision:
    source, into = merger.source, merger.into
    languages = session.get_one(Edition, into.edition_id).languages
    units = merged_units(merger.own.plain_units(), merger.moved.plain_units(), languages)
    arrived = {uid: merger.moved.origins.get(uid) or source.code for uid in uids_of(merger.moved.plain_units())}
    frame = Frame(merger.own.title, {**merger.own.origins, **arrived})
    revision = store_revision(session, into.id, units, actor=actor, frame=frame)
    payload: dict[str, Json] = {
        "source": source.code,
        "into": into.code,
        "theme": str(into.id),
        "revision": str(revision.id),
        "number": revision.number,
        "sha256": revision.sha256,
    }
    record(session, into.edition_id, "themes-merged", payload, actor)
    return revision


def _follow(session: Session, merger: Merger, revision: Revision, actor: Actor) -> list[UUID]:
    """Everything that was said of the source's units is said of them where they stand now."""
    source, into = merger.source, merger.into
    for text in (*texts_of(session, source.id, lock=True), *texts_of(session, into.id, lock=True)):
        text.drafting = False
    source.merged_into_id = into.id
    _place_anew(session, merger, actor)
    everything_follows(session, source.id, into.id)
    changed = carry_over(session, into, merger.own.id, revision, actor)
    if applied_corrections(session, into.id):
        consolidate(session, revision.id, actor)
    return changed


def _place_anew(session: Session, merger: Merger, actor: Actor) -> None:
    """What was to stand first still stands before the source's units; what was to rename it has nothing to rename."""
    last = uids_of(merger.own.plain_units())[-1]
    for row in amendments_to_move(session, merger.source.id):
        if row.kind is AmendmentKind.NEW_UNIT and row.placed_after is None:
            row.placed_after = last
        if row.unit_uid == THEME_TITLE and row.state in REBASED_BY_FREEZING:
            row.state, row.state_code, row.state_reason = AmendmentState.FALLEN, StateReason.NONE, merger.into.code
            payload: dict[str, Json] = {"amendment": str(row.id), "label": row.label, "because": merger.into.code}
            record(session, row.edition_id, "amendment-fallen", payload, actor)


def whereabouts(actor: Actor, theme_id: UUID) -> Whereabouts:
    """Where the theme has gone, and from which themes its units came.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    into = session.get(Theme, theme.merged_into_id) if theme.merged_into_id else None
    revision = newest_revision(session, theme_id) if themes_merged_into(session, theme_id) else None
    label = theme_label(into) if into else None
    return Whereabouts(label, dict(revision.origins) if revision else {})


def moved_to(actor: Actor, theme_id: UUID) -> UUID | None:
    """The theme in which this one's units stand now; None if they are where they were."""
    theme = theme_in(db.session(), actor.edition_id, theme_id)
    return theme.merged_into_id if theme else None


def mergeable_themes(actor: Actor) -> tuple[ThemeLabel, ...]:
    """The themes that the secretariat may choose from, by number: frozen, and nothing of them decided.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.MERGE_THEMES, Subject(actor.edition_id))
    session = db.session()
    found = themes_of(session, actor.edition_id)
    return tuple(theme_label(theme) for theme in found if _is_mergeable(session, theme))


def _is_mergeable(session: Session, theme: Theme) -> bool:
    try:
        _ensure_mergeable(session, theme)
    except (NotMergeable, TextDecidedOn):
        return False
    return tabled_revision_row(session, theme.id) is not None
