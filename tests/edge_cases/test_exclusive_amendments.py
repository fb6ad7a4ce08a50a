"""Edge cases 1 to 8 and 19 to 21: what applies together, what excludes each other, and in which order."""

from dataclasses import replace

import pytest

from recommendations.domain.amendments import AmendmentState, Procedure, VersionCause
from recommendations.domain.polls import SubjectNotReady
from recommendations.domain.voting_list import Flag
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.filing.rebasing import rebase_amendment
from recommendations.services.manifesto.correcting import CorrectionProposal, confirm_correction, propose_correction
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.lists import proposed_list
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from recommendations.storage.wordings import versions_of
from tests.edge_cases.stage import (
    ENGLISH,
    Stage,
    admit,
    admitted,
    decide,
    edited,
    file,
    frozen_again,
    listed,
    polls,
    proposal,
    recorded,
    row,
    states,
    text,
)

ADOPTED, REJECTED, FALLEN = AmendmentState.ADOPTED, AmendmentState.REJECTED, AmendmentState.FALLEN


def test_case_01_two_amendments_of_different_words_of_one_sentence_both_apply(stage: Stage) -> None:
    first, second = admitted(stage, "once a year", "twice a year"), admitted(stage, "noise figures", "noise maps")

    decide(stage, first, adopted=True)
    decide(stage, second, adopted=True)

    assert text(stage).startswith("Cities should publish noise maps twice a year.")
    assert recorded(stage, "revision-consolidated")[-1]["amendments"] == ["A01", "A02"]


def test_case_02_the_first_adopted_of_two_on_the_same_words_ends_it(stage: Stage) -> None:
    nearer = admitted(stage, "four years", "six years")
    further = admitted(stage, "four years", "ten years")
    assert listed(stage)[:2] == ["A02", "A01"]
    poll_id = prepare_poll(on_amendment(nearer), stage.chair)

    decide(stage, further, adopted=True)

    assert states(further, nearer) == [ADOPTED, FALLEN]
    assert row(nearer).felled_by_id == further
    with pytest.raises(SubjectNotReady):
        open_poll(poll_id, stage.chair)


def test_case_03_an_edit_of_deleted_words_falls_because_of_the_deletion(stage: Stage) -> None:
    edit = admitted(stage, "four years", "six years")
    deletion = admitted(stage, " They should pay for quiet streets for four years.", "")
    assert listed(stage)[:2] == ["A02", "A01"]

    decide(stage, deletion, adopted=True)

    assert states(deletion, edit) == [ADOPTED, FALLEN]
    assert row(edit).felled_by_id == deletion
    assert text(stage) == "Cities should publish noise figures once a year."


def test_case_04_an_edit_is_voted_when_the_deletion_is_rejected(stage: Stage) -> None:
    edit = admitted(stage, "four years", "six years")
    deletion = admitted(stage, " They should pay for quiet streets for four years.", "")

    decide(stage, deletion, adopted=False)
    decide(stage, edit, adopted=True)

    assert states(deletion, edit) == [REJECTED, ADOPTED]
    assert text(stage).endswith("for six years.")


def test_case_05_an_amendment_of_words_that_stand_unchanged_goes_over_to_the_new_text(stage: Stage) -> None:
    amendment_id = file(stage, "four years", "six years")

    frozen_again(stage, {"en": ("noise figures", "noise maps")})

    assert states(amendment_id) == [AmendmentState.TABLED]
    causes = [version.cause for version in versions_of(db.session(), amendment_id)]
    assert causes == [VersionCause.FILED, VersionCause.CARRIED_OVER]
    assert recorded(stage, "amendment-carried-over", amendment_id)
    decide(stage, admit(stage, amendment_id), adopted=True)
    assert text(stage) == ENGLISH["r1"].replace("four", "six").replace("figures", "maps")


def test_case_06_an_amendment_of_changed_words_waits_for_its_author_and_is_never_applied(stage: Stage) -> None:
    kept, left = file(stage, "four years", "six years"), file(stage, "four years", "nine years", by=1)

    frozen_again(stage, {"en": ("four years", "five years")})

    assert states(kept, left) == [AmendmentState.NEEDS_REBASE] * 2
    assert text(stage).endswith("for five years.")
    rebase_amendment(stage.delegates[0], kept, proposal(stage, {"en": ("five years", "six years")}))
    judge_amendment(stage.chair, left, is_admissible=False, reason="Its author has not come back.")
    assert states(kept, left) == [AmendmentState.TABLED, AmendmentState.INADMISSIBLE]
    decide(stage, admit(stage, kept), adopted=True)
    assert text(stage).endswith("for six years.")


def test_case_07_identical_amendments_by_two_authors_are_one_poll(stage: Stage) -> None:
    one, other = (admitted(stage, "four years", "six years", by=by) for by in (0, 1))
    assert listed(stage)[0] == "A01+A02"

    withdraw_amendment(stage.delegates[0], one)
    assert listed(stage)[0] == "A02"
    third = admitted(stage, "four years", "six years", by=2)
    decide(stage, other, adopted=True)

    assert states(one, other, third) == [AmendmentState.WITHDRAWN, ADOPTED, ADOPTED]
    assert len(polls(stage)) == 1


def test_case_08_an_adopted_sub_amendment_vanishes_with_its_rejected_amendment(stage: Stage) -> None:
    parent = admitted(stage, "four years", "six years")
    unit = edited(proposal(stage, {"en": ("four years", "six years")}).amended["en"], ("six years", "seven years"))
    wish = proposal(stage, {}, amended={"en": unit}, procedure=Procedure.SUB_AMENDMENT, amends_id=parent)
    sub = admit(stage, file_amendment(stage.delegates[1], stage.theme_id, wish))
    assert listed(stage)[:2] == ["A02", "A01"]

    decide(stage, sub, adopted=True)
    decide(stage, parent, adopted=False)

    assert states(parent) == [REJECTED]
    assert text(stage) == ENGLISH["r1"]


def test_case_19_figures_are_put_by_their_distance_and_the_chair_decides_between_equals(stage: Stage) -> None:
    ninety, fifty, eighty = (admitted(stage, "70%", figure, uid="r2") for figure in ("90%", "50%", "80%"))
    items = [item for item in proposed_list(db.session(), stage.theme_id).items if item.unit_uid == "r2"]
    assert [item.label for item in items][:3] == ["A01", "A02", "A03"]
    assert [Flag.CHAIR_DECIDES in item.flags for item in items][:3] == [True, True, False]

    decide(stage, ninety, adopted=False)
    decide(stage, fifty, adopted=True)

    assert states(ninety, fifty, eighty) == [REJECTED, ADOPTED, FALLEN]
    assert text(stage, uid="r2") == "A fund should cover up to 50% of the cost."


def test_case_20_an_edit_travels_with_the_sentence_that_is_moved(stage: Stage) -> None:
    first, second = (f"{sentence.strip('.')}." for sentence in ENGLISH["r1"].split(". "))
    move = admitted(stage, f"{first} {second}", f"{second} {first}")
    edit = admitted(stage, "four years", "six years", by=1)

    decide(stage, move, adopted=True)
    decide(stage, edit, adopted=True)

    assert states(move, edit) == [ADOPTED, ADOPTED]
    assert text(stage) == f"{second.replace('four', 'six')} {first}"


def test_case_21_two_insertions_at_one_spot_stand_in_filing_order_until_the_chair_swaps_them(stage: Stage) -> None:
    first, second = (admitted(stage, "Cities", f"Cities{words}") for words in (", towns", ", regions"))

    decide(stage, second, adopted=True)
    decide(stage, first, adopted=True)

    assert text(stage).startswith("Cities, towns, regions should publish")
    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    swapped = edited(newest.unit_texts("r1")["en"], (", towns, regions", ", regions, towns"))
    correction = CorrectionProposal(newest.id, {"en": replace(swapped)}, "In the order of size.")
    confirm_correction(stage.chair, propose_correction(stage.rapporteur, stage.theme_id, "r1", correction))
    assert text(stage).startswith("Cities, regions, towns should publish")
