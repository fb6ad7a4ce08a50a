"""A checked proposal becomes an amendment: numbered, with its first wording, in the state in which it begins.

Everything here runs inside the caller's transaction, which locks, commits and tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    Consent,
    LinkKind,
    Procedure,
    RequestKind,
    StateReason,
)
from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.filing import NotReplaceable
from recommendations.domain.hunk_encoding import change_to_json
from recommendations.domain.people import Actor
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import RequestsClosed
from recommendations.services.amendments.own import record_on
from recommendations.services.amendments.wordings import first_version
from recommendations.services.filing.deadlines import ensure_accepted, is_late
from recommendations.services.filing.grounds import AMENDABLE
from recommendations.services.filing.proposals import Checked
from recommendations.services.filing.proposers import Proposer
from recommendations.services.filing.supporting import supporters_needed
from recommendations.storage.amendments import Amendment, last_amendment_number
from recommendations.storage.database import now
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.links import AmendmentLink
from recommendations.storage.polls import has_begun
from recommendations.storage.voting_lists import VoteRequest, request_of

_WITHOUT_DEADLINE = frozenset({Procedure.COMPROMISE, Procedure.ORAL, Procedure.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Start:
    """Where an amendment begins, and how many supporters it needs from there."""

    state: AmendmentState
    code: StateReason = StateReason.NONE
    is_late: bool = False
    supporters: int = 0


@dataclass(frozen=True, slots=True)
class Filing:
    """All that is stored of one amendment; ``series_id`` ties together what is filed as one wording."""

    proposal: Proposal
    checked: Checked
    proposer: Proposer
    start: Start
    replaces: tuple[Amendment, ...] = ()
    series_id: UUID | None = None


def start_of(session: Session, theme: Theme, checked: Checked, proposer: Proposer, *, locale: str) -> Start:
    """Where the rules let the amendment begin if it is filed now.

    Raises:
        LateNotAllowed.
        RequestsClosed: it asks for a separate vote, and voting on the theme has begun.
    """
    if checked.deletes_whole:
        if has_begun(session, theme.id):
            raise RequestsClosed
        return Start(AmendmentState.INADMISSIBLE, StateReason.DELETES_WHOLE_TEXT)
    if checked.is_language_only:
        return Start(AmendmentState.EDITORIAL, StateReason.LANGUAGE_ONLY)
    if proposer.member_id is None or checked.procedure in _WITHOUT_DEADLINE:
        return Start(AmendmentState.TABLED)
    is_after = is_late(session, theme.edition_id, locale)
    waiting = AmendmentState.LATE if is_after else AmendmentState.SEEKING_SUPPORT
    needed = supporters_needed(rule_set(session.get_one(Edition, theme.edition_id).rules), waiting)
    return Start(waiting if needed else AmendmentState.TABLED, StateReason.NONE, is_after, needed)


def ensure_late_accepted(session: Session, theme: Theme, start: Start, proposal: Proposal, *, locale: str) -> None:
    """The proposer of something late knows that it is late.

    Raises:
        DeadlinePassed.
    """
    if start.is_late:
        ensure_accepted(session, theme.edition_id, locale, accepts_late=proposal.accepts_late)


def replaced_by(checked: Checked, proposal: Proposal) -> tuple[Amendment, ...]:
    """The amendments that a compromise would replace; none for anything else.

    Raises:
        NotReplaceable: there are none, or one is of other words, decided, or a compromise itself.
    """
    if checked.procedure is not Procedure.COMPROMISE:
        return ()
    open_ones = {
        row.id: row
        for row in checked.ground.filed
        if row.state in AMENDABLE and row.procedure is not Procedure.COMPROMISE
    }
    if not proposal.replaces or not open_ones.keys() >= set(proposal.replaces):
        raise NotReplaceable
    return tuple(open_ones[one] for one in dict.fromkeys(proposal.replaces))


def store(session: Session, theme: Theme, filing: Filing, actor: Actor) -> Amendment:
    """The amendment is filed under the next number of the edition.

    Raises:
        DeadlinePassed: it is late, and its proposer has not said that it may be.
    """
    ensure_late_accepted(session, theme, filing.start, filing.proposal, locale=actor.locale)
    row = _row(session, theme, filing)
    session.add(row)
    session.flush()
    first_version(session, row)
    _link(session, row, filing, actor)
    record_on(session, row, "amendment-filed", _payload(row, filing, actor), actor)
    if filing.checked.deletes_whole:
        _request_vote(session, row, actor)
    return row


def _row(session: Session, theme: Theme, filing: Filing) -> Amendment:
    proposal, checked, start = filing.proposal, filing.checked, filing.start
    parent, key = checked.ground.parent, proposal.key or uuid4().hex
    uid, units = _named(checked, key)
    return Amendment(
        id=uuid4(),
        edition_id=theme.edition_id,
        revision_id=checked.ground.revision_id,
        theme_id=theme.id,
        unit_uid=uid,
        number=last_amendment_number(session, theme.edition_id) + 1,
        kind=checked.kind,
        procedure=checked.procedure,
        amends_id=parent.id if parent else None,
        amends_version=parent.version if parent else None,
        placed_after=proposal.placed_after if checked.kind is AmendmentKind.NEW_UNIT else None,
        series_id=filing.series_id,
        state=start.state,
        state_code=start.code,
        member_id=filing.proposer.member_id,
        person_id=filing.proposer.person_id,
        title=proposal.title.strip(),
        reason=proposal.reason.strip(),
        language=proposal.language,
        amended={language: unit_to_json(unit) for language, unit in units.items()},
        hunks={language: change_to_json(change) for language, change in checked.changes.items()},
        filed_at=now(),
        is_late=start.is_late,
        filing_key=key,
    )


def _named(checked: Checked, key: str) -> tuple[str, Mapping[str, Unit]]:
    """The uid of the unit and how it would read; a new unit gets its uid from the filing key."""
    if checked.kind is not AmendmentKind.NEW_UNIT:
        return checked.ground.uid, checked.amended
    uid = uuid5(NAMESPACE_OID, key).hex
    return uid, {language: replace(unit, uid=uid) for language, unit in checked.amended.items()}


def _payload(row: Amendment, filing: Filing, actor: Actor) -> dict[str, Json]:
    payload: dict[str, Json] = {"revision": str(row.revision_id), "unit": row.unit_uid, "title": row.title}
    parent = filing.checked.ground.parent
    if row.procedure is not Procedure.ORDINARY:
        payload["procedure"] = row.procedure.value
    if row.is_late:
        payload["late"] = True
    if parent is not None:
        payload["amends"] = parent.label
    if filing.replaces:
        payload["replaces"] = [one.label for one in filing.replaces]
    if row.person_id != actor.person_id:
        payload["mover"] = str(row.person_id)
    return payload


def _link(session: Session, row: Amendment, filing: Filing, actor: Actor) -> None:
    for other in filing.replaces:
        link = AmendmentLink(
            edition_id=row.edition_id,
            kind=LinkKind.REPLACES,
            one_id=row.id,
            other_id=other.id,
            consent=Consent.ASKED,
            person_id=actor.person_id,
            at=now(),
        )
        session.add(link)
    session.flush()


def _request_vote(session: Session, row: Amendment, actor: Actor) -> None:
    """The wish to delete the whole unit is heard as a request to vote on it apart (case 17)."""
    wish = VoteRequest(
        edition_id=row.edition_id,
        theme_id=row.theme_id,
        unit_uid=row.unit_uid,
        kind=RequestKind.SEPARATE,
        member_id=row.member_id,
        person_id=row.person_id,
        reason=row.reason,
        at=now(),
    )
    if request_of(session, wish) is None:
        session.add(wish)
        session.flush()
        record_on(session, row, "amendment-made-a-separate-vote", {"unit": row.unit_uid}, actor)
