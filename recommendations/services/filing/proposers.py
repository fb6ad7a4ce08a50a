"""For whom an amendment is filed: the member whose vote the actor carries, an officer, or a mover on the floor."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Procedure
from recommendations.domain.editions import rule_set
from recommendations.domain.filing import MoverAbsent, OralNotAllowed
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.proposals import Proposal
from recommendations.services.people.signing_in import actor_of
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import person_in


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who is on record as the amendment's author; officers propose for no member."""

    member_id: UUID | None
    person_id: UUID

    def has_filed(self, row: Amendment) -> bool:
        """Whether the amendment is the member's, or of a person without a member the person's own."""
        if self.member_id is not None:
            return row.member_id == self.member_id
        return row.person_id == self.person_id


def proposer_of(session: Session, actor: Actor, theme: Theme, proposal: Proposal) -> Proposer:
    """The author of record, if the actor may file this for them.

    Raises:
        NotPermitted.
        OralNotAllowed: the rules have no oral amendments.
        MoverAbsent: nobody who is there with a vote moves the oral amendment.
    """
    subject = Subject(theme.edition_id, theme.id)
    if proposal.procedure is Procedure.ORAL:
        return _mover(session, actor, theme, proposal)
    carries_vote = permits(actor, Action.FILE_AMENDMENT, subject)
    if proposal.procedure is Procedure.COMPROMISE or (proposal.procedure is Procedure.ALTERNATIVE and not carries_vote):
        ensure_permitted(actor, Action.PROPOSE_COMPROMISE, subject)
    else:
        ensure_permitted(actor, Action.FILE_AMENDMENT, subject)
    return Proposer(actor.member_id if carries_vote else None, actor.person_id)


def _mover(session: Session, actor: Actor, theme: Theme, proposal: Proposal) -> Proposer:
    subject = Subject(theme.edition_id, theme.id)
    is_for_another = proposal.mover_id not in {None, actor.person_id}
    ensure_permitted(actor, Action.JUDGE_AMENDMENT if is_for_another else Action.FILE_AMENDMENT, subject)
    rules = rule_set(session.get_one(Edition, theme.edition_id).rules)
    if rules.oral_amendment_objection_threshold is None:
        raise OralNotAllowed
    person = person_in(session, theme.edition_id, proposal.mover_id or actor.person_id)
    if person is None or not (person.present and person.accredited):
        raise MoverAbsent
    mover = actor_of(person)
    if not permits(mover, Action.FILE_AMENDMENT, subject):
        raise MoverAbsent
    return Proposer(mover.member_id, mover.person_id)
