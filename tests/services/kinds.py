"""Amendments of every kind for tests, on the small assembly's tabled theme; admissible unless said otherwise."""

from dataclasses import replace
from uuid import UUID

from recommendations.domain.amendments import AmendmentState, Procedure
from recommendations.domain.encoding import units_by_language
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.taking_back import take_back_decision
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from tests.services.assembly import ENGLISH, Assembly, changed, filed, joined_by, proposal, row_of


def admit(assembly: Assembly, amendment_id: UUID) -> UUID:
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    return amendment_id


def sub_amendment(assembly: Assembly, parent_id: UUID, old: str, new: str, *, by: Actor | None = None) -> UUID:
    """An amendment of the amendment's English words."""
    parent = units_by_language(row_of(parent_id).amended)["en"]
    wish = proposal(assembly, changed(parent, old, new), procedure=Procedure.SUB_AMENDMENT, amends_id=parent_id)
    return admit(assembly, file_amendment(by or assembly.other_delegate, assembly.theme_id, wish))


def compromise(assembly: Assembly, old: str, new: str, *replaces: UUID) -> UUID:
    """A compromise by the chair, to which every author consents."""
    wish = proposal(assembly, changed(ENGLISH, old, new), procedure=Procedure.COMPROMISE, replaces=replaces)
    amendment_id = admit(assembly, file_amendment(assembly.chair, assembly.theme_id, wish))
    for one in replaces:
        answer_compromise(assembly.chair, amendment_id, one, gives=True)
    return amendment_id


def alternative(assembly: Assembly, old: str, new: str) -> UUID:
    return admit(assembly, filed(assembly, old, new, procedure=Procedure.ALTERNATIVE))


def new_unit(assembly: Assembly, text: str, *, after: str | None = "r1", by: Actor | None = None) -> UUID:
    """A recommendation that is not there yet, in both languages."""
    unit = Unit(NEW_UNIT, UnitKind.RECOMMENDATION, (Paragraph("n1", (Span(text),)),), "New", ("local",))
    wish = proposal(assembly, unit, replace(unit, title="Nouveau"), placed_after=after)
    return admit(assembly, file_amendment(by or assembly.delegate, assembly.theme_id, wish))


def theme_title(assembly: Assembly, title: str) -> UUID:
    unit = Unit(THEME_TITLE, UnitKind.PASSAGE, (), title)
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, unit)))


def in_series(*amendment_ids: UUID) -> None:
    """These are one wording throughout the text."""
    with transaction() as session:
        for one in amendment_ids:
            session.get_one(Amendment, one).series_id = amendment_ids[0]


def state_of(amendment_id: UUID) -> AmendmentState:
    return row_of(amendment_id).state


def why(amendment_id: UUID) -> tuple[str, str]:
    """The machine's reason, and the label of the amendment because of which it is where it is."""
    row = row_of(amendment_id)
    other = db.session.get(Amendment, row.felled_by_id) if row.felled_by_id else None
    return row.state_code.value, other.label if other else ""


def take_back(assembly: Assembly, amendment_id: UUID) -> None:
    with transaction() as session:
        take_back_decision(session, amendment_id, actor=assembly.chair)


def rapporteurs_compromise(assembly: Assembly, *replaces: UUID) -> tuple[Actor, UUID]:
    """The rapporteur, and a compromise on which no author has been heard yet."""
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    unit = changed(ENGLISH, "once a year", "every quarter")
    wish = proposal(assembly, unit, procedure=Procedure.COMPROMISE, replaces=replaces)
    return rapporteur, file_amendment(rapporteur, assembly.theme_id, wish)
