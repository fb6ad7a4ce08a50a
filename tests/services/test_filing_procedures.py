"""Compromises, alternatives and oral amendments are filed by those who may, on what is there."""

from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import (
    AmendmentState,
    Conflict,
    Consent,
    LinkKind,
    Procedure,
)
from recommendations.domain.filing import (
    AlreadyFiled,
    MoverAbsent,
    NotReplaceable,
    OralNotAllowed,
)
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import Proposal
from recommendations.domain.refusals import NotPermitted
from recommendations.domain.text import Unit
from recommendations.services.filing.amending import file_amendment, preview_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.links import links_of
from recommendations.storage.people import Person
from recommendations.storage.record import events_of
from tests.services.assembly import (
    ENGLISH,
    Assembly,
    changed,
    filed,
    joined_by,
    make_assembly,
    proposal,
    row_of,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")
QUARTERLY = changed(ENGLISH, "once a year", "every quarter")


def sub(assembly: Assembly, amends_id: UUID | None, *units: Unit, **fields: object) -> Proposal:
    known = {"procedure": Procedure.SUB_AMENDMENT, "amends_id": amends_id}
    return proposal(assembly, *units, **(known | fields))


def compromise(assembly: Assembly, *replaces: UUID, unit: Unit = QUARTERLY) -> Proposal:
    return proposal(assembly, unit, procedure=Procedure.COMPROMISE, replaces=replaces)


def oral(assembly: Assembly, **fields: object) -> Proposal:
    return proposal(assembly, TWICE, **({"procedure": Procedure.ORAL} | fields))


def file(actor: Actor, assembly: Assembly, wish: Proposal) -> UUID:
    return file_amendment(actor, assembly.theme_id, wish)


def leave(actor: Actor) -> None:
    with transaction() as session:
        session.get_one(Person, actor.person_id).present = False


def last_payload(assembly: Assembly) -> dict[str, object]:
    return dict(events_of(db.session(), assembly.edition_id)[-1].payload)


def test_a_compromise_asks_the_authors_of_what_it_would_replace() -> None:
    assembly = make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    one, other = filed(assembly, "once", "twice"), filed(assembly, "a year", "a month")

    row = row_of(file(rapporteur, assembly, compromise(assembly, one, other)))

    assert (row.procedure, row.member_id, row.person_id) == (Procedure.COMPROMISE, None, rapporteur.person_id)
    links = links_of(db.session(), row.id)
    assert {(link.kind, link.one_id, link.other_id, link.consent) for link in links} == {
        (LinkKind.REPLACES, row.id, one, Consent.ASKED),
        (LinkKind.REPLACES, row.id, other, Consent.ASKED),
    }
    assert [row_of(known).state for known in (one, other)] == [AmendmentState.TABLED] * 2
    assert last_payload(assembly)["replaces"] == ["A01", "A02"]


def test_a_compromise_may_repeat_what_its_own_author_has_filed_before() -> None:
    assembly = make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    one = filed(assembly, "once", "twice")
    file(rapporteur, assembly, compromise(assembly, one))

    assert file(rapporteur, assembly, compromise(assembly, one))


def test_a_compromise_replaces_waiting_amendments_of_its_own_text_and_no_others() -> None:
    assembly, foreign = make_assembly(), make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    own, gone = filed(assembly, "once", "twice"), filed(assembly, "2 am", "4 am")
    withdraw_amendment(assembly.delegate, gone)
    recital = file_amendment(
        assembly.delegate,
        assembly.theme_id,
        proposal(assembly, changed(ENGLISH, "2 am", "5 am"), title="Another place"),
    )
    middle = file(rapporteur, assembly, compromise(assembly, own))
    second = file(assembly.other_delegate, assembly, sub(assembly, recital, changed(ENGLISH, "2 am", "6 am")))

    for replaces in ((), (gone,), (own, gone), (filed(foreign, "once", "twice"),), (middle,), (second,), (uuid4(),)):
        for act in (preview_amendment, file_amendment):
            with pytest.raises(NotReplaceable):
                act(rapporteur, assembly.theme_id, compromise(assembly, *replaces))


def test_delegates_propose_no_compromises_and_officers_nothing_else() -> None:
    assembly = make_assembly()
    rapporteur, one = joined_by(assembly, Role.RAPPORTEUR), filed(assembly, "once", "twice")

    with pytest.raises(NotPermitted):
        file(assembly.delegate, assembly, compromise(assembly, one))
    with pytest.raises(NotPermitted):
        file(rapporteur, assembly, proposal(assembly, TWICE))
    with pytest.raises(NotPermitted):
        file(assembly.observer, assembly, proposal(assembly, TWICE, procedure=Procedure.ALTERNATIVE))


def test_alternatives_exclude_each_other_whatever_their_words() -> None:
    assembly = make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    first = file(rapporteur, assembly, proposal(assembly, TWICE, procedure=Procedure.ALTERNATIVE))
    other = proposal(assembly, changed(ENGLISH, "2 am", "4 am"), procedure=Procedure.ALTERNATIVE)
    twin = proposal(assembly, TWICE, procedure=Procedure.ALTERNATIVE)

    preview = preview_amendment(assembly.delegate, assembly.theme_id, other)
    same = preview_amendment(assembly.delegate, assembly.theme_id, twin)
    settle(assembly, first, adopted=True)

    assert row_of(first).member_id is None
    assert [known.label for known in preview.conflicts] == ["A01"]
    assert [known.label for known in same.identical] == ["A01"]
    with pytest.raises(Conflict):
        file(assembly.delegate, assembly, other)


def test_a_delegate_moves_an_oral_amendment_or_the_chair_writes_it_down() -> None:
    assembly = make_assembly()
    own = row_of(file(assembly.delegate, assembly, oral(assembly)))
    wish = oral(assembly, mover_id=assembly.other_delegate.person_id)

    dictated = row_of(file(assembly.chair, assembly, wish))

    assert (own.procedure, own.state, own.member_id) == (
        Procedure.ORAL,
        AmendmentState.TABLED,
        assembly.delegate.member_id,
    )
    assert (dictated.member_id, dictated.person_id) == (
        assembly.other_delegate.member_id,
        assembly.other_delegate.person_id,
    )
    assert last_payload(assembly)["mover"] == str(assembly.other_delegate.person_id)
    assert file(assembly.chair, assembly, wish) == dictated.id
    with pytest.raises(AlreadyFiled):
        file(assembly.chair, assembly, oral(assembly, mover_id=assembly.delegate.person_id))


def test_nobody_moves_an_oral_amendment_who_is_not_there_with_a_vote() -> None:
    assembly = make_assembly()
    leave(assembly.other_delegate)
    stranger = make_assembly().delegate

    for mover in (assembly.other_delegate, assembly.observer, stranger):
        with pytest.raises(MoverAbsent):
            file(assembly.chair, assembly, oral(assembly, mover_id=mover.person_id))
    with pytest.raises(MoverAbsent):
        file(assembly.other_delegate, assembly, oral(assembly))


def test_nobody_moves_an_oral_amendment_in_the_name_of_another_delegate() -> None:
    assembly = make_assembly()

    with pytest.raises(NotPermitted):
        file(assembly.delegate, assembly, oral(assembly, mover_id=assembly.other_delegate.person_id))
    with pytest.raises(NotPermitted):
        file(assembly.chair, assembly, oral(assembly))


def test_rules_without_oral_amendments_take_none() -> None:
    assembly = make_assembly(rules={"oral_amendment_objection_threshold": None})

    with pytest.raises(OralNotAllowed):
        file(assembly.delegate, assembly, oral(assembly))
