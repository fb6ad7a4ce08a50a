from dataclasses import replace

import pytest

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.hunks import change_between
from recommendations.domain.intake import (
    Aside,
    BaseText,
    ChangeKind,
    Doubt,
    FoundChange,
    LeftAside,
    ReturnedPaper,
    Signed,
    TouchedUnit,
)
from recommendations.domain.intake_encoding import base_from_json, base_to_json, paper_from_json, paper_to_json
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Paragraph, Span, UnitKind
from recommendations.intake.word.returning import read_returned
from tests.intake.word.editing import Text, reads
from tests.intake.word.papers import (
    DATE,
    base_of,
    body_of,
    document,
    gone,
    head,
    ins,
    paper,
    par,
    part,
    properties,
    run,
    unit,
)

LIGHT = unit(
    "r1",
    "Cities light the streets at night. They do so now.",
    "Squares are lit as well, all year round.",
    title="Light the streets",
)
MEET = unit("r2", "Police and residents meet every month in every district.", title="Meet often")
BASE = base_of(LIGHT, MEET)
FIRST, SECOND = (paragraph.plain for paragraph in LIGHT.paragraphs)
_FROM = '<w:moveFromRangeStart w:id="9" w:name="move1"/>{}<w:moveFromRangeEnd w:id="9"/>'
_TO = '<w:moveToRangeStart w:id="8" w:name="move1"/>{}<w:moveToRangeEnd w:id="8"/>'
_BOLD = '<w:b/><w:rPrChange w:id="1" w:author="Bremvik" w:date=""><w:rPr/></w:rPrChange>'


def _read(body: str, base: BaseText = BASE, parts: dict[str, str] | None = None, **more: str) -> ReturnedPaper:
    entries = {"docProps/custom.xml": more["origin"]} if "origin" in more else {}
    return read_returned(document(body, parts, more=entries), base)


def _only(paper: ReturnedPaper) -> tuple[TouchedUnit, FoundChange]:
    (touched,) = paper.units
    (change,) = touched.changes
    return touched, change


def _first(content: str) -> str:
    """The paper with this in the first paragraph."""
    return head(LIGHT) + body_of(LIGHT, 0, content) + body_of(LIGHT, 1) + paper(MEET)


def _light(first: str = FIRST, *others: str, title: str = "Light the streets") -> Text:
    return title, (first, *(others or (SECOND,)))


def test_an_untouched_paper_asks_for_nothing() -> None:
    returned = _read(par(run("Working paper"), style="Title") + paper(LIGHT) + paper(MEET))

    assert (returned.units, returned.unplaced, returned.doubts) == ((), (), ())


def test_each_tracked_change_is_listed_with_the_unit_as_it_alone_would_make_it() -> None:
    body = _first(
        gone("Cities")
        + ins("Towns", by="Bremvik")
        + run(" light the streets at night. They do so ")
        + gone("now")
        + ins("soon")
        + run(".")
    )

    (touched,) = _read(body).units

    assert [(change.kind, change.taken, change.given) for change in touched.changes] == [
        (ChangeKind.REPLACE, "Cities", "Towns"),
        (ChangeKind.REPLACE, "now", "soon"),
    ]
    assert [reads(change.amended) for change in touched.changes] == [
        _light("Towns light the streets at night. They do so now."),
        _light("Cities light the streets at night. They do so soon."),
    ]
    assert reads(touched.amended) == _light("Towns light the streets at night. They do so soon.")
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

    _, change = _only(_read(body, base_of(fancy), {"footnotes": notes}))

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
            _light(FIRST, "A new one.", SECOND),
            id="new paragraph as Word marks it",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, mark="ins") + par(ins("A new one.")) + body_of(LIGHT, 1),
            ChangeKind.INSERT,
            _light(FIRST, "A new one.", SECOND),
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
            _light("Cities light the streets at night.", "They do so now.", SECOND),
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
            _light("Quite another demand."),
            id="rewritten",
        ),
        pytest.param(
            head(LIGHT, run("Light ") + gone("the") + ins("all") + run(" streets"))
            + body_of(LIGHT, 0)
            + body_of(LIGHT, 1),
            ChangeKind.TITLE,
            _light(title="Light all streets"),
            id="title",
        ),
        pytest.param(
            head(LIGHT, run("2.1 Light ") + gone("the") + ins("all") + run(" streets"))
            + body_of(LIGHT, 0)
            + body_of(LIGHT, 1),
            ChangeKind.TITLE,
            _light(title="Light all streets"),
            id="title behind a number",
        ),
        pytest.param(
            head(LIGHT)
            + _FROM.format(body_of(LIGHT, 0, gone(FIRST, tag="moveFrom"), mark="moveFrom"))
            + body_of(LIGHT, 1)
            + _TO.format(par(ins(FIRST, tag="moveTo"), mark="moveTo")),
            ChangeKind.MOVE,
            _light(SECOND, FIRST),
            id="moved paragraph",
        ),
        pytest.param(
            head(LIGHT)
            + body_of(LIGHT, 0, _FROM.format(gone(FIRST, tag="moveFrom")), mark="moveFrom")
            + body_of(LIGHT, 1)
            + par(_TO.format(ins(FIRST, tag="moveTo")), mark="moveTo"),
            ChangeKind.MOVE,
            _light(SECOND, FIRST),
            id="moved paragraph with the ends of the move inside",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, gone(FIRST), mark="del") + body_of(LIGHT, 1) + par(ins(FIRST), mark="ins"),
            ChangeKind.MOVE,
            _light(SECOND, FIRST),
            id="cut and pasted paragraph",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0, run(FIRST.replace("now", "soon"))) + body_of(LIGHT, 1),
            ChangeKind.UNTRACKED,
            _light(FIRST.replace("now", "soon")),
            id="tracking switched off",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0) + par(run("Added with tracking off.")) + body_of(LIGHT, 1),
            ChangeKind.UNTRACKED,
            _light(FIRST, "Added with tracking off.", SECOND),
            id="paragraph added with tracking off",
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 0), ChangeKind.MISSING, ("Light the streets", (FIRST,)), id="missing paragraph"
        ),
        pytest.param(
            head(LIGHT) + body_of(LIGHT, 1) + body_of(LIGHT, 0),
            ChangeKind.UNTRACKED,
            _light(SECOND, FIRST),
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
    touched, change = _only(_read(body + paper(MEET)))

    assert touched.uid == "r1"
    assert change.kind is kind
    assert reads(change.amended) == reads(touched.amended) == text


def test_known_paragraphs_keep_their_uids_and_new_ones_have_the_same_at_every_reading() -> None:
    body = head(LIGHT) + body_of(LIGHT, 0) + par(ins("A new one."), mark="ins") + body_of(LIGHT, 1)

    first, again = (_only(_read(body + paper(MEET)))[1].amended for _ in range(2))

    assert first == again
    assert first is not None
    assert [paragraph.uid for paragraph in first.paragraphs][::2] == ["r1p1", "r1p2"]


def test_a_paragraph_that_looks_like_a_title_begins_a_new_recommendation() -> None:
    new = par(ins("Plant trees"), style="Heading2", mark="ins") + par(ins("Cities plant trees."), mark="ins")

    touched, change = _only(_read(paper(LIGHT) + new + paper(MEET)))

    assert (touched.uid, touched.base, touched.placed_after) == (NEW_UNIT, None, "r1")
    assert reads(touched.amended) == ("Plant trees", ("Cities plant trees.",))
    assert change.given == "Plant trees Cities plant trees."


def test_where_units_have_no_titles_a_new_paragraph_of_their_kind_is_a_new_one() -> None:
    bare = [unit(f"u{n}", f"Demand number {n} of the cities.") for n in range(3)]
    sheets = [par(run(one.paragraphs[0].plain), style="OperativeNumbered", name=bookmark_name(one.uid)) for one in bare]
    new = par(ins("Another demand."), style="OperativeNumbered", mark="ins")

    touched, change = _only(_read(sheets[0] + new + sheets[1] + sheets[2], base_of(*bare)))

    assert (touched.uid, touched.placed_after) == (NEW_UNIT, "u0")
    assert change.doubts == (Doubt.NEW_OR_CONTINUED,)


def test_a_paragraph_moved_into_another_unit_changes_both() -> None:
    body = (
        head(LIGHT)
        + _FROM.format(body_of(LIGHT, 0, gone(FIRST, tag="moveFrom"), mark="moveFrom"))
        + body_of(LIGHT, 1)
        + paper(MEET)
        + _TO.format(par(ins(FIRST, tag="moveTo")))
    )

    one, other = _read(body).units

    assert reads(one.amended) == ("Light the streets", (SECOND,))
    assert reads(other.amended) == ("Meet often", (MEET.paragraphs[0].plain, FIRST))
    assert [change.partner for change in (*one.changes, *other.changes)] == [2, 1]
    assert one.doubts == other.doubts == (Doubt.ACROSS_UNITS,)


def test_a_moved_unit_is_told_although_nobody_can_amend_the_order() -> None:
    sheets = head(LIGHT, gone(LIGHT.title, tag="moveFrom"), mark="moveFrom") + "".join(
        body_of(LIGHT, n, gone(p.plain, tag="moveFrom"), mark="moveFrom") for n, p in enumerate(LIGHT.paragraphs)
    )
    moved = par(ins(LIGHT.title, tag="moveTo"), style="Heading2", mark="moveTo") + "".join(
        par(ins(p.plain, tag="moveTo"), mark="moveTo") for p in LIGHT.paragraphs
    )

    (touched,) = _read(_FROM.format(sheets) + paper(MEET) + _TO.format(moved) + par("")).units

    assert touched.uid == "r1"
    assert {change.kind for change in touched.changes} == {ChangeKind.MOVE}
    assert Doubt.NOT_AMENDABLE in touched.doubts


def test_what_one_city_inserted_and_another_deleted_again_never_was_in_the_text() -> None:
    never = f'<w:ins w:id="5" w:author="Bremvik" w:date="{DATE}">{gone("bright ")}</w:ins>'

    returned = _read(_first(run("Cities ") + never + run(FIRST[7:])))

    assert returned.units == ()
    assert returned.ignored == (
        LeftAside(Aside.NEVER, "bright", "bright", (Signed("Bremvik", DATE), Signed("Porto Claro", DATE))),
    )


def test_a_change_of_two_cities_says_so() -> None:
    _, change = _only(_read(_first(gone("Cities") + ins("Towns", by="Bremvik") + run(FIRST[6:]))))

    assert [one.author for one in change.by] == ["Porto Claro", "Bremvik"]
    assert change.doubts == (Doubt.SEVERAL_AUTHORS,)


def test_bold_alone_is_a_change_of_format() -> None:
    _, change = _only(_read(_first(run("Cities", _BOLD) + run(FIRST[6:]))))

    assert change.kind is ChangeKind.FORMAT
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[0] == Span("Cities", strong=True)


def test_looks_that_no_text_keeps_are_counted() -> None:
    colour = '<w:color w:val="FF0000"/><w:rPrChange w:id="1" w:author="A" w:date=""><w:rPr/></w:rPrChange>'

    returned = _read(_first(run("Cities", colour) + run(FIRST[6:])))

    assert returned.units == ()
    assert returned.figures.formats == 1


def test_a_footnote_changes_in_its_own_part_and_counts_for_the_paragraph() -> None:
    noted = replace(LIGHT, paragraphs=(Paragraph("p", (Span("Cities light."), Span("", footnote="Since 2020."))),))
    notes = part(
        "footnotes", f'<w:footnote w:id="2">{par(run(" Since ") + gone("2020") + ins("2025") + run("."))}</w:footnote>'
    )
    body = head(noted) + par(
        run("Cities light.") + '<w:r><w:footnoteReference w:id="2"/></w:r>', name=bookmark_name("p")
    )

    _, change = _only(_read(body, base_of(noted), {"footnotes": notes}))

    assert (change.taken, change.given) == ("2020", "2025")
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[-1] == Span("", footnote="Since 2025.")


def test_a_new_footnote_comes_with_its_words() -> None:
    notes = part("footnotes", f'<w:footnote w:id="5">{par(ins("See the charter."))}</w:footnote>')
    body = _first(run(FIRST) + ins('<w:r><w:footnoteReference w:id="5"/></w:r>'))

    _, change = _only(_read(body, parts={"footnotes": notes}))

    assert change.given == "See the charter."
    assert change.amended is not None
    assert change.amended.paragraphs[0].spans[-1] == Span("", footnote="See the charter.")


def test_comments_stand_at_their_unit_with_their_answers() -> None:
    anchored = '<w:commentRangeStart w:id="7"/>' + run("Cities") + '<w:commentRangeEnd w:id="7"/>' + run(FIRST[6:])
    comments = part(
        "comments",
        "".join(
            f'<w:comment w:id="{number}" w:author="{who}" w:date="{DATE}">'
            f'<w:p w14:paraId="0000000{number}">{run(text)}</w:p></w:comment>'
            for number, who, text in ((7, "Bremvik", "Towns?"), (8, "Alba", "Yes."))
        ),
    )
    threads = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000007" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000008" w15:paraIdParent="00000007"/></w15:commentsEx>'
    )
    body = _first('<w:commentRangeStart w:id="8"/>' + anchored)

    (touched,) = _read(body, parts={"comments": comments, "commentsExtended": threads}).units

    said = {comment.text: comment for comment in touched.comments}
    assert said["Towns?"].quoted == "Cities"
    assert said["Towns?"].is_resolved
    assert said["Yes."].parent == said["Towns?"].number
    assert touched.kinds == (ChangeKind.COMMENT,)
    assert set(touched.authors) == {"Bremvik", "Alba"}


def test_the_title_of_the_theme_can_be_changed_too() -> None:
    heading = par(run("Safe ") + gone("streets") + ins("squares"), style="Heading1")

    touched, change = _only(_read(heading + paper(LIGHT) + paper(MEET)))

    assert (touched.uid, change.kind) == (THEME_TITLE, ChangeKind.TITLE)
    assert reads(change.amended) == ("Safe squares", ())


def test_changes_in_tables_boxes_fields_and_headers_are_listed_as_ignored() -> None:
    table = f"<w:tbl><w:tr><w:tc>{par(ins('in a table'))}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{par(ins('in a box'))}</w:txbxContent></w:pict></w:r></w:p>"
    field = f'<w:p><w:fldSimple w:instr=" TOC ">{ins("in a field")}</w:fldSimple></w:p>'
    header = part("hdr", par(ins("in a header")))

    returned = _read(table + box + field + paper(LIGHT) + paper(MEET), parts={"header": header})

    assert {(one.reason, one.given) for one in returned.ignored} == {
        (Aside.TABLE, "in a table"),
        (Aside.BOX, "in a box"),
        (Aside.FIELD, "in a field"),
        (Aside.HEADER, "in a header"),
    }
    assert (returned.units, returned.unplaced, returned.figures.tables) == ((), (), 1)


def test_what_cannot_be_placed_is_listed_with_its_words() -> None:
    body = par(run("Addressed to ") + ins("cities"), style="Addressees") + par(ins("Before everything."), mark="ins")
    base = replace(BASE, furniture=("Addressed to ",))

    returned = _read(body + par(run("A stranger."), style="Odd") + paper(LIGHT) + paper(MEET), base)

    assert {(one.reason, one.given) for one in returned.unplaced} == {
        (Aside.FURNITURE, "cities"),
        (Aside.NO_PLACE, "Before everything."),
        (Aside.NO_PLACE, "A stranger."),
    }


def test_a_tracked_change_beside_one_that_nobody_tracked_stands_alone() -> None:
    body = _first(gone("Cities") + ins("Towns") + run(FIRST[6:].replace("now", "soon")))

    (touched,) = _read(body).units

    assert {(change.kind, reads(change.amended)) for change in touched.changes} == {
        (ChangeKind.REPLACE, _light(FIRST.replace("Cities", "Towns"))),
        (ChangeKind.UNTRACKED, _light(FIRST.replace("now", "soon"))),
    }
    assert reads(touched.amended) == _light("Towns light the streets at night. They do so soon.")


def test_texts_alike_are_told_apart_by_their_neighbours() -> None:
    twins = [unit(f"u{n}", "The same words.", f"Other words {n}.", title=f"Title {n}") for n in range(3)]
    sheets = [
        par(run(one.title), style="Heading2") + par(run("The same words.")) + par(run(one.paragraphs[1].plain))
        for one in twins
    ]
    changed = sheets[1].replace(run("The same words."), run("The same ") + gone("words") + ins("things") + run("."))

    touched, change = _only(_read(sheets[0] + changed + sheets[2], base_of(*twins)))

    assert touched.uid == "u1"
    assert change.doubts == ()


def test_texts_alike_of_which_one_is_gone_are_a_doubt() -> None:
    twins = [unit(f"u{n}", "The same words.") for n in range(3)]
    sheets = par(gone("The same") + ins("Other") + run(" words.")) + par(run("The same words."))

    returned = _read(sheets, base_of(*twins))

    assert Doubt.TWINS in {doubt for one in returned.units for doubt in one.doubts}


def test_a_bookmark_left_on_a_neighbour_does_not_deceive() -> None:
    body = head(LIGHT) + par(run(SECOND), name=bookmark_name("r1p1")) + paper(MEET)

    touched, change = _only(_read(body))

    assert change.kind is ChangeKind.MISSING
    assert reads(touched.amended) == ("Light the streets", (SECOND,))


def test_a_file_of_another_state_says_so() -> None:
    body = paper(LIGHT) + paper(MEET)

    assert _read(body, origin=properties("00")).doubts == (Doubt.OTHER_BASE,)
    assert _read(body, origin="<Properties/>").doubts == (Doubt.NO_ORIGIN,)
    assert _read(body, origin=properties(theme="parks", language="fr")).doubts == (
        Doubt.OTHER_THEME,
        Doubt.OTHER_LANGUAGE,
    )


def test_words_of_every_script_come_back_as_they_were_typed() -> None:
    typed = "سلام 🌍 e\u0301 ]]> & <b> \u200f\u05e9\u05dc\u05d5\u05dd"

    _, change = _only(_read(_first(run(FIRST) + ins(run(" " + typed)))))

    assert change.amended is not None
    assert change.amended.paragraphs[0].plain.endswith(typed)


def test_signs_that_cannot_be_printed_are_dropped() -> None:
    _, change = _only(_read(_first(run(FIRST) + ins(" so\u202eme\u0085more"))))

    assert change.amended is not None
    assert change.amended.paragraphs[0].plain.endswith("some\nmore")


def test_a_link_that_leads_nowhere_safe_loses_its_address_and_is_told() -> None:
    link = '<Relationship Id="l1" Type="urn:x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
    body = _first(run(FIRST) + ins(f'<w:hyperlink r:id="l1">{run(" here")}</w:hyperlink>'))

    returned = read_returned(document(body, relations=link), BASE)

    assert returned.doubts == (Doubt.LINK_DROPPED,)
    (amended,) = (change.amended for change in returned.changes)
    assert amended is not None
    assert {span.link for span in amended.paragraphs[0].spans} == {None}


def test_passages_are_continued_and_never_begun() -> None:
    passage = unit("x1", "What we see in the streets.", kind=UnitKind.PASSAGE)
    sheets = par(run("What we see in the streets."), style="Passage") + par(
        ins("And more."), style="Passage", mark="ins"
    )

    touched, _ = _only(_read(sheets + paper(MEET), base_of(passage, MEET)))

    assert reads(touched.amended) == ("", ("What we see in the streets.", "And more."))


def test_base_and_answer_are_the_same_after_they_have_been_written_down() -> None:
    body = _first(gone("Cities") + ins("Towns") + run(FIRST[6:])) + par(ins("more"), style="Heading2")
    returned = _read(body)

    assert paper_from_json(paper_to_json(returned)) == returned
    assert base_from_json(base_to_json(BASE)) == BASE


def test_another_recital_is_a_doubt() -> None:
    recitals = [unit(f"w{n}", f"whereas matter number {n} matters,", kind=UnitKind.RECITAL) for n in range(2)]
    sheets = [par(run(one.paragraphs[0].plain), style="Recital") for one in recitals]
    new = par(ins("whereas there is more,"), style="Recital", mark="ins")

    touched, change = _only(_read(sheets[0] + new + sheets[1], base_of(*recitals)))

    assert reads(touched.amended) == ("", ("whereas matter number 0 matters,", "whereas there is more,"))
    assert change.doubts == (Doubt.NEW_OR_CONTINUED,)


def test_words_broken_over_lines_of_the_xml_are_one_text() -> None:
    body = paper(LIGHT).replace("streets at night", "streets\n      at night") + paper(MEET)

    assert _read(body).units == ()


def test_a_unit_deleted_here_and_written_again_there_is_no_move() -> None:
    deleted = head(LIGHT, gone(LIGHT.title), mark="del") + "".join(
        body_of(LIGHT, n, gone(paragraph.plain), mark="del") for n, paragraph in enumerate(LIGHT.paragraphs)
    )
    again = par(ins("Another title"), style="Heading2", mark="ins") + par(ins(FIRST), mark="ins")

    returned = _read(deleted + paper(MEET) + again + par(""))

    assert [(unit.uid, unit.kinds, reads(unit.amended)) for unit in returned.units] == [
        ("r1", (ChangeKind.DELETE,), None),
        (NEW_UNIT, (ChangeKind.INSERT,), ("Another title", (FIRST,))),
    ]


def test_a_paragraph_cut_here_and_pasted_into_another_unit_is_a_move_even_without_a_name() -> None:
    body = head(LIGHT) + body_of(LIGHT, 0, gone(FIRST), mark="del") + body_of(LIGHT, 1)

    one, other = _read(body + paper(MEET) + par(ins(FIRST))).units

    assert one.kinds == other.kinds == (ChangeKind.MOVE,)
