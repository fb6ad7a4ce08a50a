"""Members ask for separate and split votes until the first vote of the theme; the list is public before it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, Procedure, RequestKind, StateReason
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.settling import SplitRefused
from recommendations.domain.voting_list import (
    AlreadyRequested,
    BlockNotPossible,
    Flag,
    ListNotPublished,
    NotRequested,
    RequestsClosed,
    block_of,
)
from recommendations.services.filing.amending import file_amendment, preview_amendment
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.lists import proposed_list, publish_list
from recommendations.services.voting.requests import is_open_to_requests, request_vote, requests_of, withdraw_request
from recommendations.services.voting.targets import on_unit
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme
from tests.factories import make_theme
from tests.services.assembly import ENGLISH, Assembly, joined_by, make_assembly, proposal
from tests.services.ballot_box import moved, order

pytestmark = pytest.mark.usefixtures("context")
SEPARATE, SPLIT = RequestKind.SEPARATE, RequestKind.SPLIT


@pytest.fixture
def assembly(context: object) -> Assembly:
    """A theme in which two members together may ask for a vote apart."""
    del context
    return make_assembly(rules={"split_requests": 2})


def flags(assembly: Assembly, place: int) -> frozenset[Flag]:
    db.session.remove()
    return proposed_list(db.session(), assembly.theme_id).items[place].flags


def rule(assembly: Assembly, **rules: object) -> None:
    with transaction() as session:
        session.get_one(Edition, assembly.edition_id).rules = rules


def begin(assembly: Assembly) -> None:
    open_poll(prepare_poll(on_unit(assembly.theme_id, "r2"), assembly.chair), assembly.chair)


def test_enough_members_have_a_unit_voted_apart(assembly: Assembly) -> None:
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE, reason="It matters to us.")
    assert flags(assembly, 0) == frozenset()

    request_vote(assembly.other_delegate, assembly.theme_id, "r1", kind=SEPARATE)

    assert flags(assembly, 0) == {Flag.SEPARATE_VOTE}


def test_whoever_would_delete_the_whole_has_asked_for_a_vote_on_it(assembly: Assembly) -> None:
    amendment_id = moved(assembly, "2 am", "3 am")
    with transaction() as session:
        row = session.get_one(Amendment, amendment_id)
        row.state, row.state_code = AmendmentState.INADMISSIBLE, StateReason.DELETES_WHOLE_TEXT

    assert flags(assembly, 0) == {Flag.SEPARATE_VOTE}


def test_once_voting_has_begun_the_wish_to_delete_the_whole_is_told_that_it_is_too_late(assembly: Assembly) -> None:
    begin(assembly)
    wish = proposal(assembly, replace(ENGLISH, paragraphs=()))

    for act in (preview_amendment, file_amendment):
        with pytest.raises(RequestsClosed):
            act(assembly.delegate, assembly.theme_id, wish)

    theme = db.session().get_one(Theme, assembly.theme_id)
    assert requests_of(db.session(), theme, None) == ()


def test_enough_members_have_an_amendment_voted_in_parts_and_one_has_it_out_of_a_block(assembly: Assembly) -> None:
    night, often = moved(assembly, "2 am", "3 am"), moved(assembly, "once", "twice")
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SPLIT, amendment_id=night)
    assert flags(assembly, 0) == frozenset()
    request_vote(assembly.other_delegate, assembly.theme_id, "r1", kind=SPLIT, amendment_id=night)
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE, amendment_id=often)

    assert flags(assembly, 0) == {Flag.SPLIT_ASKED}
    assert flags(assembly, 1) == {Flag.SEPARATE_VOTE}
    first, second, *rest = proposed_list(db.session(), assembly.theme_id).items
    with pytest.raises(BlockNotPossible):
        publish_list(assembly.chair, assembly.theme_id, [block_of([first, second]), *rest])


def test_what_one_member_wants_apart_leaves_a_published_block(assembly: Assembly) -> None:
    night, often = moved(assembly, "2 am", "3 am"), moved(assembly, "once", "twice")
    first, second, *rest = proposed_list(db.session(), assembly.theme_id).items
    publish_list(assembly.chair, assembly.theme_id, [block_of([first, second]), *rest])
    assert order(assembly) == ["A01, A02", "2.1", "2.2"]

    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE, amendment_id=night)

    assert order(assembly) == ["A02", "A01", "2.1", "2.2"]
    theme = db.session().get_one(Theme, assembly.theme_id)
    assert [(one.amendment_id, one.is_reached) for one in requests_of(db.session(), theme, None)] == [(night, True)]
    assert often


def test_a_member_asks_once_and_can_take_it_back(assembly: Assembly) -> None:
    colleague = joined_by(assembly, member=None)
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)
    with pytest.raises(AlreadyRequested):
        request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)
    request_vote(colleague, assembly.theme_id, "r1", kind=SEPARATE)

    theme = db.session().get_one(Theme, assembly.theme_id)
    (wanted,) = requests_of(db.session(), theme, colleague.member_id)
    assert (len(wanted.members), wanted.needed, wanted.is_mine, wanted.is_reached) == (2, 2, True, True)

    withdraw_request(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)
    assert flags(assembly, 0) == frozenset()
    with pytest.raises(NotRequested):
        withdraw_request(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)


def test_compromises_series_and_units_are_not_voted_in_parts(assembly: Assembly) -> None:
    compromise, series = moved(assembly, "2 am", "3 am"), moved(assembly, "once", "twice")
    with transaction() as session:
        session.get_one(Amendment, compromise).procedure = Procedure.COMPROMISE
        session.get_one(Amendment, series).series_id = uuid4()

    for amendment_id in (compromise, series, None):
        with pytest.raises(SplitRefused):
            request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SPLIT, amendment_id=amendment_id)


def test_what_does_not_exist_cannot_be_asked_for(assembly: Assembly) -> None:
    stranger = make_assembly()
    wrong: list[tuple[UUID, str, UUID | None]] = [
        (assembly.theme_id, "nowhere", None),
        (assembly.theme_id, "r1", uuid4()),
        (assembly.theme_id, "r2", moved(assembly, "2 am", "3 am")),
        (stranger.theme_id, "r1", None),
        (uuid4(), "r1", None),
    ]
    for theme_id, uid, amendment_id in wrong:
        with pytest.raises(NotFound):
            request_vote(assembly.delegate, theme_id, uid, kind=SEPARATE, amendment_id=amendment_id)


def test_a_theme_without_a_text_has_nothing_to_ask_for(assembly: Assembly) -> None:
    with transaction() as session:
        theme = make_theme(session, session.get_one(Edition, assembly.edition_id), number=9)
    with pytest.raises(NotFound):
        request_vote(assembly.delegate, theme.id, "r1", kind=SEPARATE)


def test_only_who_carries_a_vote_asks(assembly: Assembly) -> None:
    for actor in (assembly.chair, assembly.observer):
        with pytest.raises(NotPermitted):
            request_vote(actor, assembly.theme_id, "r1", kind=SEPARATE)


def test_with_the_first_vote_of_the_theme_the_list_closes(assembly: Assembly) -> None:
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)
    assert is_open_to_requests(db.session(), assembly.theme_id)
    begin(assembly)

    assert not is_open_to_requests(db.session(), assembly.theme_id)
    with pytest.raises(RequestsClosed):
        request_vote(assembly.other_delegate, assembly.theme_id, "r1", kind=SEPARATE)
    with pytest.raises(RequestsClosed):
        withdraw_request(assembly.delegate, assembly.theme_id, "r1", kind=SEPARATE)


def test_the_first_vote_waits_until_the_list_has_been_public_for_long_enough(assembly: Assembly) -> None:
    rule(assembly, list_notice_minutes=30)
    with pytest.raises(ListNotPublished) as refused:
        begin(assembly)
    assert refused.value.details == {"minutes": 30}

    publish_list(assembly.chair, assembly.theme_id, proposed_list(db.session(), assembly.theme_id).items)
    poll_id = prepared(assembly)
    with pytest.raises(ListNotPublished):
        open_poll(poll_id, assembly.chair)
    rule(assembly, list_notice_minutes=0)
    open_poll(poll_id, assembly.chair)


def prepared(assembly: Assembly) -> UUID:
    return prepare_poll(on_unit(assembly.theme_id, "r1"), assembly.chair)
