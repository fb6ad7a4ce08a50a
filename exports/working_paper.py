"""The tabled text of a theme: as an edit copy that comes back as amendments, and printed with line numbers."""

from dataclasses import replace

from exports.chapters import PREAMBLE, restarts, write_addressees, write_chapter, write_heading, write_outside
from exports.line_widths import width_of
from exports.numbering import CONTINUED, numbered
from exports.papers import Paper, finished_paper, write_head
from exports.words import date_in_words
from exports.writing import Writing
from recommendations.domain.anchors import (
    PROPERTY_LANGUAGE,
    PROPERTY_REVISION,
    PROPERTY_REVISION_HASH,
    PROPERTY_THEME,
    bookmark_name,
)
from recommendations.domain.comparison import Mark
from recommendations.domain.manifesto import chosen
from recommendations.domain.papers import WorkingPaper
from recommendations.domain.redlined_text import RedlinedChapter, untouched_title
from recommendations.domain.redlining import whole
from recommendations.domain.revisions import NumberedParagraph, NumberedUnit


def write_edit_copy(paper: WorkingPaper, language: str) -> bytes:
    """The text with a bookmark on every paragraph, and change tracking switched on.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, dict(paper.addressees), has_anchors=True)
    about = _about(document, paper, "edit hint")
    write_head(document, about)
    spoken, units = paper.text(language)
    shown = [replace(whole(one.unit, Mark.KEPT, spoken), number=one.number) for one in units]
    title = chosen(paper.title, spoken)
    chapter = RedlinedChapter(paper.number, title[1], Mark.KEPT, untouched_title(title[0]), tuple(shown))
    if paper.number:
        write_chapter(document, chapter, _list_number(paper))
    else:
        _write_preamble(document, chapter)
    return finished_paper(document, replace(about, is_tracked=True))


def write_numbered_paper(paper: WorkingPaper, language: str) -> bytes:
    """The text with the line numbers of the screen.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, dict(paper.addressees))
    about = _about(document, paper, "line hint")
    write_head(document, about)
    spoken, units = paper.text(language)
    title = chosen(paper.title, spoken)
    empty = RedlinedChapter(paper.number, title[1], Mark.KEPT, untouched_title(title[0]), ())
    if paper.number:
        write_chapter(document, empty, _list_number(paper))
    else:
        write_heading(document, title[0], "preamble")
    for unit in units:
        _write_lines(document, unit, spoken, _list_number(paper))
    return finished_paper(document, replace(about, has_line_numbers=True))


def _about(document: Writing, paper: WorkingPaper, hint: str) -> Paper:
    revision = document.word("revision").format(
        number=paper.revision, day=date_in_words(paper.frozen_on, document.language)
    )
    theme = document.word("theme").format(number=paper.number) if paper.number else ""
    return Paper(
        edition=paper.edition,
        kind="working paper",
        title=paper.title,
        lines=(" · ".join(filter(None, (theme, revision))), document.word(hint)),
        sha256=paper.sha256,
        day=paper.frozen_on,
        notice=paper.notice,
        numbers=(paper.number,) if paper.number else (),
        properties={
            PROPERTY_THEME: paper.theme,
            PROPERTY_REVISION: str(paper.revision),
            PROPERTY_REVISION_HASH: paper.sha256,
            PROPERTY_LANGUAGE: paper.text(document.language)[0],
        },
    )


def _list_number(paper: WorkingPaper) -> int:
    return CONTINUED + len(restarts((paper.number,) if paper.number else ()))


def _write_preamble(document: Writing, chapter: RedlinedChapter) -> None:
    title = "".join(span.text for stroke in chapter.title for span in stroke.spans)
    write_heading(document, title or document.word("preamble"), "preamble")
    for unit in chapter.units:
        write_outside(document, unit, PREAMBLE.get(unit.kind, "Passage"))


def _write_lines(document: Writing, tabled: NumberedUnit, language: str, list_number: int) -> None:
    """A unit whose lines end where they end on the screen."""
    unit = replace(whole(tabled.unit, Mark.KEPT, language), number=tabled.number)
    paragraphs = list(tabled.paragraphs)
    if unit.number and (unit.title or not paragraphs):
        titled = replace(unit, paragraphs=())
        write_chapter(document, RedlinedChapter(0, language, Mark.KEPT, (), (titled,)), list_number)
    elif unit.number:
        around = document.bookmark(bookmark_name(unit.uid))
        _write_line_paragraph(document, paragraphs.pop(0), language, numbered(1, list_number), around)
        write_addressees(document, unit)
    for paragraph in paragraphs:
        _write_line_paragraph(document, paragraph, language)


def _write_line_paragraph(
    document: Writing,
    tabled: NumberedParagraph,
    language: str,
    extra: str = "",
    around: tuple[str, str] = ("", ""),
) -> None:
    lines = []
    for line in tabled.lines:
        document.width = width_of("".join(span.text for span in line.spans))
        lines.append(document.spans(line.spans, language))
    document.width = 100
    content = around[0] + "<w:r><w:br/></w:r>".join(lines) + around[1]
    document.add("LineText", content, length=88 * len(lines), extra=extra)
