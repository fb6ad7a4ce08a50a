"""The parts in which an amendment is voted: their order, their wordings, and what each result makes of the rest."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.refusals import NotFound
from recommendations.services.deciding.decisions import Decision
from recommendations.storage.amendments import Amendment
from recommendations.storage.wordings import AmendmentPart, parts_of, wordings_of

DECIDED = frozenset({AmendmentState.ADOPTED, AmendmentState.REJECTED, AmendmentState.FALLEN})


def part_of(session: Session, amendment: Amendment, number: int) -> AmendmentPart:
    """The part with this number.

    Raises:
        NotFound: the amendment is voted as a whole, or in fewer parts.
    """
    found = [part for part in parts_of(session, amendment.id) if part.number == number]
    if not found:
        raise NotFound
    return found[0]


def label_of(amendment: Amendment, part: int | None) -> str:
    """The number as spoken, of a part with the amendment's: A16/1."""
    return amendment.label if part is None else f"{amendment.label}/{part}"


def adopted_numbers(parts: Iterable[AmendmentPart]) -> frozenset[int]:
    """Which of the parts are adopted so far."""
    return frozenset(part.number for part in parts if part.state is AmendmentState.ADOPTED)


def combined_wording(session: Session, amendment: Amendment, numbers: frozenset[int]) -> Mapping[str, Any] | None:
    """How the unit reads with exactly these parts, {language: unit as JSON}; None if nobody has fixed it."""
    if numbers == {part.number for part in parts_of(session, amendment.id)}:
        return amendment.amended
    return wordings_of(session, amendment.id).get(numbers)


def wording_of_part(session: Session, amendment: Amendment, number: int) -> Mapping[str, Any]:
    """What a poll on this part puts to the vote: the unit with the parts adopted so far and this one.

    Raises:
        NotFound: there is no such part, or no wording for it (case 15).
    """
    part_of(session, amendment, number)
    before = adopted_numbers(part for part in parts_of(session, amendment.id) if part.number < number)
    words = combined_wording(session, amendment, before | {number})
    if words is None:
        raise NotFound
    return words


def settle_part(decision: Decision, *, adopted: bool) -> bool:
    """The part is decided, and parts that no longer read have fallen; whether all of them are decided now.

    Raises:
        NotFound: there is no such part.
    """
    session, amendment = decision.session, decision.lead
    part = part_of(session, amendment, decision.part or 0)
    decision.move_part(part, AmendmentState.ADOPTED if adopted else AmendmentState.REJECTED)
    for later in parts_of(session, amendment.id):
        if later.state in DECIDED:
            continue
        numbers = adopted_numbers(parts_of(session, amendment.id)) | {later.number}
        if combined_wording(session, amendment, numbers) is not None:
            return False
        decision.move_part(later, AmendmentState.FALLEN, StateReason.NEEDS_OTHER_PART)
    return True
