import time

import pytest

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.intake import BaseText, Doubt
from recommendations.intake.word.blocks import Line, blocks_of
from recommendations.intake.word.matching import Matcher, Matches, items_of
from recommendations.intake.word.notes import contents_of
from recommendations.intake.word.package import open_package
from tests.intake.word.editing import Editor
from tests.intake.word.papers import base_of, document, par, run, unit

BASE = base_of(
    unit("a", "Cities light the streets at night and in the morning."),
    unit("b", "Police and residents meet every month in every district."),
    unit("c", "Parks have benches, shade and water for everybody."),
)


def _lines(body: str) -> list[Line]:
    blocks = blocks_of(contents_of(open_package(document(body))).paragraphs)
    return [line for block in blocks for line in block.originals]


def _matched(body: str, base: BaseText = BASE) -> tuple[list[str], Matches]:
    """The paragraph of the base that each line is, "-" for none."""
    lines = _lines(body)
    found = Matcher(items_of(base), lines, base.furniture).match()
    return [found.items[line].paragraph if line in found.items else "-" for line in lines], found


def _text(uid: str) -> str:
    return next(entry.unit.paragraphs[0].plain for entry in BASE.units if entry.unit.uid == uid)


@pytest.mark.parametrize(
    ("body", "expected", "doubts"),
    [
        pytest.param(
            par(run(_text("b"))) + par(run(_text("a"))), ["bp1", "ap1"], [], id="the same words, in any order"
        ),
        pytest.param(
            par(run("2.2 " + _text("b"))) + par(run("2.1. " + _text("a"))), ["bp1", "ap1"], [], id="behind numbers"
        ),
        pytest.param(
            par(run(_text("b")), name=bookmark_name("ap1")) + par(run(_text("a")), name=bookmark_name("bp1")),
            ["bp1", "ap1"],
            [],
            id="words count more than bookmarks",
        ),
        pytest.param(
            par(run(_text("a"))) + par(run("Police and residents meet each week in every district.")),
            ["ap1", "bp1"],
            [Doubt.SIMILAR_ONLY],
            id="similar words",
        ),
        pytest.param(
            par(run("Police and residents meet each week in every district."), name=bookmark_name("bp1")),
            ["bp1"],
            [],
            id="similar words and a bookmark",
        ),
        pytest.param(
            par(
                run("Officers talk about every district of the city."),
                name=bookmark_name("b"),
            ),
            ["bp1"],
            [Doubt.BOOKMARK_ONLY],
            id="a bookmark and nothing else",
        ),
        pytest.param(
            par(run(_text("a"))) + par(run("Quite another demand stands here now!")) + par(run(_text("c"))),
            ["ap1", "bp1", "cp1"],
            [Doubt.PLACE_ONLY],
            id="the only place that is left",
        ),
        pytest.param(
            par(run(_text("a")), name=bookmark_name("ap1")) + par(run(_text("a")), name=bookmark_name("ap1")),
            ["ap1", "-"],
            [],
            id="a copied paragraph",
        ),
        pytest.param(
            par(run(_text("a"))).replace("<w:p>", '<w:p w14:paraId="00000001">')
            + par(run(_text("b"))).replace("<w:p>", '<w:p w14:paraId="00000001">'),
            ["ap1", "bp1"],
            [],
            id="identifiers that programs change are not looked at",
        ),
    ],
)
def test_paragraphs_are_recognised(body: str, expected: list[str], doubts: list[Doubt]) -> None:
    matched, found = _matched(body)

    assert matched == expected
    assert list(found.doubts.values()) == doubts


def test_furniture_is_no_text() -> None:
    base = base_of(unit("a", "Addressed to cities of Europe."), furniture=("Addressed to cities of Europa.",))

    matched, found = _matched(par(run("Addressed to cities of Europa.")), base)

    assert matched == ["-"]
    assert len(found.furniture) == 1


def test_a_large_text_without_bookmarks_is_recognised_in_a_moment() -> None:
    edited = Editor(3, units=120).edited()
    lines = _lines(edited.body(named=False))
    start = time.process_time()

    found = Matcher(items_of(edited.base), lines, ()).match()

    assert time.process_time() - start < 0.3
    assert len(found.items) > 300
