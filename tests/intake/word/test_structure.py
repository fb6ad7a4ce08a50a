from dataclasses import replace

from exports.word import write_word
from recommendations.domain.imported import (
    HeadingsBy,
    ImportedDraft,
    ItemsBy,
    Level,
    Wanted,
    Why,
    draft_from_json,
    draft_to_json,
)
from recommendations.domain.text import Span, UnitKind
from recommendations.intake.word.structure import read_draft
from tests.exports.publications import make_publication
from tests.intake.word.edited import reads
from tests.intake.word.papers import document, gone, ins, par, part, run

_STYLES = part(
    "styles",
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/></w:style>'
        for name, called in (("Titre1", "heading 1"), ("Titre2", "heading 2"), ("Titre3", "heading 3"), ("T", "Title"))
    ),
)
_BOLD = "<w:b/>"
_ITEM = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'


def _heading(text: str, level: int) -> str:
    return par(run(text), style=f"Titre{level}")


def _text(text: str) -> str:
    return par(run(text), style="Normal")


def _item(text: str, level: int = 0) -> str:
    return par(run(text), style="Normal", extra=_ITEM.format(level))


def _read(body: str, wanted: Wanted | None = None, **parts: str) -> ImportedDraft:
    return read_draft(document(body, {"styles": _STYLES} | parts), wanted or Wanted())


def _told(draft: ImportedDraft) -> list[tuple[str, list[tuple[str, str, int]]]]:
    return [
        (theme.title, [(unit.kind.value, unit.title, len(unit.paragraphs)) for unit in theme.units])
        for theme in draft.themes
    ]


def test_headings_of_two_levels_become_themes_and_recommendations() -> None:
    draft = _read(
        _text("We, the cities, declare:")
        + _heading("1. Streets", 1)
        + _text("What we see.")
        + _heading("1.1 Light them", 2)
        + _text("Cities light their streets.")
        + _item("all night")
        + _heading("1.2 Clean them", 2)
        + _text("Cities clean their streets.")
        + _heading("2. Squares", 1)
        + _heading("2.1 Plant trees", 2)
        + _text("Cities plant trees.")
    )

    assert _told(draft) == [
        ("Streets", [("passage", "", 1), ("recommendation", "Light them", 2), ("recommendation", "Clean them", 1)]),
        ("Squares", [("recommendation", "Plant trees", 1)]),
    ]
    assert [paragraph.plain for paragraph in draft.before] == ["We, the cities, declare:"]
    assert draft.levels == (Level(1, 2, "1. Streets"), Level(2, 3, "1.1 Light them"))
    assert (draft.theme_level, draft.item_level) == (1, 2)


def test_a_single_highest_heading_is_the_title_of_the_whole() -> None:
    draft = _read(_heading("Our manifesto", 1) + _heading("Streets", 2) + _item("Light.") + _heading("Squares", 2))

    assert draft.title == "Our manifesto"
    assert [theme.title for theme in draft.themes] == ["Streets", "Squares"]


def test_without_deeper_headings_the_items_of_lists_are_recommendations() -> None:
    draft = _read(
        _heading("Streets", 1) + _text("We ask for:") + _item("Light.") + _item("all night", 1) + _item("Trees.")
    )

    assert _told(draft) == [("Streets", [("passage", "", 1), ("recommendation", "", 2), ("recommendation", "", 1)])]
    assert draft.themes[0].items_by is ItemsBy.LISTS


def test_numbers_and_bullets_that_were_typed_count_as_lists() -> None:
    draft = _read(_heading("Streets", 1) + _text("1) Light them.") + _text("– all night") + _text("2) Plant trees."))

    units = draft.themes[0].units
    assert [[paragraph.plain for paragraph in unit.paragraphs] for unit in units] == [
        ["Light them.", "all night"],
        ["Plant trees."],
    ]


def test_a_file_without_styles_is_understood_by_its_bold_lines() -> None:
    draft = read_draft(
        document(
            par(run("Theme 1: Streets"), style="")
            + par(run("Recommendation 1", _BOLD), style="")
            + par(run("Cities light their streets, in every district and at every hour of the night."), style="")
            + par(run("Recommendation 2", _BOLD), style="")
            + par(run("Cities plant trees."), style="")
        ),
        Wanted(),
    )

    assert _told(draft) == [
        ("Theme 1: Streets", [("recommendation", "Recommendation 1", 1), ("recommendation", "Recommendation 2", 1)])
    ]


def test_bullets_below_numbered_items_go_on_with_them() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>',
    )
    bullet = _item("all night").replace('"7"', '"8"')

    draft = _read(_heading("Streets", 1) + _item("Light.") + bullet + _item("Trees."), numbering=numbering)

    assert _told(draft) == [("Streets", [("recommendation", "", 2), ("recommendation", "", 1)])]


def test_headings_can_be_told_by_their_level_alone_and_by_a_style_they_are_based_on() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Ours"/><w:basedOn w:val="A"/></w:style>',
    )
    level = '<w:outlineLvl w:val="1"/>'
    body = par(run("Streets"), style="B") + par(run("Light"), style="Normal", extra=level) + _text("Cities light.")

    draft = read_draft(document(body + par(run("Squares"), style="B"), {"styles": styles}), Wanted())

    assert _told(draft) == [("Streets", [("recommendation", "Light", 1)]), ("Squares", [])]


def test_a_styled_title_is_no_theme_and_what_stands_below_it_is_kept() -> None:
    draft = _read(par(run("Our manifesto"), style="T") + par(run("A draft"), style="T") + _heading("Streets", 1))

    assert draft.title == "Our manifesto"
    assert [paragraph.plain for paragraph in draft.before] == ["A draft"]


def test_other_levels_can_be_chosen_in_the_preview() -> None:
    body = (
        _heading("Part", 1)
        + _heading("Streets", 2)
        + _heading("Light", 3)
        + _text("A.")
        + _heading("Squares", 2)
        + _heading("Trees", 3)
    )

    draft = _read(body, Wanted(theme_level=2, item_level=3))

    assert [theme.title for theme in draft.themes] == ["Part", "Streets", "Squares"]
    assert [unit.title for theme in draft.themes for unit in theme.units] == ["Light", "Trees"]


def test_every_paragraph_can_be_a_recommendation() -> None:
    draft = _read(_heading("Streets", 1) + _text("One.") + _text("Two."), Wanted(items_by=ItemsBy.PARAGRAPHS))

    assert [unit.kind for unit in draft.themes[0].units] == [UnitKind.RECOMMENDATION] * 2


def test_marks_links_and_footnotes_are_kept() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="2">{par(run(" See the charter."))}</w:footnote>')
    draft = _read(_heading("Streets", 1) + par(run("Light ") + run("now", _BOLD) + note), footnotes=notes)

    assert draft.themes[0].units[0].paragraphs[0].spans == (
        Span("Light "),
        Span("now", strong=True),
        Span("", footnote="See the charter."),
    )
    assert draft.counted.footnotes == 1


def test_tracked_changes_are_taken_as_accepted_and_counted() -> None:
    draft = _read(_heading("Streets", 1) + par(run("Light ") + gone("some") + ins("all") + run(" streets.")))

    assert draft.themes[0].units[0].paragraphs[0].plain == "Light all streets."
    assert draft.counted.tracked == 2


def test_the_same_file_gets_the_same_identifiers() -> None:
    body = _heading("Streets", 1) + _item("Light.")

    assert _read(body).themes == _read(body).themes


def test_an_empty_file_has_no_theme() -> None:
    assert _read("").themes == ()


def test_a_file_without_any_heading_is_one_theme_and_each_paragraph_a_recommendation() -> None:
    draft = _read(_text("Cities light their streets.") + _text("Cities plant trees."))

    assert draft.headings_by is HeadingsBy.NOTHING
    assert _told(draft) == [("", [("recommendation", "", 1), ("recommendation", "", 1)])]
    assert draft.themes[0].items_by is ItemsBy.PARAGRAPHS
    assert draft.before == ()


def test_in_a_file_without_any_heading_the_items_of_lists_come_before_paragraphs() -> None:
    draft = _read(_text("We ask for:") + _text("1) Light.") + _text("– all night") + _text("2) Trees."))

    assert _told(draft) == [("", [("passage", "", 1), ("recommendation", "", 2), ("recommendation", "", 1)])]


def test_a_single_item_does_not_make_a_list_of_a_file_without_headings() -> None:
    draft = _read(_text("Light the streets.") + _text("2) Plant trees."))

    assert draft.themes[0].items_by is ItemsBy.PARAGRAPHS


def test_a_first_bold_line_alone_is_the_title_of_the_whole() -> None:
    draft = _read(par(run("Our wishes", _BOLD), style="") + _text("Light the streets.") + _text("Plant trees."))

    assert (draft.title, draft.headings_by) == ("Our wishes", HeadingsBy.NOTHING)
    assert len(draft.themes[0].units) == 2


def test_lines_in_capitals_are_taken_for_headings_and_abbreviations_are_not() -> None:
    draft = _read(_text("LIGHT THE STREETS") + _text("All of them.") + _text("CO2") + _text("PLANT TREES"))

    assert [theme.title for theme in draft.themes] == ["LIGHT THE STREETS", "PLANT TREES"]
    assert draft.headings_by is HeadingsBy.LINES


def test_a_draft_is_the_same_after_it_has_been_written_down() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="2">{par(run("A note."))}</w:footnote>')
    draft = _read(_text("Before.") + _heading("Streets", 1) + par(run("Light") + note), footnotes=notes)

    assert draft_from_json(draft_to_json(draft)) == draft


def test_a_manifesto_of_ours_is_read_back_as_it_was_written() -> None:
    publication = make_publication()

    draft = read_draft(write_word(publication, "en"), Wanted())

    themes = {theme.title: theme for theme in draft.themes}
    for chapter in publication.manifesto.chapters:
        written = [unit.text("en") for unit in chapter.units]
        read = themes[dict(chapter.title)["en"]]
        units = [
            replace(unit, paragraphs=tuple(one for one in unit.paragraphs if one.uid not in read.lines))
            for unit in read.units
        ]
        assert [(unit.kind, reads(unit)) for unit in units] == [(unit.kind, reads(unit)) for unit in written if unit]
    assert draft.title == "Assembly of Porto Claro"
    lines = [
        one.plain for theme in draft.themes for unit in theme.units for one in unit.paragraphs if one.uid in theme.lines
    ]
    assert set(lines) == {"Addressed to: European Union · Local authorities"}
    assert {one.why for one in draft.aside} <= {Why.FIELD, Why.TABLE, Why.HEADER}
