"""Amendments in parts, and polls on them."""

from uuid import UUID

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.polls import Choice
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from recommendations.storage.wordings import parts_of
from tests.services.assembly import ENGLISH, Assembly, admitted, changed, newest_text

S = AmendmentState
FIRST = "noise and dust figures"
LATER = "noise, dust and light figures"


def nested(assembly: Assembly, *also: int) -> UUID:
    """An amendment whose second part changes what the first part says; ``also`` have a wording of their own."""
    amendment_id = admitted(assembly, "noise figures", LATER)
    alone = {1: FIRST, 2: "noise and light figures"}
    given = {frozenset({part}): {"en": changed(ENGLISH, "noise figures", alone[part])} for part in (1, *also)}
    split_amendment(assembly.chair, amendment_id, ["Dust", "Light"], given)
    return amendment_id


def hold(assembly: Assembly, amendment_id: UUID, part: int, *, adopted: bool) -> UUID:
    """The poll on one part, from its preparation to its announcement."""
    poll_id = prepare_poll(on_amendment(amendment_id, part), assembly.chair)
    open_poll(poll_id, assembly.chair)
    choice = Choice.FOR if adopted else Choice.AGAINST
    cast_ballot(poll_id, assembly.delegate, choice, key=poll_id.hex)
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)
    return poll_id


def states(amendment_id: UUID) -> list[AmendmentState]:
    db.session.remove()
    return [part.state for part in parts_of(db.session(), amendment_id)]


def noise(assembly: Assembly) -> str:
    return newest_text(assembly).paragraphs[0].plain.removeprefix("Town halls should publish ").split(" once")[0]
