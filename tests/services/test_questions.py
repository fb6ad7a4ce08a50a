"""How each kind of question is put, and which of them has to wait for another."""

from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentState, Procedure, StateReason
from recommendations.domain.editions import ThemeKind
from recommendations.domain.polls import AmendmentsPending, PollNotPrepared, PollState, RivalInVote, SubjectNotReady
from recommendations.domain.settling import QuorumThere
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.filing.amending import file_amendment
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import open_poll, postpone_poll, prepare_poll
from recommendations.services.voting.pages import list_polls, read_poll
from recommendations.services.voting.targets import Target, on_amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from recommendations.storage.polls import Poll
from recommendations.storage.record import events_of
from tests.factories import make_theme, make_unit
from tests.services.assembly import (
    ENGLISH,
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
from tests.services.held import annul, hold, opened, pair
from tests.services.kinds import (
    admit,
    alternative,
    compromise,
    in_series,
    new_unit,
    state_of,
    sub_amendment,
    theme_title,
)

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def asked(assembly: Assembly, target: Target, language: str = "en") -> str:
    return read_poll(prepare_poll(target, assembly.chair), assembly.chair).line.question[language]


def test_each_kind_has_its_question() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    admitted(assembly, "once", "twice", by=assembly.other_delegate)
    other = admitted(assembly, "2 am", "4 am")
    third = admitted(assembly, "four years", "five years")
    recital = of_recital(assembly)
    wish = proposal(assembly, changed(OTHER, "early", "late"))
    series = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
    beside = admit(
        assembly,
        file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, changed(ENGLISH, "pay", "care"))),
    )
    in_series(series, beside)
    sub = sub_amendment(assembly, other, "4 am", "5 am")
    middle = compromise(assembly, "quiet streets", "silent streets", third)

    assert asked(assembly, on_amendment(one)) == (
        "Shall amendments A01+A02, which say the same, to recommendation 2.1 be adopted?"
    )
    assert asked(assembly, on_amendment(other)) == "Shall amendment A03 to recommendation 2.1 be adopted?"
    assert asked(assembly, on_amendment(recital)) == "Shall amendment A05 be adopted?"
    assert asked(assembly, on_amendment(series)) == (
        "Shall amendments A06+A07, one wording throughout the text, be adopted?"
    )
    assert asked(assembly, on_amendment(sub)) == "Shall sub-amendment A08 to amendment A03 be adopted?"
    assert asked(assembly, on_amendment(middle)) == "Shall compromise A09, in the place of A04, be adopted?"
    new, title = new_unit(assembly, "Plant trees."), theme_title(assembly, "Night")
    assert asked(assembly, on_amendment(new)) == "Shall amendment A10 be adopted, which adds a recommendation?"
    assert asked(assembly, on_amendment(title)) == "Shall amendment A11 to the title of theme 2 be adopted?"
    assert asked(assembly, on_amendment(alternative(assembly, "Town halls", "Cities"))) == (
        "Shall alternative A12 to recommendation 2.1 be adopted?"
    )
    assert len(list_polls(assembly.chair)) == 9


def of_recital(assembly: Assembly, **fields: object) -> UUID:
    wish = proposal(assembly, changed(RECITAL, "sleep", "rest"), **fields)
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))


def test_questions_on_what_has_no_number_name_the_amendment_alone() -> None:
    assembly = make_assembly()
    twin = of_recital(assembly)
    wish = proposal(assembly, changed(RECITAL, "sleep", "rest"))
    admit(assembly, file_amendment(assembly.other_delegate, assembly.theme_id, wish))

    assert asked(assembly, on_amendment(twin)) == "Shall amendments A01+A02, which say the same, be adopted?"
    other = of_recital(assembly, amended={"en": changed(RECITAL, "matters", "counts")}, procedure=Procedure.ALTERNATIVE)
    assert asked(assembly, on_amendment(other)) == "Shall alternative A03 be adopted?"


def test_an_amendment_of_a_commitment_says_so() -> None:
    assembly = make_assembly()
    unit = replace(make_unit("k1", "We shall report."), kind=UnitKind.COMMITMENT)
    with transaction() as session:
        revision_id = store_revision(session, assembly.theme_id, {"en": (unit,)}).id
    wish = proposal(assembly, changed(unit, "report", "tell"), revision_id=revision_id)
    one = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))

    assert asked(assembly, on_amendment(one)) == "Shall amendment A01 to commitment 2.1 be adopted?"


def waiting_for(assembly: Assembly, target: Target) -> str:
    with pytest.raises(AmendmentsPending) as refusal:
        opened(assembly, target)
    return str(refusal.value.details["labels"])


def test_sub_amendments_come_before_their_amendment() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "every quarter")
    sub = sub_amendment(assembly, parent, "every quarter", "every month")

    assert waiting_for(assembly, on_amendment(parent)) == "A02"
    settle(assembly, sub, adopted=True)
    open_poll(undecided(assembly, parent), assembly.chair)


def undecided(assembly: Assembly, amendment_id: UUID) -> UUID:
    """The poll on the amendment that was prepared before."""
    lines = [line for line in list_polls(assembly.chair) if line.state is PollState.PREPARED]
    return next(line.id for line in lines if db.session.get_one(Poll, line.id).amendment_id == amendment_id)


def test_the_title_of_the_theme_comes_after_everything_else() -> None:
    assembly = make_assembly()
    title, one = theme_title(assembly, "Night"), admitted(assembly, "once", "twice")

    assert waiting_for(assembly, on_amendment(title)) == "A02"
    settle(assembly, one, adopted=False)
    open_poll(undecided(assembly, title), assembly.chair)


def test_recitals_come_after_what_they_introduce() -> None:
    assembly = make_assembly()
    recital, new = of_recital(assembly), new_unit(assembly, "Plant trees.")
    one = admitted(assembly, "once", "twice")

    assert waiting_for(assembly, on_amendment(recital)) == "A02, A03"
    settle(assembly, one, adopted=True)
    settle(assembly, new, adopted=True)
    open_poll(undecided(assembly, recital), assembly.chair)


def test_the_preamble_comes_after_every_theme() -> None:
    assembly = make_assembly()
    passage = Unit("x1", UnitKind.PASSAGE, (Paragraph("x1-p1", (Span("We have met."),)),))
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        preamble = make_theme(session, edition, number=0, kind=ThemeKind.PREAMBLE).id
        revision_id = store_revision(session, preamble, {"en": (passage,)}).id
    wish = proposal(assembly, changed(passage, "met", "spoken"), revision_id=revision_id)
    one = admit(assembly, file_amendment(assembly.delegate, preamble, wish))
    first = admitted(assembly, "once", "twice")

    assert waiting_for(assembly, on_amendment(one)) == "A02"
    settle(assembly, first, adopted=True)
    open_poll(undecided(assembly, one), assembly.chair)


def test_what_is_merged_is_never_put_to_the_vote() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    compromise(assembly, "figures", "all figures", one)

    with pytest.raises(SubjectNotReady):
        opened(assembly, on_amendment(one))


def test_linked_amendments_are_not_voted_at_once() -> None:
    assembly = make_assembly()
    one, other = alternative(assembly, "once", "twice"), alternative(assembly, "2 am", "4 am")
    opened(assembly, on_amendment(one))

    with pytest.raises(RivalInVote):
        opened(assembly, on_amendment(other))


def everybody(assembly: Assembly, *, present: bool) -> None:
    with transaction() as session:
        for actor in (assembly.delegate, assembly.other_delegate):
            session.get_one(Person, actor.person_id).present = present


def test_without_a_quorum_the_question_is_postponed_and_comes_back() -> None:
    assembly = make_assembly(rules={"quorum": "half_present_or_represented"})
    ids = pair(assembly)
    poll_id = prepare_poll(on_amendment(ids[0]), assembly.chair)
    with pytest.raises(QuorumThere):
        postpone_poll(poll_id, assembly.chair)
    everybody(assembly, present=False)

    postpone_poll(poll_id, assembly.chair)

    row = row_of(ids[0])
    assert (row.state, row.state_code) == (S.POSTPONED, StateReason.NO_QUORUM)
    event = events_of(db.session(), assembly.edition_id)[-1]
    assert (event.kind, event.payload["counted"], event.payload["required"]) == ("poll-postponed", "0", "1")
    postpone_poll(poll_id, assembly.chair)
    everybody(assembly, present=True)
    open_poll(poll_id, assembly.chair)
    row = row_of(ids[0])
    assert (row.state, row.state_code) == (S.IN_VOTE, StateReason.NONE)
    with pytest.raises(PollNotPrepared):
        postpone_poll(poll_id, assembly.chair)
    annul(assembly, poll_id)
    assert state_of(ids[0]) is S.ADMISSIBLE


def test_the_annulled_poll_takes_its_words_out_of_the_text() -> None:
    assembly = make_assembly()
    one, _ = pair(assembly)
    poll_id = hold(assembly, on_amendment(one))
    assert newest_text(assembly) == changed(ENGLISH, "once", "twice")

    annul(assembly, poll_id)

    assert newest_text(assembly) == ENGLISH
