"""What of a foreign file becomes no text: told with its words, the reason, and where it stood."""

from recommendations.domain.imported import ImportedDraft, SetAside, Wanted, Why
from recommendations.intake.word.structure import read_draft
from tests.intake.word.papers import document, gone, ins, par, part, run

_STYLES = part("styles", '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>')


def _heading(text: str) -> str:
    return par(run(text), style="Titre1")


def _text(text: str) -> str:
    return par(run(text), style="Normal")


def _read(body: str, **parts: str) -> ImportedDraft:
    return read_draft(document(body, {"styles": _STYLES} | parts), Wanted())


def test_tables_boxes_and_footnotes_of_headings_are_reported_with_their_words() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="2">{par(run("Adopted in spring."))}</w:footnote>')
    table = f"<w:tbl><w:tr><w:tc>{_text('City')}</w:tc><w:tc>{_text('Votes')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{_text('In a box')}</w:txbxContent></w:pict></w:r></w:p>"

    draft = _read(par(run("Streets") + note, style="Titre1") + table + box, footnotes=notes)

    assert draft.aside == (
        SetAside(Why.HEADING, "Adopted in spring.", after="Streets"),
        SetAside(Why.TABLE, "City | Votes", "Streets"),
        SetAside(Why.BOX, "In a box", "Streets"),
    )


def test_notes_to_which_nothing_leads_and_notes_of_one_number_are_told() -> None:
    notes = part("footnotes", "".join(f'<w:footnote w:id="2">{par(run(words))}</w:footnote>' for words in ("A.", "B.")))

    draft = _read(_heading("Streets") + _text("Light."), footnotes=notes)

    assert draft.aside == (SetAside(Why.NOTE, "A."), SetAside(Why.NOTE, "B."))


def test_deleted_words_comments_pictures_and_reading_aids_are_told_with_their_place() -> None:
    comment = part("comments", f'<w:comment w:id="5" w:author="Anna" w:date="x">{par(run("Why?"))}</w:comment>')
    quoted = '<w:commentRangeStart w:id="5"/>' + run("streets") + '<w:commentRangeEnd w:id="5"/>'
    picture = '<w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" descr="A lamp"/></w:drawing></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{run('aid')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
    body = par(run("Light ") + gone("some") + quoted, style="Normal") + par(picture + ruby, style="Normal")

    draft = _read(_heading("Streets") + body, comments=comment)

    assert draft.aside == (
        SetAside(Why.DELETED, "some", "Streets", "Light", "Porto Claro"),
        SetAside(Why.COMMENT, "Why?", "Streets", "streets", "Anna"),
        SetAside(Why.RUBY, "aid", "Streets", "Light streets"),
        SetAside(Why.PICTURE, "A lamp", "Streets", "Light streets"),
    )
    assert draft.themes[0].units[1].paragraphs[0].plain == "base"


def test_words_that_were_moved_are_not_told_as_deleted() -> None:
    start, end = '<w:move{}RangeStart w:id="1" w:name="m"/>', '<w:move{}RangeEnd w:id="1"/>'
    body = (
        par(start.format("From") + gone("at night", tag="moveFrom") + end.format("From") + run("Light."))
        + par(start.format("To") + ins("at night", tag="moveTo") + end.format("To") + run(" always"))
    )  # fmt: skip

    assert _read(_heading("Streets") + body).aside == ()


def test_a_table_of_contents_is_no_text() -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Streets 3")}</w:p>'
        f'<w:p>{run("Squares 4")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    assert _read(contents + _heading("Streets") + _text("Light.")).before == ()


def test_a_line_of_contents_that_is_joined_to_the_text_takes_no_words_along() -> None:
    styles = _STYLES.replace(
        "</w:styles>", '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style></w:styles>'
    )

    draft = _read(par(run("Squares 4"), style="C", mark="del") + _text("Light.") + _heading("Streets"), styles=styles)

    assert [one.plain for one in draft.before] == ["Squares 4Light."]
