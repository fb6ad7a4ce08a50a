"""What a filing form begins with, and what a reader may do with an amendment."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, NothingChanged, Procedure
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.amendments.acts import acts_on
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.pages import (
    FormKind,
    new_unit_form,
    rebase_form,
    sub_amendment_form,
    theme_title_form,
    unit_form,
)
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.factories import make_theme
from tests.services.assembly import ENGLISH, OTHER, Assembly, changed, filed, make_assembly, proposal

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def put(amendment_id: UUID, **fields: object) -> None:
    with transaction() as session:
        row = session.get_one(Amendment, amendment_id)
        for name, value in fields.items():
            setattr(row, name, value)


def lost(amendment_id: UUID) -> UUID:
    put(amendment_id, state=AmendmentState.NEEDS_REBASE)
    return amendment_id


def test_a_form_needs_a_frozen_text(assembly: Assembly) -> None:
    with transaction() as session:
        theme = make_theme(session, session.get_one(Edition, assembly.edition_id), number=9)
        theme_id = theme.id

    with pytest.raises(NotFound):
        unit_form(assembly.delegate, theme_id, "r1")
    with pytest.raises(NotFound):
        unit_form(assembly.delegate, assembly.theme_id, "nothing")
    with pytest.raises(NotPermitted):
        unit_form(assembly.observer, assembly.theme_id, "r1")


def test_each_form_has_its_own_base(assembly: Assembly) -> None:
    new, title = (
        new_unit_form(assembly.delegate, assembly.theme_id),
        theme_title_form(assembly.delegate, assembly.theme_id),
    )

    assert new.is_new
    assert [place.uid for place in new.places] == ["r1", "r2"]
    assert title.has_title_only
    assert title.texts["en"].unit.title == "Theme 2"
    assert unit_form(assembly.delegate, assembly.theme_id, "r1").languages == ("en", "fr")


def test_officers_choose_what_they_write_for(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")

    compromise = unit_form(assembly.chair, assembly.theme_id, "r1", FormKind.COMPROMISE)
    oral = unit_form(assembly.chair, assembly.theme_id, "r1", FormKind.ORAL)

    assert [one.amendment.id for one in compromise.candidates] == [amendment_id]
    assert {mover.id for mover in oral.movers} == {assembly.delegate.person_id, assembly.other_delegate.person_id}


def test_an_adaptation_begins_with_the_newest_text(assembly: Assembly) -> None:
    amendment_id = lost(filed(assembly, "once", "twice"))

    page = rebase_form(assembly.delegate, amendment_id)

    assert page.texts["en"].unit == ENGLISH
    assert page.own_words is not None
    assert "twice" in page.own_words["en"].paragraphs[0].plain
    assert page.reason == "Because."
    with pytest.raises(NotPermitted):
        rebase_form(assembly.other_delegate, amendment_id)
    with pytest.raises(NotFound):
        rebase_form(assembly.delegate, uuid4())


def test_what_lost_its_unit_has_no_form(assembly: Assembly) -> None:
    amendment_id = lost(filed(assembly, "once", "twice"))
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (OTHER,)})

    with pytest.raises(NotFound):
        rebase_form(assembly.delegate, amendment_id)


def test_a_sub_amendment_is_adapted_to_its_amendment(assembly: Assembly) -> None:
    parent = filed(assembly, "once", "twice")
    page = sub_amendment_form(assembly.other_delegate, parent)
    words = changed(page.texts["en"].unit, "twice", "thrice")
    sub = proposal(assembly, words, procedure=Procedure.SUB_AMENDMENT, amends_id=parent, amends_version=page.version)
    sub_id = lost(file_amendment(assembly.other_delegate, assembly.theme_id, sub))

    adapted = rebase_form(assembly.other_delegate, sub_id)

    assert "twice" in adapted.texts["en"].unit.paragraphs[0].plain
    assert adapted.version == 1


def test_a_new_recommendation_is_adapted_in_its_own_words(assembly: Assembly) -> None:
    unit = Unit(NEW_UNIT, UnitKind.RECOMMENDATION, (Paragraph("n-p1", (Span("Buy trams."),)),), "Trams")
    new_id = lost(file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, unit)))

    page = rebase_form(assembly.delegate, new_id)

    assert page.is_new
    assert page.places
    assert page.own_words is not None
    assert page.own_words["en"].title == "Trams"


def test_a_title_is_adapted_to_the_title(assembly: Assembly) -> None:
    base = theme_title_form(assembly.delegate, assembly.theme_id).texts["en"].unit
    wish = proposal(assembly, replace(base, title="Quiet cities"))
    title_id = lost(file_amendment(assembly.delegate, assembly.theme_id, wish))

    assert rebase_form(assembly.delegate, title_id).uid == THEME_TITLE
    with pytest.raises(NothingChanged):
        file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, base))


def test_a_decided_amendment_lets_nobody_act(assembly: Assembly) -> None:
    amendment_id = filed(assembly, "once", "twice")
    put(amendment_id, state=AmendmentState.REJECTED)

    acts = acts_on(assembly.delegate, amendment_id)

    assert (acts.support, acts.takeover, acts.oral, acts.consents) == (None, None, None, ())
    assert not any((acts.may_withdraw, acts.may_amend, acts.may_rebase, acts.may_mark_not_moved))
    with pytest.raises(NotFound):
        acts_on(assembly.delegate, uuid4())
