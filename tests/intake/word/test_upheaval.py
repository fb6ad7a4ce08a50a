"""Files that no program writes and no person means: nothing breaks, and nothing is lost."""

import random

from recommendations.domain.intake import FileRefused
from recommendations.intake.word.returning import read_returned
from tests.intake.word.accounts import marked, told
from tests.intake.word.edited import Edited, Sheet
from tests.intake.word.editing import Editor
from tests.intake.word.papers import document, gone, ins, part

FILES = 60


def _upset(edited: Edited, chance: random.Random) -> None:
    """Marks, names and styles where they do not belong, paragraphs lost, doubled and in any order."""
    sheets = edited.sheets
    for sheet in sheets:
        _upset_sheet(sheet, sheets, chance)
    if chance.random() < 0.5:
        chance.shuffle(sheets)
    if chance.random() < 0.3:
        sheets[:] = [sheet for sheet in sheets if chance.random() < 0.8]
    if chance.random() < 0.3:
        sheets.extend(chance.sample(sheets, min(4, len(sheets))))


def _upset_sheet(sheet: Sheet, sheets: list[Sheet], chance: random.Random) -> None:
    if chance.random() < 0.25:
        sheet.mark = chance.choice(["ins", "del", "moveFrom", "moveTo", ""])
    if chance.random() < 0.15:
        sheet.name = chance.choice(sheets).name
    if chance.random() < 0.1:
        sheet.style = chance.choice(["Heading2", "Operative", "Odd"])
    if chance.random() < 0.05:
        sheet.before = '<w:moveFromRangeStart w:id="1" w:name="lost"/>'
    _upset_content(sheet, chance)


def _upset_content(sheet: Sheet, chance: random.Random) -> None:
    if chance.random() < 0.1:
        sheet.content += ins(gone("never"), by="Bremvik")
    if chance.random() < 0.1 and "w:author" not in sheet.content:
        sheet.content = ins(sheet.content)


def test_whatever_is_marked_in_a_file_is_told() -> None:
    for seed in range(FILES):
        edited = Editor(seed, units=6).edited()
        _upset(edited, random.Random(seed))
        content = document(edited.body(named=True), {"footnotes": part("footnotes", "".join(edited.notes))})

        try:
            paper = read_returned(content, edited.base)
        except FileRefused:
            continue

        assert marked(edited) <= told(paper), seed
