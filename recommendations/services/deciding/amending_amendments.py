"""Adopted sub-amendments become part of the amendment they amend, which is voted on afterwards as amended (R10)."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Conflict, VersionCause
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.rebasing import WordsChanged, rebase
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.wordings import NewVersion, amended_units, tabled_units, take_version
from recommendations.services.deciding.decisions import Decision, standing_of
from recommendations.storage.amendments import Amendment, sub_amendments_of

Units = dict[str, Unit]


def has_adopted_changes(session: Session, amendment: Amendment) -> bool:
    """Whether the assembly has adopted something that is part of the amendment's wording now."""
    return any(sub.state is AmendmentState.ADOPTED for sub in sub_amendments_of(session, amendment.id))


def take_into_parents(decision: Decision, adopted: Sequence[Amendment]) -> None:
    """Each amended amendment says what was adopted of its sub-amendments, in a version of its own.

    Raises:
        Conflict: two of the sub-amendments want the same words.
    """
    for parent_id in dict.fromkeys(row.amends_id for row in adopted if row.amends_id is not None):
        parent = decision.session.get_one(Amendment, parent_id)
        before = standing_of(parent)
        take_version(decision.session, parent, _amended(decision, parent))
        decision.note(parent, "amended", before, decision.lead)


def _amended(decision: Decision, parent: Amendment) -> NewVersion:
    units = _with_sub_amendments(decision.session, parent)
    base = tabled_units(decision.session, parent)
    changed = {language: unit for language, unit in units.items() if unit != base.get(language)}
    is_new = parent.kind is AmendmentKind.NEW_UNIT
    changes = {} if is_new else {language: change_between(base[language], unit) for language, unit in changed.items()}
    person_id = decision.actor.person_id if decision.actor else None
    return NewVersion(VersionCause.AMENDED, changed, changes, because_id=decision.lead.id, person_id=person_id)


def _with_sub_amendments(session: Session, parent: Amendment) -> Units:
    """The amended unit with all adopted sub-amendments in it, whichever of its versions they were filed on."""
    layers: dict[int, list[Amendment]] = defaultdict(list)
    for sub in sub_amendments_of(session, parent.id):
        if sub.state is AmendmentState.ADOPTED:
            layers[sub.amends_version or 1].append(sub)
    units = amended_units(session, parent, min(layers))
    for version, subs in sorted(layers.items()):
        units = _layered(units, amended_units(session, parent, version), subs)
    return units


def _layered(units: Units, base: Units, subs: Sequence[Amendment]) -> Units:
    """The units with the sub-amendments that were made on ``base``, carried over word by word."""
    changes = [NumberedChange(sub.number, _carried(sub, base, units)) for sub in subs]
    return {language: incorporate(unit, language, changes) for language, unit in units.items()}


def _carried(sub: Amendment, base: Units, units: Units) -> dict[str, UnitChange]:
    changes = dict(changes_of(sub))
    if base == units:
        return changes
    try:
        return rebase(changes, base, units)
    except WordsChanged as refusal:
        raise Conflict(one=sub.label, other=str(refusal.details["words"])) from refusal
