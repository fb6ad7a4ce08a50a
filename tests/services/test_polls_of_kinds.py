"""Polls on blocks, contradictions and every kind of amendment: what is asked, what comes first, what follows."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, Procedure, RequestKind, StateReason
from recommendations.domain.editions import ThemeKind
from recommendations.domain.polls import (
    AmendmentsPending,
    Choice,
    DecisionIncorporated,
    PollNotPrepared,
    PollPending,
    PollState,
    RivalInVote,
    SubjectNotReady,
)
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import ContradictionOpen, QuorumThere, SeparateVoteAsked
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.filing.amending import file_amendment
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    postpone_poll,
    prepare_poll,
)
from recommendations.services.voting.pages import list_polls, read_poll
from recommendations.services.voting.targets import Target, on_amendment, on_block, on_contradiction, on_unit
from recommendations.storage.amendments import Amendment
from recommendations.storage.corrections import Contradiction
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from recommendations.storage.polls import Poll, adopted_units
from recommendations.storage.record import events_of
from recommendations.storage.voting_lists import VoteRequest, poll_items_of
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
BOTH = (Choice.FOR, Choice.FOR)
NONE = (Choice.AGAINST, Choice.AGAINST)


def opened(assembly: Assembly, target: Target) -> UUID:
    poll_id = prepare_poll(target, assembly.chair)
    open_poll(poll_id, assembly.chair)
    return poll_id


def hold(assembly: Assembly, target: Target, choices: Sequence[Choice] = BOTH) -> UUID:
    """A poll from preparation to announcement."""
    poll_id = opened(assembly, target)
    for actor, choice in zip((assembly.delegate, assembly.other_delegate), choices, strict=True):
        cast_ballot(poll_id, actor, choice, key=uuid4().hex)
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)
    return poll_id


def annul(assembly: Assembly, poll_id: UUID) -> None:
    annul_poll(poll_id, assembly.chair, reason="The wrong question was shown.")


def asked(assembly: Assembly, target: Target, language: str = "en") -> str:
    return read_poll(prepare_poll(target, assembly.chair), assembly.chair).line.question[language]


def pair(assembly: Assembly) -> tuple[UUID, UUID]:
    return admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")


def wants_apart(assembly: Assembly, amendment_id: UUID) -> None:
    with transaction() as session:
        row = session.get_one(Amendment, amendment_id)
        request = VoteRequest(
            edition_id=row.edition_id,
            theme_id=row.theme_id,
            unit_uid=row.unit_uid,
            amendment_id=row.id,
            kind=RequestKind.SEPARATE,
            member_id=assembly.delegate.member_id,
            person_id=assembly.delegate.person_id,
            at=row.filed_at,
        )
        session.add(request)


@pytest.mark.parametrize(("choices", "state"), [(BOTH, S.ADOPTED), (NONE, S.REJECTED)])
def test_a_block_decides_each_of_its_amendments(choices: Sequence[Choice], state: AmendmentState) -> None:
    assembly = make_assembly()
    ids = pair(assembly)

    poll_id = hold(assembly, on_block(ids), choices)

    assert [state_of(one) for one in ids] == [state, state]
    view = read_poll(poll_id, assembly.delegate)
    assert [item.label for item in view.items] == ["A01", "A02"]
    assert view.line.question["en"] == "Shall amendments A01, A02 be adopted together, as a block?"
    assert view.line.title["en"] == "A01, A02"
    annul(assembly, poll_id)
    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.ADMISSIBLE]
    again = prepare_poll(on_block(ids), assembly.chair)
    assert db.session.get_one(Poll, again).repeats_id == poll_id


def test_a_block_annulled_before_its_announcement_waits_again() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = opened(assembly, on_block(ids))
    assert [state_of(one) for one in ids] == [S.IN_VOTE, S.IN_VOTE]

    annul(assembly, poll_id)

    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.ADMISSIBLE]


def test_what_somebody_wants_apart_is_taken_out_before_the_block_opens() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = prepare_poll(on_block(ids), assembly.chair)
    wants_apart(assembly, ids[0])

    open_poll(poll_id, assembly.chair)

    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.IN_VOTE]
    assert poll_items_of(db.session(), poll_id) == [ids[1]]
    assert "poll-item-taken-out" in [row.kind for row in events_of(db.session(), assembly.edition_id)]
    with pytest.raises(SeparateVoteAsked):
        prepare_poll(on_block(ids[:1]), assembly.chair)


def test_a_block_of_nothing_is_not_opened() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = prepare_poll(on_block(ids), assembly.chair)
    for one in ids:
        wants_apart(assembly, one)

    with pytest.raises(SubjectNotReady):
        open_poll(poll_id, assembly.chair)
    with pytest.raises(NotFound):
        prepare_poll(on_block([]), assembly.chair)


def test_what_excludes_each_other_is_not_in_one_block() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")

    with pytest.raises(Conflict):
        prepare_poll(on_block([one, rival]), assembly.chair)


def test_an_amendment_is_not_in_two_undecided_polls() -> None:
    assembly = make_assembly()
    one, other = pair(assembly)
    prepare_poll(on_block([one, other]), assembly.chair)
    third = admitted(assembly, "four years", "five years")
    prepare_poll(on_amendment(third), assembly.chair)

    for target in (on_block([other]), on_amendment(one), on_block([third]), on_block([one, other])):
        with pytest.raises(PollPending):
            prepare_poll(target, assembly.chair)


def test_the_poll_of_a_block_stands_once_its_text_was_voted() -> None:
    assembly = make_assembly()
    poll_id = hold(assembly, on_block(pair(assembly)))
    hold(assembly, on_unit(assembly.theme_id, "r1"))

    with pytest.raises(DecisionIncorporated):
        annul(assembly, poll_id)


def contradiction(assembly: Assembly) -> UUID:
    for uid in ("r1", "r2"):
        hold(assembly, on_unit(assembly.theme_id, uid))
    places = [(assembly.theme_id, uid) for uid in ("r1", "r2")]
    return flag_contradiction(assembly.chair, places[0], places[1], "One forbids what the other asks for.")


@pytest.mark.parametrize(
    ("choices", "kept", "stand"),
    [
        (BOTH, "one", {"r1"}),
        (NONE, "other", {"r2"}),
        ((Choice.FOR, Choice.AGAINST), "", {"r1", "r2"}),
    ],
)
def test_the_assembly_chooses_between_two_that_contradict_each_other(
    choices: Sequence[Choice], kept: str, stand: set[str]
) -> None:
    assembly = make_assembly()
    row_id = contradiction(assembly)
    with pytest.raises(ContradictionOpen):
        compose_manifesto(assembly.secretariat)

    poll_id = hold(assembly, on_contradiction(row_id), choices)

    db.session.remove()
    assert db.session.get_one(Contradiction, row_id).kept == kept
    assert {uid for _, uid in adopted_units(db.session(), assembly.edition_id)} == stand
    view = read_poll(poll_id, assembly.delegate)
    assert [unit["en"].uid for unit in view.choice] == ["r1", "r2"]
    assert view.line.title["en"] == "Quiet nights / Schools"
    if kept:
        assert compose_manifesto(assembly.secretariat) == 1
        with pytest.raises(SubjectNotReady):
            opened(assembly, on_contradiction(row_id))
    else:
        annul(assembly, poll_id)
        hold(assembly, on_contradiction(row_id))


def test_an_annulled_choice_is_open_again() -> None:
    assembly = make_assembly()
    row_id = contradiction(assembly)
    annul(assembly, hold(assembly, on_contradiction(row_id)))

    db.session.remove()
    assert db.session.get_one(Contradiction, row_id).kept == ""


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
