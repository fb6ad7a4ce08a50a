"""A theme with amendments to be put in order, for the tests of the voting list."""

from uuid import UUID

from recommendations.domain.amendments import AmendmentState, Consent, LinkKind, Procedure
from recommendations.domain.text import Unit
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.voting.lists import current_list
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.links import AmendmentLink
from recommendations.storage.wordings import AmendmentPart
from tests.services.assembly import ENGLISH, Assembly, changed, proposal


def tabled(assembly: Assembly, unit: Unit, **fields: object) -> UUID:
    """An admissible amendment of any kind; oral ones need no ruling."""
    actor = fields.pop("actor", assembly.delegate)
    amendment_id = file_amendment(actor, assembly.theme_id, proposal(assembly, unit, **fields))  # type: ignore[arg-type]  # an actor
    if fields.get("procedure") is not Procedure.ORAL:
        judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    return amendment_id


def moved(assembly: Assembly, old: str, new: str, **fields: object) -> UUID:
    """An admissible amendment of the English text."""
    return tabled(assembly, changed(ENGLISH, old, new), **fields)


def replaces(compromise: UUID, other: UUID, person_id: UUID) -> None:
    """The author of the other one has consented to the compromise."""
    with transaction() as session:
        row = session.get_one(Amendment, other)
        row.state, row.returns_to = AmendmentState.MERGED, row.state
        session.get_one(Amendment, compromise).procedure = Procedure.COMPROMISE
        link = AmendmentLink(
            edition_id=row.edition_id,
            kind=LinkKind.REPLACES,
            one_id=compromise,
            other_id=other,
            consent=Consent.GIVEN,
            person_id=person_id,
            at=now(),
        )
        session.add(link)


def cut(amendment_id: UUID, *states: AmendmentState) -> None:
    """The amendment is voted in parts with these states."""
    with transaction() as session:
        for number, state in enumerate(states, start=1):
            session.add(AmendmentPart(amendment_id=amendment_id, number=number, title=f"Part {number}", state=state))


def state(amendment_id: UUID, value: AmendmentState) -> None:
    """The amendment is put into a state by other means."""
    with transaction() as session:
        session.get_one(Amendment, amendment_id).state = value


def order(assembly: Assembly) -> list[str]:
    """What is still to be voted, as it is read out."""
    db.session.remove()
    return [item.label for item in current_list(db.session(), assembly.theme_id).items]
