"""Proposals are checked against what they change; what comes of it is what the assembly would get."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    Conflict,
    NothingChanged,
    Procedure,
    StateReason,
    TextTooLong,
    UnknownAddressee,
)
from recommendations.domain.encoding import units_by_language
from recommendations.domain.filing import AlreadyFiled, NewTextMissing, ThemeTitleMissing
from recommendations.domain.hunks import Relation, UnitChange, change_between, kind_of, relation
from recommendations.domain.merged_themes import ThemeMerged
from recommendations.domain.proposals import (
    LONGEST_TITLE,
    NEW_UNIT,
    THEME_TITLE,
    Proposal,
    checked_unit,
    ensure_sayable,
)
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.domain.words import words_of
from recommendations.services.amendments.standings import changes_of
from recommendations.services.filing.grounds import Ground, ground_of
from recommendations.services.filing.proposers import Proposer
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Edition, Theme

# What asks for a whole unit to go has been heard, although it is no amendment.
_FORMS = frozenset({Procedure.ORDINARY, Procedure.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal that can stand: the changed languages alone, and what the house makes of it."""

    ground: Ground
    amended: Mapping[str, Unit]
    changes: Mapping[str, UnitChange]
    kind: AmendmentKind
    procedure: Procedure

    @property
    def deletes_whole(self) -> bool:
        """Whether it asks for the whole unit to go, which is a separate vote on it (R4)."""
        return self.kind is AmendmentKind.WHOLE_DELETION

    @property
    def is_language_only(self) -> bool:
        """Whether it brings a language in line with the authoritative one, which needs no vote (R5)."""
        return self.procedure is Procedure.LANGUAGE


def checked_proposal(session: Session, theme: Theme, proposal: Proposal) -> Checked:
    """The proposal against the words that it changes, as they stand now.

    Raises:
        NotFound, ThemeMerged, RevisionSuperseded, ThirdDegree, NothingToAmend, WordingReplaced, NothingChanged,
        WholeTextDeleted, TitleMissing, ThemeTitleMissing, NewTextMissing, TextTooLong, LinkNotAllowed,
        UnknownAddressee.
    """
    if theme.merged_into_id is not None:
        raise ThemeMerged
    ensure_sayable(proposal.title, proposal.reason)
    ground = ground_of(session, theme, proposal)
    if not proposal.amended or not ground.texts.keys() >= proposal.amended.keys():
        raise NotFound
    if ground.uid == NEW_UNIT:
        return _new_unit(session, theme, proposal, ground)
    if _deletes_whole(ground, proposal):
        return _whole_deletion(ground)
    if ground.uid == THEME_TITLE:
        amended = {code: _title(base, proposal.amended.get(code, base)) for code, base in ground.texts.items()}
    else:
        amended = _amended(session, theme, proposal, ground)
    return _changed(proposal, ground, amended)


def _changed(proposal: Proposal, ground: Ground, amended: Mapping[str, Unit]) -> Checked:
    changes = {code: change_between(ground.texts[code], unit) for code, unit in amended.items()}
    changed = {code: change for code, change in changes.items() if change != UnitChange()}
    if not changed:
        raise NothingChanged
    kept = {code: amended[code] for code in changed}
    shown = proposal.language if proposal.language in changed else next(iter(changed))
    is_title = ground.uid == THEME_TITLE
    kind = AmendmentKind.THEME_TITLE if is_title else kind_of(changed[shown], ground.texts[shown])
    return Checked(ground, kept, changed, kind, _procedure(proposal, ground, changed))


def _procedure(proposal: Proposal, ground: Ground, changed: Mapping[str, UnitChange]) -> Procedure:
    if proposal.procedure not in _FORMS:
        return proposal.procedure
    # The first of the ground's languages decides in what the assembly means.
    return Procedure.ORDINARY if next(iter(ground.texts)) in changed else Procedure.LANGUAGE


def _title(base: Unit, wanted: Unit) -> Unit:
    if not wanted.title.strip():
        raise ThemeTitleMissing
    if len(wanted.title) > LONGEST_TITLE:
        raise TextTooLong(most=LONGEST_TITLE)
    return replace(base, title=wanted.title.strip())


def _amended(session: Session, theme: Theme, proposal: Proposal, ground: Ground) -> dict[str, Unit]:
    known = session.get_one(Edition, theme.edition_id).addressees
    amended: dict[str, Unit] = {}
    for code, base in ground.texts.items():
        wanted = base.addressees if proposal.addressees is None else proposal.addressees
        if not set(wanted) <= {*known, *base.addressees}:
            raise UnknownAddressee
        amended[code] = checked_unit(base, proposal.amended.get(code, base), wanted)
    return amended


def _has_words(unit: Unit) -> bool:
    return any(words_of(paragraph.spans).tokens for paragraph in unit.paragraphs)


def _new_unit(session: Session, theme: Theme, proposal: Proposal, ground: Ground) -> Checked:
    given = {code: unit for code, unit in proposal.amended.items() if unit.title.strip() or unit.paragraphs}
    if not given or not all(_has_words(unit) for unit in given.values()):
        raise NewTextMissing
    kinds = {code: unit.kind for code, unit in given.items()}
    texts = {code: replace(ground.texts[code], kind=kind) for code, kind in kinds.items() if kind.is_operative}
    if texts.keys() != given.keys():
        raise NotFound
    amended = _amended(session, theme, proposal, replace(ground, texts=texts))
    return Checked(ground, amended, {}, AmendmentKind.NEW_UNIT, proposal.procedure)


def _deletes_whole(ground: Ground, proposal: Proposal) -> bool:
    """Whether nothing is left in the proposer's language, and nothing else is said in any other."""
    emptied = {code for code, unit in proposal.amended.items() if not _has_words(unit)}
    others = proposal.amended.keys() - emptied
    return (
        ground.is_unit
        and proposal.procedure in _FORMS
        and proposal.language in emptied
        and _has_words(ground.texts[proposal.language])
        and all(proposal.amended[code] == ground.texts[code] for code in others)
    )


def _whole_deletion(ground: Ground) -> Checked:
    amended = {code: replace(unit, paragraphs=()) for code, unit in ground.texts.items()}
    changes = {code: change_between(ground.texts[code], unit) for code, unit in amended.items()}
    return Checked(ground, amended, changes, AmendmentKind.WHOLE_DELETION, Procedure.ORDINARY)


def related_to(checked: Checked) -> dict[Relation, list[Amendment]]:
    """The amendments of the same words that can still stand in its way, by how they stand to it, in filing order."""
    related: dict[Relation, list[Amendment]] = {kind: [] for kind in Relation}
    for row in checked.ground.filed:
        if row.state.is_standing:
            related[_relation(checked, row)].append(row)
    return related


def _relation(checked: Checked, row: Amendment) -> Relation:
    if checked.deletes_whole or checked.kind is AmendmentKind.NEW_UNIT:
        return Relation.IDENTICAL if says_the_same(checked, row) else Relation.APART
    by_words = relation(checked.changes, changes_of(row))
    is_choice = checked.procedure is Procedure.ALTERNATIVE and row.procedure is Procedure.ALTERNATIVE
    return Relation.CONFLICT if is_choice and by_words is not Relation.IDENTICAL else by_words


def says_the_same(checked: Checked, row: Amendment) -> bool:
    """Whether the amendment, on the same words, says exactly this."""
    if checked.kind is AmendmentKind.NEW_UNIT:
        units = units_by_language(row.amended)
        return {code: _said(unit) for code, unit in units.items()} == {
            code: _said(unit) for code, unit in checked.amended.items()
        }
    return row.kind is not AmendmentKind.NEW_UNIT and checked.changes == changes_of(row)


def _said(unit: Unit) -> object:
    return unit.title, unit.addressees, [paragraph.spans for paragraph in unit.paragraphs]


def ensure_new(checked: Checked, proposer: Proposer) -> None:
    """The same member has not filed exactly this before; a compromise may repeat what it replaces.

    Raises:
        AlreadyFiled.
    """
    if checked.procedure is Procedure.COMPROMISE:
        return
    for row in checked.ground.filed:
        if _is_heard(row) and proposer.has_filed(row) and says_the_same(checked, row):
            raise AlreadyFiled(label=row.label)


def _is_heard(row: Amendment) -> bool:
    is_request = (row.state, row.state_code) == (AmendmentState.INADMISSIBLE, StateReason.DELETES_WHOLE_TEXT)
    return row.state.is_standing or is_request


def ensure_unsettled(checked: Checked, title: str) -> None:
    """No amendment that is part of the text has settled the words that the proposal changes.

    Raises:
        Conflict.
    """
    for rival in related_to(checked)[Relation.CONFLICT]:
        if rival.state.is_in_text:
            raise Conflict(one=title, other=rival.label)
