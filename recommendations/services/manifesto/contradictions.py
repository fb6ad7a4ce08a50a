"""Recommendations that cannot both stand: flagged by people, decided by the assembly (case 38)."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.contradictions import AlreadyFlagged, ContradictionDecided, SameUnit
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.facts import CorrectionsChanged, tell
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.corrections import Contradiction, contradiction_in, contradictions_of
from recommendations.storage.database import now, transaction
from recommendations.storage.polls import polls_of
from recommendations.storage.record import lock_chain

Place = tuple[UUID, str]
"""A recommendation: its theme and its uid."""


def flag_contradiction(actor: Actor, one: Place, other: Place, reason: str) -> UUID:
    """The two recommendations stand against each other until the assembly has chosen, or the flag is dropped.

    Raises:
        NotPermitted, ReasonMissing, TextTooLong.
        NotFound: one of them does not exist, or is not put to a vote.
        SameUnit, AlreadyFlagged.
    """
    if not reason.strip():
        raise ReasonMissing
    ensure_short(reason)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        _ensure_may_flag(actor, one[0], other[0])
        for place in (one, other):
            _ensure_votable(session, actor, place)
        if one == other:
            raise SameUnit
        if any(_is_between(row, one, other) and not row.kept for row in contradictions_of(session, actor.edition_id)):
            raise AlreadyFlagged
        row = _store(session, actor, (one, other), reason)
        _record(session, row, "contradiction-flagged", actor)
    tell(CorrectionsChanged(actor.edition_id))
    return row.id


def _ensure_may_flag(actor: Actor, *theme_ids: UUID) -> None:
    """Who holds the pen, the chair or the keys of either theme may."""
    subjects = [Subject(actor.edition_id, theme_id) for theme_id in theme_ids]
    if not any(permits(actor, Action.FLAG_CONTRADICTION, subject) for subject in subjects):
        raise NotPermitted


def _ensure_votable(session: Session, actor: Actor, place: Place) -> None:
    theme_id, uid = place
    own_theme(session, actor, theme_id)
    revision = newest_revision(session, theme_id)
    units = revision.unit_texts(uid) if revision else {}
    if not units or not all(unit.kind.is_operative for unit in units.values()):
        raise NotFound


def _is_between(row: Contradiction, one: Place, other: Place) -> bool:
    return {(row.one_theme_id, row.one_uid), (row.other_theme_id, row.other_uid)} == {one, other}


def _store(session: Session, actor: Actor, places: tuple[Place, Place], reason: str) -> Contradiction:
    (one_theme, one_uid), (other_theme, other_uid) = places
    row = Contradiction(
        id=uuid4(),
        edition_id=actor.edition_id,
        one_theme_id=one_theme,
        one_uid=one_uid,
        other_theme_id=other_theme,
        other_uid=other_uid,
        reason=reason.strip(),
        person_id=actor.person_id,
        at=now(),
        kept="",
    )
    session.add(row)
    session.flush()
    return row


def drop_contradiction(actor: Actor, contradiction_id: UUID) -> None:
    """The two recommendations no longer stand against each other; that they did is in the record.

    Raises:
        NotPermitted, NotFound.
        ContradictionDecided: the assembly is choosing, or has chosen.
    """
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = contradiction_in(session, actor.edition_id, contradiction_id)
        if row is None:
            raise NotFound
        _ensure_may_flag(actor, row.one_theme_id, row.other_theme_id)
        if row.kept or _has_poll(session, row):
            raise ContradictionDecided
        _record(session, row, "contradiction-dropped", actor)
        session.delete(row)
    tell(CorrectionsChanged(actor.edition_id))


def _has_poll(session: Session, row: Contradiction) -> bool:
    # An annulled poll keeps pointing at what it was about.
    return any(poll.contradiction_id == row.id for poll in polls_of(session, row.edition_id))


def _record(session: Session, row: Contradiction, kind: str, actor: Actor) -> None:
    payload: dict[str, Json] = {
        "contradiction": str(row.id),
        "one": str(row.one_theme_id),
        "one_unit": row.one_uid,
        "other": str(row.other_theme_id),
        "other_unit": row.other_uid,
        "reason": row.reason,
    }
    record(session, row.edition_id, kind, payload, actor)
