"""Links by people, language remedies, and what follows from either."""

from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Conflict,
    CorrectionReasonNeeded,
    PollAlreadyOpen,
    ReasonNeeded,
    StateReason,
)
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.settling import LinkedAlready, NotAsked, NotEditorial, TextAdopted
from recommendations.domain.text import Unit
from recommendations.services.amendments.linking import end_link, exclude
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.standings import exclusive_with, existing, standings_of
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.editorial import apply_editorial, refuse_editorial
from recommendations.services.deciding.taking_back import take_back_decision
from recommendations.services.filing.amending import file_amendment
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.links import links_of
from recommendations.storage.manifestos import ManifestoRow
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    Assembly,
    admitted,
    changed,
    make_assembly,
    newest_text,
    proposal,
    row_of,
    settle,
)
from tests.services.kinds import admit, compromise, state_of, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState
WHY = "One asks for money that the other forbids."


def test_linked_amendments_exclude_each_other_wherever_they_are() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    exclude(assembly.chair, one, other, WHY)
    standings = standings_of(db.session(), [existing(db.session(), row) for row in (other, one)])
    assert (standings.conflicts_of(one), standings.why(other, one)) == ((other,), StateReason.EXCLUDED)
    assert [row.id for row in exclusive_with(db.session(), other)] == [one]

    settle(assembly, one, adopted=True)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.EXCLUDED, "A01"))


def test_what_is_linked_to_something_adopted_falls_at_once_and_rises_with_the_link() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    settle(assembly, one, adopted=True)

    link_id = exclude(assembly.chair, other, one, WHY)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.EXCLUDED, "A01"))
    end_link(assembly.chair, link_id)
    assert (state_of(other), why(other)) == (S.ADMISSIBLE, (StateReason.NONE, ""))
    with pytest.raises(NotFound):
        end_link(assembly.chair, link_id)


def without(place: int) -> Unit:
    return replace(ENGLISH, paragraphs=tuple(one for at, one in enumerate(ENGLISH.paragraphs) if at != place))


def test_what_would_leave_nothing_of_the_unit_stays_fallen_when_the_link_ends() -> None:
    assembly = make_assembly()
    one, other = (
        admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, without(place))))
        for place in (0, 1)
    )
    link_id = exclude(assembly.chair, one, other, WHY)
    settle(assembly, one, adopted=True)

    end_link(assembly.chair, link_id)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.EXCLUDED, "A01"))


def test_what_rises_on_a_text_that_was_frozen_again_needs_its_author() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    settle(assembly, one, adopted=False)
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (ENGLISH,), "fr": (FRENCH,)})

    with transaction() as session:
        take_back_decision(session, one, actor=assembly.chair)

    assert (state_of(one), row_of(one).returns_to) == (S.NEEDS_REBASE, S.ADMISSIBLE)


def test_a_link_that_says_what_the_words_say_adds_nothing() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")
    exclude(assembly.chair, one, other, WHY)

    settle(assembly, one, adopted=True)

    assert why(other) == (StateReason.SAME_WORDS, "A01")


def test_what_people_say_goes_before_what_words_say() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "once a year", "every month", one, other)
    exclude(assembly.chair, one, middle, WHY)
    answer_compromise(assembly.chair, middle, other, gives=False)

    standings = standings_of(db.session(), [existing(db.session(), row) for row in (one, middle)])

    assert (standings.why(one, middle), standings.why(middle, other)) == (StateReason.REPLACED, StateReason.NONE)
    assert standings.conflicts_of(middle) == (one,)


def test_links_say_what_is_wrong_with_them() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    with pytest.raises(ReasonNeeded):
        exclude(assembly.chair, one, other, " ")
    with pytest.raises(NotPermitted):
        exclude(assembly.delegate, one, other, WHY)
    with pytest.raises(LinkedAlready):
        exclude(assembly.chair, one, one, WHY)
    with pytest.raises(NotFound):
        exclude(make_assembly().chair, one, other, WHY)
    for row in (one, other):
        settle(assembly, row, adopted=True)
    with pytest.raises(Conflict):
        exclude(assembly.chair, one, other, WHY)


def test_nothing_is_linked_while_it_is_voted_or_once_it_is_gone() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    gone = admitted(assembly, "four years", "five years")
    settle(assembly, gone, adopted=False)
    with pytest.raises(AmendmentDecided):
        exclude(assembly.chair, one, gone, WHY)
    link_id = exclude(assembly.chair, one, other, WHY)
    with pytest.raises(LinkedAlready):
        exclude(assembly.chair, other, one, WHY)
    with transaction() as session:
        session.get_one(Amendment, one).state = S.IN_VOTE
    with pytest.raises(PollAlreadyOpen):
        end_link(assembly.chair, link_id)
    with pytest.raises(PollAlreadyOpen):
        exclude(assembly.chair, other, one, WHY)


def test_a_compromise_lets_go_of_what_it_no_longer_replaces() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures", "all figures", one, other)
    first, second = links_of(db.session(), middle)

    end_link(assembly.chair, first.id)

    assert [state_of(row) for row in (one, other)] == [S.ADMISSIBLE, S.MERGED]
    settle(assembly, middle, adopted=True)
    with pytest.raises(AmendmentDecided):
        end_link(assembly.chair, second.id)


def test_an_author_may_answer_again_until_the_vote() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures", "all figures", one)
    answer_compromise(assembly.delegate, middle, one, gives=True)
    assert state_of(one) is S.MERGED

    answer_compromise(assembly.delegate, middle, one, gives=False)

    assert state_of(one) is S.ADMISSIBLE
    with pytest.raises(NotAsked):
        answer_compromise(assembly.delegate, middle, other, gives=True)
    with pytest.raises(NotPermitted):
        answer_compromise(assembly.other_delegate, middle, one, gives=True)
    with transaction() as session:
        session.get_one(Amendment, middle).state = S.IN_VOTE
    with pytest.raises(PollAlreadyOpen):
        answer_compromise(assembly.delegate, middle, one, gives=True)
    with transaction() as session:
        session.get_one(Amendment, middle).state = S.REJECTED
    with pytest.raises(AmendmentDecided):
        answer_compromise(assembly.delegate, middle, one, gives=True)


def french(assembly: Assembly, new: str, *, english: str = "") -> UUID:
    """A change of the French version, and of the English one if there are words for it."""
    amended = {"fr": changed(FRENCH, "une fois", new)}
    if english:
        amended["en"] = changed(ENGLISH, "once", english)
    wish = replace(proposal(assembly, *amended.values()), language="fr", amended=amended)
    return file_amendment(assembly.other_delegate, assembly.theme_id, wish)


def test_a_change_of_one_language_version_is_in_the_text_without_a_vote() -> None:
    assembly = make_assembly()
    one = french(assembly, "une seule fois")
    assert state_of(one) is S.EDITORIAL

    page = amendment_page(assembly.chair, one)
    assert (set(page.comparisons), set(page.beside)) == ({"fr"}, {"en"}), "the chair reads one against the other"

    apply_editorial(assembly.chair, one)

    assert (state_of(one), why(one)) == (S.EDITORIAL_APPLIED, (StateReason.LANGUAGE_ONLY, ""))
    assert newest_text(assembly, "fr") == changed(FRENCH, "une fois", "une seule fois")
    assert newest_text(assembly) == ENGLISH
    with pytest.raises(NotEditorial):
        apply_editorial(assembly.chair, one)


@pytest.mark.parametrize("state", [ManifestoState.ADOPTED, ManifestoState.SIGNED])
def test_after_the_adoption_a_language_version_is_corrected_by_two(state: ManifestoState) -> None:
    assembly = make_assembly()
    one = french(assembly, "une seule fois")
    with transaction() as session:
        values = {"edition_id": assembly.edition_id, "number": 1, "canonical": "{}", "sha256": "0" * 64}
        session.add(ManifestoRow(**values, state=state, composed_at=now()))

    with pytest.raises(TextAdopted):
        apply_editorial(assembly.chair, one)

    assert state_of(one) is S.EDITORIAL


def test_a_language_remedy_waits_for_amendments_of_the_same_words() -> None:
    assembly = make_assembly()
    one, rival = french(assembly, "chaque fois"), admit(assembly, french(assembly, "deux fois", english="twice"))
    with pytest.raises(Conflict):
        apply_editorial(assembly.chair, one)

    settle(assembly, rival, adopted=True)

    assert (state_of(one), why(one)) == (S.FALLEN, (StateReason.SAME_WORDS, "A02"))


def test_a_refused_language_remedy_says_why() -> None:
    assembly = make_assembly()
    one = french(assembly, "une seule fois")
    with pytest.raises(CorrectionReasonNeeded):
        refuse_editorial(assembly.chair, one)
    with pytest.raises(NotPermitted):
        refuse_editorial(assembly.secretariat, one, "The words are right.")
    with pytest.raises(NotFound):
        apply_editorial(make_assembly().chair, one)

    refuse_editorial(assembly.chair, one, "The words are right.")

    row = row_of(one)
    assert (row.state, row.state_reason) == (S.NOT_ADMITTED, "The words are right.")
