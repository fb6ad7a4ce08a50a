"""The acts on an amendment before its vote: previewed, filed, judged, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentKind,
    AmendmentState,
    Conflict,
    NothingChanged,
    NotTabled,
    PollAlreadyOpen,
    ReasonNeeded,
    RevisionSuperseded,
    UnknownAddressee,
)
from recommendations.domain.canonical import Json
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.hunk_encoding import change_to_json
from recommendations.domain.hunks import Relation, UnitChange, change_between, kind_of, relation
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import Proposal, checked_unit, ensure_sayable, ensure_short
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.services.amendment_views import Other, named
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.services.incorporating import changes_of, related
from recommendations.services.recording import record
from recommendations.services.revisions import tabled_revision
from recommendations.services.themes import own_theme
from recommendations.storage.amendments import (
    Amendment,
    amendment_by_key,
    amendment_row,
    amendments_of_unit,
    last_amendment_number,
)
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.revisions import lock_theme, revision_row, tabled_revision_row


@dataclass(frozen=True, slots=True)
class Preview:
    """What the assembly would get: the change in every changed language, and how it stands to what was filed."""

    kind: AmendmentKind
    comparisons: Mapping[str, Comparison]
    conflicts: tuple[Other, ...]
    same_place: tuple[Other, ...]
    identical: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    base: Mapping[str, Unit]
    amended: Mapping[str, Unit]
    changes: Mapping[str, UnitChange]
    kind: AmendmentKind


def preview_amendment(actor: Actor, theme_id: UUID, proposal: Proposal) -> Preview:
    """The proposal as it would be filed; nothing is stored.

    Raises:
        NotPermitted, NotFound, RevisionSuperseded, NothingChanged, WholeTextDeleted, TitleMissing, TextTooLong,
        LinkNotAllowed, UnknownAddressee.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    ensure_permitted(actor, Action.FILE_AMENDMENT, Subject(theme.edition_id, theme_id))
    checked = _checked(session, theme, proposal)
    others = _filed(session, proposal)
    return Preview(
        checked.kind,
        {language: compare(checked.base[language], change) for language, change in checked.changes.items()},
        _standing(others, checked, Relation.CONFLICT),
        _standing(others, checked, Relation.SAME_PLACE),
        _standing(others, checked, Relation.IDENTICAL),
    )


def file_amendment(actor: Actor, theme_id: UUID, proposal: Proposal) -> UUID:
    """The amendment is filed under the next number; the same key files it once.

    Raises:
        NotPermitted, NotFound, RevisionSuperseded, NothingChanged, WholeTextDeleted, TitleMissing, TextTooLong,
        LinkNotAllowed, UnknownAddressee.
        Conflict: an adopted amendment has settled these words.
    """
    with transaction() as session:
        theme = own_theme(session, actor, theme_id)
        lock_theme(session, theme_id)
        ensure_permitted(actor, Action.FILE_AMENDMENT, Subject(theme.edition_id, theme_id))
        known = amendment_by_key(session, theme.edition_id, proposal.key) if proposal.key else None
        if known is not None:
            return _filed_by(known, actor)
        checked = _checked(session, theme, proposal)
        for rival in _standing(_filed(session, proposal), checked, Relation.CONFLICT):
            if rival.state is AmendmentState.ADOPTED:
                raise Conflict(one=proposal.title, other=rival.label)
        row = _store(session, actor, theme, proposal, checked)
    tell(AmendmentChanged(theme.edition_id, theme_id, row.id))
    return row.id


def _filed_by(row: Amendment, actor: Actor) -> UUID:
    if row.person_id != actor.person_id:
        raise NotPermitted
    return row.id


def _checked(session: Session, theme: Theme, proposal: Proposal) -> _Checked:
    ensure_sayable(proposal.title, proposal.reason)
    base = _tabled(session, theme, proposal).unit_texts(proposal.unit_uid)
    if not proposal.amended or not base.keys() >= proposal.amended.keys():
        raise NotFound
    edition = session.get_one(Edition, theme.edition_id)
    amended: dict[str, Unit] = {}
    for language, unit in base.items():
        wanted = unit.addressees if proposal.addressees is None else proposal.addressees
        if not set(wanted) <= {*edition.addressees, *unit.addressees}:
            raise UnknownAddressee
        amended[language] = checked_unit(unit, proposal.amended.get(language, unit), wanted)
    changes = {language: change_between(base[language], unit) for language, unit in amended.items()}
    changed = {language: change for language, change in changes.items() if change != UnitChange()}
    if not changed:
        raise NothingChanged
    shown = proposal.language if proposal.language in changed else next(iter(changed))
    return _Checked(base, amended, changed, kind_of(changed[shown], base[shown]))


def _tabled(session: Session, theme: Theme, proposal: Proposal) -> RevisionText:
    named = revision_row(session, proposal.revision_id)
    tabled = tabled_revision(session, theme.id)
    if tabled is None or named is None or named.theme_id != theme.id:
        raise NotFound
    if tabled.id != named.id:
        raise RevisionSuperseded(number=tabled.number)
    return tabled


def _filed(session: Session, proposal: Proposal) -> list[Amendment]:
    filed = amendments_of_unit(session, proposal.revision_id, proposal.unit_uid)
    return [row for row in filed if row.state.is_standing]


def _standing(others: list[Amendment], checked: _Checked, kind: Relation) -> tuple[Other, ...]:
    return tuple(named(row) for row in others if relation(checked.changes, changes_of(row)) is kind)


def _store(session: Session, actor: Actor, theme: Theme, proposal: Proposal, checked: _Checked) -> Amendment:
    hunks: dict[str, object] = {language: change_to_json(change) for language, change in checked.changes.items()}
    row = Amendment(
        id=uuid4(),
        edition_id=theme.edition_id,
        revision_id=proposal.revision_id,
        theme_id=theme.id,
        unit_uid=proposal.unit_uid,
        number=last_amendment_number(session, theme.edition_id) + 1,
        kind=checked.kind,
        state=AmendmentState.TABLED,
        state_reason="",
        member_id=actor.member_id,
        person_id=actor.person_id,
        title=proposal.title.strip(),
        reason=proposal.reason.strip(),
        language=proposal.language,
        amended={language: unit_to_json(checked.amended[language]) for language in checked.changes},
        hunks=hunks,
        filed_at=now(),
        filing_key=proposal.key or uuid4().hex,
    )
    session.add(row)
    session.flush()
    payload: dict[str, Json] = {"revision": str(row.revision_id), "unit": row.unit_uid, "title": row.title}
    _record(session, row, "amendment-filed", payload, actor)
    return row


def _record(session: Session, row: Amendment, kind: str, payload: dict[str, Json], actor: Actor) -> None:
    known: dict[str, Json] = {"amendment": str(row.id), "label": row.label}
    record(session, row.edition_id, kind, known | payload, actor)


def judge_amendment(actor: Actor, amendment_id: UUID, *, is_admissible: bool, reason: str = "") -> None:
    """The amendment goes to the vote or not; a judgement can be changed until the poll opens.

    Raises:
        NotPermitted, NotFound.
        NotTabled: it is in the vote, decided, withdrawn or fallen.
        ReasonNeeded, TextTooLong: inadmissible without a reason, or with an endless one.
        Conflict: an adopted amendment has settled these words since.
        RevisionSuperseded: the text has been frozen again since.
    """
    with transaction() as session:
        row = _own(session, actor, amendment_id)
        ensure_permitted(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if not row.state.is_judgeable:
            raise NotTabled(label=row.label)
        if not is_admissible and not reason.strip():
            raise ReasonNeeded
        ensure_short(reason)
        if is_admissible:
            _ensure_votable(session, row)
        row.state = AmendmentState.ADMISSIBLE if is_admissible else AmendmentState.INADMISSIBLE
        row.state_reason = reason.strip()
        _record(session, row, f"amendment-{row.state.value}", {"reason": row.state_reason}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def _ensure_votable(session: Session, row: Amendment) -> None:
    tabled = tabled_revision_row(session, row.theme_id)
    if tabled is not None and tabled.id != row.revision_id:
        raise RevisionSuperseded(number=tabled.number)
    for rival in related(session, row, Relation.CONFLICT):
        if rival.state is AmendmentState.ADOPTED:
            raise Conflict(one=row.label, other=rival.label)


def withdraw_amendment(actor: Actor, amendment_id: UUID) -> None:
    """The amendment is withdrawn by its proposer's city or the secretariat.

    Raises:
        NotPermitted, NotFound.
        PollAlreadyOpen: the question belongs to the assembly (case 28).
        AmendmentDecided: it was decided, withdrawn before, or has fallen.
    """
    with transaction() as session:
        row = _own(session, actor, amendment_id)
        subject = Subject(row.edition_id, row.theme_id, row.member_id)
        ensure_permitted(actor, Action.WITHDRAW_AMENDMENT, subject)
        if row.state is AmendmentState.IN_VOTE:
            raise PollAlreadyOpen(label=row.label)
        if not row.state.is_withdrawable:
            raise AmendmentDecided(label=row.label)
        row.state, row.state_reason = AmendmentState.WITHDRAWN, ""
        _record(session, row, "amendment-withdrawn", {}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def _own(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    """The actor's edition's amendment, as it stands once no other act can change it."""
    row = amendment_row(session, amendment_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    lock_theme(session, row.theme_id)
    session.refresh(row)
    return row
