from dataclasses import replace

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.intake import (
    Aside,
    ChangeKind,
    Doubt,
    LeftAside,
    Signed,
)
from recommendations.domain.intake_encoding import base_from_json, base_to_json, paper_from_json, paper_to_json
from recommendations.intake.word.returning import read_returned
from tests.intake.word.edited import reads
from tests.intake.word.papers import (
    DATE,
    base_of,
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
from tests.intake.word.streets import (
    BASE,
    FIRST,
    LIGHT,
    MEET,
    SECOND,
    first_says,
    only,
    read,
)


def test_what_one_city_inserted_and_another_deleted_again_never_was_in_the_text() -> None:
    never = f'<w:ins w:id="5" w:author="Bremvik" w:date="{DATE}">{gone("bright ")}</w:ins>'

    returned = read(first_says(run("Cities ") + never + run(FIRST[7:])))

    assert returned.units == ()
    assert returned.ignored == (
        LeftAside(Aside.NEVER, "bright", "bright", (Signed("Bremvik", DATE), Signed("Porto Claro", DATE))),
    )


def test_a_change_of_two_cities_says_so() -> None:
    _, change = only(read(first_says(gone("Cities") + ins("Towns", by="Bremvik") + run(FIRST[6:]))))

    assert [one.author for one in change.by] == ["Porto Claro", "Bremvik"]
    assert change.doubts == (Doubt.SEVERAL_AUTHORS,)


def test_looks_that_no_text_keeps_are_counted() -> None:
    colour = '<w:color w:val="FF0000"/><w:rPrChange w:id="1" w:author="A" w:date=""><w:rPr/></w:rPrChange>'

    returned = read(first_says(run("Cities", colour) + run(FIRST[6:])))

    assert returned.units == ()
    assert returned.figures.formats == 1


def test_changes_in_tables_boxes_fields_and_headers_are_listed_as_ignored() -> None:
    table = f"<w:tbl><w:tr><w:tc>{par(ins('in a table'))}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{par(ins('in a box'))}</w:txbxContent></w:pict></w:r></w:p>"
    field = f'<w:p><w:fldSimple w:instr=" TOC ">{ins("in a field")}</w:fldSimple></w:p>'
    header = part("hdr", par(ins("in a header")))

    returned = read(table + box + field + paper(LIGHT) + paper(MEET), parts={"header": header})

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

    returned = read(body + par(run("A stranger."), style="Odd") + paper(LIGHT) + paper(MEET), base)

    assert {(one.reason, one.given) for one in returned.unplaced} == {
        (Aside.FURNITURE, "cities"),
        (Aside.NO_PLACE, "Before everything."),
        (Aside.NO_PLACE, "A stranger."),
    }


def test_texts_alike_are_told_apart_by_their_neighbours() -> None:
    twins = [unit(f"u{n}", "The same words.", f"Other words {n}.", title=f"Title {n}") for n in range(3)]
    sheets = [
        par(run(one.title), style="Heading2") + par(run("The same words.")) + par(run(one.paragraphs[1].plain))
        for one in twins
    ]
    changed = sheets[1].replace(run("The same words."), run("The same ") + gone("words") + ins("things") + run("."))

    touched, change = only(read(sheets[0] + changed + sheets[2], base_of(*twins)))

    assert touched.uid == "u1"
    assert change.doubts == ()


def test_texts_alike_of_which_one_is_gone_are_a_doubt() -> None:
    twins = [unit(f"u{n}", "The same words.") for n in range(3)]
    sheets = par(gone("The same") + ins("Other") + run(" words.")) + par(run("The same words."))

    returned = read(sheets, base_of(*twins))

    assert Doubt.TWINS in {doubt for one in returned.units for doubt in one.doubts}


def test_a_bookmark_left_on_a_neighbour_does_not_deceive() -> None:
    body = head(LIGHT) + par(run(SECOND), name=bookmark_name("r1p1")) + paper(MEET)

    touched, change = only(read(body))

    assert change.kind is ChangeKind.MISSING
    assert reads(touched.amended) == ("Light the streets", (SECOND,))


def test_a_file_of_another_state_says_so() -> None:
    body = paper(LIGHT) + paper(MEET)

    assert read(body, origin=properties("00")).doubts == (Doubt.OTHER_BASE,)
    assert read(body, origin="<Properties/>").doubts == (Doubt.NO_ORIGIN,)
    assert read(body, origin=properties(theme="parks", language="fr")).doubts == (
        Doubt.OTHER_THEME,
        Doubt.OTHER_LANGUAGE,
    )


def test_words_of_every_script_come_back_as_they_were_typed() -> None:
    typed = "سلام 🌍 e\u0301 ]]> & <b> \u200f\u05e9\u05dc\u05d5\u05dd"

    _, change = only(read(first_says(run(FIRST) + ins(run(" " + typed)))))

    assert change.amended is not None
    assert change.amended.paragraphs[0].plain.endswith(typed)


def test_signs_that_cannot_be_printed_are_dropped() -> None:
    _, change = only(read(first_says(run(FIRST) + ins(" so\u202eme\u0085more"))))

    assert change.amended is not None
    assert change.amended.paragraphs[0].plain.endswith("some\nmore")


def test_a_link_that_leads_nowhere_safe_loses_its_address_and_is_told() -> None:
    link = '<Relationship Id="l1" Type="urn:x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
    body = first_says(run(FIRST) + ins(f'<w:hyperlink r:id="l1">{run(" here")}</w:hyperlink>'))

    returned = read_returned(document(body, relations=link), BASE)

    assert returned.doubts == (Doubt.LINK_DROPPED,)
    (amended,) = (change.amended for change in returned.changes)
    assert amended is not None
    assert {span.link for span in amended.paragraphs[0].spans} == {None}


def test_base_and_answer_are_the_same_after_they_have_been_written_down() -> None:
    body = first_says(gone("Cities") + ins("Towns") + run(FIRST[6:])) + par(ins("more"), style="Heading2")
    returned = read(body)

    assert paper_from_json(paper_to_json(returned)) == returned
    assert base_from_json(base_to_json(BASE)) == BASE


def test_words_broken_over_lines_of_the_xml_are_one_text() -> None:
    body = paper(LIGHT).replace("streets at night", "streets\n      at night") + paper(MEET)

    assert read(body).units == ()
