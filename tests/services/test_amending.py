"""Filing an amendment of a recommendation."""

from dataclasses import replace
from uuid import uuid4

import pytest

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    Conflict,
    LinkNotAllowed,
    NothingChanged,
    RevisionSuperseded,
    TextTooLong,
    TitleMissing,
    UnknownAddressee,
    WholeTextDeleted,
)
from recommendations.domain.comparison import Statement, Wording
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.services import facts
from recommendations.services.amendments.pages import amendment_list, amendment_page
from recommendations.services.filing.amending import file_amendment, judge_amendment, preview_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.revisions import store_revision
from recommendations.services.texts.unit_pages import unit_page
from recommendations.storage.database import transaction
from tests.services.assembly import ENGLISH, FRENCH, admitted, changed, filed, make_assembly, proposal, settle

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")


def test_a_filed_amendment_is_tabled_under_the_next_number() -> None:
    assembly = make_assembly()

    first, second = filed(assembly, "once", "twice"), filed(assembly, "2 am", "4 am")

    lines = amendment_list(assembly.observer).lines
    assert [(line.id, line.label, line.state) for line in lines] == [
        (first, "A01", AmendmentState.TABLED),
        (second, "A02", AmendmentState.TABLED),
    ]
    assert (lines[0].kind, lines[0].unit_number, lines[0].theme.number) == (AmendmentKind.REPLACE, "2.1", 2)


def test_filing_is_told_after_the_commit() -> None:
    assembly = make_assembly()
    heard: list[object] = []

    def hear(fact: facts.Fact) -> None:
        heard.append(fact)

    with facts.told.connected_to(hear):
        amendment_id = filed(assembly, "once", "twice")

    assert heard == [facts.AmendmentChanged(assembly.edition_id, assembly.theme_id, amendment_id)]


def test_the_same_form_sent_twice_files_one_amendment() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, TWICE)

    first = file_amendment(assembly.delegate, assembly.theme_id, wish)
    second = file_amendment(assembly.delegate, assembly.theme_id, wish)

    assert first == second
    assert len(amendment_list(assembly.delegate).lines) == 1


def test_nobody_files_with_the_key_of_another() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, TWICE)
    file_amendment(assembly.delegate, assembly.theme_id, wish)

    with pytest.raises(NotPermitted):
        file_amendment(assembly.other_delegate, assembly.theme_id, wish)


def test_a_preview_names_the_difference_and_the_rivals_and_files_nothing() -> None:
    assembly = make_assembly()
    filed(assembly, "once a year", "every quarter")
    filed(assembly, "2 am.", "2 am. Trams too.")
    filed(assembly, "four years", "five years")

    preview = preview_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, TWICE))
    addition = preview_amendment(
        assembly.delegate, assembly.theme_id, proposal(assembly, changed(ENGLISH, "2 am.", "2 am. Taxis too."))
    )
    twin = preview_amendment(
        assembly.other_delegate, assembly.theme_id, proposal(assembly, changed(ENGLISH, "four years", "five years"))
    )

    assert [rival.label for rival in preview.conflicts] == ["A01"]
    assert preview.comparisons["en"].statements == (Statement(Wording.REPLACED, "once a year", "twice a year"),)
    assert [rival.label for rival in addition.same_place] == ["A02"]
    assert [rival.label for rival in twin.identical] == ["A03"]
    assert len(amendment_list(assembly.delegate).lines) == 3


def test_an_amendment_may_change_both_languages_and_the_addressees() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, TWICE, changed(FRENCH, "une fois", "deux fois"), addressees=("eu", "local"))

    page = amendment_page(assembly.chair, file_amendment(assembly.delegate, assembly.theme_id, wish))

    assert list(page.comparisons) == ["en", "fr"]
    assert Statement(Wording.ADDRESSEE_ADDED, "", "eu") in page.comparisons["fr"].statements
    assert page.line.kind is AmendmentKind.MIXED


def test_a_new_addressee_changes_every_language() -> None:
    assembly = make_assembly()

    wish = proposal(assembly, ENGLISH, addressees=("local", "eu"), language="fr")
    page = amendment_page(assembly.chair, file_amendment(assembly.delegate, assembly.theme_id, wish))

    assert list(page.comparisons) == ["fr", "en"]
    assert page.line.kind is AmendmentKind.ADDRESSEES


def empty(unit: Unit) -> Unit:
    return replace(unit, paragraphs=tuple(Paragraph(p.uid, (Span("  "),)) for p in unit.paragraphs))


def linked(address: str) -> Unit:
    return replace(ENGLISH, paragraphs=(Paragraph("r1-p1", (Span("us", link=address),)),))


@pytest.mark.parametrize(
    ("unit", "fields", "refusal"),
    [
        pytest.param(ENGLISH, {}, NothingChanged, id="without a change"),
        pytest.param(TWICE, {"title": "  "}, TitleMissing, id="without a title"),
        pytest.param(TWICE, {"title": "x" * 201}, TextTooLong, id="an endless title"),
        pytest.param(TWICE, {"reason": "x" * 10_001}, TextTooLong, id="an endless reason"),
        pytest.param(changed(ENGLISH, "once", "x" * 30_001), {}, TextTooLong, id="an endless text"),
        pytest.param(empty(FRENCH), {"amended": {"fr": empty(FRENCH)}}, WholeTextDeleted, id="one language emptied"),
        pytest.param(linked("javascript:alert(1)"), {}, LinkNotAllowed, id="a link to a program"),
        pytest.param(TWICE, {"addressees": ("moon",)}, UnknownAddressee, id="an addressee nobody knows"),
        pytest.param(TWICE, {"revision_id": uuid4()}, NotFound, id="on a text that does not exist"),
        pytest.param(TWICE, {"unit_uid": "r9"}, NotFound, id="on a unit that does not exist"),
        pytest.param(TWICE, {"amended": {"de": TWICE}}, NotFound, id="in a language that the text lacks"),
        pytest.param(TWICE, {"amended": {}}, NotFound, id="in no language"),
    ],
)
def test_a_proposal_that_cannot_stand_is_refused(unit: Unit, fields: dict[str, object], refusal: type[Refused]) -> None:
    assembly = make_assembly()
    wish = proposal(assembly, unit, **fields)

    with pytest.raises(refusal):
        preview_amendment(assembly.delegate, assembly.theme_id, wish)
    with pytest.raises(refusal):
        file_amendment(assembly.delegate, assembly.theme_id, wish)
    assert amendment_list(assembly.delegate).lines == ()


def test_a_safe_new_link_is_welcome() -> None:
    assembly = make_assembly()

    assert file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, linked("https://example.org")))


def test_an_amendment_on_a_superseded_text_is_refused() -> None:
    assembly = make_assembly()
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (TWICE,)})

    with pytest.raises(RevisionSuperseded) as refusal:
        filed(assembly, "once", "thrice")
    assert refusal.value.details == {"number": 2}


def test_a_text_of_another_theme_is_not_found() -> None:
    assembly, other = make_assembly(), make_assembly()

    with pytest.raises(NotFound):
        filed(assembly, "once", "twice", revision_id=other.revision_id)


def test_words_settled_by_an_adopted_amendment_cannot_be_amended_again() -> None:
    assembly = make_assembly()
    filed(assembly, "four years", "five years")
    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)
    rejected = admitted(assembly, "2 am", "4 am")
    settle(assembly, rejected, adopted=False)

    with pytest.raises(Conflict):
        filed(assembly, "once a year", "every quarter")
    assert filed(assembly, "four", "six")
    assert filed(assembly, "2 am", "5 am")


@pytest.mark.parametrize("who", ["chair", "secretariat", "observer"])
def test_only_voting_delegates_file(who: str) -> None:
    assembly = make_assembly()
    actor: Actor = getattr(assembly, who)

    with pytest.raises(NotPermitted):
        file_amendment(actor, assembly.theme_id, proposal(assembly, TWICE))
    with pytest.raises(NotPermitted):
        preview_amendment(actor, assembly.theme_id, proposal(assembly, TWICE))


def test_another_edition_does_not_exist() -> None:
    assembly, foreign = make_assembly(), make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    for act in (
        lambda: file_amendment(foreign.delegate, assembly.theme_id, proposal(assembly, TWICE)),
        lambda: preview_amendment(foreign.delegate, assembly.theme_id, proposal(assembly, TWICE)),
        lambda: judge_amendment(foreign.chair, amendment_id, is_admissible=True),
        lambda: withdraw_amendment(foreign.secretariat, amendment_id),
        lambda: amendment_page(foreign.chair, amendment_id),
        lambda: unit_page(foreign.chair, assembly.theme_id, "r1"),
    ):
        with pytest.raises(NotFound):
            act()
    assert amendment_list(foreign.chair).lines == ()
