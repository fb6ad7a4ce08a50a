"""The acts on an amendment before its vote: previewed, filed, judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    NotTabled,
    Procedure,
    ReasonNeeded,
    RevisionSuperseded,
    StateReason,
    WholeTextDeleted,
)
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.filing import NothingToAmend
from recommendations.domain.hunks import Clash, Relation, clashes
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import Proposal, ensure_short
from recommendations.domain.refusals import NotPermitted
from recommendations.domain.similarity import near
from recommendations.services.amendments.own import own_amendment, record_on
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.views import Other, named
from recommendations.services.deciding.falling import ensure_fits
from recommendations.services.deciding.sub_amendments import raise_sub_amendments
from recommendations.services.facts import AmendmentChanged, Fact, tell, tell_all
from recommendations.services.filing.moving import let_go
from recommendations.services.filing.proposals import (
    Checked,
    checked_proposal,
    ensure_new,
    ensure_unsettled,
    related_to,
)
from recommendations.services.filing.proposers import Proposer, proposer_of
from recommendations.services.filing.storing import Filing, Start, replaced_by, start_of, store
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import Amendment, amendment_by_key, amendment_row
from recommendations.storage.database import db, transaction
from recommendations.storage.kept_forms import forget_form
from recommendations.storage.revisions import lock_theme, tabled_revision_row


@dataclass(frozen=True, slots=True)
class Preview:
    """What the assembly would get: the change in every changed language, and how it stands to what was filed.

    A new recommendation has no comparisons. ``clashes`` holds, for each conflict by its id, the words that both
    change. ``near`` says almost the same and can be joined, like ``identical``. ``supporters_needed`` is what the
    rules ask for before it is tabled; ``is_late`` that the deadline is over.
    """

    kind: AmendmentKind
    comparisons: Mapping[str, Comparison]
    conflicts: tuple[Other, ...]
    same_place: tuple[Other, ...]
    identical: tuple[Other, ...]
    procedure: Procedure = Procedure.ORDINARY
    near: tuple[Other, ...] = ()
    clashes: Mapping[UUID, tuple[Clash, ...]] | None = None
    is_late: bool = False
    supporters_needed: int = 0
    deletes_whole: bool = False
    is_language_only: bool = False


def preview_amendment(actor: Actor, theme_id: UUID, proposal: Proposal) -> Preview:
    """The proposal as it would be filed; nothing is stored. That it is late is said, not refused.

    Raises:
        Everything for which ``file_amendment`` refuses it, but ``DeadlinePassed`` and ``Conflict``.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    proposer = proposer_of(session, actor, theme, proposal)
    checked = checked_proposal(session, theme, proposal)
    ensure_new(checked, proposer)
    replaced_by(checked, proposal)
    return preview_of(checked, start_of(session, theme, checked, proposer, locale=actor.locale))


def preview_of(checked: Checked, start: Start) -> Preview:
    """What a checked proposal would be, and how it stands to everything filed on the same words."""
    related = related_to(checked)
    rivals = related[Relation.CONFLICT]
    base = checked.ground.texts
    return Preview(
        checked.kind,
        {language: compare(base[language], change) for language, change in checked.changes.items()},
        _named(rivals),
        _named(related[Relation.SAME_PLACE]),
        _named(related[Relation.IDENTICAL]),
        procedure=checked.procedure,
        near=_named(_near(checked, [*rivals, *related[Relation.SAME_PLACE]])),
        clashes={row.id: clashes(checked.changes, changes_of(row), base) for row in rivals},
        is_late=start.is_late,
        supporters_needed=start.supporters,
        deletes_whole=checked.deletes_whole,
        is_language_only=checked.is_language_only,
    )


def _named(rows: list[Amendment]) -> tuple[Other, ...]:
    return tuple(named(row) for row in rows)


def _near(checked: Checked, related: Sequence[Amendment]) -> list[Amendment]:
    """Those that almost say the same, and can still be joined."""
    alike = [row for row in related if near(checked.changes, changes_of(row), checked.ground.texts)]
    return sorted((row for row in alike if not row.state.is_in_text), key=lambda row: row.number)


def file_amendment(actor: Actor, theme_id: UUID, proposal: Proposal) -> UUID:
    """The amendment is filed under the next number, and the kept form is gone; the same key files it once.

    Raises:
        NotPermitted, NotFound, RevisionSuperseded, NothingChanged, WholeTextDeleted, TitleMissing, TextTooLong,
        LinkNotAllowed, UnknownAddressee, ThemeTitleMissing, NewTextMissing.
        ThirdDegree, NothingToAmend, WordingReplaced: of a sub-amendment.
        NotReplaceable: of a compromise.
        OralNotAllowed, MoverAbsent: of an oral amendment.
        AlreadyFiled: the member has filed exactly this.
        DeadlinePassed, LateNotAllowed: the deadline is over when the server receives it.
        RequestsClosed: it asks for a separate vote, and voting on the theme has begun.
        Conflict: an adopted amendment has settled these words.
    """
    with transaction() as session:
        theme = own_theme(session, actor, theme_id)
        lock_theme(session, theme_id)
        proposer = proposer_of(session, actor, theme, proposal)
        known = amendment_by_key(session, theme.edition_id, proposal.key) if proposal.key else None
        if known is not None:
            return _filed_by(known, proposer)
        checked = checked_proposal(session, theme, proposal)
        ensure_new(checked, proposer)
        ensure_unsettled(checked, proposal.title)
        replaced = replaced_by(checked, proposal)
        start = start_of(session, theme, checked, proposer, locale=actor.locale)
        row = store(session, theme, Filing(proposal, checked, proposer, start, replaced), actor)
        forget_form(session, actor.person_id, proposal.key)
    tell(AmendmentChanged(theme.edition_id, theme_id, row.id))
    return row.id


def _filed_by(row: Amendment, proposer: Proposer) -> UUID:
    if row.person_id != proposer.person_id:
        raise NotPermitted
    return row.id


def judge_amendment(actor: Actor, amendment_id: UUID, *, is_admissible: bool, reason: str = "") -> None:
    """The amendment goes to the vote or not; a judgement can be changed until the poll opens.

    Sub-amendments go with it; what a compromise would have replaced goes on when it does not.

    Raises:
        NotPermitted, NotFound.
        NotTabled: it is in the vote, decided, withdrawn or fallen.
        ReasonNeeded, TextTooLong: inadmissible without a reason, or with an endless one.
        WholeTextDeleted: it asks for the whole unit to go, which is a vote on the unit.
        NothingToAmend: the amendment that it changes is decided or gone.
        Conflict: an adopted amendment has settled these words since.
        RevisionSuperseded: the text has been frozen again since.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if not row.state.is_judgeable:
            raise NotTabled(label=row.label)
        if not is_admissible and not reason.strip():
            raise ReasonNeeded
        ensure_short(reason)
        if is_admissible:
            _ensure_votable(session, row)
        row.state = AmendmentState.ADMISSIBLE if is_admissible else AmendmentState.INADMISSIBLE
        row.state_reason, row.state_code = reason.strip(), StateReason.NONE
        record_on(session, row, f"amendment-{row.state.value}", {"reason": row.state_reason}, actor)
        facts = _follow(session, row, actor)
    tell_all([AmendmentChanged(row.edition_id, row.theme_id, row.id), *facts])


def _follow(session: Session, row: Amendment, actor: Actor) -> list[Fact]:
    if row.state is AmendmentState.ADMISSIBLE:
        raise_sub_amendments(session, row, actor)
        return []
    return let_go(session, row, actor)


def _ensure_votable(session: Session, row: Amendment) -> None:
    if row.kind is AmendmentKind.WHOLE_DELETION:
        raise WholeTextDeleted
    tabled = tabled_revision_row(session, row.theme_id)
    if tabled is not None and tabled.id != row.revision_id:
        raise RevisionSuperseded(number=tabled.number)
    parent = amendment_row(session, row.amends_id) if row.amends_id else None
    if parent is not None and not parent.state.is_pending:
        raise NothingToAmend(label=parent.label)
    ensure_fits(session, row)
