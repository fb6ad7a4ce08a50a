from dataclasses import replace

from exports.word import write_redline, write_word
from recommendations.domain.hunks import TITLE
from recommendations.domain.intake import BaseText, BaseUnit, ChangeKind, ReturnedPaper
from recommendations.domain.papers import Redline
from recommendations.domain.proposals import NEW_UNIT
from recommendations.domain.text import Span
from recommendations.intake.word.furniture import furniture_of
from recommendations.intake.word.matching import normal
from recommendations.intake.word.returning import read_returned
from tests.exports.moving import before_and_after, with_moves
from tests.exports.papers import make_redline
from tests.exports.publications import make_publication
from tests.exports.test_references import with_text
from tests.intake.word.edited import reads

REDLINE = make_redline()


def _read(language: str, redline: Redline = REDLINE, content: bytes = b"") -> ReturnedPaper:
    content = content or write_redline(redline, language)
    numbered = [unit for chapter in redline.base.chapters for unit in chapter.units]
    units = [(one.number, one.text(language)) for one in (*redline.base.preamble, *numbered)]
    base = tuple(BaseUnit(number, unit) for number, unit in units if unit is not None)
    # A manifesto has bookmarks on its recommendations alone: without one, a paragraph may still be text.
    new = [unit for chapter in redline.publication.manifesto.chapters for unit in chapter.units]
    texts = [unit for unit in [*(one.unit for one in base), *(one.text(language) for one in new)] if unit is not None]
    words = {normal(paragraph.plain) for unit in texts for paragraph in unit.paragraphs}
    furniture = tuple(text for text in furniture_of(content) if normal(text) not in words)
    return read_returned(content, BaseText("all", "", language, TITLE, base, furniture))


def test_a_redline_of_ours_says_the_new_text_when_everything_is_accepted() -> None:
    for language in ("en", "fr"):
        first, second, added = REDLINE.base.chapters[0].units[1:3] + REDLINE.publication.manifesto.chapters[0].units[2:]
        amended = REDLINE.publication.manifesto.chapters[0].units[1].text(language)

        found = {unit.uid: unit for unit in _read(language).units}

        assert reads(found["r0101"].amended) == reads(amended)
        assert found["r0102"].amended is None
        assert found["r0102"].kinds == (ChangeKind.DELETE,)
        assert reads(found[NEW_UNIT].amended) == reads(added.text(language))
        assert set(found) == {"r0101", "r0102", NEW_UNIT}
        assert reads(found["r0101"].base) == reads(first.text(language))
        assert reads(found["r0102"].base) == reads(second.text(language))


def test_a_redline_names_who_made_each_change_and_how_it_was_voted() -> None:
    found = {unit.uid: unit for unit in _read("en").units}

    assert "Alba" in found["r0101"].authors
    assert [comment.text for comment in found["r0101"].comments] == ["Amendment 4\nAdopted: 70 for, 10 against"]


def test_a_redline_with_moves_and_changed_marks_says_the_new_text_too() -> None:
    for language in ("en", "fr"):
        base, amended = before_and_after(language)

        found = {unit.uid: unit for unit in _read(language, with_moves(REDLINE)).units}

        assert reads(found["m"].amended) == reads(amended)
        assert reads(found["m"].base) == reads(base)
        assert ChangeKind.MOVE in found["m"].kinds
        assert "Neva" in found["m"].authors


def test_references_between_recommendations_are_no_change_of_the_text() -> None:
    manifesto = with_text(Span("It goes with recommendation 2.1 and theme 4."))
    redline = replace(REDLINE, base=manifesto, publication=make_publication(manifesto))

    assert _read("en", redline, write_word(redline.publication, "en")).units == ()
