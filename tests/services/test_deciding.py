"""What a decision does to every kind of amendment, and that it can be undone exactly."""

from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, Conflict, StateReason, VersionCause
from recommendations.domain.polls import DecisionIncorporated
from recommendations.services.amendments.standings import existing, standings_of
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.effects import adopt_without_vote, settle_amendment, settle_block
from recommendations.services.deciding.taking_back import take_back_block, take_back_decision
from recommendations.services.facts import AmendmentChanged, TextFrozen
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.links import links_of
from recommendations.storage.texts import Revision
from recommendations.storage.wordings import versions_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    RECITAL,
    Assembly,
    admitted,
    changed,
    make_assembly,
    newest_text,
    proposal,
    row_of,
    settle,
)
from tests.services.kinds import (
    admit,
    alternative,
    compromise,
    in_series,
    new_unit,
    state_of,
    sub_amendment,
    theme_title,
    why,
)

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def take_back(assembly: Assembly, amendment_id: UUID) -> None:
    with transaction() as session:
        take_back_decision(session, amendment_id, actor=assembly.chair)


def uids(assembly: Assembly, language: str = "en") -> list[str]:
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    return [numbered.unit.uid for numbered in revision.units[language]]


def test_an_adopted_sub_amendment_is_part_of_its_amendment() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    sub = sub_amendment(assembly, parent, "every quarter", "every month")

    settle(assembly, sub, adopted=True)

    assert newest_text(assembly) == ENGLISH
    assert [version.cause for version in versions_of(db.session(), parent)] == [
        VersionCause.FILED,
        VersionCause.AMENDED,
    ]
    settle(assembly, parent, adopted=True)
    assert state_of(parent) is S.ADOPTED_AS_AMENDED
    assert newest_text(assembly) == changed(ENGLISH, "once a year", "every month")


def test_a_rejected_sub_amendment_leaves_its_amendment_as_it_was() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    settle(assembly, sub_amendment(assembly, parent, "every quarter", "every month"), adopted=False)

    settle(assembly, parent, adopted=True)

    assert state_of(parent) is S.ADOPTED
    assert newest_text(assembly) == changed(ENGLISH, "once a year", "every quarter")


def test_the_amendment_rejected_its_sub_amendments_are_gone_with_it() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    adopted = sub_amendment(assembly, parent, "every quarter", "every month")
    settle(assembly, adopted, adopted=True)
    waiting = sub_amendment(assembly, parent, "every month", "every week")

    settle(assembly, parent, adopted=False)

    assert (state_of(waiting), why(waiting)) == (S.FALLEN, (StateReason.AMENDMENT_GONE, "A01"))
    assert newest_text(assembly) == ENGLISH


def test_sub_amendments_exclude_only_those_of_the_same_amendment() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "2 am", "the last train leaves")
    one = sub_amendment(assembly, parent, "last train", "last tram")
    rival = sub_amendment(assembly, parent, "last train", "last boat", by=assembly.delegate)
    beside = sub_amendment(assembly, parent, "Night buses", "All night buses")

    settle(assembly, one, adopted=True)

    assert (state_of(rival), why(rival)) == (S.FALLEN, (StateReason.SAME_WORDS, "A02"))
    settle(assembly, beside, adopted=True)
    settle(assembly, parent, adopted=True)
    text = newest_text(assembly).paragraphs[1].plain
    assert text == "All night buses should run until the last tram leaves."


def test_a_sub_amendment_of_an_older_version_is_carried_over_to_the_newer_one() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "2 am", "the last train leaves")
    early = sub_amendment(assembly, parent, "Night buses", "All night buses")
    first = sub_amendment(assembly, parent, "last train", "last tram")
    settle(assembly, first, adopted=True)
    settle(assembly, sub_amendment(assembly, parent, "leaves", "has left"), adopted=True)

    settle(assembly, early, adopted=True)

    text = row_of(parent).amended["en"]["paragraphs"][1]["spans"][0]["text"]
    assert text == "All night buses should run until the last tram has left."


def test_an_older_sub_amendment_whose_words_are_gone_cannot_be_adopted() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "2 am", "the last train leaves")
    settle(assembly, sub_amendment(assembly, parent, "Night buses", "All night buses"), adopted=True)
    late = sub_amendment(assembly, parent, "last train leaves", "sun rises")
    settle(assembly, late, adopted=True)
    early = sub_amendment(assembly, parent, "sun", "moon")
    with transaction() as session:
        row = session.get_one(Amendment, early)
        row.amends_version = 1
        row.hunks = session.get_one(Amendment, late).hunks
        session.get_one(Amendment, late).amends_version = 2

    with pytest.raises(Conflict):
        settle(assembly, early, adopted=True)


def test_a_taken_back_sub_amendment_leaves_its_amendment() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    words = row_of(parent).amended
    sub = sub_amendment(assembly, parent, "every quarter", "every month")
    settle(assembly, sub, adopted=True)

    take_back(assembly, sub)

    assert (state_of(sub), row_of(parent).amended) == (S.ADMISSIBLE, words)
    assert versions_of(db.session(), parent)[-1].cause is VersionCause.RESTORED


def test_a_sub_amendment_is_not_taken_back_once_its_amendment_is_decided() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    sub = sub_amendment(assembly, parent, "every quarter", "every month")
    settle(assembly, sub, adopted=True)
    settle(assembly, parent, adopted=True)

    with pytest.raises(DecisionIncorporated):
        take_back(assembly, sub)


def test_an_adopted_compromise_ends_what_it_replaces() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures once a year", "figures often", one, other)
    assert {state_of(one), state_of(other)} == {S.MERGED}

    settle(assembly, middle, adopted=True)

    assert {why(one), why(other)} == {(StateReason.REPLACED, "A03")}
    take_back(assembly, middle)
    assert {state_of(one), state_of(other)} == {S.MERGED}
    assert row_of(one).returns_to is S.ADMISSIBLE


def test_a_rejected_compromise_gives_back_what_it_would_have_replaced() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures once a year", "figures often", one, other)

    settle(assembly, middle, adopted=False)

    assert {state_of(one), state_of(other)} == {S.ADMISSIBLE}
    settle(assembly, one, adopted=True)
    with pytest.raises(DecisionIncorporated):
        take_back(assembly, middle)
    take_back(assembly, one)
    take_back(assembly, middle)
    assert {state_of(one), state_of(other)} == {S.MERGED}


def test_what_was_merged_stays_merged_while_another_compromise_replaces_it() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    first = compromise(assembly, "figures once a year", "figures often", one)
    wish = proposal(assembly, changed(ENGLISH, "2 am", "3 am"))
    other = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
    second = compromise(assembly, "once a year", "now and then", other)
    with transaction() as session:
        links_of(session, second)[0].other_id = one

    settle(assembly, first, adopted=False)
    assert state_of(one) is S.MERGED
    settle(assembly, second, adopted=False)
    assert state_of(one) is S.ADMISSIBLE


def test_what_comes_back_from_a_compromise_falls_if_the_text_excludes_it() -> None:
    assembly = make_assembly()
    one, beside = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")
    middle = compromise(assembly, "figures", "all figures", one)
    with transaction() as session:
        session.get_one(Amendment, one).state = S.WITHDRAWN
    settle(assembly, beside, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, one).state = S.MERGED

    settle(assembly, middle, adopted=False)

    assert (state_of(one), why(one)) == (S.FALLEN, (StateReason.SAME_WORDS, "A02"))
    take_back(assembly, beside)
    assert state_of(one) is S.ADMISSIBLE


def test_without_consent_an_amendment_stays_and_falls_only_by_its_words() -> None:
    assembly = make_assembly()
    apart, touched = admitted(assembly, "2 am", "4 am"), admitted(assembly, "once", "twice")
    middle = compromise(assembly, "once a year", "every month", apart, touched)
    for one in (apart, touched):
        answer_compromise(assembly.chair, middle, one, gives=False)
    assert {state_of(apart), state_of(touched)} == {S.ADMISSIBLE}

    settle(assembly, middle, adopted=True)

    assert (state_of(apart), state_of(touched)) == (S.ADMISSIBLE, S.FALLEN)


def test_a_withdrawn_compromise_gives_back_what_it_would_have_replaced() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    middle = compromise(assembly, "figures", "all figures", one)

    withdraw_amendment(assembly.chair, middle)

    assert state_of(one) is S.ADMISSIBLE


def test_the_first_adopted_alternative_ends_the_others() -> None:
    assembly = make_assembly()
    one, other = alternative(assembly, "once", "twice"), alternative(assembly, "2 am", "4 am")

    settle(assembly, one, adopted=True)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.ALTERNATIVE, "A01"))


@pytest.mark.parametrize("adopted", [True, False])
def test_one_wording_throughout_the_text_is_decided_at_once(*, adopted: bool) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    wish = proposal(assembly, changed(OTHER, "early", "late"))
    other = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
    in_series(one, other)

    settle(assembly, one, adopted=adopted)

    assert state_of(other) is (S.ADOPTED if adopted else S.REJECTED)
    assert why(other) == (StateReason.SERIES, "A01")
    take_back(assembly, one)
    assert {state_of(one), state_of(other)} == {S.ADMISSIBLE}
    assert newest_text(assembly) == ENGLISH


def test_new_recommendations_stand_at_their_place_in_filing_order() -> None:
    assembly = make_assembly()
    first, second = new_unit(assembly, "Plant trees."), new_unit(assembly, "Dig ponds.")
    top = new_unit(assembly, "Begin here.", after=None)
    for one in (second, top, first):
        settle(assembly, one, adopted=True)

    expected = [row_of(top).unit_uid, "c1", "r1", row_of(first).unit_uid, row_of(second).unit_uid, "r2"]
    assert uids(assembly) == expected
    assert uids(assembly, "fr") == [uid for uid in expected if uid != "c1"]
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert [revision.number_of(uid) for uid in expected] == ["2.1", "", "2.2", "2.3", "2.4", "2.5"]


def test_a_new_recommendation_filed_twice_enters_the_text_once() -> None:
    assembly = make_assembly()
    one = new_unit(assembly, "Plant trees.")
    twin = new_unit(assembly, "Plant trees.", by=assembly.other_delegate)
    beside = new_unit(assembly, "Dig ponds.")

    settle(assembly, one, adopted=True)

    assert state_of(twin) is S.ADOPTED
    assert uids(assembly) == ["c1", "r1", row_of(one).unit_uid, "r2"]
    standings = standings_of(db.session(), [existing(db.session(), row) for row in (one, twin, beside)])
    assert (standings.identical_to(one), standings.same_place_of(one)) == ((twin,), (beside,))


def test_a_new_recommendation_can_be_amended_before_it_is_decided() -> None:
    assembly = make_assembly()
    new = new_unit(assembly, "Plant trees.")
    settle(assembly, sub_amendment(assembly, new, "trees", "oaks"), adopted=True)

    settle(assembly, new, adopted=True)

    assert newest_text(assembly, uid=row_of(new).unit_uid).paragraphs[0].plain == "Plant oaks."
    take_back(assembly, new)
    assert uids(assembly) == ["c1", "r1", "r2"]


def test_the_title_of_the_theme_is_that_of_its_newest_revision() -> None:
    assembly = make_assembly()
    title = theme_title(assembly, "Theme of the night")

    settle(assembly, title, adopted=True)

    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert revision.title == {"en": "Theme of the night", "fr": "Thème 2"}
    assert revision.sha256 != db.session.get_one(Revision, assembly.revision_id).sha256
    take_back(assembly, title)
    after = newest_revision(db.session(), assembly.theme_id)
    assert after is not None
    assert after.title == {"en": "Theme 2", "fr": "Thème 2"}
    assert after.sha256 == db.session.get_one(Revision, assembly.revision_id).sha256


def deletions(assembly: Assembly) -> tuple[UUID, UUID]:
    """Two amendments, each of which takes one of the recommendation's two paragraphs away."""
    halves = [replace(ENGLISH, paragraphs=(paragraph,)) for paragraph in ENGLISH.paragraphs]
    one, other = (
        admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, half)))
        for half in halves
    )
    return one, other


def test_two_deletions_that_leave_nothing_are_never_both_adopted() -> None:
    assembly = make_assembly()
    one, other = deletions(assembly)

    settle(assembly, one, adopted=True)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.EXCLUDED, "A01"))
    take_back(assembly, one)
    assert state_of(other) is S.ADMISSIBLE


def test_a_deletion_of_what_is_left_is_refused() -> None:
    assembly = make_assembly()
    one, other = deletions(assembly)
    settle(assembly, one, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, other).state = S.ADMISSIBLE

    with pytest.raises(Conflict):
        settle(assembly, other, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, other).state = S.ADOPTED
    with pytest.raises(Conflict):
        settle(assembly, titled(assembly), adopted=True)


def titled(assembly: Assembly) -> UUID:
    """An amendment of the title, which makes the text be put together again."""
    wish = proposal(assembly, replace(ENGLISH, title="Nights"))
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))


def test_a_block_is_adopted_or_rejected_as_one_and_taken_back_as_one() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    twin = admitted(assembly, "once", "twice", by=assembly.other_delegate)
    rival = admitted(assembly, "once a year", "every month")
    for adopted, state, rest in ((True, S.ADOPTED, S.FALLEN), (False, S.REJECTED, S.ADMISSIBLE)):
        with transaction() as session:
            settle_block(session, [one, twin, other], adopted=adopted, actor=assembly.chair)
        assert [state_of(row) for row in (one, twin, other, rival)] == [state, state, state, rest]
        with transaction() as session:
            take_back_block(session, [one, twin, other], actor=assembly.chair)
        assert [state_of(row) for row in (one, twin, other, rival)] == [S.ADMISSIBLE] * 4
    assert newest_text(assembly) == ENGLISH


def test_a_block_with_something_decided_is_refused() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    settle(assembly, other, adopted=False)

    with transaction() as session, pytest.raises(AmendmentDecided):
        settle_block(session, [one, other], adopted=True, actor=assembly.chair)


def test_what_is_adopted_without_a_vote_is_in_the_text() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")

    with transaction() as session:
        facts = adopt_without_vote(session, existing(session, one), assembly.chair)

    assert state_of(one) is S.ADOPTED
    assert [type(fact) for fact in facts] == [AmendmentChanged, TextFrozen]


def test_everything_that_a_decision_changed_is_told() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")

    with transaction() as session:
        facts = settle_amendment(session, one, adopted=True, actor=assembly.chair)

    assert {fact.amendment_id for fact in facts if isinstance(fact, AmendmentChanged)} == {one, rival}


def test_two_decisions_are_undone_in_their_order() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")
    settle(assembly, one, adopted=True)
    take_back(assembly, one)
    settle(assembly, rival, adopted=True)
    assert why(one) == (StateReason.SAME_WORDS, "A02")

    take_back(assembly, rival)

    assert {state_of(one), state_of(rival)} == {S.ADMISSIBLE}
    assert newest_text(assembly) == ENGLISH
    assert newest_text(assembly, "fr") == FRENCH
    assert newest_text(assembly, uid="c1") == RECITAL


def test_a_decision_already_taken_back_changes_nothing_more() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    settle(assembly, one, adopted=True)
    take_back(assembly, one)

    take_back(assembly, one)

    assert state_of(one) is S.ADMISSIBLE


def test_what_was_withdrawn_since_stays_withdrawn() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    middle = compromise(assembly, "figures", "all figures", one)
    settle(assembly, middle, adopted=False)
    withdraw_amendment(assembly.delegate, one)

    take_back(assembly, middle)

    assert (state_of(middle), state_of(one)) == (S.ADMISSIBLE, S.WITHDRAWN)
