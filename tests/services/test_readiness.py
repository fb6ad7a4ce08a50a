"""A poll opens when nothing stands against any of the amendments that it decides."""

from uuid import UUID

import pytest

from recommendations.domain.polls import AmendmentsPending, RivalInVote
from recommendations.services.amendments.linking import exclude
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from tests.services.assembly import Assembly, admitted, make_assembly
from tests.services.kinds import sub_amendment

pytestmark = pytest.mark.usefixtures("context")


def put(assembly: Assembly, amendment_id: UUID) -> None:
    open_poll(prepare_poll(on_amendment(amendment_id), assembly.chair), assembly.chair)


def twins(assembly: Assembly) -> tuple[UUID, UUID]:
    """Two amendments of different members that say the same."""
    first = admitted(assembly, "once", "twice")
    return first, admitted(assembly, "once", "twice", by=assembly.other_delegate)


def test_what_says_the_same_as_something_in_the_vote_is_not_put_beside_it() -> None:
    assembly = make_assembly()
    one, twin = twins(assembly)
    put(assembly, one)

    with pytest.raises(RivalInVote) as refusal:
        put(assembly, twin)

    assert refusal.value.details == {"rival": "A01"}


def test_the_sub_amendments_of_what_says_the_same_come_first() -> None:
    assembly = make_assembly()
    one, twin = twins(assembly)
    sub_amendment(assembly, twin, "twice", "three times", by=assembly.delegate)

    with pytest.raises(AmendmentsPending) as refusal:
        put(assembly, one)

    assert refusal.value.details == {"labels": "A03"}


def test_what_excludes_one_that_says_the_same_is_not_in_the_vote_beside_it() -> None:
    assembly = make_assembly()
    one, twin = twins(assembly)
    tied = admitted(assembly, "2 am", "4 am")
    exclude(assembly.chair, twin, tied, "They exclude each other.")
    put(assembly, tied)

    with pytest.raises(RivalInVote) as refusal:
        put(assembly, one)

    assert refusal.value.details == {"rival": "A03"}
