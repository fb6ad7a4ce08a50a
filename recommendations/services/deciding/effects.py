"""Decisions take effect: on the amendment, on what is decided with it, and on all that follows (R7, R8, R10).

Everything here runs inside the caller's transaction, which locks, commits and tells.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, StateReason, VersionCause
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Actor
from recommendations.services.amendments.standings import existing
from recommendations.services.amendments.wordings import NewVersion, base_units, take_version
from recommendations.services.deciding.amending_amendments import has_adopted_changes, take_into_parents
from recommendations.services.deciding.decisions import Decision, standing_of
from recommendations.services.deciding.falling import decided_with, ensure_free, follow
from recommendations.services.deciding.parts import adopted_numbers, combined_wording, settle_part
from recommendations.services.facts import Fact
from recommendations.storage.amendments import Amendment
from recommendations.storage.revisions import lock_theme
from recommendations.storage.wordings import parts_of


def locked(session: Session, amendment_id: UUID) -> Amendment:
    """The amendment as it stands once no other transaction can settle anything of its edition.

    Raises:
        NotFound: there is no such amendment.
    """
    lock_theme(session, existing(session, amendment_id).theme_id)
    return existing(session, amendment_id)


def settle_amendment(
    session: Session, amendment_id: UUID, *, adopted: bool, actor: Actor | None, part: int | None = None
) -> list[Fact]:
    """The decision takes effect; adopted, the text is consolidated and what it excludes falls; rejected, it rests.

    What says the same, and the rest of its series, is decided with it (cases 2, 3, 4 and 7; R7, R8). A part
    decides on the amendment only when it is the last one. The facts are to be told after the commit.

    Raises:
        NotFound: there is no such amendment, or no such part.
        AmendmentDecided: it was decided before, withdrawn, or has fallen.
        Conflict: an amendment that excludes it was adopted before, or nothing of the unit would be left.
        RevisionSuperseded: the theme has been frozen again since it was filed.
    """
    row = locked(session, amendment_id)
    if not row.state.is_pending:
        raise AmendmentDecided(label=row.label)
    decision = Decision(session, row, actor, part)
    if part is None:
        _decide(decision, row, adopted=adopted)
    elif settle_part(decision, adopted=adopted):
        _decide_in_parts(decision)
    return decision.finish()


def settle_block(session: Session, amendment_ids: Sequence[UUID], *, adopted: bool, actor: Actor | None) -> list[Fact]:
    """The decision on the block takes effect on each of its amendments, as one (case 72).

    Raises:
        NotFound, AmendmentDecided, Conflict, RevisionSuperseded: of the first amendment that cannot be decided.
    """
    rows = [locked(session, amendment_id) for amendment_id in amendment_ids]
    decision = Decision(session, rows[0], actor)
    for row in rows:
        if row.id in decision.changed and not row.state.is_pending:
            continue  # it says the same as another one of the block, and was decided with it
        if not row.state.is_pending:
            raise AmendmentDecided(label=row.label)
        _decide(decision, row, adopted=adopted)
    return decision.finish()


def adopt_without_vote(session: Session, row: Amendment, actor: Actor) -> list[Fact]:
    """The assembly has taken the amendment without a poll; the facts are to be told after the commit.

    Raises:
        AmendmentDecided, Conflict, RevisionSuperseded.
    """
    return settle_amendment(session, row.id, adopted=True, actor=actor)


def _decide(decision: Decision, row: Amendment, *, adopted: bool, words: Mapping[str, Any] | None = None) -> None:
    """The amendment and its companions are decided; ``words`` are what is adopted, if it is only a part of it."""
    together = [(row, StateReason.NONE), *decided_with(decision.session, row)]
    for one, code in together:
        before = standing_of(one)
        if words is not None:
            _take_part(decision, one, words)
        if adopted:
            ensure_free(decision.session, one)
        state = _state_of(decision.session, one, adopted=adopted, is_part=words is not None)
        decision.move(one, state, code, None if one is row else row, before=before)
    if adopted:
        take_into_parents(decision, [one for one, _ in together])
    follow(decision, [one for one, _ in together])


def _state_of(session: Session, row: Amendment, *, adopted: bool, is_part: bool) -> AmendmentState:
    if not adopted:
        return AmendmentState.REJECTED
    if is_part:
        return AmendmentState.ADOPTED_IN_PART
    return AmendmentState.ADOPTED_AS_AMENDED if has_adopted_changes(session, row) else AmendmentState.ADOPTED


def _decide_in_parts(decision: Decision) -> None:
    """All parts are decided: what was adopted of the amendment is its wording from now on."""
    parts = parts_of(decision.session, decision.lead.id)
    adopted = adopted_numbers(parts)
    is_whole = len(adopted) == len(parts)
    words = combined_wording(decision.session, decision.lead, adopted) if adopted and not is_whole else None
    _decide(decision, decision.lead, adopted=bool(adopted), words=words)


def _take_part(decision: Decision, row: Amendment, words: Mapping[str, Any]) -> None:
    base, amended = base_units(decision.session, row), units_by_language(words)
    changes = {language: change_between(base[language], unit) for language, unit in amended.items()}
    person_id = decision.actor.person_id if decision.actor else None
    new = NewVersion(VersionCause.IN_PART, amended, changes, because_id=row.id, person_id=person_id)
    take_version(decision.session, row, new)
