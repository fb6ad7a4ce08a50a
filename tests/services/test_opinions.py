"""Advice with its time and its answer, tags for those who sort, notes for nobody but oneself."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from recommendations.domain.amendments import Advice, TextTooLong
from recommendations.domain.opinions import AdviceNeedsWording, NoAdviceYet, TagMissing
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.amendments.index import Wanted, amendment_index
from recommendations.services.amendments.notes import OwnNote, keep_note, set_star
from recommendations.services.amendments.opinions import NewOpinion, advise, answer_opinion, visible_advice
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.tags import tag_amendments
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.opinions import PrivateNote
from recommendations.storage.record import events_of
from tests.factories import make_actor, make_edition
from tests.services.assembly import Assembly, filed, make_assembly

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def rapporteur(assembly: Assembly) -> Actor:
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        return make_actor(session, edition, Role.RAPPORTEUR, theme_id=assembly.theme_id)


def stranger() -> Actor:
    with transaction() as session:
        return make_actor(session, make_edition(session), Role.SECRETARIAT)


def last_event(assembly: Assembly) -> dict[str, object]:
    return events_of(db.session(), assembly.edition_id)[-1].payload


def test_everybody_reads_the_advice_and_the_proposer_answers_it(assembly: Assembly) -> None:
    amendment_id, adviser = filed(assembly, "once", "twice"), rapporteur(assembly)

    assert advise(adviser, amendment_id, NewOpinion(Advice.ADOPT_MODIFIED, "each quarter", "Better.")) == 1
    answer_opinion(assembly.delegate, amendment_id, " Agreed. ")
    page = amendment_page(assembly.observer, amendment_id)

    (seen,) = page.opinions
    assert (seen.advice, seen.wording, seen.reason) == (Advice.ADOPT_MODIFIED, "each quarter", "Better.")
    assert (seen.answer, seen.answered_by) == ("Agreed.", assembly.delegate.name)
    assert seen.answered_at is not None
    assert not seen.is_hidden
    assert page.line.advice is Advice.ADOPT_MODIFIED
    assert [act.kind for act in page.history] == ["amendment-filed", "amendment-advised", "advice-answered"]
    assert last_event(assembly)["answer"] == "Agreed."


def test_advice_is_hidden_from_others_before_its_time_even_in_the_record(assembly: Assembly) -> None:
    amendment_id, adviser = filed(assembly, "once", "twice"), rapporteur(assembly)
    tomorrow = now() + timedelta(days=1)

    advise(adviser, amendment_id, NewOpinion(Advice.REJECT, reason="Secret so far", visible_from=tomorrow))

    for reader in (assembly.delegate, assembly.chair, assembly.observer):
        page = amendment_page(reader, amendment_id)
        assert page.opinions == ()
        assert page.line.advice is None
        assert "Secret" not in str(page.history)
    own = amendment_page(adviser, amendment_id)
    assert [opinion.is_hidden for opinion in own.opinions] == [True]
    assert own.line.advice is Advice.REJECT
    assert "advice" not in last_event(assembly)
    assert visible_advice(db.session(), [amendment_id]) == {}
    with pytest.raises(NoAdviceYet):
        answer_opinion(assembly.delegate, amendment_id, "Why?")
    assert amendment_index(assembly.chair, Wanted(advice=Advice.REJECT)).total == 0
    assert amendment_index(adviser, Wanted(advice=Advice.REJECT)).total == 1


def test_newer_advice_stands_beside_the_older(assembly: Assembly) -> None:
    amendment_id, adviser = filed(assembly, "once", "twice"), rapporteur(assembly)

    advise(adviser, amendment_id, NewOpinion(Advice.REJECT))
    version = advise(adviser, amendment_id, NewOpinion(Advice.SEPARATE))

    assert version == 2
    assert [one.advice for one in amendment_page(assembly.observer, amendment_id).opinions] == [
        Advice.SEPARATE,
        Advice.REJECT,
    ]
    assert visible_advice(db.session(), [amendment_id]) == {amendment_id: Advice.SEPARATE}


def test_advice_to_modify_says_how(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(AdviceNeedsWording):
        advise(rapporteur(assembly), amendment_id, NewOpinion(Advice.ADOPT_MODIFIED, " "))
    with pytest.raises(NotPermitted):
        advise(assembly.chair, amendment_id, NewOpinion(Advice.ADOPT))
    with pytest.raises(NotPermitted):
        answer_opinion(assembly.other_delegate, amendment_id, "Not mine.")
    with pytest.raises(NotFound):
        advise(stranger(), amendment_id, NewOpinion(Advice.ADOPT))


def test_nobody_else_can_ever_read_a_note(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")

    keep_note(assembly.delegate, amendment_id, "Trade it for A02")
    set_star(assembly.delegate, amendment_id, is_starred=True)

    assert amendment_page(assembly.delegate, amendment_id).note == OwnNote("Trade it for A02", is_starred=True)
    for reader in (assembly.other_delegate, assembly.chair, assembly.secretariat, assembly.observer):
        page = amendment_page(reader, amendment_id)
        assert page.note == OwnNote()
        assert "Trade it" not in repr(page)
        assert not page.line.is_starred
    kinds = [row.kind for row in events_of(db.session(), assembly.edition_id)]
    assert kinds == ["amendment-filed"]
    assert amendment_index(assembly.chair, Wanted(is_starred=True)).total == 0
    assert amendment_index(assembly.delegate, Wanted(is_starred=True)).total == 1


def test_an_empty_note_without_a_star_leaves_no_trace(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")

    keep_note(assembly.observer, amendment_id, "Hm.")
    keep_note(assembly.observer, amendment_id, " ")

    assert db.session.scalar(sa.select(sa.func.count()).select_from(PrivateNote)) == 0
    with pytest.raises(TextTooLong):
        keep_note(assembly.observer, amendment_id, "x" * 10_001)
    for missing in (uuid4(), amendment_id):
        with pytest.raises(NotFound):
            set_star(stranger(), missing, is_starred=True)


def tags_on(assembly: Assembly, amendment_id: UUID) -> tuple[str, ...]:
    return amendment_page(assembly.observer, amendment_id).line.tags


def test_tags_are_set_on_many_at_once(assembly: Assembly) -> None:
    first, second = filed(assembly, "once", "twice"), filed(assembly, "2 am", "3 am")

    tag_amendments(assembly.secretariat, [first, second], " Night  Buses ")
    tag_amendments(assembly.secretariat, [first], "night buses")

    assert tags_on(assembly, first) == tags_on(assembly, second) == ("night buses",)
    found = amendment_index(assembly.observer, Wanted(tag="night buses"))
    assert (found.total, found.tags, found.may_tag) == (2, ("night buses",), False)
    tag_amendments(rapporteur(assembly), [first], "night buses", is_on=False)
    assert tags_on(assembly, first) == ()


def test_a_tag_is_a_word_and_not_everybody_s(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(TagMissing):
        tag_amendments(assembly.secretariat, [amendment_id], " ")
    with pytest.raises(TextTooLong):
        tag_amendments(assembly.secretariat, [amendment_id], "x" * 41)
    with pytest.raises(NotPermitted):
        tag_amendments(assembly.delegate, [amendment_id], "mine")
    for actor, ids in ((assembly.secretariat, [uuid4()]), (stranger(), [amendment_id])):
        with pytest.raises(NotFound):
            tag_amendments(actor, ids, "word")
