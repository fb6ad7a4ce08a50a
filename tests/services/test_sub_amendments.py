"""Sub-amendments change the words of their amendment, stand to each other, and go with it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import (
    AmendmentState,
    NothingChanged,
    Procedure,
    VersionCause,
    WholeTextDeleted,
)
from recommendations.domain.encoding import unit_from_json
from recommendations.domain.filing import (
    NothingToAmend,
    ThirdDegree,
    WordingReplaced,
)
from recommendations.domain.people import Actor
from recommendations.domain.proposals import Proposal
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.services.filing.amending import file_amendment, judge_amendment, preview_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.record import events_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    Assembly,
    changed,
    filed,
    make_assembly,
    proposal,
    row_of,
)

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")
QUARTERLY = changed(ENGLISH, "once a year", "every quarter")


def sub(assembly: Assembly, amends_id: UUID | None, *units: Unit, **fields: object) -> Proposal:
    known = {"procedure": Procedure.SUB_AMENDMENT, "amends_id": amends_id}
    return proposal(assembly, *units, **(known | fields))


def file(actor: Actor, assembly: Assembly, wish: Proposal) -> UUID:
    return file_amendment(actor, assembly.theme_id, wish)


def last_payload(assembly: Assembly) -> dict[str, object]:
    return dict(events_of(db.session(), assembly.edition_id)[-1].payload)


def test_a_sub_amendment_changes_the_words_of_its_amendment() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    wish = sub(assembly, parent, changed(TWICE, "twice a year", "twice a month"))

    preview = preview_amendment(assembly.other_delegate, assembly.theme_id, wish)
    row = row_of(file(assembly.other_delegate, assembly, wish))

    assert (list(preview.comparisons), preview.procedure) == (["en"], Procedure.SUB_AMENDMENT)
    assert (row.procedure, row.amends_id, row.amends_version) == (Procedure.SUB_AMENDMENT, parent, 1)
    assert (row.unit_uid, row.revision_id, row.label) == ("r1", assembly.revision_id, "A02")
    assert unit_from_json(row.amended["en"]) == changed(TWICE, "twice a year", "twice a month")
    assert last_payload(assembly)["amends"] == "A01"


def test_a_sub_amendment_may_change_a_language_that_its_amendment_left_alone() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")

    row = row_of(
        file(
            assembly.other_delegate,
            assembly,
            sub(assembly, parent, TWICE, changed(FRENCH, "une fois", "deux fois"), language="fr"),
        )
    )

    assert list(row.amended) == ["fr"]
    assert (row.procedure, row.state) == (Procedure.SUB_AMENDMENT, AmendmentState.TABLED)


def test_sub_amendments_stand_to_each_other_and_not_to_amendments() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    file(assembly.other_delegate, assembly, sub(assembly, parent, changed(TWICE, "twice a year", "twice a month")))
    rival = sub(assembly, parent, changed(TWICE, "twice a year", "twice a week"))

    preview = preview_amendment(assembly.delegate, assembly.theme_id, rival)
    plain = preview_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, QUARTERLY))

    assert [other.label for other in preview.conflicts] == ["A02"]
    assert [other.label for other in plain.conflicts] == ["A01"]


def test_there_is_no_third_degree() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    second = file(assembly.other_delegate, assembly, sub(assembly, parent, changed(TWICE, "a year", "a month")))

    with pytest.raises(ThirdDegree):
        file(assembly.delegate, assembly, sub(assembly, second, changed(TWICE, "a year", "a week")))


def test_an_amendment_that_is_decided_in_the_vote_or_gone_cannot_be_amended() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    wish = sub(assembly, parent, changed(TWICE, "a year", "a month"))

    for state in set(AmendmentState) - {
        AmendmentState.TABLED,
        AmendmentState.ADMISSIBLE,
        AmendmentState.POSTPONED,
    }:
        with transaction() as session:
            session.get_one(Amendment, parent).state = state
        with pytest.raises(NothingToAmend) as refusal:
            file(assembly.delegate, assembly, wish)
        assert refusal.value.details == {"label": "A01"}


def test_a_sub_amendment_of_nothing_or_of_another_theme_is_not_found() -> None:
    assembly, foreign = make_assembly(), make_assembly()

    for amends_id in (None, uuid4(), filed(foreign, "once", "twice")):
        with pytest.raises(NotFound):
            file(assembly.delegate, assembly, sub(assembly, amends_id, TWICE))


def test_a_sub_amendment_that_changes_nothing_or_deletes_everything_is_refused() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")

    with pytest.raises(NothingChanged):
        file(assembly.delegate, assembly, sub(assembly, parent, TWICE))
    with pytest.raises(WholeTextDeleted):
        file(assembly.delegate, assembly, sub(assembly, parent, replace(TWICE, paragraphs=())))


def test_words_written_on_an_older_wording_of_the_amendment_are_not_taken_for_others() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    with transaction() as session:
        row = session.get_one(Amendment, parent)
        take_version(session, row, NewVersion(VersionCause.AMENDED, {"en": QUARTERLY}, {}))

    wish = sub(assembly, parent, changed(TWICE, "a year", "a month"), amends_version=1)
    with pytest.raises(WordingReplaced):
        file(assembly.delegate, assembly, wish)
    newer = sub(assembly, parent, changed(QUARTERLY, "quarter", "week"), amends_version=2)
    assert row_of(file(assembly.delegate, assembly, newer)).amends_version == 2


def test_a_sub_amendment_is_not_admitted_again_once_its_amendment_is_gone() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    second = file(assembly.other_delegate, assembly, sub(assembly, parent, changed(TWICE, "a year", "a month")))
    judge_amendment(assembly.chair, second, is_admissible=False, reason="Against its sense.")
    withdraw_amendment(assembly.delegate, parent)

    with pytest.raises(NothingToAmend):
        judge_amendment(assembly.chair, second, is_admissible=True)


def test_sub_amendments_fall_with_a_judgement_and_come_back_with_it() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    second = file(assembly.other_delegate, assembly, sub(assembly, parent, changed(TWICE, "a year", "a month")))

    judge_amendment(assembly.chair, parent, is_admissible=False, reason="Not our matter.")
    fallen = row_of(second).state
    judge_amendment(assembly.chair, parent, is_admissible=True)

    assert fallen is AmendmentState.FALLEN
    assert row_of(second).state is AmendmentState.TABLED
