"""The electorate: who may vote in a poll, frozen when it opens."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.quorum import Attendance
from recommendations.storage.ballots import entitled_delegates, paid_weights, store_roll
from recommendations.storage.editions import Edition


@dataclass(frozen=True, slots=True)
class Mandate:
    """The right to cast one member's vote, with its weight and who carries it."""

    member_id: UUID
    person_id: UUID
    weight: Fraction


def mandates(session: Session, edition_id: UUID) -> tuple[Mandate, ...]:
    """One mandate for each member that has paid and has an accredited voting delegate in the room.

    Of several delegates of one member the first by name carries it; the ballot is the member's in any case
    (rules of procedure, R13, R28, case 54). A weight of zero is no vote, never "default 1" (R24).
    """
    first: dict[UUID, Mandate] = {}
    for person, member in entitled_delegates(session, edition_id):
        if member.weight > 0:
            first.setdefault(member.id, Mandate(member.id, person.id, member.weight))
    return tuple(first.values())


def attendance(session: Session, edition_id: UUID, roll: tuple[Mandate, ...]) -> Attendance:
    """The bases of majorities and quorums, in weights.

    All members are the edition's stated total where it has one, else those that have paid their fee.
    """
    stated = session.get_one(Edition, edition_id).members_total
    members = Fraction(stated) if stated is not None else sum(paid_weights(session, edition_id), Fraction(0))
    return Attendance(members, sum((mandate.weight for mandate in roll), Fraction(0)))


def freeze_roll(session: Session, poll_id: UUID, roll: tuple[Mandate, ...]) -> None:
    """Store the roll of a poll that opens: whoever arrives later votes from the next poll on (R12)."""
    store_roll(
        session,
        [
            {
                "poll_id": poll_id,
                "member_id": mandate.member_id,
                "person_id": mandate.person_id,
                "by_proxy": False,
                "weight": mandate.weight,
            }
            for mandate in roll
        ],
    )
