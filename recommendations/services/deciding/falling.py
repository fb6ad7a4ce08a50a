"""What follows from a decision for all others: fallen with it, excluded by it, revived, or left without a base."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentState,
    Conflict,
    Consent,
    LinkKind,
    Procedure,
    RevisionSuperseded,
    StateReason,
)
from recommendations.domain.hunks import Relation
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import changes_of, related, stands_to
from recommendations.services.amendments.wordings import tabled_units
from recommendations.services.deciding.decisions import Decision
from recommendations.services.texts.consolidating import in_text, says_something
from recommendations.storage.amendments import (
    Amendment,
    amendments_of_series,
    amendments_of_unit,
    sub_amendments_of,
)
from recommendations.storage.links import links_of
from recommendations.storage.revisions import tabled_revision_row


def decided_with(session: Session, amendment: Amendment) -> list[tuple[Amendment, StateReason]]:
    """The pending amendments that the same poll decides: identical ones (case 7), and the rest of its series."""
    found: dict[object, tuple[Amendment, StateReason]] = {amendment.id: (amendment, StateReason.NONE)}
    waiting = [amendment]
    while waiting:
        for other, code in _companions(session, waiting.pop()):
            if other.id not in found and other.state.is_pending:
                found[other.id] = (other, code)
                waiting.append(other)
    return list(found.values())[1:]


def _companions(session: Session, row: Amendment) -> Iterator[tuple[Amendment, StateReason]]:
    for twin in related(session, row, Relation.IDENTICAL):
        yield twin, StateReason.IDENTICAL
    if row.series_id is not None:
        for other in amendments_of_series(session, row.series_id):
            yield other, StateReason.SERIES


def ensure_free(session: Session, amendment: Amendment) -> None:
    """Nothing keeps the amendment out of the text.

    Raises:
        RevisionSuperseded: the theme has been frozen again since it was filed.
        Conflict: an amendment that excludes it was adopted before, or together they leave nothing of the unit.
    """
    # Consolidating an older text would put it in the place of the newer one.
    tabled = tabled_revision_row(session, amendment.theme_id)
    if tabled is not None and tabled.id != amendment.revision_id:
        raise RevisionSuperseded(number=tabled.number)
    ensure_fits(session, amendment)


def ensure_fits(session: Session, amendment: Amendment) -> None:
    """The amendment fits what is in the text already.

    Raises:
        Conflict: an amendment that excludes it was adopted before, or together they leave nothing of the unit.
    """
    rival = next(_excluding(session, amendment), None)
    if rival is not None:
        raise Conflict(one=amendment.label, other=rival[0].label)
    ensure_something_left(session, amendment)


def ensure_something_left(session: Session, amendment: Amendment) -> None:
    """Adopted, the amendment would leave something of its unit, together with what is in the text.

    Raises:
        Conflict.
    """
    if emptying(session, [amendment]):
        rows = in_text(amendments_of_unit(session, amendment.revision_id, amendment.unit_uid))
        raise Conflict(one=amendment.label, other=", ".join(row.label for row in rows))


def _excluding(session: Session, amendment: Amendment) -> Iterator[tuple[Amendment, StateReason]]:
    """What is in the text, or adopted into the same amendment, and keeps this one out."""
    for other, (kind, code) in stands_to(session, amendment).values():
        if kind is Relation.CONFLICT and other.state.is_in_text:
            yield other, code


def emptying(session: Session, rows: Sequence[Amendment]) -> list[Amendment]:
    """Those of these amendments of one unit that would leave nothing of it, together with what is in the text."""
    suspects = [row for row in rows if row.amends_id is None and _only_takes(row)]
    if not suspects:
        return []
    base = tabled_units(session, suspects[0])
    others = in_text(amendments_of_unit(session, suspects[0].revision_id, suspects[0].unit_uid))
    return [row for row in suspects if any(_is_emptied(unit, one, [*others, row]) for one, unit in base.items())]


def _only_takes(row: Amendment) -> bool:
    return any(
        not change["inserted"] and (change["deleted"] or any(not hunk["new"] for hunk in change["hunks"]))
        for change in row.hunks.values()
    )


def _is_emptied(unit: Unit, language: str, rows: Sequence[Amendment]) -> bool:
    whole = incorporate(unit, language, [NumberedChange(row.number, changes_of(row)) for row in rows])
    return says_something(unit) and not says_something(whole)


def follow(decision: Decision, moved: list[Amendment]) -> None:
    """Everything that follows from the new states of these amendments has come to pass, and what follows from that."""
    waiting = list(moved)
    while waiting:
        row = waiting.pop(0)
        if row.state.is_in_text:
            waiting.extend(_fell_rivals(decision, row))
        if row.state.is_in_text or not row.state.is_standing:
            waiting.extend(_fell_sub_amendments(decision, row))
        if row.procedure is Procedure.COMPROMISE and not row.state.is_standing:
            waiting.extend(raise_merged(decision, row))


def _fell_rivals(decision: Decision, row: Amendment) -> list[Amendment]:
    fallen: list[Amendment] = []
    for other, (kind, code) in stands_to(decision.session, row).values():
        if kind is Relation.CONFLICT and not other.state.is_in_text:
            decision.move(other, AmendmentState.FALLEN, code, row)
            fallen.append(other)
    for other in emptying(decision.session, _pending_beside(decision.session, row)):
        decision.move(other, AmendmentState.FALLEN, StateReason.EXCLUDED, row)
        fallen.append(other)
    return fallen


def _pending_beside(session: Session, row: Amendment) -> list[Amendment]:
    others = amendments_of_unit(session, row.revision_id, row.unit_uid)
    return [other for other in others if other.state.is_standing and not other.state.is_in_text]


def _fell_sub_amendments(decision: Decision, parent: Amendment) -> list[Amendment]:
    pending = [sub for sub in sub_amendments_of(decision.session, parent.id) if sub.state.is_standing]
    fallen = [sub for sub in pending if not sub.state.is_in_text]
    for sub in fallen:
        decision.move(sub, AmendmentState.FALLEN, StateReason.AMENDMENT_GONE, parent)
    return fallen


def raise_merged(decision: Decision, compromise: Amendment) -> list[Amendment]:
    """What was merged into the compromise goes on where it was, unless the text excludes it by now (case 12)."""
    raised: list[Amendment] = []
    for link in links_of(decision.session, compromise.id):
        row = decision.session.get_one(Amendment, link.other_id, populate_existing=True)
        if link.kind is LinkKind.REPLACES and link.one_id == compromise.id and is_free_again(decision.session, row):
            decision.raise_again(row, compromise)
            keep_out(decision, row)
            raised.append(row)
    return raised


def is_free_again(session: Session, row: Amendment) -> bool:
    """Whether the amendment is merged, and no compromise that may still be adopted would replace it."""
    return row.state is AmendmentState.MERGED and not any(
        link.kind is LinkKind.REPLACES
        and link.other_id == row.id
        and link.consent is Consent.GIVEN
        and session.get_one(Amendment, link.one_id).state.is_standing
        for link in links_of(session, row.id)
    )


def keep_out(decision: Decision, row: Amendment) -> None:
    """A pending amendment that something in the text excludes has fallen because of it."""
    if not row.state.is_standing or row.state.is_in_text:
        return
    for rival, code in _keeping_out(decision.session, row):
        decision.move(row, AmendmentState.FALLEN, code, rival)
        follow(decision, [row])
        return


def _keeping_out(session: Session, row: Amendment) -> Iterator[tuple[Amendment, StateReason]]:
    """What excludes the amendment, and then what it would leave nothing with."""
    yield from _excluding(session, row)
    if emptying(session, [row]):
        for other in reversed(in_text(amendments_of_unit(session, row.revision_id, row.unit_uid))):
            yield other, StateReason.EXCLUDED
