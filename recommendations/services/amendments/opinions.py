"""The rapporteur's advice on an amendment, in all its versions, and the proposer's answer to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Advice
from recommendations.domain.canonical import Json
from recommendations.domain.opinions import AdviceNeedsWording, NoAdviceYet
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.proposals import ensure_short
from recommendations.services.amendments.own import ensure_own, own_amendment, record_on
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.opinions import Opinion, opinions_of
from recommendations.storage.people import names_of


@dataclass(frozen=True, slots=True)
class NewOpinion:
    """What the rapporteur advises; ``wording`` says how to modify it, nobody else sees it before ``visible_from``."""

    advice: Advice
    wording: str = ""
    reason: str = ""
    visible_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpinionView:
    """One version of the advice with the proposer's answer; ``is_hidden`` while only those who advise see it."""

    version: int
    advice: Advice
    wording: str
    reason: str
    visible_from: datetime
    is_hidden: bool
    person: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


def advise(actor: Actor, amendment_id: UUID, opinion: NewOpinion) -> int:
    """The advice stands as the next version; the record tells its content only once everybody may see it.

    Raises:
        NotPermitted, NotFound, TextTooLong.
        AdviceNeedsWording: modified, but how?
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.ADVISE_ON_AMENDMENT, Subject(row.edition_id, row.theme_id))
        _ensure_complete(opinion)
        at = now()
        version = len(opinions_of(session, [row.id])) + 1
        visible_from = max(opinion.visible_from or at, at)
        session.add(_stored(row, opinion, version, at=at, visible_from=visible_from, actor=actor))
        payload: dict[str, Json] = {"version": version, "visible_from": visible_from.isoformat(timespec="seconds")}
        if visible_from == at:
            payload |= {"advice": opinion.advice.value, "wording": opinion.wording, "reason": opinion.reason}
        record_on(session, row, "amendment-advised", payload, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))
    return version


def _ensure_complete(opinion: NewOpinion) -> None:
    ensure_short(opinion.reason)
    ensure_short(opinion.wording)
    if opinion.advice is Advice.ADOPT_MODIFIED and not opinion.wording.strip():
        raise AdviceNeedsWording


def _stored(
    row: Amendment, opinion: NewOpinion, version: int, *, at: datetime, visible_from: datetime, actor: Actor
) -> Opinion:
    return Opinion(
        id=uuid4(),
        amendment_id=row.id,
        version=version,
        advice=opinion.advice,
        wording=opinion.wording.strip(),
        reason=opinion.reason.strip(),
        visible_from=visible_from,
        person_id=actor.person_id,
        at=at,
    )


def answer_opinion(actor: Actor, amendment_id: UUID, answer: str) -> None:
    """The proposer's answer stands beside the newest advice that the proposer can see; a later one replaces it.

    Raises:
        NotPermitted, NotFound, TextTooLong.
        NoAdviceYet: there is nothing to answer.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_own(row, actor, Action.ANSWER_ADVICE)
        ensure_short(answer)
        visible = [found for found in opinions_of(session, [row.id]) if found.visible_from <= now()]
        if not visible:
            raise NoAdviceYet
        newest = visible[-1]
        newest.answer, newest.answered_by, newest.answered_at = answer.strip(), actor.person_id, now()
        record_on(session, row, "advice-answered", {"version": newest.version, "answer": newest.answer}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def visible_advice(session: Session, amendment_ids: Collection[UUID]) -> dict[UUID, Advice]:
    """The newest advice on each of these amendments that everybody may see now."""
    at = now()
    return {row.amendment_id: row.advice for row in opinions_of(session, amendment_ids) if row.visible_from <= at}


def advice_seen_by(session: Session, actor: Actor, rows: Sequence[Amendment]) -> dict[UUID, Opinion]:
    """The newest advice on each amendment that this person may see: who advises sees it before its time."""
    at = now()
    insiders = {row.id for row in rows if may_advise(actor, row)}
    opinions = opinions_of(session, [row.id for row in rows])
    return {row.amendment_id: row for row in opinions if row.visible_from <= at or row.amendment_id in insiders}


def may_advise(actor: Actor, row: Amendment) -> bool:
    """Whether the actor advises the assembly on this amendment."""
    return permits(actor, Action.ADVISE_ON_AMENDMENT, Subject(row.edition_id, row.theme_id))


def opinion_views(session: Session, actor: Actor, row: Amendment) -> tuple[OpinionView, ...]:
    """Every version of the advice that this person may see, newest first."""
    at, is_insider = now(), may_advise(actor, row)
    opinions = [one for one in opinions_of(session, [row.id]) if is_insider or one.visible_from <= at]
    names = names_of(session, {person for one in opinions for person in (one.person_id, one.answered_by) if person})
    return tuple(_view(opinion, names, is_hidden=opinion.visible_from > at) for opinion in reversed(opinions))


def _view(row: Opinion, names: Mapping[UUID, str], *, is_hidden: bool) -> OpinionView:
    return OpinionView(
        version=row.version,
        advice=row.advice,
        wording=row.wording,
        reason=row.reason,
        visible_from=row.visible_from,
        is_hidden=is_hidden,
        person=names[row.person_id],
        at=row.at,
        answer=row.answer,
        answered_by=names[row.answered_by] if row.answered_by else "",
        answered_at=row.answered_at,
    )
