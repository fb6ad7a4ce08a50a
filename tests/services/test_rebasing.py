"""An amendment whose words have changed is adapted by its author, under its own number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from recommendations.domain.amendments import (
    AmendmentState,
    Conflict,
    NothingChanged,
    Procedure,
    RevisionSuperseded,
    StateReason,
    VersionCause,
    WholeTextDeleted,
)
from recommendations.domain.filing import DeadlinePassed, NotToRebase
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import NEW_UNIT
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services import facts
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.kept_forms import FormToKeep, keep_form, kept_forms
from recommendations.services.filing.rebasing import preview_rebase, rebase_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now
from recommendations.storage.wordings import versions_of
from tests.chains import kinds_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    RECITAL,
    Assembly,
    changed,
    filed,
    joined_by,
    make_assembly,
    proposal,
    row_of,
    settle,
)
from tests.services.refrozen import QUIETER, RETOLD, SLEEP, TWICE, anew, causes, frozen_again, lost, sub

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def told() -> Iterator[list[object]]:
    """Every fact told during the test."""
    heard: list[object] = []

    def listen(fact: object) -> None:
        heard.append(fact)

    facts.told.connect(listen)
    yield heard
    facts.told.disconnect(listen)


def test_the_author_adapts_the_amendment_under_its_own_number_and_the_chair_judges_again(told: list[object]) -> None:
    assembly, amendment_id = lost()
    told.clear()

    preview = preview_rebase(assembly.delegate, amendment_id, anew(assembly))
    rebase_amendment(assembly.delegate, amendment_id, anew(assembly))

    row = row_of(amendment_id)
    assert list(preview.comparisons) == ["en"]
    assert (row.label, row.state, row.state_reason, row.returns_to) == ("A01", AmendmentState.TABLED, "", None)
    assert (row.revision_id, row.title, row.reason) == (assembly.revision_id, "Daily figures", "More.")
    assert causes(amendment_id)[-1] is VersionCause.REBASED
    assert kinds_of(assembly.edition_id)[-1] == "amendment-rebased"
    assert told == [facts.AmendmentChanged(assembly.edition_id, assembly.theme_id, amendment_id)]
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)


def test_the_secretariat_adapts_for_an_author_and_nobody_else_does() -> None:
    assembly, amendment_id = lost()

    for act in (rebase_amendment, preview_rebase):
        for actor in (assembly.other_delegate, assembly.chair, assembly.observer):
            with pytest.raises(NotPermitted):
                act(actor, amendment_id, anew(assembly))
        with pytest.raises(NotFound):
            act(make_assembly().secretariat, amendment_id, anew(assembly))
    rebase_amendment(assembly.secretariat, amendment_id, anew(assembly))

    row = row_of(amendment_id)
    assert (row.state, row.person_id) == (AmendmentState.TABLED, assembly.delegate.person_id)


def test_only_what_needs_it_is_adapted_and_only_on_the_newest_text() -> None:
    assembly, amendment_id = lost()
    other = filed(assembly, "2 am", "4 am")

    with pytest.raises(NotToRebase) as refusal:
        rebase_amendment(assembly.delegate, other, anew(assembly))
    assert refusal.value.details == {"label": "A02"}
    old = anew(assembly, revision_id=versions_of(db.session(), amendment_id)[0].revision_id)
    with pytest.raises(RevisionSuperseded):
        rebase_amendment(assembly.delegate, amendment_id, old)
    with pytest.raises(NothingChanged):
        rebase_amendment(assembly.delegate, amendment_id, proposal(assembly, RETOLD))
    with pytest.raises(WholeTextDeleted):
        rebase_amendment(assembly.delegate, amendment_id, proposal(assembly, replace(RETOLD, paragraphs=())))


def test_words_settled_meanwhile_are_not_adapted_to() -> None:
    assembly, amendment_id = lost()
    rival = changed(RETOLD, "now and then", "each month")
    settle(
        assembly, file_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, rival)), adopted=True
    )

    with pytest.raises(Conflict):
        rebase_amendment(assembly.delegate, amendment_id, anew(assembly))


def test_the_chair_finds_what_its_author_does_not_adapt_inadmissible() -> None:
    assembly, amendment_id = lost()

    with pytest.raises(RevisionSuperseded):
        judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason="Never adapted.")

    assert row_of(amendment_id).state is AmendmentState.INADMISSIBLE


def test_adapting_has_no_deadline_but_keeps_looking_for_supporters() -> None:
    assembly, amendment_id = lost(rules={"supporters_required": 2})
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))

    rebase_amendment(assembly.delegate, amendment_id, anew(assembly))

    assert row_of(amendment_id).state is AmendmentState.SEEKING_SUPPORT


def test_a_kept_form_is_gone_when_the_amendment_is_adapted() -> None:
    assembly, amendment_id = lost()
    wish = anew(assembly)
    keep_form(assembly.delegate, FormToKeep(assembly.theme_id, wish.key, "/amendments/x/adapt", "", (("a", "b"),)))

    rebase_amendment(assembly.delegate, amendment_id, wish)

    assert kept_forms(assembly.delegate) == ()


def remedy(assembly: Assembly, actor: Actor) -> UUID:
    wish = proposal(assembly, ENGLISH, changed(FRENCH, "une fois", "deux fois"), language="fr")
    return file_amendment(actor, assembly.theme_id, wish)


def test_a_remedy_of_a_language_that_becomes_a_change_of_meaning_is_filed_like_one() -> None:
    assembly = make_assembly()
    one, other = remedy(assembly, assembly.delegate), remedy(assembly, assembly.other_delegate)
    french = changed(FRENCH, "une fois par an", "parfois")
    newer = frozen_again(assembly, ENGLISH, OTHER, french=(french, OTHER))
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))
    lasting = proposal(newer, ENGLISH, changed(french, "parfois", "toujours"), language="fr")

    rebase_amendment(assembly.delegate, one, lasting)
    with pytest.raises(DeadlinePassed):
        rebase_amendment(assembly.other_delegate, other, proposal(newer, TWICE))
    rebase_amendment(assembly.other_delegate, other, proposal(newer, TWICE, accepts_late=True))

    assert (row_of(one).state, row_of(one).state_code) == (AmendmentState.EDITORIAL, StateReason.LANGUAGE_ONLY)
    row = row_of(other)
    assert (row.state, row.procedure, row.is_late) == (AmendmentState.LATE, Procedure.ORDINARY, True)


def test_sub_amendments_and_new_recommendations_are_adapted_where_they_belong() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    second = sub(assembly, parent, changed(TWICE, "four years", "six years"))
    wish = proposal(assembly, SLEEP, unit_uid=NEW_UNIT, placed_after="r2")
    brought = file_amendment(assembly.delegate, assembly.theme_id, wish)
    uid = row_of(brought).unit_uid
    newer = frozen_again(assembly, QUIETER, RECITAL, french=(FRENCH,))

    both = changed(QUIETER, "once", "twice")
    rebase_amendment(assembly.other_delegate, second, proposal(newer, changed(both, "eight years", "nine years")))
    rebase_amendment(assembly.delegate, brought, proposal(newer, SLEEP, placed_after="r1"))

    row = row_of(second)
    assert (row.amends_id, row.amends_version, row.procedure) == (parent, 2, Procedure.SUB_AMENDMENT)
    row = row_of(brought)
    assert (row.unit_uid, row.placed_after, row.amended["en"]["uid"]) == (uid, "r1", uid)


def test_a_compromise_is_adapted_by_officers() -> None:
    assembly = make_assembly()
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    target = filed(assembly, "once", "twice")
    unit = changed(ENGLISH, "once a year", "each quarter")
    wish = proposal(assembly, unit, procedure=Procedure.COMPROMISE, replaces=(target,))
    middle = file_amendment(rapporteur, assembly.theme_id, wish)
    newer = frozen_again(assembly, RETOLD, OTHER)

    rebase_amendment(rapporteur, middle, anew(newer))

    assert db.session.get_one(Amendment, middle).procedure is Procedure.COMPROMISE
