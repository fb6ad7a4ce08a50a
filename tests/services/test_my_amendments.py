"""Everybody reads on one page what their own amendments need from them, what they support, what they have begun."""

from datetime import timedelta
from uuid import UUID

import pytest

from recommendations.domain.amendments import Advice, AmendmentState, Procedure
from recommendations.domain.people import Actor, Role
from recommendations.services.amendments.mine import Need, OwnAmendmentLine, my_amendments
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.kept_forms import FormToKeep, keep_form
from recommendations.services.filing.supporting import support_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.opinions import Opinion
from recommendations.storage.people import Member
from tests.services.assembly import ENGLISH, Assembly, changed, filed, joined_by, make_assembly, proposal

pytestmark = pytest.mark.usefixtures("context")


def needs(actor: Actor) -> dict[str, tuple[Need, ...]]:
    db.session.remove()
    return {line.label: line.needs for line in my_amendments(actor).filed}


def advise(assembly: Assembly, amendment_id: UUID, version: int = 1, **fields: object) -> None:
    values: dict[str, object] = {
        "amendment_id": amendment_id,
        "version": version,
        "advice": Advice.REJECT,
        "visible_from": now() - timedelta(seconds=1),
        "person_id": assembly.chair.person_id,
        "at": now(),
    }
    with transaction() as session:
        session.add(Opinion(**(values | fields)))


def compromise(assembly: Assembly, replaces: UUID) -> UUID:
    unit = changed(ENGLISH, "once a year", "every quarter")
    wish = proposal(assembly, unit, procedure=Procedure.COMPROMISE, replaces=(replaces,), title="In between")
    return file_amendment(joined_by(assembly, Role.RAPPORTEUR), assembly.theme_id, wish)


def set_state(amendment_id: UUID, state: AmendmentState) -> None:
    with transaction() as session:
        session.get_one(Amendment, amendment_id).state = state


def test_a_delegate_reads_what_the_own_member_has_filed_and_supports_and_what_was_begun() -> None:
    assembly = make_assembly()
    own = filed(assembly, "once", "twice")
    wish = proposal(assembly, changed(ENGLISH, "2 am", "4 am"), title="Later buses")
    other = file_amendment(assembly.other_delegate, assembly.theme_id, wish)
    support_amendment(assembly.delegate, other)
    keep_form(assembly.delegate, FormToKeep(assembly.theme_id, "k1", "/x", "Begun", (("a", "b"),)))
    with transaction() as session:
        member = session.get_one(Member, assembly.delegate.member_id)
    colleague = joined_by(assembly, member=member)

    mine, theirs = my_amendments(assembly.delegate), my_amendments(colleague)

    (line,) = mine.filed
    assert isinstance(line, OwnAmendmentLine)
    assert (line.id, line.label, line.title, line.state) == (own, "A01", "A better rhythm", AmendmentState.TABLED)
    assert (line.theme.number, line.unit_uid, line.unit_number, line.person) == (2, "r1", "2.1", assembly.delegate.name)
    assert (line.needs, line.missing) == ((), 0)
    assert [supported.label for supported in mine.supported] == ["A02"]
    assert [form.subject for form in mine.forms] == ["Begun"]
    assert [line.id for line in theirs.filed] == [own]
    assert theirs.forms == ()


def test_who_carries_no_vote_reads_what_they_have_filed_themselves() -> None:
    assembly = make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    target = filed(assembly, "once", "twice")
    unit = changed(ENGLISH, "once a year", "every quarter")
    wish = proposal(assembly, unit, procedure=Procedure.COMPROMISE, replaces=(target,))
    file_amendment(rapporteur, assembly.theme_id, wish)

    assert needs(rapporteur) == {"A02": ()}
    assert my_amendments(rapporteur).supported == ()
    assert my_amendments(assembly.observer).filed == ()


def test_what_needs_an_answer_stands_first() -> None:
    assembly = make_assembly()
    filed(assembly, "once", "twice")
    orphan = filed(assembly, "2 am", "4 am")
    set_state(orphan, AmendmentState.NEEDS_REBASE)

    assert list(needs(assembly.delegate).items()) == [("A02", (Need.REBASE,)), ("A01", ())]


def test_a_compromise_that_asks_for_consent_is_named_until_it_is_decided() -> None:
    assembly = make_assembly()
    target = filed(assembly, "once", "twice")
    first, second = compromise(assembly, target), compromise(assembly, target)

    (line,) = my_amendments(assembly.delegate).filed
    set_state(first, AmendmentState.REJECTED)
    db.session.remove()
    (later,) = my_amendments(assembly.delegate).filed
    set_state(second, AmendmentState.REJECTED)

    assert (line.needs, [one.label for one in line.compromises]) == ((Need.CONSENT,), ["A02", "A03"])
    assert [one.label for one in later.compromises] == ["A03"]
    assert needs(assembly.delegate) == {"A01": ()}


def test_a_decided_amendment_is_not_asked_for_consent() -> None:
    assembly = make_assembly()
    target = filed(assembly, "once", "twice")
    compromise(assembly, target)
    set_state(target, AmendmentState.FALLEN)

    assert needs(assembly.delegate) == {"A01": ()}


def test_advice_asks_for_an_answer_once_it_can_be_seen() -> None:
    assembly = make_assembly()
    hidden, seen = filed(assembly, "once", "twice"), filed(assembly, "2 am", "4 am")
    advise(assembly, hidden, visible_from=now() + timedelta(hours=1))
    advise(assembly, seen)

    asked = needs(assembly.delegate)
    advise(assembly, seen, 2, answer="We insist.", answered_at=now())

    assert asked == {"A02": (Need.ANSWER,), "A01": ()}
    assert needs(assembly.delegate) == {"A01": (), "A02": ()}


def test_missing_supporters_are_counted() -> None:
    assembly = make_assembly(rules={"supporters_required": 3})
    amendment_id = filed(assembly, "once", "twice")
    support_amendment(assembly.other_delegate, amendment_id)

    (line,) = my_amendments(assembly.delegate).filed

    assert (line.needs, line.supporters, line.missing) == ((Need.SUPPORTERS,), 1, 2)
