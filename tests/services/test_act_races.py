"""Two acts of different kinds at the same moment: whichever comes first, both leave the assembly in order."""

from functools import partial
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Conflict,
    PollAlreadyOpen,
    RevisionSuperseded,
)
from recommendations.domain.filing import AlreadyFiled, DeadlinePassed, NotToRebase
from recommendations.domain.merged_themes import ThemeMerged
from recommendations.domain.polls import Choice
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import NotAsked
from recommendations.services.amendments.linking import exclude
from recommendations.services.chronicle import chronicle
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.splitting import split_amendment, undo_split
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.moving import take_over_amendment, withdraw_amendment
from recommendations.services.filing.rebasing import rebase_amendment
from recommendations.services.filing.supporting import support_amendment
from recommendations.services.texts.merging import merge_themes
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.amendments import amendments_on_theme
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from tests.chains import kinds_of
from tests.factories import make_theme, make_unit
from tests.services.assembly import (
    ENGLISH,
    Assembly,
    admitted,
    changed,
    filed,
    joined_by,
    make_assembly,
    newest_text,
    proposal,
    row_of,
)
from tests.services.kinds import compromise
from tests.services.refrozen import anew, lost
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def voted(assembly: Assembly, amendment_id: UUID) -> UUID:
    """A closed poll in which the amendment has won."""
    poll_id = prepare_poll(on_amendment(amendment_id), assembly.chair)
    open_poll(poll_id, assembly.chair)
    cast_ballot(poll_id, assembly.delegate, Choice.FOR, key="k")
    close_poll(poll_id, assembly.chair)
    return poll_id


def words(assembly: Assembly) -> str:
    return "".join(paragraph.plain for paragraph in newest_text(assembly).paragraphs)


def test_a_rival_falls_or_is_withdrawn_while_the_result_is_announced(context: Flask) -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once", "never")
    announce = partial(announce_poll, voted(assembly, one), assembly.chair)
    db.session.remove()

    announced, withdrawn = in_threads(context, [announce, partial(withdraw_amendment, assembly.delegate, rival)])

    assert (announced, row_of(one).state) == (None, S.ADOPTED)
    assert (type(withdrawn), row_of(rival).state) in [(type(None), S.WITHDRAWN), (AmendmentDecided, S.FALLEN)]
    assert "twice a year" in words(assembly)
    assert chronicle(assembly.chair).fault is None


def test_what_the_announced_text_excludes_is_not_taken_over_at_the_same_moment(context: Flask) -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once", "never")
    withdraw_amendment(assembly.delegate, rival)
    announce = partial(announce_poll, voted(assembly, one), assembly.chair)
    db.session.remove()

    results = in_threads(context, [announce, partial(take_over_amendment, assembly.other_delegate, rival)])

    assert (type(results[1]), row_of(rival).state) in [(type(None), S.FALLEN), (Conflict, S.WITHDRAWN)]


def test_what_the_announced_text_excludes_is_not_filed_or_falls(context: Flask) -> None:
    assembly = make_assembly()
    announce = partial(announce_poll, voted(assembly, admitted(assembly, "once", "twice")), assembly.chair)
    wish = proposal(assembly, changed(ENGLISH, "once", "never"))
    db.session.remove()

    _, late = in_threads(context, [announce, partial(file_amendment, assembly.delegate, assembly.theme_id, wish)])

    assert isinstance(late, Conflict) or row_of(UUID(str(late))).state is S.FALLEN


def test_what_is_linked_while_the_other_one_is_announced_falls_if_the_link_holds(context: Flask) -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    announce = partial(announce_poll, voted(assembly, one), assembly.chair)
    link = partial(exclude, assembly.chair, one, other, "They exclude each other.")
    db.session.remove()

    _, linked = in_threads(context, [announce, link])

    assert row_of(other).state is (S.FALLEN if isinstance(linked, UUID) else S.ADMISSIBLE)


def test_consent_counts_before_the_compromise_is_announced_or_comes_too_late(context: Flask) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice", by=assembly.other_delegate)
    middle = compromise(assembly, "once", "three times", one)
    answer_compromise(assembly.chair, middle, one, gives=False)
    announce = partial(announce_poll, voted(assembly, middle), assembly.chair)
    db.session.remove()

    _, said = in_threads(
        context, [announce, partial(answer_compromise, assembly.other_delegate, middle, one, gives=True)]
    )

    assert isinstance(said, PollAlreadyOpen | AmendmentDecided | NotAsked)
    assert (row_of(middle).state, row_of(one).state) == (S.ADOPTED, S.FALLEN)


def test_a_split_is_undone_or_its_part_is_put(context: Flask) -> None:
    assembly = make_assembly()
    both = changed(changed(ENGLISH, "once", "twice"), "2 am", "4 am")
    one = file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both))
    judge_amendment(assembly.chair, one, is_admissible=True)
    split_amendment(assembly.chair, one, ["One", "Two"], {})
    put = partial(prepare_poll, on_amendment(one, 1), assembly.chair)
    db.session.remove()

    undone, poll_id = in_threads(context, [partial(undo_split, assembly.chair, one), put])

    assert (undone is None) is isinstance(poll_id, NotFound)
    if isinstance(poll_id, UUID):
        assert isinstance(undone, PollAlreadyOpen)
        open_poll(poll_id, assembly.chair)


def test_a_split_is_not_changed_under_the_poll_that_opens(context: Flask) -> None:
    assembly = make_assembly()
    both = changed(changed(ENGLISH, "once", "twice"), "2 am", "4 am")
    one = file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both))
    judge_amendment(assembly.chair, one, is_admissible=True)
    split_amendment(assembly.chair, one, ["One", "Two"], {})
    poll_id = prepare_poll(on_amendment(one, 1), assembly.chair)
    again = partial(split_amendment, assembly.chair, one, ["First", "Second"], {})
    db.session.remove()

    opened, changed_split = in_threads(context, [partial(open_poll, poll_id, assembly.chair), again])

    assert (opened, type(changed_split)) == (None, PollAlreadyOpen)


def test_an_amendment_is_adapted_once_by_two_who_send_the_form(context: Flask) -> None:
    assembly, one = lost()
    adapt = [partial(rebase_amendment, who, one, anew(assembly)) for who in (assembly.delegate, assembly.secretariat)]
    db.session.remove()

    results = in_threads(context, adapt)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotToRebase"]
    assert kinds_of(assembly.edition_id).count("amendment-rebased") == 1
    assert any(isinstance(result, NotToRebase) for result in results)


def test_what_is_filed_while_two_themes_are_merged_follows_or_is_refused(context: Flask) -> None:
    assembly = make_assembly()
    with transaction() as session:
        other = make_theme(session, session.get_one(Edition, assembly.edition_id), number=5)
        store_revision(session, other.id, {"en": (make_unit("r9", "Nine."),), "fr": (make_unit("r9", "Neuf."),)})
    wishes = [proposal(assembly, changed(ENGLISH, "2 am", f"{hour} am")) for hour in (3, 4)]
    files = [partial(file_amendment, assembly.delegate, assembly.theme_id, wish) for wish in wishes]
    db.session.remove()

    merged, *results = in_threads(
        context, [partial(merge_themes, assembly.secretariat, assembly.theme_id, other.id), *files]
    )

    assert isinstance(merged, UUID)
    refused = [result for result in results if not isinstance(result, UUID)]
    assert all(isinstance(result, ThemeMerged | RevisionSuperseded) for result in refused)
    followed = amendments_on_theme(db.session(), other.id, frozenset(S))
    assert {row.id for row in followed} == {result for result in results if isinstance(result, UUID)}
    assert {row.revision_id for row in followed} <= {merged}


def test_support_counts_before_the_withdrawal_or_is_refused(context: Flask) -> None:
    assembly = make_assembly(rules={"supporters_required": 2})
    one = filed(assembly, "once", "twice")
    supports = [partial(support_amendment, joined_by(assembly), one) for _ in range(2)]
    db.session.remove()

    withdrawn, *said = in_threads(context, [partial(withdraw_amendment, assembly.delegate, one), *supports])

    assert (withdrawn, row_of(one).state) == (None, S.WITHDRAWN)
    assert all(result is None or isinstance(result, AmendmentDecided) for result in said)


def test_the_deadline_that_is_set_holds_for_what_is_filed_after_it(context: Flask) -> None:
    assembly = make_assembly()
    wish = proposal(assembly, changed(ENGLISH, "once", "twice"))
    file = partial(file_amendment, assembly.delegate, assembly.theme_id, wish)
    db.session.remove()

    _, result = in_threads(context, [partial(set_deadline, assembly.secretariat, now()), file])

    kinds = [kind for kind in kinds_of(assembly.edition_id) if kind in {"deadline-set", "amendment-filed"}]
    assert isinstance(result, DeadlinePassed) or kinds == ["amendment-filed", "deadline-set"]


def test_the_same_words_of_one_member_are_filed_once_by_two_of_its_people(context: Flask) -> None:
    assembly = make_assembly()
    wishes = [proposal(assembly, changed(ENGLISH, "once", "twice")) for _ in range(3)]
    files = [partial(file_amendment, assembly.delegate, assembly.theme_id, wish) for wish in wishes]
    db.session.remove()

    results = in_threads(context, files)

    assert [type(result) for result in results].count(AlreadyFiled) == 2
