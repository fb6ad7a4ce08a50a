"""Until when amendments are due: set by the secretariat, decided by the server's clock."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.deadlines import conference_time, is_past
from recommendations.domain.editions import rule_set
from recommendations.domain.filing import DeadlinePassed, LateNotAllowed
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.facts import DeadlineChanged, tell
from recommendations.services.recording import record
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.record import lock_chain


@dataclass(frozen=True, slots=True)
class Deadline:
    """The edition's deadline; ``text`` is the conference's time, empty without a deadline.

    ``late_supporters`` is None where the rules have no way for late amendments.
    """

    at: datetime | None
    text: str
    is_past: bool
    late_supporters: int | None


def deadline_of(actor: Actor, *, locale: str = "") -> Deadline:
    """The deadline of the actor's edition as it stands now, told in the actor's language unless another is named.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    edition = db.session().get_one(Edition, actor.edition_id)
    rules, at = rule_set(edition.rules), edition.amendment_deadline
    return Deadline(
        at,
        conference_time(at, edition.time_zone, locale or actor.locale) if at else "",
        is_past(at, now(), grace_seconds=rules.grace_seconds),
        rules.late_amendment_supporters,
    )


def set_deadline(actor: Actor, at: datetime | None) -> None:
    """Amendments are due at this moment, or without a deadline; what was filed in time stays so. Idempotent.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.SET_DEADLINE, Subject(actor.edition_id))
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        edition = session.get_one(Edition, actor.edition_id)
        if edition.amendment_deadline == at:
            return
        before, edition.amendment_deadline = edition.amendment_deadline, at
        payload: dict[str, Json] = {"deadline": _written(at), "before": _written(before)}
        record(session, edition.id, "deadline-set", payload, actor)
    tell(DeadlineChanged(actor.edition_id))


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def is_late(session: Session, edition_id: UUID, locale: str) -> bool:
    """Whether what the server receives now is late, and has a way nevertheless.

    Raises:
        LateNotAllowed: the rules have no way for it.
    """
    edition = session.get_one(Edition, edition_id)
    rules, at = rule_set(edition.rules), edition.amendment_deadline
    if at is None or not is_past(at, now(), grace_seconds=rules.grace_seconds):
        return False
    if rules.late_amendment_supporters is None:
        raise LateNotAllowed(deadline=conference_time(at, edition.time_zone, locale))
    return True


def ensure_accepted(session: Session, edition_id: UUID, locale: str, *, accepts_late: bool) -> None:
    """The proposer of something late knows that it is late.

    Raises:
        DeadlinePassed: the proposer has not said so.
    """
    edition = session.get_one(Edition, edition_id)
    if not accepts_late and edition.amendment_deadline is not None:
        raise DeadlinePassed(deadline=conference_time(edition.amendment_deadline, edition.time_zone, locale))
