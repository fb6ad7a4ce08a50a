"""What stands before the text: the title page and the table of contents."""

import math
from collections.abc import Sequence

from exports.markup import Look, field, paragraph, runs, tabulator
from exports.words import LANGUAGE_NAMES, date_in_words, days_in_words, spoken, tag
from exports.writing import PAGE_HEIGHT, Heading, Writing
from recommendations.domain.manifesto import Publication, chosen

# Points: the heading of the contents, a line for a theme, a line for a recommendation.
HEADING, THEME, RECOMMENDATION = 45.0, 20.6, 13.0


def write_title_page(document: Writing, publication: Publication, base: str = "") -> None:
    """The edition, the word "Manifesto", place, days, state and addressees; ``base`` is a redline's earlier text."""
    manifesto = publication.manifesto
    document.say_chosen("Subtitle", manifesto.edition)
    document.say("Title", document.word("manifesto"))
    document.say("TitleLine", manifesto.place)
    document.say("TitleLine", days_in_words(manifesto.days, document.language))
    document.say("TitleState", state_in_words(document, publication))
    if base:
        document.say("TitleLine", document.word("compared").format(base=base))
    document.say("TitleLine", _authoritative(document, manifesto.languages[0]))
    if manifesto.addressees:
        names = " · ".join(chosen(names, document.language)[0] for _, names in manifesto.addressees)
        document.say("TitleLine", f"{document.word('addressees')} {names}")
    document.say_chosen("Notice", publication.notice)


def state_in_words(document: Writing, publication: Publication) -> str:
    """Whether the text is composed, adopted or signed, and when."""
    if not publication.adopted_on:
        return document.word("draft")
    adopted = date_in_words(publication.adopted_on, document.language)
    if not publication.signatures:
        return document.word("adopted").format(adopted=adopted)
    signed = date_in_words(publication.signed_on or publication.signatures[0].signed_at, document.language)
    return document.word("signed").format(adopted=adopted, signed=signed)


def contents(document: Writing) -> str:
    """The table of contents: a field whose result is written, so that Word neither asks nor waits."""
    look = document.look
    lines = [_entry(heading, look) for heading in document.headings]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    styles = [f"TOC{heading.level}" for heading in document.headings]
    lines[0] = begin + lines[0]
    lines[-1] += end
    heading = paragraph("TOCHeading", runs(document.word("contents"), look), extra="<w:pageBreakBefore/>")
    return heading + "".join(paragraph(style, line) for style, line in zip(styles, lines, strict=True))


def pages_of_contents(headings: Sequence[Heading]) -> int:
    """How many pages the table of contents takes."""
    height = HEADING + sum(THEME if heading.level == 1 else RECOMMENDATION for heading in headings)
    return math.ceil(height / PAGE_HEIGHT)


def _entry(heading: Heading, look: Look) -> str:
    plain = Look(heading.language)
    number = runs(heading.number, plain) + tabulator(plain) if heading.number else ""
    page = field(f"PAGEREF {heading.bookmark} \\h", str(heading.page), look)
    text = number + runs(heading.title, plain) + tabulator(plain)
    return f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{text}{page}</w:hyperlink>'


def _authoritative(document: Writing, language: str) -> str:
    names = LANGUAGE_NAMES[spoken(document.language)]
    return document.word("authoritative").format(name=names.get(language, tag(language)))
