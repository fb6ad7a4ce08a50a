"""What can be filed: words, whole texts to go, languages to follow, new recommendations and titles of themes."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    NothingChanged,
    Procedure,
    RequestKind,
    StateReason,
    TextTooLong,
    WholeTextDeleted,
)
from recommendations.domain.filing import AlreadyFiled, NewTextMissing, ThemeTitleMissing
from recommendations.domain.people import Role
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE, Proposal
from recommendations.domain.refusals import NotFound, Refused
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.filing.amending import file_amendment, judge_amendment, preview_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.voting.requests import request_vote
from recommendations.storage.database import db
from recommendations.storage.voting_lists import requests_in
from recommendations.storage.wordings import versions_of
from tests.chains import kinds_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    Assembly,
    changed,
    filed,
    joined_by,
    make_assembly,
    proposal,
    row_of,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")
GONE = replace(ENGLISH, paragraphs=())
SLEEP = Unit("", UnitKind.RECOMMENDATION, (Paragraph("n1", (Span("Cities should sleep."),)),), "Sleep")
DORMIR = Unit("", UnitKind.RECOMMENDATION, (Paragraph("n1", (Span("Les villes devraient dormir."),)),), "Dormir")


def title(words: str) -> Unit:
    return Unit(THEME_TITLE, UnitKind.PASSAGE, (), words)


def new_unit(assembly: Assembly, *units: Unit, **fields: object) -> Proposal:
    return proposal(assembly, *units, **({"unit_uid": NEW_UNIT, "placed_after": "r1"} | fields))


def new_title(assembly: Assembly, *units: Unit, **fields: object) -> Proposal:
    return proposal(assembly, *units, **({"unit_uid": THEME_TITLE} | fields))


def file(assembly: Assembly, wish: Proposal) -> UUID:
    return file_amendment(assembly.delegate, assembly.theme_id, wish)


def requests(assembly: Assembly) -> list[tuple[str, RequestKind, UUID | None, UUID]]:
    found = requests_in(db.session(), assembly.theme_id)
    return [(one.unit_uid, one.kind, one.amendment_id, one.member_id) for one, _ in found]


def test_the_wording_as_filed_is_kept_for_good() -> None:
    assembly = make_assembly()

    row = row_of(filed(assembly, "once", "twice"))

    (first,) = versions_of(db.session(), row.id)
    assert (first.number, first.amended, first.hunks) == (1, row.amended, row.hunks)
    assert (row.version, row.procedure, row.state_code) == (1, Procedure.ORDINARY, StateReason.NONE)


def test_whoever_deletes_a_whole_text_has_asked_for_a_separate_vote_on_it() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, GONE)

    preview = preview_amendment(assembly.delegate, assembly.theme_id, wish)
    row = row_of(file(assembly, wish))

    assert (preview.deletes_whole, preview.kind, preview.near) == (True, AmendmentKind.WHOLE_DELETION, ())
    assert set(preview.comparisons) == {"en", "fr"}
    assert (row.state, row.state_code) == (AmendmentState.INADMISSIBLE, StateReason.DELETES_WHOLE_TEXT)
    assert (row.label, row.kind, set(row.amended)) == ("A01", AmendmentKind.WHOLE_DELETION, {"en", "fr"})
    assert requests(assembly) == [("r1", RequestKind.SEPARATE, None, assembly.delegate.member_id)]
    assert kinds_of(assembly.edition_id)[-2:] == ["amendment-filed", "amendment-made-a-separate-vote"]


def test_a_wish_to_delete_is_heard_once_for_each_member_and_no_chair_puts_it_to_the_vote() -> None:
    assembly = make_assembly()
    amendment_id = file(assembly, proposal(assembly, GONE, replace(FRENCH, paragraphs=())))
    colleague = joined_by(assembly)

    with pytest.raises(AlreadyFiled):
        file(assembly, proposal(assembly, GONE))
    file_amendment(colleague, assembly.theme_id, proposal(assembly, GONE))
    with pytest.raises(WholeTextDeleted):
        judge_amendment(assembly.chair, amendment_id, is_admissible=True)

    assert [member for *_, member in requests(assembly)] == [assembly.delegate.member_id, colleague.member_id]


def test_a_deletion_that_says_something_else_in_another_language_is_refused() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, GONE, changed(FRENCH, "une fois", "deux fois"))

    with pytest.raises(WholeTextDeleted):
        file(assembly, wish)


def test_a_member_that_has_asked_for_a_separate_vote_does_not_ask_twice() -> None:
    assembly = make_assembly()
    request_vote(assembly.delegate, assembly.theme_id, "r1", kind=RequestKind.SEPARATE)

    file(assembly, proposal(assembly, GONE))

    assert len(requests(assembly)) == 1
    assert kinds_of(assembly.edition_id)[-1] == "amendment-filed"


def test_a_change_of_another_language_alone_is_a_remedy_without_a_vote() -> None:
    assembly = make_assembly(rules={"supporters_required": 3})
    wish = proposal(assembly, ENGLISH, changed(FRENCH, "une fois", "deux fois"), language="fr")

    preview = preview_amendment(assembly.delegate, assembly.theme_id, wish)
    row = row_of(file(assembly, wish))

    assert (preview.is_language_only, preview.supporters_needed) == (True, 0)
    assert (row.procedure, row.state, row.state_code) == (
        Procedure.LANGUAGE,
        AmendmentState.EDITORIAL,
        StateReason.LANGUAGE_ONLY,
    )


def test_what_is_only_there_in_another_language_is_amended_like_everything_else() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, TWICE, procedure=Procedure.LANGUAGE)

    assert row_of(file(assembly, wish)).procedure is Procedure.ORDINARY


def test_a_new_recommendation_gets_an_identifier_that_stays() -> None:
    assembly = make_assembly()
    wish = new_unit(assembly, SLEEP, DORMIR, addressees=("eu",))

    preview = preview_amendment(assembly.delegate, assembly.theme_id, wish)
    row = row_of(file(assembly, wish))

    assert (preview.kind, preview.comparisons, preview.conflicts) == (AmendmentKind.NEW_UNIT, {}, ())
    assert (row.kind, row.state, row.placed_after, row.hunks) == (
        AmendmentKind.NEW_UNIT,
        AmendmentState.TABLED,
        "r1",
        {},
    )
    assert row.unit_uid not in {"", "r1", "r2"}
    assert {(unit["uid"], tuple(unit["addressees"])) for unit in row.amended.values()} == {(row.unit_uid, ("eu",))}


def test_a_new_recommendation_may_stand_first_and_be_written_in_one_language() -> None:
    assembly = make_assembly()

    row = row_of(file(assembly, new_unit(assembly, DORMIR, placed_after=None, amended={"fr": DORMIR}, key="")))

    assert (row.placed_after, list(row.amended), row.procedure) == (None, ["fr"], Procedure.ORDINARY)


def test_the_same_new_recommendation_is_joined_by_others_and_refused_to_the_same_member() -> None:
    assembly = make_assembly()
    file(assembly, new_unit(assembly, SLEEP))

    twin = preview_amendment(assembly.other_delegate, assembly.theme_id, new_unit(assembly, SLEEP))
    elsewhere = file(assembly, new_unit(assembly, SLEEP, placed_after="r2"))

    assert [other.label for other in twin.identical] == ["A01"]
    assert row_of(elsewhere).label == "A02"
    with pytest.raises(AlreadyFiled) as refusal:
        file(assembly, new_unit(assembly, SLEEP))
    assert refusal.value.details == {"label": "A01"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        pytest.param({"amended": {"en": replace(SLEEP, paragraphs=(), title="")}}, NewTextMissing, id="nothing"),
        pytest.param({"amended": {"en": replace(SLEEP, paragraphs=())}}, NewTextMissing, id="a title alone"),
        pytest.param({"amended": {"de": SLEEP}}, NotFound, id="a language that the edition lacks"),
        pytest.param({"placed_after": "r9"}, NotFound, id="behind nothing"),
        pytest.param({"amended": {"en": replace(SLEEP, kind=UnitKind.RECITAL)}}, NotFound, id="no recommendation"),
    ],
)
def test_a_new_recommendation_that_cannot_stand_is_refused(fields: dict[str, object], refusal: type[Refused]) -> None:
    assembly = make_assembly()

    with pytest.raises(refusal):
        file(assembly, new_unit(assembly, SLEEP, **fields))


def test_the_title_of_a_theme_is_amended_like_words() -> None:
    assembly = make_assembly()
    wish = new_title(assembly, title("Quiet nights"), title("Nuits calmes"))

    preview = preview_amendment(assembly.delegate, assembly.theme_id, wish)
    row = row_of(file(assembly, wish))

    assert preview.kind is AmendmentKind.THEME_TITLE
    assert (row.kind, row.unit_uid, row.state) == (AmendmentKind.THEME_TITLE, THEME_TITLE, AmendmentState.TABLED)
    assert row.amended["fr"]["title"] == "Nuits calmes"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [(" ", ThemeTitleMissing), ("x" * 201, TextTooLong), ("Theme 2", NothingChanged)],
    ids=["none", "endless", "the same"],
)
def test_a_title_of_a_theme_that_cannot_stand_is_refused(words: str, refusal: type[Refused]) -> None:
    assembly = make_assembly()

    with pytest.raises(refusal):
        file(assembly, new_title(assembly, title(words)))


def test_the_same_words_are_refused_to_the_same_member_and_joined_by_others() -> None:
    assembly = make_assembly()
    filed(assembly, "once", "twice")

    preview = preview_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, TWICE))

    assert [other.label for other in preview.identical] == ["A01"]
    for act in (preview_amendment, file_amendment):
        with pytest.raises(AlreadyFiled) as refusal:
            act(assembly.delegate, assembly.theme_id, proposal(assembly, TWICE))
        assert refusal.value.details == {"label": "A01"}
    assert file_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, TWICE))


def test_what_was_withdrawn_may_be_filed_again() -> None:
    assembly = make_assembly()
    withdraw_amendment(assembly.delegate, filed(assembly, "once", "twice"))

    assert filed(assembly, "once", "twice")


def test_a_preview_says_which_words_clash_and_what_is_nearly_the_same() -> None:
    assembly = make_assembly()
    rival = filed(assembly, "publish noise figures once a year", "publish all noise figures in every quarter")
    wish = changed(ENGLISH, "publish noise figures once a year", "publish all the noise figures in every quarter")

    preview = preview_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, wish))

    assert preview.clashes is not None
    assert {clash.paragraph for clash in preview.clashes[rival]} == {"r1-p1"}
    assert [other.label for other in preview.conflicts] == ["A01"]
    assert [other.label for other in preview.near] == ["A01"]


def test_nobody_joins_what_is_in_the_text_already() -> None:
    assembly = make_assembly()
    rival = filed(assembly, "publish noise figures once a year", "publish all noise figures in every quarter")
    settle(assembly, rival, adopted=True)
    wish = changed(ENGLISH, "publish noise figures once a year", "publish all the noise figures in every quarter")

    preview = preview_amendment(assembly.other_delegate, assembly.theme_id, proposal(assembly, wish))

    assert [other.label for other in preview.conflicts] == ["A01"]
    assert preview.near == ()


def test_supporters_are_asked_for_before_the_deadline_where_the_rules_want_them() -> None:
    assembly = make_assembly(rules={"supporters_required": 2})

    preview = preview_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, TWICE))
    row = row_of(filed(assembly, "once", "twice"))

    assert (preview.supporters_needed, preview.is_late) == (2, False)
    assert row.state is AmendmentState.SEEKING_SUPPORT


def test_a_text_of_another_edition_is_not_found() -> None:
    assembly, foreign = make_assembly(), make_assembly()
    stranger = joined_by(foreign, Role.DELEGATE)

    with pytest.raises(NotFound):
        file_amendment(stranger, foreign.theme_id, proposal(assembly, TWICE, key=uuid4().hex))
