"""An amendment of the actor's own edition: where every act on one begins, and how it enters the record."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.recording import record
from recommendations.storage.amendments import Amendment, amendment_row
from recommendations.storage.revisions import lock_theme


def known_amendment(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    """The actor's edition's amendment, to be read.

    Raises:
        NotFound: there is no such amendment, or it belongs to another edition.
    """
    row = amendment_row(session, amendment_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    return row


def own_amendment(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    """The actor's edition's amendment, as it stands once no other act can change it.

    Raises:
        NotFound: there is no such amendment, or it belongs to another edition.
    """
    row = known_amendment(session, actor, amendment_id)
    lock_theme(session, row.theme_id)
    session.refresh(row)
    return row


def acts_for_proposer(actor: Actor, action: Action, row: Amendment) -> bool:
    """Whether the actor may act for the amendment's proposer; what officers have proposed is no delegate's."""
    if row.member_id is None:
        return permits(actor, Action.PROPOSE_COMPROMISE, Subject(row.edition_id, row.theme_id))
    return permits(actor, action, Subject(row.edition_id, row.theme_id, row.member_id))


def ensure_own(row: Amendment, actor: Actor, action: Action) -> None:
    """The actor acts for the amendment's proposer.

    Raises:
        NotPermitted.
    """
    if not acts_for_proposer(actor, action, row):
        raise NotPermitted(action=action.value)


def record_on(session: Session, row: Amendment, kind: str, payload: dict[str, Json], actor: Actor) -> None:
    """The act on the amendment is in the record, under the amendment's number."""
    known: dict[str, Json] = {"amendment": str(row.id), "label": row.label}
    record(session, row.edition_id, kind, known | payload, actor)
