"""What the reader has to do with amendments: filed by the own member, supported by it, begun and not sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Consent, Procedure, StateReason
from recommendations.domain.editions import RuleSet, rule_set
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.amendments.views import Other, ThemeLabel, named, theme_label
from recommendations.services.filing.grounds import AMENDABLE
from recommendations.services.filing.kept_forms import KeptFormView, kept_forms
from recommendations.services.filing.supporting import counts_of_supporters, supporters_needed
from recommendations.storage.amendments import Amendment, amendments_by_id, amendments_of_proposer
from recommendations.storage.database import db, now
from recommendations.storage.editions import Edition, themes_of
from recommendations.storage.links import links_in
from recommendations.storage.opinions import Opinion, opinions_of
from recommendations.storage.people import names_of
from recommendations.storage.revisions import printed_numbers
from recommendations.storage.support import supported_by


class Need(StrEnum):
    """What an amendment needs from its proposer's side."""

    REBASE = "rebase"
    CONSENT = "consent"
    ANSWER = "answer"
    SUPPORTERS = "supporters"


@dataclass(frozen=True, slots=True)
class OwnAmendmentLine:
    """An amendment of the reader's member or person, or one that it supports.

    ``compromises`` are those that ask for the author's consent; ``missing`` counts the supporters still missing.
    """

    id: UUID
    label: str
    title: str
    procedure: Procedure
    state: AmendmentState
    state_code: StateReason
    state_reason: str
    theme: ThemeLabel
    unit_uid: str
    unit_number: str
    person: str
    filed_at: datetime
    is_officers: bool = False
    needs: tuple[Need, ...] = ()
    compromises: tuple[Other, ...] = ()
    supporters: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class MyAmendments:
    """The page "My amendments"."""

    filed: tuple[OwnAmendmentLine, ...]
    supported: tuple[OwnAmendmentLine, ...]
    forms: tuple[KeptFormView, ...]
    themes: Mapping[UUID, ThemeLabel]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known about all of the reader's amendments at once."""

    themes: Mapping[UUID, ThemeLabel]
    people: Mapping[UUID, str]
    numbers: Mapping[tuple[UUID, str], str]
    asking: Mapping[UUID, tuple[Other, ...]]
    unanswered: frozenset[UUID]
    rules: RuleSet
    supporters: Mapping[UUID, int]


def my_amendments(actor: Actor) -> MyAmendments:
    """Everything that concerns the reader, what needs an answer first.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    own = amendments_of_proposer(session, actor.edition_id, actor.member_id, actor.person_id)
    ids = supported_by(session, actor.member_id) if actor.member_id else set()
    supported = sorted(amendments_by_id(session, ids).values(), key=lambda row: row.number)
    around = _around(session, actor, [*own, *supported])
    lines = [_own_line(row, around) for row in own]
    return MyAmendments(
        tuple(sorted(lines, key=lambda line: not line.needs)),
        tuple(_line(row, around) for row in supported),
        kept_forms(actor),
        around.themes,
    )


def _around(session: Session, actor: Actor, rows: Sequence[Amendment]) -> _Around:
    themes = {theme.id: theme_label(theme) for theme in themes_of(session, actor.edition_id)}
    return _Around(
        themes,
        names_of(session, {row.person_id for row in rows}),
        printed_numbers(session, {row.revision_id for row in rows}),
        _asking(session, actor.edition_id),
        _unanswered(session, rows),
        rule_set(session.get_one(Edition, actor.edition_id).rules),
        counts_of_supporters(session, rows),
    )


def _asking(session: Session, edition_id: UUID) -> dict[UUID, tuple[Other, ...]]:
    """The compromises that ask for consent, by the amendment that they would replace."""
    links = [link for link in links_in(session, edition_id) if link.consent is Consent.ASKED]
    compromises = amendments_by_id(session, {link.one_id for link in links})
    asking: dict[UUID, tuple[Other, ...]] = {}
    for link in links:
        compromise = compromises[link.one_id]
        if compromise.state.is_pending:
            asking[link.other_id] = (*asking.get(link.other_id, ()), named(compromise))
    return asking


def _unanswered(session: Session, rows: Sequence[Amendment]) -> frozenset[UUID]:
    """The amendments to whose newest advice that can be seen nobody has answered."""
    newest: dict[UUID, Opinion] = {}
    for opinion in opinions_of(session, {row.id for row in rows}):
        if opinion.visible_from <= now():
            newest[opinion.amendment_id] = opinion
    return frozenset(known for known, opinion in newest.items() if opinion.answered_at is None)


def _line(row: Amendment, around: _Around) -> OwnAmendmentLine:
    return OwnAmendmentLine(
        id=row.id,
        label=row.label,
        title=row.title,
        procedure=row.procedure,
        state=row.state,
        state_code=row.state_code,
        state_reason=row.state_reason,
        theme=around.themes[row.theme_id],
        unit_uid=row.unit_uid,
        unit_number=around.numbers.get((row.revision_id, row.unit_uid), ""),
        person=around.people[row.person_id],
        filed_at=row.filed_at,
        is_officers=row.member_id is None,
    )


def _own_line(row: Amendment, around: _Around) -> OwnAmendmentLine:
    counted, needed = around.supporters[row.id], supporters_needed(around.rules, row.state)
    line = replace(
        _line(row, around),
        compromises=around.asking.get(row.id, ()) if row.state in AMENDABLE else (),
        supporters=counted,
        missing=max(0, needed - counted),
    )
    is_answer_due = row.id in around.unanswered and row.state.is_pending
    needs = {
        Need.REBASE: row.state is AmendmentState.NEEDS_REBASE,
        Need.CONSENT: bool(line.compromises),
        Need.ANSWER: is_answer_due,
        Need.SUPPORTERS: line.missing > 0,
    }
    return replace(line, needs=tuple(need for need, is_there in needs.items() if is_there))
