"""Polls of an assembly, held from their preparation to their announcement."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from recommendations.domain.polls import Choice
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.targets import Target
from tests.services.assembly import Assembly, admitted

BOTH = (Choice.FOR, Choice.FOR)


def opened(assembly: Assembly, target: Target) -> UUID:
    poll_id = prepare_poll(target, assembly.chair)
    open_poll(poll_id, assembly.chair)
    return poll_id


def hold(assembly: Assembly, target: Target, choices: Sequence[Choice] = BOTH) -> UUID:
    """A poll from preparation to announcement."""
    poll_id = opened(assembly, target)
    for actor, choice in zip((assembly.delegate, assembly.other_delegate), choices, strict=True):
        cast_ballot(poll_id, actor, choice, key=uuid4().hex)
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)
    return poll_id


def annul(assembly: Assembly, poll_id: UUID) -> None:
    annul_poll(poll_id, assembly.chair, reason="The wrong question was shown.")


def pair(assembly: Assembly) -> tuple[UUID, UUID]:
    return admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
