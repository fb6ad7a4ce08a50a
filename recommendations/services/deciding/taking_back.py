"""A decision undone: everything that it changed stands as it stood, and waits for a new poll."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import REBASED_BY_FREEZING, AmendmentState
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.polls import DecisionIncorporated
from recommendations.services.amendments.wordings import restore_version
from recommendations.services.deciding.decisions import REOPENED, Decision, put_back, standing_of
from recommendations.services.deciding.effects import locked
from recommendations.services.deciding.falling import keep_out
from recommendations.services.deciding.parts import DECIDED, part_of
from recommendations.services.facts import Fact
from recommendations.storage.amendments import Amendment, settled_with
from recommendations.storage.record import EventRow, acts_on_amendments
from recommendations.storage.revisions import tabled_revision_row
from recommendations.storage.wordings import parts_of, version_of

# A decision stands on this one: it has to be taken back first.
_BUILT_ON = frozenset(
    {AmendmentState.IN_VOTE, AmendmentState.REJECTED, AmendmentState.MERGED}
    | {state for state in AmendmentState if state.is_in_text}
)

Standing = Mapping[str, Json]


def take_back_decision(
    session: Session, amendment_id: UUID, *, actor: Actor | None, part: int | None = None
) -> list[Fact]:
    """The amendment waits again, and so does everything its decision settled; its words leave the text.

    An amendment that is only in the vote waits again, and nothing else changes. The facts are to be told after
    the commit.

    Raises:
        NotFound: there is no such amendment, or no such part.
        DecisionIncorporated: something else has been decided on the ground of this decision.
    """
    row = locked(session, amendment_id)
    back = Decision(session, row, actor, part)
    asked = part_of(session, row, part) if part is not None else None
    if asked is not None and asked.state is AmendmentState.IN_VOTE:
        back.move_part(asked, AmendmentState.ADMISSIBLE)
    elif asked is not None or row.state is not AmendmentState.IN_VOTE:
        _undo(back, row)
    if row.state is AmendmentState.IN_VOTE and not _has_decided_parts(session, row):
        _reopen(back, row, standing_of(row))
    return back.finish()


def take_back_block(session: Session, amendment_ids: Sequence[UUID], *, actor: Actor | None) -> list[Fact]:
    """Every amendment of the block waits again, and so does everything the decision on it settled.

    Raises:
        NotFound, DecisionIncorporated.
    """
    rows = [locked(session, amendment_id) for amendment_id in amendment_ids]
    back = Decision(session, rows[0], actor)
    in_vote = [row for row in rows if row.state is AmendmentState.IN_VOTE]
    for row in in_vote:
        _reopen(back, row, standing_of(row))
    if not in_vote:
        _undo(back, rows[0])
    return back.finish()


def _undo(back: Decision, lead: Amendment) -> None:
    events = _newest_decision(back.session, lead, back.part)
    _ensure_last(back.session, events)
    for event in events:
        if "part" in event.payload:
            part = part_of(back.session, lead, cast("int", event.payload["part"]))
            back.move_part(part, AmendmentState.ADMISSIBLE)
    reopened = [_undone(back, event.payload) for event in events if "part" not in event.payload]
    reopened += [_undone(back, payload) for payload in _felled_later(back.session, lead)]
    for row in dict.fromkeys(reopened):
        keep_out(back, row)


def _felled_later(session: Session, lead: Amendment) -> Sequence[Standing]:
    """What has fallen because of the amendment in another act than its own decision, each time the last change."""
    return [found for row in settled_with(session, lead.id) for found in _last_moves(session, row)]


def _last_moves(session: Session, row: Amendment) -> Sequence[Standing]:
    acts = [act.payload for act in acts_on_amendments(session, row.edition_id) if "part" not in act.payload]
    return [act for act in acts if act.get("amendment") == str(row.id) and "after" in act][-1:]


def reopen_felled(back: Decision, row: Amendment) -> None:
    """What made the amendment fall holds no longer: it stands where it stood, unless something else excludes it."""
    for payload in _last_moves(back.session, row):
        _undone(back, payload)
        keep_out(back, row)


def _undone(back: Decision, payload: Standing) -> Amendment:
    row = back.session.get_one(Amendment, UUID(str(payload["amendment"])))
    if _is_as_decided(row, cast("Standing", payload["after"])):
        _reopen(back, row, cast("Standing", payload["before"]))
    return row


def _reopen(back: Decision, row: Amendment, standing: Standing) -> None:
    before, was_in_text = standing_of(row), row.state.is_in_text
    put_back(row, standing)
    _follow_text(back.session, row)
    if row.id == back.lead.id and back.part is not None and _has_decided_parts(back.session, row):
        row.state = AmendmentState.IN_VOTE
    _restore_words(back, row, cast("int", standing["version"]))
    back.touch_text(row, has_changed=was_in_text != row.state.is_in_text)
    back.note(row, REOPENED, before, back.lead)


def _follow_text(session: Session, row: Amendment) -> None:
    """What was settled is not carried over when the text is frozen again: it needs its author now."""
    tabled = tabled_revision_row(session, row.theme_id)
    if tabled is not None and tabled.id != row.revision_id and row.state in REBASED_BY_FREEZING:
        row.returns_to, row.state = row.returns_to or row.state, AmendmentState.NEEDS_REBASE


def _restore_words(back: Decision, row: Amendment, version: int) -> None:
    person_id = back.actor.person_id if back.actor else None
    if version_of(back.session, row.id, version).amended != row.amended:
        restore_version(back.session, row, version, person_id=person_id)


def _has_decided_parts(session: Session, row: Amendment) -> bool:
    return any(part.state in DECIDED for part in parts_of(session, row.id))


def _newest_decision(session: Session, lead: Amendment, part: int | None) -> list[EventRow]:
    """What the newest decision on the amendment changed, the last change first; nothing if it is undone."""
    acts = [act for act in acts_on_amendments(session, lead.edition_id) if _belongs(act.payload, lead, part)]
    newest = acts[-1].payload["decision"] if acts else None
    events = [act for act in acts if act.payload["decision"] == newest]
    is_undone = any(event.kind.endswith(REOPENED) for event in events)
    return [] if is_undone else events[::-1]


def _belongs(payload: Standing, lead: Amendment, part: int | None) -> bool:
    return payload.get("lead") == str(lead.id) and payload.get("decided_part") == part


def _ensure_last(session: Session, events: Sequence[EventRow]) -> None:
    """Nothing that the decision moved has been decided on, or has got other words, since."""
    last = {event.payload["amendment"]: event.payload for event in events[::-1] if "part" not in event.payload}
    for payload in last.values():
        row = session.get_one(Amendment, UUID(payload["amendment"]), populate_existing=True)
        words = version_of(session, row.id, payload["after"]["version"]).amended
        is_moved = not _is_as_decided(row, payload["after"]) and row.state in _BUILT_ON
        if is_moved or words != row.amended:
            raise DecisionIncorporated


def _is_as_decided(row: Amendment, after: Standing) -> bool:
    felled_by = str(row.felled_by_id) if row.felled_by_id else None
    return (row.state.value, felled_by) == (after["state"], after["felled_by"])
