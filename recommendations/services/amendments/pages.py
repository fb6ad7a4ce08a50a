"""Amendments as readers see them: with a recommendation, one by one with their history, and those of a theme."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure, StateReason
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.services.amendments.history import acts_of, polls_of_amendment, versions_seen
from recommendations.services.amendments.lines import (
    bases_of,
    comparisons_of,
    lines_of,
    statements_of,
    versions_beside,
)
from recommendations.services.amendments.notes import note_of
from recommendations.services.amendments.opinions import opinion_views
from recommendations.services.amendments.own import acts_for_proposer, known_amendment
from recommendations.services.amendments.ties import linkable_with, parts_seen, ties_of
from recommendations.services.amendments.views import (
    AmendmentLine,
    AmendmentList,
    AmendmentPage,
    Permissions,
    Ties,
    theme_label,
)
from recommendations.services.filing.supporting import WAITING_FOR_SUPPORT, supporters
from recommendations.services.texts.revisions import read_revision, tabled_revision
from recommendations.storage.amendments import Amendment, amendments_of_edition
from recommendations.storage.database import db, now
from recommendations.storage.editions import Edition, themes_of

_SPLITTABLE = frozenset({AmendmentState.TABLED, AmendmentState.ADMISSIBLE})


def amendment_page(actor: Actor, amendment_id: UUID) -> AmendmentPage:
    """The amendment with its difference, its standing and its whole history.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    revision, tabled = read_revision(session, row.revision_id), tabled_revision(session, row.theme_id)
    base = bases_of(session, [row])[row.id]
    may, ties = _permissions(session, actor, row), ties_of(session, row)
    parts, combinations = parts_seen(session, row)
    return AmendmentPage(
        line=replace(_line(session, actor, row, ties), statements=statements_of(row, base)),
        reason=row.reason,
        unit_title={language: unit.title for language, unit in base.items()},
        revision_number=revision.number,
        is_superseded=tabled is not None and tabled.id != revision.id,
        comparisons=comparisons_of(row, base),
        beside=versions_beside(row, base),
        addressees=session.get_one(Edition, actor.edition_id).addressees,
        history=acts_of(session, row),
        versions=versions_seen(session, row),
        ties=ties,
        parts=parts,
        combinations=combinations,
        supporters=supporters(session, row.id),
        opinions=opinion_views(session, actor, row),
        note=note_of(session, actor, row.id),
        polls=polls_of_amendment(session, row.id),
        linkable=linkable_with(session, row, ties) if may.link else (),
        may=may,
    )


def _line(session: Session, actor: Actor, row: Amendment, ties: Ties) -> AmendmentLine:
    return replace(lines_of(session, actor, [row])[0], identical=ties.identical, same_place=ties.same_place)


def _permissions(session: Session, actor: Actor, row: Amendment) -> Permissions:
    def may(action: Action) -> bool:
        return permits(actor, action, Subject(row.edition_id, row.theme_id, row.member_id))

    judges, is_waiting = may(Action.JUDGE_AMENDMENT), row.state in WAITING_FOR_SUPPORT
    heard = [one for one in opinion_views(session, actor, row) if one.visible_from <= now()]
    is_open = row.state.is_pending or is_waiting
    is_author = acts_for_proposer(actor, Action.ANSWER_ADVICE, row)
    is_whole = row.procedure in {Procedure.ORDINARY, Procedure.ALTERNATIVE, Procedure.SUB_AMENDMENT}
    return Permissions(
        judge=row.state.is_judgeable and row.state_code is not StateReason.DELETES_WHOLE_TEXT and judges,
        refuse_late=is_waiting and judges,
        apply_editorial=row.state is AmendmentState.EDITORIAL and may(Action.CONFIRM_CORRECTION),
        withdraw=row.state.is_withdrawable and acts_for_proposer(actor, Action.WITHDRAW_AMENDMENT, row),
        advise=is_open and may(Action.ADVISE_ON_AMENDMENT),
        answer=bool(heard) and is_open and is_author and may(Action.ANSWER_ADVICE),
        tag=may(Action.TAG_AMENDMENT),
        link=row.state.is_pending and may(Action.LINK_AMENDMENTS),
        split=row.state in _SPLITTABLE and is_whole and row.kind is not AmendmentKind.NEW_UNIT and judges,
    )


def amendment_list(
    actor: Actor, *, theme_id: UUID | None = None, states: Sequence[AmendmentState] = ()
) -> AmendmentList:
    """The edition's amendments by theme and number; only this theme's and these states' where given.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    rows = [row for row, _ in amendments_of_edition(session, actor.edition_id, theme_id, states)]
    return AmendmentList(
        themes=tuple(theme_label(theme) for theme in themes_of(session, actor.edition_id)),
        lines=lines_of(session, actor, rows),
    )
