"""What members ask for before the list closes: votes apart, and amendments in parts."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Procedure, RequestKind
from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import NotOnTheRoll
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import SplitRefused
from recommendations.domain.voting_list import AlreadyRequested, NotRequested, RequestsClosed
from recommendations.services.facts import VotingListChanged, tell
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.polls import has_begun
from recommendations.storage.revisions import lock_theme
from recommendations.storage.voting_lists import VoteRequest, request_of, requests_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a vote apart on a unit or an amendment, or an amendment in parts."""

    kind: RequestKind
    unit_uid: str
    amendment_id: UUID | None
    members: tuple[str, ...]
    needed: int
    is_mine: bool

    @property
    def is_reached(self) -> bool:
        """Whether enough members ask for it."""
        return len(self.members) >= self.needed


def request_vote(
    actor: Actor, theme_id: UUID, uid: str, *, kind: RequestKind, amendment_id: UUID | None = None, reason: str = ""
) -> None:
    """The actor's member asks for a vote apart on the unit or the amendment, or for the amendment in parts.

    Raises:
        NotPermitted, NotFound, TextTooLong.
        RequestsClosed: the first poll of the theme has been opened.
        SplitRefused: a compromise, a series and a unit are not voted in parts (case 14).
        AlreadyRequested.
    """
    ensure_short(reason)
    with transaction() as session:
        wanted = _wanted(session, actor, theme_id, VoteRequest(unit_uid=uid, amendment_id=amendment_id, kind=kind))
        _ensure_exists(session, wanted)
        if request_of(session, wanted) is not None:
            raise AlreadyRequested
        wanted.reason, wanted.at = reason.strip(), now()
        session.add(wanted)
        _record(session, wanted, "vote-requested", actor)
    tell(VotingListChanged(actor.edition_id, theme_id))


def withdraw_request(
    actor: Actor, theme_id: UUID, uid: str, *, kind: RequestKind, amendment_id: UUID | None = None
) -> None:
    """The actor's member no longer asks for it.

    Raises:
        NotPermitted, NotFound, NotRequested.
        RequestsClosed: the first poll of the theme has been opened.
    """
    with transaction() as session:
        wanted = _wanted(session, actor, theme_id, VoteRequest(unit_uid=uid, amendment_id=amendment_id, kind=kind))
        found = request_of(session, wanted)
        if found is None:
            raise NotRequested
        session.delete(found)
        _record(session, found, "vote-request-withdrawn", actor)
    tell(VotingListChanged(actor.edition_id, theme_id))


def _wanted(session: Session, actor: Actor, theme_id: UUID, wanted: VoteRequest) -> VoteRequest:
    """The request as the actor's member would make it, while the theme's list is open to it."""
    theme = lock_theme(session, theme_id)
    if theme is None or theme.edition_id != actor.edition_id:
        raise NotFound
    ensure_permitted(actor, Action.REQUEST_VOTE, Subject(theme.edition_id, theme.id))
    if actor.member_id is None:  # pragma: no cover - the permission asks for a member
        raise NotOnTheRoll
    if has_begun(session, theme.id):
        raise RequestsClosed
    wanted.edition_id, wanted.theme_id = theme.edition_id, theme.id
    wanted.member_id, wanted.person_id = actor.member_id, actor.person_id
    return wanted


def _ensure_exists(session: Session, wanted: VoteRequest) -> None:
    if wanted.amendment_id is None:
        newest = newest_revision(session, wanted.theme_id)
        if newest is None or not newest.unit_texts(wanted.unit_uid):
            raise NotFound
        if wanted.kind is RequestKind.SPLIT:
            raise SplitRefused
        return
    row = session.get(Amendment, wanted.amendment_id)
    if row is None or (row.theme_id, row.unit_uid) != (wanted.theme_id, wanted.unit_uid):
        raise NotFound
    if wanted.kind is RequestKind.SPLIT and (row.procedure is Procedure.COMPROMISE or row.series_id is not None):
        raise SplitRefused


def _record(session: Session, request: VoteRequest, kind: str, actor: Actor) -> None:
    amendment = session.get_one(Amendment, request.amendment_id) if request.amendment_id else None
    payload: dict[str, Json] = {
        "theme": str(request.theme_id),
        "unit": request.unit_uid,
        "amendment": str(amendment.id) if amendment else None,
        "label": amendment.label if amendment else None,
        "kind": request.kind.value,
        "member": str(request.member_id),
        "reason": request.reason or "",
    }
    record(session, request.edition_id, kind, payload, actor)


def requests_of(session: Session, theme: Theme, member_id: UUID | None) -> tuple[Wanted, ...]:
    """Everything asked for in the theme, with who asks; ``member_id`` is the reader's."""
    needed = rule_set(session.get_one(Edition, theme.edition_id).rules).split_requests
    found: dict[tuple[RequestKind, str, UUID | None], list[tuple[UUID, str]]] = {}
    for request, name in requests_in(session, theme.id):
        key = (request.kind, request.unit_uid, request.amendment_id)
        found.setdefault(key, []).append((request.member_id, name))
    return tuple(
        Wanted(
            *key,
            tuple(name for _, name in who),
            1 if _is_out_of_block(key) else needed,
            any(member == member_id for member, _ in who),
        )
        for key, who in found.items()
    )


def _is_out_of_block(key: tuple[RequestKind, str, UUID | None]) -> bool:
    """Whether any single voter may ask for it: an amendment to be voted outside of a block (case 36)."""
    return key[0] is RequestKind.SEPARATE and key[2] is not None


def is_open_to_requests(session: Session, theme_id: UUID) -> bool:
    """Whether members may still ask for something: no poll of the theme has been opened."""
    return not has_begun(session, theme_id)
