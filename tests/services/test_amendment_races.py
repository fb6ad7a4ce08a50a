"""Two who act on the same amendment at the same moment: one of them comes first, and nobody meets a fault."""

from functools import partial

import pytest
from flask import Flask

from recommendations.domain.amendments import Advice, AmendmentState, PollAlreadyOpen, Procedure
from recommendations.domain.filing import NotOral
from recommendations.domain.merged_themes import ThemeMerged
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice, PollAnnulled, PollNotClosed, SubjectNotReady
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import ListReasonNeeded
from recommendations.services.amendments.linking import end_link, exclude
from recommendations.services.amendments.notes import keep_note, set_star
from recommendations.services.amendments.opinions import NewOpinion, advise, answer_opinion
from recommendations.services.amendments.tags import tag_amendments
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.kept_forms import FormToKeep, keep_form, kept_forms
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.filing.orally import object_to, settle_oral
from recommendations.services.texts.merging import merge_themes
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.lists import proposed_list, publish_list
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.amendments import amendments_on_theme
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.opinions import tags_of
from tests.chains import kinds_of
from tests.factories import make_theme, make_unit
from tests.services.assembly import ENGLISH, Assembly, admitted, changed, joined_by, make_assembly, proposal, row_of
from tests.services.kinds import compromise
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def kinds_of_results(results: list[object]) -> set[type]:
    return {type(result) for result in results}


def test_a_link_ended_twice_ends_once(context: Flask) -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    link_id = exclude(assembly.chair, one, other, "They exclude each other.")
    db.session.remove()

    results = in_threads(context, [partial(end_link, assembly.chair, link_id)] * 3)

    assert [type(result) for result in results].count(NotFound) == 2
    assert kinds_of(assembly.edition_id).count("amendments-unlinked") == 1


def test_a_form_a_note_and_a_tag_kept_twice_at_once_are_kept_once(context: Flask) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    form = FormToKeep(assembly.theme_id, "a-key", "/", "A form", (("a", "b"),))
    db.session.remove()

    for act in (
        partial(keep_form, assembly.delegate, form),
        partial(keep_note, assembly.delegate, one, "Mine."),
        partial(set_star, assembly.other_delegate, one, is_starred=True),
        partial(tag_amendments, assembly.chair, [one], "budget"),
    ):
        assert in_threads(context, [act, _sees_no_fault(act), _sees_no_fault(act)])[1:] == ["done", "done"]
    assert len(kept_forms(assembly.delegate)) == 1
    assert tags_of(db.session(), [one]) == {one: ["budget"]}


def _sees_no_fault(act: partial[None]) -> partial[str]:
    def run() -> str:
        act()
        return "done"

    return partial(run)


def test_nothing_is_filed_on_a_theme_that_is_being_merged(context: Flask) -> None:
    assembly = make_assembly()
    with transaction() as session:
        into = make_theme(session, session.get_one(Edition, assembly.edition_id), number=5)
        store_revision(session, into.id, {"en": (make_unit("r9", "Nine."),), "fr": (make_unit("r9", "Neuf."),)})
    wishes = [proposal(assembly, changed(ENGLISH, "2 am", f"{hour} am")) for hour in (3, 4, 5, 6)]
    files = [partial(file_amendment, assembly.delegate, assembly.theme_id, wish) for wish in wishes]

    in_threads(context, [partial(merge_themes, assembly.secretariat, assembly.theme_id, into.id), *files])

    assert not amendments_on_theme(db.session(), assembly.theme_id, frozenset(S))
    with pytest.raises(ThemeMerged):
        file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, changed(ENGLISH, "2 am", "7 am")))


def test_an_amendment_is_withdrawn_or_in_the_vote(context: Flask) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    poll_id = prepare_poll(on_amendment(one), assembly.chair)

    results = in_threads(
        context, [partial(withdraw_amendment, assembly.delegate, one), partial(open_poll, poll_id, assembly.chair)]
    )

    assert (row_of(one).state, results) in [(S.WITHDRAWN, [None, results[1]]), (S.IN_VOTE, [results[0], None])]
    assert kinds_of_results(results) - {type(None)} <= {PollAlreadyOpen, SubjectNotReady}


def test_an_author_consents_before_the_compromise_is_in_the_vote_or_not_at_all(context: Flask) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    other = compromise(assembly, "once", "three times", one)
    poll_id = prepare_poll(on_amendment(other), assembly.chair)

    answer = partial(answer_compromise, assembly.delegate, other, one, gives=False)
    refused, _ = in_threads(context, [answer, partial(open_poll, poll_id, assembly.chair)])

    assert row_of(one).state is (S.MERGED if refused else S.ADMISSIBLE)


def test_an_amendment_is_split_or_in_the_vote(context: Flask) -> None:
    assembly = make_assembly()
    both = changed(changed(ENGLISH, "once", "twice"), "2 am", "4 am")
    one = file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both))
    with transaction() as session:
        session.get_one(type(row_of(one)), one).state = S.ADMISSIBLE

    split = partial(split_amendment, assembly.chair, one, ["One", "Two"], {})
    db.session.remove()
    results = in_threads(context, [split, partial(prepare_poll, on_amendment(one), assembly.chair)])

    assert kinds_of(assembly.edition_id).count("amendment-split") == (results[0] is None)


def test_two_chairs_publish_one_list_after_the_other(context: Flask) -> None:
    assembly = make_assembly()
    admitted(assembly, "once", "twice")
    items = proposed_list(db.session(), assembly.theme_id).items
    other = joined_by(assembly, Role.CHAIR)
    db.session.remove()

    publishing = [partial(publish_list, who, assembly.theme_id, items) for who in (assembly.chair, other)]
    results = in_threads(context, publishing)

    assert kinds_of_results(results) == {int, ListReasonNeeded}


def test_an_objection_counts_or_comes_too_late(context: Flask) -> None:
    assembly = make_assembly(rules={"oral_amendment_objection_threshold": 1})
    wish = proposal(assembly, changed(ENGLISH, "once", "twice"), procedure=Procedure.ORAL)
    one = file_amendment(assembly.delegate, assembly.theme_id, wish)

    objection = partial(object_to, assembly.other_delegate, one)
    said, is_taken = in_threads(context, [objection, partial(settle_oral, assembly.chair, one)])

    assert (type(said), is_taken) in [(NotOral, True), (type(None), False)]


def test_a_compromise_is_announced_or_annulled(context: Flask) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    other = compromise(assembly, "once", "three times", one)
    poll_id = prepare_poll(on_amendment(other), assembly.chair)
    open_poll(poll_id, assembly.chair)
    cast_ballot(poll_id, assembly.delegate, Choice.FOR, key="k")
    close_poll(poll_id, assembly.chair)

    annul = partial(annul_poll, poll_id, assembly.chair, reason="No.")
    announce = partial(announce_poll, poll_id, joined_by(assembly, Role.CHAIR))
    results = in_threads(context, [annul, annul, announce])

    assert kinds_of_results(results) <= {type(None), PollAnnulled, PollNotClosed}
    assert (row_of(other).state, row_of(one).state) == (S.ADMISSIBLE, S.MERGED)


@pytest.fixture
def officers(request: pytest.FixtureRequest) -> tuple[Assembly, Actor]:
    """An assembly whose rapporteur has proposed something."""
    del request
    assembly = make_assembly()
    return assembly, joined_by(assembly, Role.RAPPORTEUR, theme_id=assembly.theme_id)


def test_no_delegate_answers_for_what_officers_have_proposed(officers: tuple[Assembly, Actor]) -> None:
    assembly, rapporteur = officers
    unit: Unit = changed(ENGLISH, "once", "twice")
    wish = proposal(assembly, unit, procedure=Procedure.ALTERNATIVE)
    one = file_amendment(rapporteur, assembly.theme_id, wish)
    replacing = proposal(assembly, changed(ENGLISH, "once", "often"), procedure=Procedure.COMPROMISE, replaces=(one,))
    other = file_amendment(assembly.chair, assembly.theme_id, replacing)
    advise(rapporteur, one, NewOpinion(Advice.ADOPT))

    with pytest.raises(NotPermitted):
        answer_compromise(assembly.delegate, other, one, gives=True)
    with pytest.raises(NotPermitted):
        answer_opinion(assembly.delegate, one, "I am not its proposer.")
    answer_compromise(rapporteur, other, one, gives=True)
    answer_opinion(rapporteur, one, "Thanks.")
    assert row_of(one).state is S.MERGED
