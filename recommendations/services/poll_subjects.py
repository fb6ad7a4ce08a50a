"""What a poll is about: its exact text, whether it may be put now, and what its decision does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import WAITING, AmendmentState
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.people import Actor
from recommendations.domain.polls import (
    AmendmentsPending,
    DecisionIncorporated,
    PollState,
    PollSubject,
    RivalInVote,
    SubjectNotReady,
)
from recommendations.domain.questions import question
from recommendations.domain.refusals import NotFound
from recommendations.services.adopting import put_to_vote, settle_manifesto, take_back_manifesto, text_for_vote
from recommendations.services.incorporating import exclusive_with, identical_with, settle_amendment, take_back_decision
from recommendations.services.revisions import newest_revision, read_revision
from recommendations.storage.amendments import Amendment, amendments_in
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import ManifestoRow, manifestos_of
from recommendations.storage.polls import Poll, polls_of

T = TypeVar("T", Amendment, Theme, ManifestoRow)


@dataclass(frozen=True, slots=True)
class Target:
    """The subject of a poll; make one with :func:`on_amendment`, :func:`on_unit` or :func:`on_manifesto`."""

    subject: PollSubject
    theme_id: UUID | None = None
    unit_uid: str | None = None
    amendment_id: UUID | None = None
    manifesto_id: UUID | None = None


def on_amendment(amendment_id: UUID) -> Target:
    """The question whether an amendment is adopted."""
    return Target(PollSubject.AMENDMENT, amendment_id=amendment_id)


def on_unit(theme_id: UUID, unit_uid: str) -> Target:
    """The question whether a recommendation or a commitment is adopted, in its newest text."""
    return Target(PollSubject.RECOMMENDATION, theme_id=theme_id, unit_uid=unit_uid)


def on_manifesto(manifesto_id: UUID) -> Target:
    """The question whether the manifesto is adopted as a whole."""
    return Target(PollSubject.MANIFESTO, manifesto_id=manifesto_id)


def target_of(poll: Poll) -> Target:
    """What a stored poll is about."""
    return Target(poll.subject, poll.theme_id, poll.unit_uid, poll.amendment_id, poll.manifesto_id)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is voted on, exactly: the question and the text in every language, and where the text stands."""

    question: Mapping[str, str]
    text: Mapping[str, Any]
    theme_id: UUID | None = None
    unit_uid: str | None = None
    revision_id: UUID | None = None


def wording(session: Session, edition: Edition, target: Target) -> Wording:
    """The wording of a poll on this target, as the text stands now.

    Raises:
        NotFound: no such amendment, recommendation or manifesto in the edition.
    """
    match target.subject:
        case PollSubject.AMENDMENT:
            return _amendment_wording(session, edition, target)
        case PollSubject.RECOMMENDATION:
            return _unit_wording(session, edition, target)
        case PollSubject.MANIFESTO:
            return _manifesto_wording(session, edition, target)


def _amendment_wording(session: Session, edition: Edition, target: Target) -> Wording:
    row = _own(session.get(Amendment, target.amendment_id), edition)
    number = read_revision(session, row.revision_id).number_of(row.unit_uid)
    asked = question(edition.languages, "amendment", number=number, label=row.label)
    return Wording(asked, row.amended, row.theme_id, row.unit_uid, row.revision_id)


def _unit_wording(session: Session, edition: Edition, target: Target) -> Wording:
    theme = _own(session.get(Theme, target.theme_id), edition)
    revision = newest_revision(session, theme.id)
    texts = revision.unit_texts(target.unit_uid or "") if revision else {}
    kinds = {unit.kind for unit in texts.values()}
    if revision is None or not kinds or not all(kind.is_operative for kind in kinds):
        raise NotFound
    asked = question(edition.languages, kinds.pop().value, number=revision.number_of(target.unit_uid or ""))
    forms = {language: unit_to_json(unit) for language, unit in texts.items()}
    return Wording(asked, forms, theme.id, target.unit_uid, revision.id)


def _manifesto_wording(session: Session, edition: Edition, target: Target) -> Wording:
    row = _own(session.get(ManifestoRow, target.manifesto_id), edition)
    asked = question(edition.languages, "manifesto", number=str(row.number))
    return Wording(asked, text_for_vote(session, row.id))


def _own(row: T | None, edition: Edition) -> T:
    if row is None or row.edition_id != edition.id:
        raise NotFound
    return row


def ensure_ready(session: Session, poll: Poll) -> None:
    """Whether the question may be put to the assembly now.

    Raises:
        SubjectNotReady: the amendment is not admissible, or the manifesto is decided.
        RivalInVote: an amendment that excludes this one, or says the same, is being voted (R7).
        AmendmentsPending: the recommendation has undecided amendments (R10).
    """
    match poll.subject:
        case PollSubject.AMENDMENT:
            _ensure_amendment_ready(session, poll)
        case PollSubject.RECOMMENDATION:
            _ensure_unit_ready(session, poll)
        case PollSubject.MANIFESTO:
            if not session.get_one(ManifestoRow, poll.manifesto_id).state.is_open_to_vote:
                raise SubjectNotReady


def _ensure_amendment_ready(session: Session, poll: Poll) -> None:
    row = session.get_one(Amendment, poll.amendment_id)
    if row.state is not AmendmentState.ADMISSIBLE:
        raise SubjectNotReady
    others = (*exclusive_with(session, row.id), *identical_with(session, row.id))
    in_vote = [other.label for other in others if other.state is AmendmentState.IN_VOTE]
    if in_vote:
        raise RivalInVote(rival=in_vote[0])


def _ensure_unit_ready(session: Session, poll: Poll) -> None:
    pending = amendments_in(session, poll.edition_id, WAITING)
    labels = [row.label for row in pending if (row.theme_id, row.unit_uid) == (poll.theme_id, poll.unit_uid)]
    if labels:
        raise AmendmentsPending(labels=", ".join(labels))


def put(session: Session, poll: Poll, actor: Actor) -> None:
    """The question is before the assembly: its subject is in the vote."""
    if poll.amendment_id is not None:
        session.get_one(Amendment, poll.amendment_id).state = AmendmentState.IN_VOTE
    if poll.manifesto_id is not None:
        put_to_vote(session, poll.manifesto_id, actor)


def settle(session: Session, poll: Poll, *, adopted: bool, actor: Actor) -> None:
    """The announced decision takes effect on its subject."""
    if poll.amendment_id is not None:
        settle_amendment(session, poll.amendment_id, adopted=adopted, actor=actor)
    if poll.manifesto_id is not None:
        settle_manifesto(session, poll.manifesto_id, adopted=adopted, actor=actor)


def take_back(session: Session, poll: Poll, actor: Actor) -> None:
    """The poll is annulled before or after its announcement: its subject waits for a new poll.

    Raises:
        DecisionIncorporated: the adopted amendment is in the text, or the manifesto's text builds on the decision.
        AlreadySigned: the manifesto voted on has been signed.
    """
    if poll.state is PollState.ANNOUNCED and poll.subject is not PollSubject.MANIFESTO:
        _ensure_nothing_builds_on(session, poll)
    if poll.state is not PollState.PREPARED and poll.amendment_id is not None:
        take_back_decision(session, poll.amendment_id, actor=actor)
    if poll.state is not PollState.PREPARED and poll.manifesto_id is not None:
        take_back_manifesto(session, poll.manifesto_id, actor)


def _ensure_nothing_builds_on(session: Session, poll: Poll) -> None:
    if any(row.state.is_built_on for row in manifestos_of(session, poll.edition_id)):
        raise DecisionIncorporated
    if poll.amendment_id is None:
        return
    rivals = exclusive_with(session, poll.amendment_id)
    later = [other for other in polls_of(session, poll.edition_id) if _votes_text_of(other, poll)]
    if later or any(rival.state is AmendmentState.ADOPTED for rival in rivals):
        raise DecisionIncorporated


def _votes_text_of(other: Poll, poll: Poll) -> bool:
    """Whether the other poll put the text to the vote that this one's amendment is, or is not, part of."""
    is_put = other.state in {PollState.OPEN, PollState.CLOSED, PollState.ANNOUNCED}
    is_same = (other.theme_id, other.unit_uid) == (poll.theme_id, poll.unit_uid)
    return is_put and is_same and other.subject is PollSubject.RECOMMENDATION
