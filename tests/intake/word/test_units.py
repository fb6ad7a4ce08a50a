from recommendations.domain.anchors import bookmark_name
from recommendations.domain.intake import (
    ChangeKind,
    Doubt,
)
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import UnitKind
from tests.intake.word.edited import reads
from tests.intake.word.papers import (
    DATE,
    base_of,
    body_of,
    gone,
    head,
    ins,
    paper,
    par,
    part,
    run,
    unit,
)
from tests.intake.word.streets import FIRST, LIGHT, MEET, MOVED_FROM, MOVED_TO, SECOND, first_says, only, read


def test_a_paragraph_that_looks_like_a_title_begins_a_new_recommendation() -> None:
    new = par(ins("Plant trees"), style="Heading2", mark="ins") + par(ins("Cities plant trees."), mark="ins")

    touched, change = only(read(paper(LIGHT) + new + paper(MEET)))

    assert (touched.uid, touched.base, touched.placed_after) == (NEW_UNIT, None, "r1")
    assert reads(touched.amended) == ("Plant trees", ("Cities plant trees.",))
    assert change.given == "Plant trees Cities plant trees."


def test_where_units_have_no_titles_a_new_paragraph_of_their_kind_is_a_new_one() -> None:
    bare = [unit(f"u{n}", f"Demand number {n} of the cities.") for n in range(3)]
    sheets = [par(run(one.paragraphs[0].plain), style="OperativeNumbered", name=bookmark_name(one.uid)) for one in bare]
    new = par(ins("Another demand."), style="OperativeNumbered", mark="ins")

    touched, change = only(read(sheets[0] + new + sheets[1] + sheets[2], base_of(*bare)))

    assert (touched.uid, touched.placed_after) == (NEW_UNIT, "u0")
    assert change.doubts == (Doubt.NEW_OR_CONTINUED,)


def test_a_paragraph_moved_into_another_unit_changes_both() -> None:
    body = (
        head(LIGHT)
        + MOVED_FROM.format(body_of(LIGHT, 0, gone(FIRST, tag="moveFrom"), mark="moveFrom"))
        + body_of(LIGHT, 1)
        + paper(MEET)
        + MOVED_TO.format(par(ins(FIRST, tag="moveTo")))
    )

    one, other = read(body).units

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

    (touched,) = read(MOVED_FROM.format(sheets) + paper(MEET) + MOVED_TO.format(moved) + par("")).units

    assert touched.uid == "r1"
    assert {change.kind for change in touched.changes} == {ChangeKind.MOVE}
    assert Doubt.NOT_AMENDABLE in touched.doubts


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
    body = first_says('<w:commentRangeStart w:id="8"/>' + anchored)

    (touched,) = read(body, parts={"comments": comments, "commentsExtended": threads}).units

    said = {comment.text: comment for comment in touched.comments}
    assert said["Towns?"].quoted == "Cities"
    assert said["Towns?"].is_resolved
    assert said["Yes."].parent == said["Towns?"].number
    assert touched.kinds == (ChangeKind.COMMENT,)
    assert set(touched.authors) == {"Bremvik", "Alba"}


def test_the_title_of_the_theme_can_be_changed_too() -> None:
    heading = par(run("Safe ") + gone("streets") + ins("squares"), style="Heading1")

    touched, change = only(read(heading + paper(LIGHT) + paper(MEET)))

    assert (touched.uid, change.kind) == (THEME_TITLE, ChangeKind.TITLE)
    assert reads(change.amended) == ("Safe squares", ())


def test_passages_are_continued_and_never_begun() -> None:
    passage = unit("x1", "What we see in the streets.", kind=UnitKind.PASSAGE)
    sheets = par(run("What we see in the streets."), style="Passage") + par(
        ins("And more."), style="Passage", mark="ins"
    )

    touched, _ = only(read(sheets + paper(MEET), base_of(passage, MEET)))

    assert reads(touched.amended) == ("", ("What we see in the streets.", "And more."))


def test_another_recital_is_a_doubt() -> None:
    recitals = [unit(f"w{n}", f"whereas matter number {n} matters,", kind=UnitKind.RECITAL) for n in range(2)]
    sheets = [par(run(one.paragraphs[0].plain), style="Recital") for one in recitals]
    new = par(ins("whereas there is more,"), style="Recital", mark="ins")

    touched, change = only(read(sheets[0] + new + sheets[1], base_of(*recitals)))

    assert reads(touched.amended) == ("", ("whereas matter number 0 matters,", "whereas there is more,"))
    assert change.doubts == (Doubt.NEW_OR_CONTINUED,)


def test_a_unit_deleted_here_and_written_again_there_is_no_move() -> None:
    deleted = head(LIGHT, gone(LIGHT.title), mark="del") + "".join(
        body_of(LIGHT, n, gone(paragraph.plain), mark="del") for n, paragraph in enumerate(LIGHT.paragraphs)
    )
    again = par(ins("Another title"), style="Heading2", mark="ins") + par(ins(FIRST), mark="ins")

    returned = read(deleted + paper(MEET) + again + par(""))

    assert [(unit.uid, unit.kinds, reads(unit.amended)) for unit in returned.units] == [
        ("r1", (ChangeKind.DELETE,), None),
        (NEW_UNIT, (ChangeKind.INSERT,), ("Another title", (FIRST,))),
    ]


def test_a_paragraph_cut_here_and_pasted_into_another_unit_is_a_move_even_without_a_name() -> None:
    body = head(LIGHT) + body_of(LIGHT, 0, gone(FIRST), mark="del") + body_of(LIGHT, 1)

    one, other = read(body + paper(MEET) + par(ins(FIRST))).units

    assert one.kinds == other.kinds == (ChangeKind.MOVE,)
