"""Whether a question may be put to the assembly now: what comes before it is decided, and nothing stands against it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from recommendations.domain.amendments import WAITING, AmendmentKind, AmendmentState, Conflict
from recommendations.domain.editions import ThemeKind
from recommendations.domain.merged_themes import ThemeMerged
from recommendations.domain.polls import AmendmentsPending, PollSubject, RivalInVote, SubjectNotReady
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import UnitKind
from recommendations.services.amendments.standings import exclusive_with, identical_with, standings_of
from recommendations.services.deciding.falling import decided_with, ensure_free
from recommendations.services.deciding.parts import DECIDED, label_of, part_of
from recommendations.storage.amendments import Amendment, amendments_by_id, amendments_in, sub_amendments_of
from recommendations.storage.corrections import Contradiction
from recommendations.storage.editions import Theme
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.polls import Poll, adopted_units
from recommendations.storage.revisions import versions_of_unit
from recommendations.storage.voting_lists import poll_items_of, separately_asked
from recommendations.storage.wordings import AmendmentPart, parts_of

# A postponed amendment comes back as soon as there is a quorum (case 59).
OPEN_TO_VOTE = frozenset({AmendmentState.ADMISSIBLE, AmendmentState.POSTPONED})
_AFTER_OPERATIVE = frozenset({UnitKind.CITATION, UnitKind.RECITAL})


def ensure_ready(session: Session, poll: Poll) -> None:
    """Whether the question may be put to the assembly now.

    Raises:
        SubjectNotReady: the amendment is not admissible, or voted otherwise; the manifesto is decided; nothing of
            the block is left; one of the two recommendations does not stand.
        ThemeMerged: the recommendation stands in another theme by now.
        RivalInVote: an amendment that excludes this one, or says the same, is being voted (R7).
        AmendmentsPending: something that comes before it is undecided (R10).
        Conflict, RevisionSuperseded: the text as it stands keeps the amendment out.
    """
    match poll.subject:
        case PollSubject.AMENDMENT:
            row = session.get_one(Amendment, poll.amendment_id)
            _ensure_state(session, row, poll.part)
            _ensure_amendment_ready(session, row, poll.part)
        case PollSubject.BLOCK:
            _ensure_block_ready(session, poll)
        case PollSubject.RECOMMENDATION:
            _ensure_unit_ready(session, poll)
        case PollSubject.CONTRADICTION:
            _ensure_choice_ready(session, poll)
        case PollSubject.MANIFESTO:
            _ensure_manifesto_ready(session, poll)


def _ensure_manifesto_ready(session: Session, poll: Poll) -> None:
    if not session.get_one(ManifestoRow, poll.manifesto_id).state.is_open_to_vote:
        raise SubjectNotReady


def _ensure_state(session: Session, row: Amendment, number: int | None) -> None:
    parts = parts_of(session, row.id)
    is_open = row.state in OPEN_TO_VOTE or (number is not None and row.state is AmendmentState.IN_VOTE)
    if not is_open or (number is None) is bool(parts):
        raise SubjectNotReady
    if number is not None:
        _ensure_part_ready(row, part_of(session, row, number), parts)


def _ensure_part_ready(row: Amendment, part: AmendmentPart, parts: Sequence[AmendmentPart]) -> None:
    before = [label_of(row, one.number) for one in parts if one.number < part.number and one.state not in DECIDED]
    if part.state is not AmendmentState.ADMISSIBLE:
        raise SubjectNotReady
    if before:
        raise AmendmentsPending(labels=", ".join(before))


def _ensure_amendment_ready(session: Session, row: Amendment, part: int | None) -> None:
    together = [row, *(other for other, _ in decided_with(session, row))]
    for one in together:
        _ensure_no_rival(session, one, beside=row)
    before = [sub for one in together for sub in _undecided_subs(session, one)] or _before(session, row)
    if before:
        raise AmendmentsPending(labels=", ".join(one.label for one in before))
    if part is None:
        ensure_free(session, row)


def _ensure_no_rival(session: Session, row: Amendment, *, beside: Amendment) -> None:
    others = (*exclusive_with(session, row.id), *identical_with(session, row.id))
    in_vote = [one.label for one in others if one.state is AmendmentState.IN_VOTE and one.id != beside.id]
    if in_vote:
        raise RivalInVote(rival=in_vote[0])


def _undecided_subs(session: Session, row: Amendment) -> list[Amendment]:
    return [sub for sub in sub_amendments_of(session, row.id) if sub.state in WAITING]


def _before(session: Session, row: Amendment) -> list[Amendment]:
    """The amendments that come before this one: titles come last, recitals after what they introduce (R10)."""
    if row.amends_id is not None:
        return []
    waiting = [one for one in amendments_in(session, row.edition_id, WAITING) if one.amends_id is None]
    if row.kind is AmendmentKind.THEME_TITLE:
        return [one for one in waiting if one.theme_id == row.theme_id and one.unit_uid != THEME_TITLE]
    is_preamble = session.get_one(Theme, row.theme_id).kind is ThemeKind.PREAMBLE
    if not is_preamble and not _kinds(session, row) & _AFTER_OPERATIVE:
        return []
    others = [one for one in waiting if is_preamble or one.theme_id == row.theme_id]
    return [one for one in others if _is_operative(session, one)]


def _is_operative(session: Session, row: Amendment) -> bool:
    return row.kind is AmendmentKind.NEW_UNIT or any(kind.is_operative for kind in _kinds(session, row))


def _kinds(session: Session, row: Amendment) -> set[UnitKind]:
    return {unit.kind for unit, _ in versions_of_unit(session, row.revision_id, row.unit_uid).values()}


def _ensure_block_ready(session: Session, poll: Poll) -> None:
    rows = items_left(session, poll)
    if not rows:
        raise SubjectNotReady
    ensure_compatible(session, rows)
    for row in rows:
        _ensure_amendment_ready(session, row, None)


def items_left(session: Session, poll: Poll) -> list[Amendment]:
    """The amendments of the block that can be voted in it: still open to the vote, and not wanted apart (case 71)."""
    ids = poll_items_of(session, poll.id)
    rows, apart = amendments_by_id(session, ids), separately_asked(session, ids)
    return [rows[one] for one in ids if rows[one].state in OPEN_TO_VOTE and one not in apart]


def ensure_compatible(session: Session, rows: Sequence[Amendment]) -> None:
    """All of the amendments can be adopted together.

    Raises:
        Conflict: two of them exclude each other.
    """
    standings, by_id = standings_of(session, rows), {row.id: row for row in rows}
    for row in rows:
        for other in standings.conflicts_of(row.id):
            raise Conflict(one=row.label, other=by_id[other].label)


def _ensure_unit_ready(session: Session, poll: Poll) -> None:
    if session.get_one(Theme, poll.theme_id).merged_into_id is not None:
        raise ThemeMerged
    pending = amendments_in(session, poll.edition_id, WAITING)
    labels = [row.label for row in pending if (row.theme_id, row.unit_uid) == (poll.theme_id, poll.unit_uid)]
    if labels:
        raise AmendmentsPending(labels=", ".join(labels))


def _ensure_choice_ready(session: Session, poll: Poll) -> None:
    row = session.get_one(Contradiction, poll.contradiction_id)
    both = {(row.one_theme_id, row.one_uid), (row.other_theme_id, row.other_uid)}
    if row.kept or not both <= adopted_units(session, row.edition_id):
        raise SubjectNotReady
