from dataclasses import replace

import pytest

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.hunks import change_between
from recommendations.domain.intake import (
    ChangeKind,
)
from recommendations.domain.text import Paragraph, Span
from tests.intake.word.edited import Text, reads
from tests.intake.word.papers import (
    base_of,
    body_of,
    gone,
    head,
    ins,
    paper,
    par,
    part,
    run,
)
from tests.intake.word.streets import (
    FIRST,
    LIGHT,
    MEET,
    MOVED_FROM,
    MOVED_TO,
    SECOND,
    first_says,
    light,
    only,
    read,
)

_BOLD = '<w:b/><w:rPrChange w:id="1" w:author="Bremvik" w:date=""><w:rPr/></w:rPrChange>'


def test_an_untouched_paper_asks_for_nothing() -> None:
    returned = read(par(run("Working paper"), style="Title") + paper(LIGHT) + paper(MEET))

    assert (returned.units, returned.unplaced, returned.doubts) == ((), (), ())


def test_each_tracked_change_is_listed_with_the_unit_as_it_alone_would_make_it() -> None:
    body = first_says(
        gone("Cities")
        + ins("Towns", by="Bremvik")
        + run(" light the streets at night. They do so ")
        + gone("now")
        + ins("soon")
        + run(".")
    )

    (touched,) = read(body).units

    assert [(change.kind, change.taken, change.given) for change in touched.changes] == [
        (ChangeKind.REPLACE, "Cities", "Towns"),
        (ChangeKind.REPLACE, "now", "soon"),
    ]
    assert [reads(change.amended) for change in touched.changes] == [
        light("Towns light the streets at night. They do so now."),
        light("Cities light the streets at night. They do so soon."),
    ]
    assert reads(touched.amended) == light("Towns light the streets at night. They do so soon.")
    assert (touched.uid, touched.number, touched.base) == ("r1", "2.1", LIGHT)


def test_the_amended_unit_is_the_base_but_for_the_change() -> None:
    fancy = replace(
        LIGHT,
        paragraphs=(
            Paragraph(
                "p",
                (
                    Span("Spend EUR\u00a010 "),
                    Span("wisely", strong=True),
                    Span(" on light."),
                    Span("", footnote="A note."),
                ),
            ),
        ),
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="2">{par(run(" A note."))}</w:footnote>')
    content = (
        run("Spend EUR 10 ") + run("wisely", "<w:b/>") + run(" on ") + gone("light") + ins("trees") + run(".") + note
    )
    body = head(fancy) + par(content, name=bookmark_name("p"))

    _, change = only(read(body, base_of(fancy), {"footnotes": notes}))

    assert change.amended is not None
    assert change.amended.paragraphs[0].spans == (
        Span("Spend EUR\u00a010 "),
        Span("wisely", strong=True),
        Span(" on trees."),
        Span("", footnote="A note."),
    )
    assert [hunk.new[0].word.text for hunk in change_between(fancy, change.amended).hunks] == ["trees"]


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0) + par(ins("A new one."), mark="ins") + body_of(LIGHT, 1),
            ChangeKind.INSERT,
            light(FIRST, "A new one.", SECOND),
            id="new paragraph as Word marks it",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, mark="ins") + par(ins("A new one.")) + body_of(LIGHT, 1),
            ChangeKind.INSERT,
            light(FIRST, "A new one.", SECOND),
            id="new paragraph as LibreOffice marks it",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, gone(FIRST), mark="del") + body_of(LIGHT, 1),
            ChangeKind.DELETE,
            ("Light the streets", (SECOND,)),
            id="deleted paragraph as Word marks it",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, mark="del") + body_of(LIGHT, 1, gone(SECOND)),
            ChangeKind.DELETE,
            ("Light the streets", (FIRST,)),
            id="deleted paragraph as LibreOffice marks it",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0) + body_of(LIGHT, 1, gone(SECOND)),
            ChangeKind.DELETE,
            ("Light the streets", (FIRST,)),
            id="deleted words, with the empty paragraph left standing",
        ),
        pytest.param(
            head(LIGHT) + par(run(FIRST[:34]), mark="ins") + par(run(FIRST[34:])) + body_of(LIGHT, 1),
            ChangeKind.SPLIT,
            light("Cities light the streets at night.", "They do so now.", SECOND),
            id="split",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, run(FIRST) + ins(" "), mark="del") + body_of(LIGHT, 1),
            ChangeKind.MERGE,
            ("Light the streets", (f"{FIRST} {SECOND}",)),
            id="merge",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, gone(FIRST) + ins("Quite another demand.")) + body_of(LIGHT, 1),
            ChangeKind.REPLACE,
            light("Quite another demand."),
            id="rewritten",
        ),
        pytest.param(
            head(LIGHT, run("Light ") + gone("the") + ins("all") + run(" streets"))
            + body_of(LIGHT, 0)
            + body_of(LIGHT, 1),
            ChangeKind.TITLE,
            light(title="Light all streets"),
            id="title",
        ),
        pytest.param(
            head(LIGHT, run("2.1 Light ") + gone("the") + ins("all") + run(" streets"))
            + body_of(LIGHT, 0)
            + body_of(LIGHT, 1),
            ChangeKind.TITLE,
            light(title="Light all streets"),
            id="title behind a number",
        ),
        pytest.param(
            head(LIGHT)
            + MOVED_FROM.format(body_of(LIGHT, 0, gone(FIRST, tag="moveFrom"), mark="moveFrom"))
            + body_of(LIGHT, 1)
            + MOVED_TO.format(par(ins(FIRST, tag="moveTo"), mark="moveTo")),
            ChangeKind.MOVE,
            light(SECOND, FIRST),
            id="moved paragraph",
        ),
        pytest.param(
            head(LIGHT)
            + body_of(LIGHT, 0, MOVED_FROM.format(gone(FIRST, tag="moveFrom")), mark="moveFrom")
            + body_of(LIGHT, 1)
            + par(MOVED_TO.format(ins(FIRST, tag="moveTo")), mark="moveTo"),
            ChangeKind.MOVE,
            light(SECOND, FIRST),
            id="moved paragraph with the ends of the move inside",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, gone(FIRST), mark="del") + body_of(LIGHT, 1) + par(ins(FIRST), mark="ins"),
            ChangeKind.MOVE,
            light(SECOND, FIRST),
            id="cut and pasted paragraph",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, run(FIRST.replace("now", "soon"))) + body_of(LIGHT, 1),
            ChangeKind.UNTRACKED,
            light(FIRST.replace("now", "soon")),
            id="tracking switched off",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0) + par(run("Added with tracking off.")) + body_of(LIGHT, 1),
            ChangeKind.UNTRACKED,
            light(FIRST, "Added with tracking off.", SECOND),
            id="paragraph added with tracking off",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0), ChangeKind.MISSING, ("Light the streets", (FIRST,)), id="missing paragraph"
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 1) + body_of(LIGHT, 0),
            ChangeKind.UNTRACKED,
            light(SECOND, FIRST),
            id="moved with tracking off",
        ),
        pytest.param(paper(LIGHT)[:0], ChangeKind.MISSING, None, id="missing unit"),
        pytest.param(
            head(LIGHT, gone(LIGHT.title), mark="del")
            + body_of(LIGHT, 0, gone(FIRST), mark="del")
            + body_of(LIGHT, 1, gone(SECOND), mark="del"),
            ChangeKind.DELETE,
            None,
            id="deleted unit",
        ),
    ],
)
def test_a_change_is_told_by_what_it_does(body: str, kind: ChangeKind, text: Text | None) -> None:
    touched, change = only(read(body + paper(MEET)))

    assert touched.uid == "r1"
    assert change.kind is kind
    assert reads(change.amended) == reads(touched.amended) == text


def test_known_paragraphs_keep_their_uids_and_new_ones_have_the_same_at_every_reading() -> None:
    body = head(LIGHT) + body_of(LIGHT, 0) + par(ins("A new one."), mark="ins") + body_of(LIGHT, 1)

    first, again = (only(read(body + paper(MEET)))[1].amended for _ in range(2))

    assert first == again
    assert first is not None
    assert [paragraph.uid for paragraph in first.paragraphs][::2] == ["r1p1", "r1p2"]


def test_bold_alone_is_a_change_of_format() -> None:
    _, change = only(read(first_says(run("Cities", _BOLD) + run(FIRST[6:]))))

    assert change.kind is ChangeKind.FORMAT
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[0] == Span("Cities", strong=True)


def test_a_footnote_changes_in_its_own_part_and_counts_for_the_paragraph() -> None:
    noted = replace(LIGHT, paragraphs=(Paragraph("p", (Span("Cities light."), Span("", footnote="Since 2020."))),))
    notes = part(
        "footnotes", f'<w:footnote w:id="2">{par(run(" Since ") + gone("2020") + ins("2025") + run("."))}</w:footnote>'
    )
    body = head(noted) + par(
        run("Cities light.") + '<w:r><w:footnoteReference w:id="2"/></w:r>', name=bookmark_name("p")
    )

    _, change = only(read(body, base_of(noted), {"footnotes": notes}))

    assert (change.taken, change.given) == ("2020", "2025")
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[-1] == Span("", footnote="Since 2025.")


def test_a_new_footnote_comes_with_its_words() -> None:
    notes = part("footnotes", f'<w:footnote w:id="5">{par(ins("See the charter."))}</w:footnote>')
    body = first_says(run(FIRST) + ins('<w:r><w:footnoteReference w:id="5"/></w:r>'))

    _, change = only(read(body, parts={"footnotes": notes}))

    assert change.given == "See the charter."
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[-1] == Span("", footnote="See the charter.")


def test_a_tracked_change_beside_one_that_nobody_tracked_stands_alone() -> None:
    body = first_says(gone("Cities") + ins("Towns") + run(FIRST[6:].replace("now", "soon")))

    (touched,) = read(body).units

    assert {(change.kind, reads(change.amended)) for change in touched.changes} == {
        (ChangeKind.REPLACE, light(FIRST.replace("Cities", "Towns"))),
        (ChangeKind.UNTRACKED, light(FIRST.replace("now", "soon"))),
    }
    assert reads(touched.amended) == light("Towns light the streets at night. They do so soon.")
