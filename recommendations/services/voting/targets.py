"""What can be put to the vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.polls import PollSubject
from recommendations.storage.polls import Poll
from recommendations.storage.voting_lists import poll_items_of


@dataclass(frozen=True, slots=True)
class Target:
    """The subject of a poll; make one with :func:`on_amendment` and its like.

    ``part`` is a part of the amendment, None for the whole of it; ``amendment_ids`` are those of a block.
    """

    subject: PollSubject
    theme_id: UUID | None = None
    unit_uid: str | None = None
    amendment_id: UUID | None = None
    manifesto_id: UUID | None = None
    part: int | None = None
    contradiction_id: UUID | None = None
    amendment_ids: tuple[UUID, ...] = ()


def on_amendment(amendment_id: UUID, part: int | None = None) -> Target:
    """The question whether an amendment, or one part of it, is adopted."""
    return Target(PollSubject.AMENDMENT, amendment_id=amendment_id, part=part)


def on_block(amendment_ids: Sequence[UUID]) -> Target:
    """The question whether these amendments of one theme are adopted, all or none, in this order."""
    return Target(PollSubject.BLOCK, amendment_ids=tuple(amendment_ids))


def on_unit(theme_id: UUID, unit_uid: str) -> Target:
    """The question whether a recommendation or a commitment is adopted, in its newest text."""
    return Target(PollSubject.RECOMMENDATION, theme_id=theme_id, unit_uid=unit_uid)


def on_contradiction(contradiction_id: UUID) -> Target:
    """The choice between two adopted recommendations: for the first one, or against it and for the second."""
    return Target(PollSubject.CONTRADICTION, contradiction_id=contradiction_id)


def on_manifesto(manifesto_id: UUID) -> Target:
    """The question whether the manifesto is adopted as a whole."""
    return Target(PollSubject.MANIFESTO, manifesto_id=manifesto_id)


def target_of(session: Session, poll: Poll) -> Target:
    """What a stored poll is about."""
    if poll.subject is PollSubject.BLOCK:
        return on_block(poll_items_of(session, poll.id))
    if poll.subject is PollSubject.CONTRADICTION:
        return Target(poll.subject, contradiction_id=poll.contradiction_id)
    return Target(poll.subject, poll.theme_id, poll.unit_uid, poll.amendment_id, poll.manifesto_id, poll.part)
