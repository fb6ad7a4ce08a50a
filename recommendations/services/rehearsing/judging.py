"""Between filing and the votes: ruled on, agreed on, split, withdrawn, taken over, refused as too late."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, combinations
from uuid import UUID

from recommendations.domain.amendments import AmendmentState, Procedure, RequestKind
from recommendations.domain.refusals import NotPermitted
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import AlreadyRequested, Flag
from recommendations.intake.proposed import Part, Proposed
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.editorial import apply_editorial
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.filing.amending import judge_amendment
from recommendations.services.filing.moving import take_over_amendment, withdraw_amendment
from recommendations.services.filing.supporting import refuse_late
from recommendations.services.rehearsing.operations import UnfitOperationError
from recommendations.services.rehearsing.play import AMENDMENTS, CANNOT, Play
from recommendations.services.rehearsing.proposals import base_of, changed
from recommendations.services.voting.lists import proposed_list
from recommendations.services.voting.requests import request_vote
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db

Act = Callable[[Play, Proposed, Amendment], None]

INADMISSIBLE = "inadmissible"
WITHDRAWN, TAKEN_OVER = "withdrawn_by_", "taken_over_by_"


def admit_amendments(play: Play) -> None:
    """What goes to the vote is admissible; authors have answered, and what is split is in parts."""
    for proposed, row in list(play.rows()):
        _attempt(play, proposed, row, _admit)
    for proposed, row in list(play.rows()):
        _attempt(play, proposed, row, _answer)
    for proposed, row in list(play.rows()):
        _attempt(play, proposed, row, _split)


def settle_the_rest(play: Play) -> None:
    """What does not go to the vote is out of the way, and what changes hands has done so."""
    for proposed, row in list(play.rows()):
        _attempt(play, proposed, row, _rule)
        _attempt(play, proposed, row, _pass_on)
    for expected in play.assembly.expected:
        if expected.separate_for and expected.recommendation in play.tabled:
            _request(play, expected.recommendation, expected.separate_for)


def _attempt(play: Play, proposed: Proposed, row: Amendment, act: Act) -> None:
    try:
        act(play, proposed, row)
    except CANNOT as error:
        play.report.fail(AMENDMENTS, proposed.id, f"{type(error).__name__} {error}")


def _is_ruled_out(proposed: Proposed) -> bool:
    return proposed.admissibility.get("decision") == INADMISSIBLE


def _admit(play: Play, proposed: Proposed, row: Amendment) -> None:
    if row.state is AmendmentState.EDITORIAL:
        apply_editorial(play.scene.chair, row.id)
    elif row.state is AmendmentState.TABLED and row.procedure is not Procedure.ORAL and not _is_ruled_out(proposed):
        judge_amendment(play.scene.chair, row.id, is_admissible=True)


def _answer(play: Play, proposed: Proposed, row: Amendment) -> None:
    for code in proposed.replaces:
        author = play.proposed[code].proposer
        answer_compromise(play.delegate(author), row.id, play.filed[code], gives=author in proposed.supporters)


def _split(play: Play, proposed: Proposed, row: Amendment) -> None:
    if proposed.parts:
        titles = [f"{proposed.id}/{part.number}" for part in proposed.parts]
        split_amendment(play.scene.chair, row.id, titles, part_wordings(base_of(play, proposed), proposed.parts))


def part_wordings(base: Mapping[str, Unit], parts: Sequence[Part]) -> dict[frozenset[int], dict[str, Unit]]:
    """How the unit reads with each combination of parts that the file has a wording for."""
    wordings: dict[frozenset[int], dict[str, Unit]] = {}
    for chosen in chain.from_iterable(combinations(parts, size) for size in range(1, len(parts) + 1)):
        try:
            wordings[frozenset(part.number for part in chosen)] = _combined(base, chosen)
        except UnfitOperationError:
            continue
    return wordings


def _combined(base: Mapping[str, Unit], chosen: Sequence[Part]) -> dict[str, Unit]:
    numbers = {part.number for part in chosen}
    units = dict(base)
    for part in chosen:
        stands = part.builds_on is None or part.builds_on in numbers
        change = part.change if stands else part.otherwise
        if not change:
            raise UnfitOperationError
        units = changed(units, change)
    return units


def _rule(play: Play, proposed: Proposed, row: Amendment) -> None:
    if row.state is AmendmentState.LATE:
        refuse_late(play.scene.chair, row.id)
    elif row.state is AmendmentState.TABLED and _is_ruled_out(proposed):
        reason = proposed.admissibility.get("reason") or INADMISSIBLE
        judge_amendment(play.scene.chair, row.id, is_admissible=False, reason=reason)


def _pass_on(play: Play, proposed: Proposed, row: Amendment) -> None:
    for step in proposed.path:
        if step.startswith(WITHDRAWN):
            withdraw_amendment(play.delegate(step.removeprefix(WITHDRAWN)), row.id)
        elif step.startswith(TAKEN_OVER):
            take_over_amendment(play.delegate(step.removeprefix(TAKEN_OVER)), row.id)


def _request(play: Play, code: str, named: str) -> None:
    theme_id = play.scene.themes[play.tabled[code].theme]
    # The file names one who asks; as many others as the rules want ask with them.
    for actor in (play.delegate(named), *(voter.actor for voter in play.scene.voters)):
        if is_apart(theme_id, code):
            return
        with suppress(AlreadyRequested, NotPermitted):
            request_vote(actor, theme_id, code, kind=RequestKind.SEPARATE)


def is_apart(theme_id: UUID, uid: str) -> bool:
    """Whether the recommendation is voted apart from the others."""
    items = proposed_list(db.session(), theme_id).items
    return any(item.unit_uid == uid and Flag.SEPARATE_VOTE in item.flags for item in items)
