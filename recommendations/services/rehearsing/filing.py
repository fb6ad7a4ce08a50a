"""The acts before the votes: filed on each revision in turn, supported, judged, agreed on, split, taken over."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import Proposal
from recommendations.intake.proposed import Proposed
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.rebasing import carry_over, rebase_amendment
from recommendations.services.filing.supporting import support_amendment
from recommendations.services.rehearsing.operations import UnfitOperationError
from recommendations.services.rehearsing.play import AMENDMENTS, CANNOT, Play
from recommendations.services.rehearsing.proposals import proposal_of
from recommendations.services.rehearsing.scene import units_at
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import lock_theme, tabled_revision_row


def file_amendments(play: Play) -> None:
    """Everything that can be filed before the votes is filed, and stands on the last revision of its theme."""
    set_deadline(play.scene.secretariat, now() + timedelta(days=1))
    last = max((entry.revision for entry in play.assembly.recommendations), default=1)
    for revision in range(1, last + 1):
        if revision > 1:
            _freeze_again(play, revision)
        _file_on(play, revision)
    _rebase(play)
    _file_late(play)


def in_order(play: Play) -> Iterator[Proposed]:
    """The file's order, but nothing before what it changes or replaces."""
    seen: set[str] = set()
    for entry in play.assembly.amendments:
        yield from _with_what_it_needs(play, entry, seen)


def _with_what_it_needs(play: Play, entry: Proposed, seen: set[str]) -> Iterator[Proposed]:
    if entry.id in seen:
        return
    seen.add(entry.id)
    for code in (entry.target, *entry.replaces):
        if code in play.proposed:
            yield from _with_what_it_needs(play, play.proposed[code], seen)
    yield entry


def last_revision(play: Play, theme: str) -> int:
    """The number of the last revision of this theme that is tabled before the votes."""
    return max((entry.revision for entry in play.assembly.recommendations if entry.theme == theme), default=1)


def _file_on(play: Play, revision: int) -> None:
    for proposed in in_order(play):
        last = last_revision(play, play.theme_of(proposed))
        is_due = min(proposed.filed_on, last) <= revision <= last
        if is_due and proposed.late is None and proposed.id not in play.filed:
            _file_if_it_fits(play, proposed)


def _file_if_it_fits(play: Play, proposed: Proposed) -> None:
    try:
        file_one(play, proposed, *proposal_of(play, proposed, proposed.filed_as or proposed.change))
    except UnfitOperationError:
        # Its words may stand in a later revision, or in the text as amended: it is filed there, or missed at the end.
        return
    except CANNOT as error:
        play.report.fail(AMENDMENTS, proposed.id, f"cannot be filed: {type(error).__name__} {error}")


def file_one(play: Play, proposed: Proposed, theme_id: UUID, proposal: Proposal) -> None:
    """The proposal is filed by its author, and supported by whom the file names.

    Raises:
        Refused: the house does not take it.
    """
    play.filed[proposed.id] = file_amendment(_author(play, proposed), theme_id, proposal)
    for supporter in _supporters(play, proposed):
        support_amendment(supporter, play.filed[proposed.id])


def _author(play: Play, proposed: Proposed) -> Actor:
    actor = play.delegate(proposed.proposer)
    # Compromises come from officers; what two delegates have agreed on is handed in by the secretariat.
    is_officer = any(actor.holds(role) for role in (Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT))
    return play.scene.secretariat if proposed.kind == "compromise" and not is_officer else actor


def _supporters(play: Play, proposed: Proposed) -> Iterator[Actor]:
    """The named ones, and as many of the made up members as the figure needs; of a compromise they are its authors."""
    if proposed.kind == "compromise":
        return
    named = [play.scene.delegates[code] for code in proposed.supporters if code in play.scene.delegates]
    yield from (actor for actor in named if actor.member_id is not None and actor.holds(Role.DELEGATE))
    wanted = proposed.late.supporters if proposed.late else 0
    known = {actor.person_id for actor in play.scene.delegates.values()}
    others = [voter.actor for voter in play.scene.voters if voter.actor.person_id not in known]
    yield from others[: max(0, wanted - len(named))]


def _freeze_again(play: Play, revision: int) -> None:
    for code, theme_id in play.scene.themes.items():
        if last_revision(play, code) < revision:
            continue
        with transaction() as session:
            lock_theme(session, theme_id)
            old = tabled_revision_row(session, theme_id)
            new = store_revision(session, theme_id, units_at(play.assembly, code, revision), actor=play.scene.chair)
            theme = session.get_one(Theme, theme_id)
            carry_over(session, theme, old.id if old else None, new, play.scene.chair)


def _rebase(play: Play) -> None:
    for proposed, row in list(play.rows()):
        if row.state is AmendmentState.NEEDS_REBASE:
            try:
                _theme_id, proposal = proposal_of(play, proposed, proposed.change)
                rebase_amendment(play.delegate(proposed.proposer), row.id, proposal)
            except CANNOT as error:
                play.report.fail(AMENDMENTS, proposed.id, f"cannot be rebased: {type(error).__name__} {error}")


def _file_late(play: Play) -> None:
    for proposed in in_order(play):
        if proposed.late is not None:
            minutes = timedelta(seconds=int(60 * proposed.late.minutes))
            set_deadline(play.scene.secretariat, now() - minutes)
            _file_if_it_fits(play, proposed)
