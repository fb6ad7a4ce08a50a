import os
from collections import Counter

import pytest

from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import applied
from recommendations.domain.intake import ReturnedPaper
from recommendations.domain.proposals import checked_unit
from recommendations.intake.word.returning import read_returned
from tests.intake.word.accounts import marked, told
from tests.intake.word.edited import Edited, changes_in, reads
from tests.intake.word.editing import Editor
from tests.intake.word.papers import document, part

FILES = int(os.environ.get("HEMICYCLE_ROUND_TRIPS", "60"))
"""How many edited files are read; `HEMICYCLE_ROUND_TRIPS=800` is more than ten thousand edits each way."""


def _read(seed: int, *, named: bool) -> tuple[Edited, ReturnedPaper]:
    edited = Editor(seed).edited()
    notes = part("footnotes", "".join(edited.notes))
    return edited, read_returned(document(edited.body(named=named), {"footnotes": notes}), edited.base)


@pytest.mark.parametrize("named", [True, False], ids=["with bookmarks", "without bookmarks"])
def test_random_edits_come_back_as_the_same_changes(*, named: bool) -> None:
    wanted: Counter[str] = Counter()
    for seed in range(FILES):
        edited, paper = _read(seed, named=named)
        expected = edited.changes
        found = changes_in(paper)
        wanted["edits"] += expected.total()
        wanted["found"] += found.total()
        wanted["right"] += (expected & found).total()
        wanted["lost"] += len(paper.unplaced)

    assert wanted["edits"] > 15 * FILES
    assert wanted["right"] >= 0.99 * wanted["edits"], "recall"
    assert wanted["right"] >= 0.99 * wanted["found"], "precision"
    assert wanted["lost"] == 0


def test_no_inserted_or_deleted_letter_is_lost() -> None:
    for seed in range(2_000, 2_000 + FILES // 3):
        edited, paper = _read(seed, named=False)

        assert marked(edited) <= told(paper), seed


@pytest.mark.parametrize("named", [True, False], ids=["with bookmarks", "without bookmarks"])
def test_all_random_edits_together_give_the_text_that_the_file_shows(*, named: bool) -> None:
    for seed in range(1_000, 1_000 + FILES // 3):
        edited, paper = _read(seed, named=named)
        read = {unit.uid: reads(unit.amended) for unit in paper.units if unit.uid}
        shown = {uid: text for uid, text in edited.texts.items() if uid in read}

        assert read == shown, seed


def test_every_change_can_be_filed_as_it_is_and_changes_what_it_says() -> None:
    for seed in range(3_000, 3_000 + FILES // 6):
        _, paper = _read(seed, named=True)
        filed = [(unit.base, change.amended) for unit in paper.units for change in unit.changes]

        for base, amended in filed:
            if base is not None and amended is not None:
                assert checked_unit(base, amended, base.addressees) == amended
                assert applied(base, change_between(base, amended)) == amended
