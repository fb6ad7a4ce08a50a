from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.corrections import (
    CorrectionNotOpen,
    CorrectionOutdated,
    CorrectionState,
    MeaningChanged,
    NothingToCorrect,
    OwnCorrection,
)
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Unit
from recommendations.services.facts import CorrectionsChanged, TextFrozen, told
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    refuse_correction,
    revert_correction,
)
from recommendations.services.manifesto.correction_pages import correcting_page, corrections_page
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.corrections import correction_row
from recommendations.storage.database import db
from tests.chains import kinds_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    Assembly,
    admitted,
    changed,
    joined_by,
    make_assembly,
    newest_text,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


@pytest.fixture
def rapporteur(assembly: Assembly) -> Actor:
    return joined_by(assembly, Role.RAPPORTEUR, theme_id=assembly.theme_id)


def newest_id(theme_id: UUID) -> UUID:
    revision = newest_revision(db.session(), theme_id)
    assert revision is not None
    return revision.id


def proposed(assembly: Assembly, by: Actor, *units: Unit, reason: str = "A comma.") -> UUID:
    amended = dict(zip(("en", "fr"), units, strict=False))
    wish = CorrectionProposal(newest_id(assembly.theme_id), amended, reason)
    return propose_correction(by, assembly.theme_id, "r1", wish)


def state_of(correction_id: UUID) -> CorrectionState:
    db.session.remove()
    row = correction_row(db.session(), correction_id)
    assert row is not None
    return row.state


COMMA = changed(ENGLISH, "figures once", "figures, once")


def test_a_correction_is_in_the_text_when_the_chair_has_confirmed_it(assembly: Assembly, rapporteur: Actor) -> None:
    heard: list[object] = []
    with told.connected_to(heard.append):
        correction_id = proposed(assembly, rapporteur, COMMA)
        assert newest_text(assembly) == ENGLISH
        confirm_correction(assembly.chair, correction_id)

    assert newest_text(assembly) == COMMA
    assert newest_text(assembly, "fr") == FRENCH
    assert state_of(correction_id) is CorrectionState.APPLIED
    assert [type(fact) for fact in heard] == [CorrectionsChanged, CorrectionsChanged, TextFrozen]
    assert kinds_of(assembly.edition_id)[-3:] == [
        "correction-proposed",
        "correction-applied",
        "revision-consolidated",
    ]


def test_a_correction_is_taken_back_by_one_act_and_stays_in_the_list(assembly: Assembly, rapporteur: Actor) -> None:
    correction_id = proposed(assembly, rapporteur, COMMA)
    confirm_correction(assembly.chair, correction_id)

    revert_correction(assembly.chair, correction_id)

    assert newest_text(assembly) == ENGLISH
    listed = corrections_page(assembly.observer).corrections
    assert [(one.number, one.state) for one in listed] == [(1, CorrectionState.REVERTED)]
    assert (listed[0].confirmed, listed[0].reverted) != (None, None)
    with pytest.raises(CorrectionNotOpen):
        revert_correction(assembly.chair, correction_id)


def test_a_refused_correction_leaves_the_text(assembly: Assembly, rapporteur: Actor) -> None:
    correction_id = proposed(assembly, rapporteur, COMMA)

    refuse_correction(assembly.chair, correction_id)

    assert newest_text(assembly) == ENGLISH
    assert state_of(correction_id) is CorrectionState.REFUSED
    with pytest.raises(CorrectionNotOpen):
        confirm_correction(assembly.chair, correction_id)


def test_corrections_stand_beside_amendments_and_beside_each_other(assembly: Assembly, rapporteur: Actor) -> None:
    confirm_correction(assembly.chair, proposed(assembly, rapporteur, COMMA))
    amendment_id = admitted(assembly, "four years", "five years")
    settle(assembly, amendment_id, adopted=True)
    confirm_correction(
        assembly.chair, proposed(assembly, rapporteur, changed(newest_text(assembly), "until 2 am", "until 2 a.m"))
    )

    text = " ".join(paragraph.plain for paragraph in newest_text(assembly).paragraphs)
    assert "figures, once" in text
    assert "five years" in text
    assert "2 a.m" in text


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("four years", "five years", "4, 5"), ("should publish", "must publish", "must, should")],
)
def test_what_changes_the_meaning_is_no_correction(
    assembly: Assembly, rapporteur: Actor, old: str, new: str, words: str
) -> None:
    with pytest.raises(MeaningChanged) as refusal:
        proposed(assembly, rapporteur, changed(ENGLISH, old, new))

    assert refusal.value.details == {"words": words}


def test_a_version_that_does_not_say_the_same_may_be_brought_in_line(assembly: Assembly, rapporteur: Actor) -> None:
    follows = changed(FRENCH, "par an.", "par an. Elles devraient payer des rues calmes pendant quatre ans.")

    confirm_correction(assembly.chair, proposed(assembly, rapporteur, ENGLISH, follows))

    assert newest_text(assembly, "fr") == follows


def test_a_version_is_not_brought_further_out_of_line(assembly: Assembly, rapporteur: Actor) -> None:
    with pytest.raises(MeaningChanged):
        proposed(assembly, rapporteur, ENGLISH, changed(FRENCH, "par an.", "par an, pendant cinq ans."))


def test_two_people_stand_behind_a_correction(assembly: Assembly) -> None:
    both = joined_by(assembly, Role.CHAIR)
    author = replace(both, offices=both.offices | assembly.secretariat.offices)
    correction_id = proposed(assembly, author, COMMA)

    with pytest.raises(OwnCorrection):
        confirm_correction(author, correction_id)
    confirm_correction(assembly.chair, correction_id)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.CHAIR, Role.OBSERVER])
def test_only_who_holds_the_pen_proposes(assembly: Assembly, role: Role) -> None:
    with pytest.raises(NotPermitted):
        proposed(assembly, joined_by(assembly, role), COMMA)


def test_only_the_chair_decides_on_it(assembly: Assembly, rapporteur: Actor) -> None:
    correction_id = proposed(assembly, rapporteur, COMMA)

    for act in (confirm_correction, refuse_correction, revert_correction):
        with pytest.raises(NotPermitted):
            act(assembly.secretariat, correction_id)
    with pytest.raises(NotFound):
        confirm_correction(assembly.chair, uuid4())
    with pytest.raises(NotFound):
        confirm_correction(make_assembly().chair, correction_id)


def test_a_correction_changes_something_for_a_reason_in_a_text_that_is_there(
    assembly: Assembly, rapporteur: Actor
) -> None:
    with pytest.raises(NothingToCorrect):
        proposed(assembly, rapporteur, ENGLISH)
    with pytest.raises(ReasonMissing):
        proposed(assembly, rapporteur, COMMA, reason=" ")
    wish = CorrectionProposal(assembly.revision_id, {"en": COMMA}, "A comma.")
    with pytest.raises(NotFound):
        propose_correction(rapporteur, assembly.theme_id, "r9", wish)
    with pytest.raises(NotFound):
        propose_correction(rapporteur, assembly.theme_id, "r1", replace(wish, amended={"de": COMMA}))


def test_a_correction_of_older_words_is_written_again(assembly: Assembly, rapporteur: Actor) -> None:
    first = proposed(assembly, rapporteur, COMMA)
    second = proposed(assembly, rapporteur, changed(ENGLISH, "figures once", "figures: once"))
    confirm_correction(assembly.chair, first)

    with pytest.raises(CorrectionOutdated):
        confirm_correction(assembly.chair, second)
    assert state_of(second) is CorrectionState.PROPOSED
    wish = CorrectionProposal(assembly.revision_id, {"en": ENGLISH}, "Back.")
    with pytest.raises(CorrectionOutdated):
        propose_correction(rapporteur, assembly.theme_id, "r1", wish)


def test_a_text_that_is_not_frozen_is_not_corrected(assembly: Assembly, rapporteur: Actor) -> None:
    with pytest.raises(NotFound):
        correcting_page(rapporteur, assembly.theme_id, "r9")
    page = correcting_page(rapporteur, assembly.theme_id, "r1")
    assert (page.place.number, page.units) == ("2.1", {"en": ENGLISH, "fr": FRENCH})


def test_what_may_be_corrected_is_offered_to_who_holds_the_pen(assembly: Assembly, rapporteur: Actor) -> None:
    assert [one.place.uid for one in corrections_page(rapporteur, assembly.theme_id).correctable] == ["c1", "r1", "r2"]
    assert corrections_page(assembly.delegate, assembly.theme_id).correctable == ()
