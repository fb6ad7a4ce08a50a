"""What becomes of an amendment and its sub-amendments when one of them is decided."""

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, StateReason, VersionCause
from recommendations.domain.polls import DecisionIncorporated
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.wordings import versions_of
from tests.services.assembly import ENGLISH, admitted, changed, make_assembly, newest_text, row_of, settle
from tests.services.kinds import state_of, sub_amendment, take_back, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


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
