"""Papers with words that nobody expects: each is a sound file all the same."""

from dataclasses import replace

import pytest

from exports.amendment_list import write_amendments
from exports.lint import findings
from exports.minutes import write_minutes
from exports.roll import write_roll
from exports.word import write_redline
from exports.working_paper import write_edit_copy, write_numbered_paper
from recommendations.domain.manifesto import Chapter, NumberedUnit, SignatureLine
from recommendations.domain.papers import Attribution, Contribution, Participant, RecordedVote, RecordLine, Redline
from recommendations.domain.revisions import number_units
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.exports.papers import (
    HASH,
    make_amendments,
    make_minutes,
    make_roll,
    make_sheet,
    make_working_paper,
)
from tests.exports.publications import make_manifesto, make_publication, make_vote

HOSTILE = [
    pytest.param("a\x00b\x08c\ufffe\uffff", id="forbidden characters"),
    pytest.param("مدن آمنة and ערים בטוחות", id="right to left"),
    pytest.param("👩‍🚒🏙️ 🇪🇺 \U0010ffff", id="emoji"),
    pytest.param("x" * 20_000, id="one endless word"),
    pytest.param("市" * 500, id="no spaces"),
    pytest.param("]]><w:p/>&amp;\"'<script>{0}{}", id="markup"),
    pytest.param("one\ntwo\r\nthree\tfour\u2028five", id="breaks"),
    pytest.param("e\u0301\u0308\u0327" * 50, id="combining marks"),
]


def unit(words: str, uid: str = "r1") -> Unit:
    spans = (Span(words), Span("", footnote=words), Span(words, strong=True, link="https://example.org/?a=1&b=2"))
    return Unit(
        uid, UnitKind.RECOMMENDATION, (Paragraph(f"{uid}-1", spans), Paragraph(f"{uid}-2", ())), words, (words,)
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_a_redline_of_any_words_is_sound(words: str) -> None:
    texts = unit("Plain words."), unit(words), unit(words, "r2")
    chapters = [
        (Chapter(1, (("en", title),), tuple(NumberedUnit(f"1.{n}", (("en", u),)) for n, u in enumerate(units, 1))),)
        for title, units in (("Title", texts[:1]), (words, texts[1:]))
    ]
    base, new = (make_manifesto(preamble=(), chapters=one, languages=("en",)) for one in chapters)
    by = Attribution(words, "2030-03-21", words, ((("en", words),),))
    contributions = (Contribution("en", texts[0], texts[1], by), Contribution("en", None, texts[2], by))

    content = write_redline(Redline(base, (("en", words),), make_publication(new), contributions), "en")

    assert findings(content) == ()


@pytest.mark.parametrize("words", HOSTILE)
def test_working_papers_and_amendments_of_any_words_are_sound(words: str) -> None:
    units = (("en", number_units((unit(words),), {"r1": "2.1"})),)
    paper = make_working_paper(title=(("en", words),), units=units)
    sheets = (make_sheet(words, unit("Plain words."), unit(words), reason=words, authors=(words,)),)

    for content in (
        write_edit_copy(paper, "en"),
        write_numbered_paper(paper, "en"),
        write_amendments(make_amendments(sheets=sheets, title=(("en", words),)), "en"),
    ):
        assert findings(content) == ()


@pytest.mark.parametrize("words", HOSTILE)
def test_minutes_and_rolls_of_any_names_are_sound(words: str) -> None:
    lines = (RecordLine("2030-03-20T09:15:00+00:00", words, (("en", words),)),)
    votes = (RecordedVote(make_vote(question=(("en", words),), majority=words), (words,), (words,)),)
    members = (Participant(words, words, words, (("en", words),), "1"), Participant(words, words, words, (), "1"))
    signature = SignatureLine(words, words, words, "2030-03-22T16:30:00+00:00", HASH)
    roll = make_roll(participants=members, signatures=(signature,), signatories=((words, (("en", words),)),))

    for content in (
        write_minutes(make_minutes(lines=lines, votes=votes, title=(("en", words),)), "en"),
        write_roll(replace(roll, edition=(("en", words),)), "en"),
    ):
        assert findings(content) == ()


def test_papers_without_any_text_are_sound() -> None:
    paper = make_working_paper(units=(("en", ()),))

    for content in (
        write_edit_copy(paper, "en"),
        write_numbered_paper(replace(paper, number=0), "en"),
        write_amendments(make_amendments(sheets=()), "fr"),
    ):
        assert findings(content) == ()
