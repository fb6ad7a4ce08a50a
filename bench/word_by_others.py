"""The same document with python-docx's public API, and with pandoc from Markdown."""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, Twips

from recommendations.domain.manifesto import NumberedUnit, Publication
from recommendations.domain.papers import AmendmentList
from recommendations.domain.text import Unit

PARAGRAPHS = ("Recital", "Operative", "Addressees", "Table Text", "Justification")
WIDTHS = (480, 4590, 680, 820, 680, 850, 970)
HEADS = ("No", "Question", "For", "Against", "Abstentions", "Entitled", "Result")


def _unit(numbered: NumberedUnit) -> Unit:
    return numbered.texts[0][1]


def _rows(publication: Publication) -> Iterator[tuple[str, ...]]:
    for number, vote in enumerate(publication.votes, start=1):
        result = "Adopted" if vote.adopted else "Rejected"
        yield str(number), vote.question[0][1], vote.yes, vote.no, vote.abstain, vote.entitled, result


def with_python_docx(publication: Publication, amendments: AmendmentList) -> bytes:
    """What the public API can do of the same document: styles, alignment, widths, bold words, header, properties.

    It has no contents, bookmarks, links between, languages, numbering, header rows or descriptions, and footnotes are
    text in brackets. Cells are taken row by row: `table.cell` would look through the whole table each time.
    """
    document = Document()
    for name in PARAGRAPHS:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).font.name = "Arial"
    quiet = document.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
    quiet.font.size = Pt(8)
    document.core_properties.title = publication.manifesto.edition[0][1]
    document.sections[0].header.paragraphs[0].text = publication.sha256
    document.add_heading(publication.manifesto.edition[0][1], 0)
    for numbered in publication.manifesto.preamble:
        _add_paragraphs(document, _unit(numbered), "Recital")
    for chapter in publication.manifesto.chapters:
        document.add_heading(f"{chapter.number}. {chapter.title[0][1]}", 1)
        for numbered in chapter.units:
            _add_recommendation(document, numbered)
    _add_table(document, publication)
    _add_amendments(document, amendments)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_recommendation(document: DocxDocument, numbered: NumberedUnit) -> None:
    unit = _unit(numbered)
    document.add_heading(f"{numbered.number} {unit.title}", 2)
    added = document.add_paragraph(style="Addressees")
    added.add_run("Addressed to: ")
    added.add_run(" · ".join(unit.addressees)).bold = True
    added.paragraph_format.keep_with_next = True
    _add_paragraphs(document, unit, "Operative")


def _add_paragraphs(document: DocxDocument, unit: Unit, style: str) -> None:
    for paragraph in unit.paragraphs:
        added = document.add_paragraph(style=style)
        for span in paragraph.spans:
            run = added.add_run(span.text if span.footnote is None else f" [{span.footnote}]")
            run.bold = span.strong or None


def _add_table(document: DocxDocument, publication: Publication) -> None:
    document.add_heading("Annex: the votes", 1)
    table = document.add_table(rows=1, cols=len(HEADS))
    for cell, words in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = words
    for row in _rows(publication):
        for place, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.width = Twips(WIDTHS[place])
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            run = paragraph.add_run(words)
            if place == 1:
                paragraph.add_run("\ntwo thirds of votes cast · 22 March 2030, 14:02 UTC", style="Quiet")
            elif place == len(row) - 1:
                run.bold = True
            else:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_amendments(document: DocxDocument, amendments: AmendmentList) -> None:
    for sheet in amendments.sheets:
        document.add_heading(f"Amendment {sheet.label}", 2)
        table = document.add_table(rows=1, cols=2)
        for cell, unit in zip(table.rows[0].cells, (sheet.base, sheet.amended), strict=True):
            cell.text = "\n".join(paragraph.plain for paragraph in unit.paragraphs) if unit else ""
        document.add_paragraph(sheet.reason, style="Justification")


def with_pandoc(publication: Publication, amendments: AmendmentList) -> bytes:
    """Headings, footnotes, tables; contents without pages, no bookmarks of ours, no changed words marked."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "text.md", Path(name) / "text.docx"
        source.write_text("\n\n".join(_markdown(publication, amendments)))
        subprocess.run(["pandoc", "--toc", "-f", "markdown", "-o", str(target), str(source)], check=True)
        return target.read_bytes()


def _markdown(publication: Publication, amendments: AmendmentList) -> Iterator[str]:
    yield f"% {publication.manifesto.edition[0][1]}"
    for numbered in publication.manifesto.preamble:
        yield from _texts(_unit(numbered))
    for chapter in publication.manifesto.chapters:
        yield f"# {chapter.title[0][1]}"
        for numbered in chapter.units:
            yield f"## {_unit(numbered).title}"
            yield "Addressed to: " + ", ".join(_unit(numbered).addressees)
            yield from _texts(_unit(numbered))
    yield "# Annex: the votes"
    yield "\n".join(["|".join(HEADS), "|".join("---" for _ in HEADS), *("|".join(row) for row in _rows(publication))])
    for sheet in amendments.sheets:
        yield f"## Amendment {sheet.label}"
        cells = [" ".join(p.plain for p in unit.paragraphs) if unit else "" for unit in (sheet.base, sheet.amended)]
        yield "\n".join(["Draft text|Amendment", "---|---", "|".join(cells)])
        yield sheet.reason


def _texts(unit: Unit) -> Iterator[str]:
    for paragraph in unit.paragraphs:
        yield "".join(
            f"^[{span.footnote}]" if span.footnote is not None else f"**{span.text}**" if span.strong else span.text
            for span in paragraph.spans
        )
