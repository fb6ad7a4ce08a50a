"""Decided amendments take effect: in the text, and on the amendments that excluded each other.

Everything here runs inside the caller's transaction, which locks, commits and tells.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, Conflict, RevisionSuperseded
from recommendations.domain.canonical import Json
from recommendations.domain.hunk_encoding import changes_by_language
from recommendations.domain.hunks import Relation, UnitChange, relation
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.services.recording import record
from recommendations.services.revisions import read_revision, store_revision
from recommendations.storage.amendments import Amendment, amendment_row, amendments_of_unit, amendments_on, settled_with
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import lock_theme, tabled_revision_row


def changes_of(amendment: Amendment) -> dict[str, UnitChange]:
    """The amendment's changes as they were derived at its filing, by language."""
    return changes_by_language(amendment.hunks)


def related(session: Session, amendment: Amendment, kind: Relation) -> list[Amendment]:
    """The other pending or adopted amendments of the unit that stand so to this one, in filing order."""
    own = changes_of(amendment)
    others = amendments_of_unit(session, amendment.revision_id, amendment.unit_uid)
    return [
        other
        for other in others
        if other.id != amendment.id and other.state.is_standing and relation(own, changes_of(other)) is kind
    ]


def exclusive_with(session: Session, amendment_id: UUID) -> list[Amendment]:
    """The pending and adopted amendments that touch the same words; the pending ones fall if this one is adopted.

    Raises:
        NotFound: there is no such amendment.
    """
    return related(session, _amendment(session, amendment_id), Relation.CONFLICT)


def identical_with(session: Session, amendment_id: UUID) -> list[Amendment]:
    """The pending and adopted amendments that say exactly the same: one poll decides on all of them (case 7).

    Raises:
        NotFound: there is no such amendment.
    """
    return related(session, _amendment(session, amendment_id), Relation.IDENTICAL)


def _amendment(session: Session, amendment_id: UUID) -> Amendment:
    row = amendment_row(session, amendment_id)
    if row is None:
        raise NotFound
    return row


def _locked(session: Session, amendment_id: UUID) -> Amendment:
    """The amendment as it stands once no other transaction can settle anything of its theme."""
    lock_theme(session, _amendment(session, amendment_id).theme_id)
    return _amendment(session, amendment_id)


def settle_amendment(session: Session, amendment_id: UUID, *, adopted: bool, actor: Actor) -> None:
    """The decision takes effect: adopted, the text is consolidated and what it excludes falls; rejected, it rests.

    Identical pending amendments are decided with it (cases 2, 3, 4 and 7; R7, R8).

    Raises:
        NotFound: there is no such amendment.
        AmendmentDecided: it was decided before, withdrawn, or has fallen.
        Conflict: an amendment that excludes it was adopted before.
        RevisionSuperseded: the theme has been frozen again since it was filed.
    """
    amendment = _locked(session, amendment_id)
    if not amendment.state.is_pending:
        raise AmendmentDecided(label=amendment.label)
    twins = [twin for twin in related(session, amendment, Relation.IDENTICAL) if twin.state.is_pending]
    rivals = related(session, amendment, Relation.CONFLICT)
    if adopted:
        _ensure_free(session, amendment, rivals)
    state = AmendmentState.ADOPTED if adopted else AmendmentState.REJECTED
    _decide(session, amendment, state, None, actor)
    for twin in twins:
        _decide(session, twin, state, amendment, actor)
    if adopted:
        for rival in rivals:
            _decide(session, rival, AmendmentState.FALLEN, amendment, actor)
        consolidate(session, amendment.revision_id, actor)


def _ensure_free(session: Session, amendment: Amendment, rivals: Sequence[Amendment]) -> None:
    # Consolidating an older text would put it in the place of the newer one.
    tabled = tabled_revision_row(session, amendment.theme_id)
    if tabled is not None and tabled.id != amendment.revision_id:
        raise RevisionSuperseded(number=tabled.number)
    for rival in rivals:
        if rival.state is AmendmentState.ADOPTED:
            raise Conflict(one=amendment.label, other=rival.label)


def _decide(
    session: Session, amendment: Amendment, state: AmendmentState, because: Amendment | None, actor: Actor
) -> None:
    amendment.state = state
    amendment.state_reason = because.label if because else ""
    amendment.felled_by_id = because.id if because else None
    session.flush()
    payload: dict[str, Json] = {"amendment": str(amendment.id), "label": amendment.label}
    if because is not None:
        payload["because"] = because.label
    record(session, amendment.edition_id, f"amendment-{state.value}", payload, actor)


def take_back_decision(session: Session, amendment_id: UUID, *, actor: Actor) -> None:
    """The amendment waits again, and so does everything its decision settled; its words leave the text.

    Raises:
        NotFound: there is no such amendment.
    """
    amendment = _locked(session, amendment_id)
    was_adopted = amendment.state is AmendmentState.ADOPTED
    for row in (amendment, *settled_with(session, amendment.id)):
        row.state, row.state_reason, row.felled_by_id = AmendmentState.ADMISSIBLE, "", None
        payload: dict[str, Json] = {"amendment": str(row.id), "label": row.label, "because": amendment.label}
        record(session, row.edition_id, "amendment-reopened", payload, actor)
    session.flush()
    if was_adopted:
        consolidate(session, amendment.revision_id, actor)


def consolidate(session: Session, tabled_id: UUID, actor: Actor) -> None:
    """The tabled revision with all its adopted amendments in it is the theme's newest revision.

    Raises:
        Conflict: two adopted amendments exclude each other; nothing is stored.
    """
    tabled = read_revision(session, tabled_id)
    theme = session.get_one(Theme, tabled.theme_id)
    adopted = amendments_on(session, tabled_id, AmendmentState.ADOPTED)
    units = consolidated_units(tabled, adopted)
    revision = store_revision(session, tabled.theme_id, units, base_id=tabled_id, actor=actor)
    labels = [amendment.label for amendment in adopted]
    payload: dict[str, Json] = {
        "theme": str(tabled.theme_id),
        "revision": revision.number,
        "sha256": revision.sha256,
        "amendments": labels,
    }
    record(session, theme.edition_id, "revision-consolidated", payload, actor)


def consolidated_units(tabled: RevisionText, adopted: Sequence[Amendment]) -> dict[str, tuple[Unit, ...]]:
    """Every unit with its adopted amendments, in every language; computed from the tabled text alone.

    Raises:
        Conflict: two of the amendments exclude each other.
    """
    changes: dict[str, list[NumberedChange]] = {}
    for amendment in adopted:
        changes.setdefault(amendment.unit_uid, []).append(NumberedChange(amendment.number, changes_of(amendment)))
    return {
        language: tuple(incorporate(unit, language, changes.get(unit.uid, [])) for unit in version)
        for language, version in tabled.plain_units().items()
    }
