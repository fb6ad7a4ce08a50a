"""Edge cases 22 to 37: what amendments are about, who moves them, until when, and what the rapporteur does."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.domain.amendments import (
    Advice,
    AmendmentKind,
    AmendmentState,
    PollAlreadyOpen,
    RequestKind,
    StateReason,
)
from recommendations.domain.filing import AuthorPresent, DeadlinePassed, NotWithdrawn, TakeoverTooLate
from recommendations.domain.polls import AmendmentsPending
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.voting_list import BlockNotPossible, block_of
from recommendations.services.amendments.linking import exclude
from recommendations.services.amendments.opinions import NewOpinion, advise
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.deadlines import deadline_of, set_deadline
from recommendations.services.filing.moving import mark_not_moved, take_over_amendment, withdraw_amendment
from recommendations.services.filing.supporting import refuse_late, support_amendment
from recommendations.services.filing.throughout import Throughout, file_throughout
from recommendations.services.people.participants import set_fee, set_presence
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.lists import proposed_list, publish_list
from recommendations.services.voting.requests import request_vote
from recommendations.services.voting.targets import on_amendment, on_block
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from tests.edge_cases.stage import (
    ENGLISH,
    Stage,
    admit,
    admitted,
    decide,
    decided,
    file,
    frozen_again,
    listed,
    make_stage,
    opened,
    polls,
    proposal,
    recorded,
    row,
    states,
    text,
)

State = AmendmentState


def printed(stage: Stage, uid: str) -> str:
    newest = newest_revision(db.session(), stage.theme_id)
    return newest.number_of(uid) if newest else ""


def test_case_22_one_wording_in_two_recommendations_is_one_question_in_two_linked_amendments(stage: Stage) -> None:
    wish = Throughout({"en": "the cost"}, {"en": "all costs"}, "All costs")
    assert len(file_throughout(stage.delegates[0], stage.theme_id, wish)) == 1
    both = file_throughout(stage.delegates[0], stage.theme_id, Throughout({"en": "should"}, {"en": "must"}, "Must"))

    assert [row(one).unit_uid for one in both] == ["r1", "r2"]
    assert len({row(one).series_id for one in both}) == 1
    for one in both:
        admit(stage, one)
    decided(stage, opened(stage, on_amendment(both[0])), adopted=True)
    assert states(*both) == [State.ADOPTED] * 2
    assert (text(stage).count("must"), text(stage, uid="r2").count("must"), len(polls(stage))) == (2, 1, 1)


def test_case_23_a_new_recommendation_has_its_own_poll_and_is_numbered_at_its_place(stage: Stage) -> None:
    new = Unit(NEW_UNIT, UnitKind.RECOMMENDATION, (Paragraph("p1", (Span("Trams should run at night."),)),), "Trams")
    wish = proposal(stage, {}, amended={"en": new}, unit_uid=NEW_UNIT, placed_after="r1", addressees=("local",))
    amendment_id = admit(stage, file_amendment(stage.delegates[0], stage.theme_id, wish))
    uid = row(amendment_id).unit_uid

    decide(stage, amendment_id, adopted=True)

    assert row(amendment_id).kind is AmendmentKind.NEW_UNIT
    assert [printed(stage, one) for one in ("r1", uid, "r2")] == ["2.1", "2.2", "2.3"]
    assert text(stage, uid=uid) == "Trams should run at night."
    assert listed(stage) == ["2.1", "2.2", "2.3"]


def test_case_24_a_change_of_addressees_is_voted_like_any_other(stage: Stage) -> None:
    wish = proposal(stage, {}, amended=stage_units(stage), addressees=("local", "eu"))
    amendment_id = admit(stage, file_amendment(stage.delegates[0], stage.theme_id, wish))

    decide(stage, amendment_id, adopted=True)

    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    assert {unit.addressees for unit in newest.unit_texts("r1").values()} == {("local", "eu")}
    assert row(amendment_id).kind is AmendmentKind.ADDRESSEES


def stage_units(stage: Stage) -> dict[str, Unit]:
    """The first recommendation as it is."""
    tabled = tabled_revision(db.session(), stage.theme_id)
    return tabled.unit_texts("r1") if tabled else {}


def test_case_25_the_title_of_a_theme_comes_after_its_content(stage: Stage) -> None:
    content = admitted(stage, "four years", "six years")
    title = {"en": Unit(THEME_TITLE, UnitKind.PASSAGE, (), "Silence")}
    wish = proposal(stage, {}, amended=title, unit_uid=THEME_TITLE)
    amendment_id = admit(stage, file_amendment(stage.delegates[0], stage.theme_id, wish))
    assert listed(stage) == ["A01", "2.1", "2.2", "A02"]
    poll_id = prepare_poll(on_amendment(amendment_id), stage.chair)
    with pytest.raises(AmendmentsPending):
        open_poll(poll_id, stage.chair)

    decide(stage, content, adopted=True)
    open_poll(poll_id, stage.chair)
    decided(stage, poll_id, adopted=True)

    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    assert newest.title["en"] == "Silence"


def test_case_26_an_amendment_to_a_recital_against_adopted_operative_text_falls(stage: Stage) -> None:
    operative = admitted(stage, "four years", "six years")
    recital = admitted(stage, "quiet streets make", "four quiet years make", uid="c1")
    exclude(stage.chair, operative, recital, "The recital would speak of four years.")
    assert listed(stage)[0] == "A01"

    decide(stage, operative, adopted=True)

    assert (states(recital), row(recital).state_code) == ([State.FALLEN], StateReason.EXCLUDED)
    assert row(recital).felled_by_id == operative


def test_case_27_a_withdrawn_amendment_that_is_taken_over_at_once_goes_on(stage: Stage) -> None:
    amendment_id = admitted(stage, "four years", "six years")

    withdraw_amendment(stage.delegates[0], amendment_id)
    take_over_amendment(stage.delegates[1], amendment_id)

    assert (states(amendment_id), row(amendment_id).member_id) == ([State.ADMISSIBLE], stage.delegates[1].member_id)
    assert recorded(stage, "amendment-taken-over", amendment_id)[0]["from_member"] == str(stage.delegates[0].member_id)
    decide(stage, amendment_id, adopted=True)


def test_case_28_after_the_poll_has_opened_nothing_is_withdrawn(stage: Stage) -> None:
    amendment_id = admitted(stage, "four years", "six years")
    poll_id = opened(stage, on_amendment(amendment_id))

    with pytest.raises(PollAlreadyOpen):
        withdraw_amendment(stage.delegates[0], amendment_id)

    decided(stage, poll_id, adopted=True)
    assert states(amendment_id) == [State.ADOPTED]


def test_case_29_what_nobody_takes_over_at_once_is_gone_for_good(stage: Stage) -> None:
    amendment_id = admitted(stage, "four years", "six years")
    withdraw_amendment(stage.delegates[0], amendment_id)
    with transaction() as session:
        session.get_one(Amendment, amendment_id).withdrawn_at = now() - timedelta(minutes=2, seconds=1)

    with pytest.raises(TakeoverTooLate):
        take_over_amendment(stage.delegates[1], amendment_id)

    assert states(amendment_id) == [State.WITHDRAWN]
    assert states(file(stage, "four years", "six years", by=1)) == [State.TABLED]


def test_case_30_any_voter_moves_what_its_absent_author_does_not(stage: Stage) -> None:
    amendment_id, forgotten = admitted(stage, "four years", "six years"), admitted(stage, "noise figures", "maps")
    with pytest.raises(AuthorPresent):
        mark_not_moved(stage.chair, amendment_id)
    set_presence(stage.delegates[0].person_id, stage.secretariat, present=False)

    for one in (amendment_id, forgotten):
        mark_not_moved(stage.chair, one)
    take_over_amendment(stage.delegates[1], amendment_id)

    assert states(amendment_id, forgotten) == [State.ADMISSIBLE, State.NOT_MOVED]
    assert listed(stage)[0] == "A01"


def test_case_31_an_amendment_stands_although_its_member_has_lost_the_vote(stage: Stage) -> None:
    amendment_id = admitted(stage, "four years", "six years", by=5)
    member_id = stage.delegates[5].member_id
    assert member_id is not None

    set_fee(member_id, stage.secretariat, paid=False)
    decide(stage, amendment_id, adopted=True)

    assert states(amendment_id) == [State.ADOPTED]
    with pytest.raises(NotWithdrawn):
        take_over_amendment(stage.delegates[1], amendment_id)


def test_case_32_a_late_amendment_with_too_few_supporters_is_not_admitted_and_in_the_minutes(stage: Stage) -> None:
    set_deadline(stage.secretariat, now() - timedelta(minutes=47))
    amendment_id = file(stage, "four years", "six years", accepts_late=True)
    for delegate in stage.delegates[1:]:
        support_amendment(delegate, amendment_id)
    assert states(amendment_id) == [State.LATE]

    refuse_late(stage.chair, amendment_id)

    assert (states(amendment_id), listed(stage)) == ([State.NOT_ADMITTED], ["2.1", "2.2"])
    assert recorded(stage, "amendment-not-admitted", amendment_id)


def test_case_33_the_time_of_receipt_counts_with_grace_only_where_the_rules_have_it(stage: Stage) -> None:
    set_deadline(stage.secretariat, now() - timedelta(seconds=1))
    with pytest.raises(DeadlinePassed):
        file(stage, "four years", "six years")

    generous = make_stage(rules={"grace_seconds": 60})
    set_deadline(generous.secretariat, now() - timedelta(seconds=1))

    assert states(file(generous, "four years", "six years")) == [State.TABLED]


def test_case_34_a_deadline_is_a_moment_shown_in_the_conferences_time(stage: Stage) -> None:
    # In the night before, clocks in Brussels went from 2 to 3.
    set_deadline(stage.secretariat, datetime(2027, 3, 28, 10, 0, tzinfo=UTC))

    db.session.remove()
    stored = db.session.get_one(Edition, stage.edition_id).amendment_deadline
    assert stored == datetime(2027, 3, 28, 10, 0, tzinfo=UTC)
    assert "12:00" in deadline_of(stage.delegates[0], locale="fr").text
    set_deadline(stage.secretariat, datetime(2027, 3, 27, 10, 0, tzinfo=UTC))
    assert "11:00" in deadline_of(stage.delegates[0], locale="fr").text


def test_case_35_a_new_version_of_the_draft_carries_amendments_over_or_sends_them_back(stage: Stage) -> None:
    carried, lost = file(stage, "once a year", "twice a year"), file(stage, "four years", "six years")

    frozen_again(stage, {"en": ("four years", "five years")})

    assert states(carried, lost) == [State.TABLED, State.NEEDS_REBASE]
    assert recorded(stage, "text-frozen")[-1]["number"] == 2


def test_case_36_a_friendly_amendment_is_accepted_in_a_block_that_any_voters_may_leave(stage: Stage) -> None:
    with transaction() as session:
        session.get_one(Edition, stage.edition_id).rules = {"split_requests": 1}
    friendly = [admitted(stage, "once a year", "twice a year"), admitted(stage, "noise figures", "noise maps")]
    third = admitted(stage, "four years", "six years")
    for one in (*friendly, third):
        advise(stage.rapporteur, one, NewOpinion(Advice.ADOPT))
    request_vote(stage.delegates[3], stage.theme_id, "r1", kind=RequestKind.SEPARATE, amendment_id=third)

    items = proposed_list(db.session(), stage.theme_id).items
    with pytest.raises(BlockNotPossible):
        publish_list(stage.chair, stage.theme_id, [block_of(items[:3]), *items[3:]])
    publish_list(stage.chair, stage.theme_id, [block_of(items[:2]), *items[2:]])
    decided(stage, opened(stage, on_block(friendly)), adopted=True)
    decide(stage, third, adopted=False)

    assert states(*friendly, third) == [State.ADOPTED, State.ADOPTED, State.REJECTED]
    assert text(stage) == ENGLISH["r1"].replace("once", "twice").replace("figures", "maps")


def test_case_37_the_old_wording_can_be_filed_when_the_rapporteur_has_rallied(stage: Stage) -> None:
    frozen_again(stage, {"en": ("four years", "two years")})

    amendment_id = admitted(stage, "two years", "four years", by=2)
    decide(stage, amendment_id, adopted=True)

    assert text(stage) == ENGLISH["r1"]
