"""The manifesto as a Word file, written from the frozen publication."""

from dataclasses import replace

from exports.annex import write_authenticity, write_signatures, write_votes
from exports.chapters import restarts, write_chapters, write_preamble
from exports.front import contents, pages_of_contents, state_in_words, write_title_page
from exports.lint import ensure_sound
from exports.markup import DECLARATION, NAMESPACES, Look, field, paragraph, runs, tabulator
from exports.package import app_part, assemble, core_part, custom_part, settings_part
from exports.styles import numbering_part, styles_part
from exports.words import tag
from exports.writing import Writing
from recommendations.domain.anchors import PROPERTY_HASH, PROPERTY_LANGUAGE
from recommendations.domain.manifesto import Publication, chosen

_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>'
    '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
    for kind, number, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
)
_SECTION = (
    "<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
    '<w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFirstFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)


def write_word(publication: Publication, language: str) -> bytes:
    """The manifesto in one language as .docx: the same publication gives the same bytes.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    front, text = _written(publication, language)
    body = "".join(front.parts) + contents(text) + "".join(text.parts)
    parts = {
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/styles.xml": styles_part(tag(language)),
        "word/numbering.xml": numbering_part(restarts(publication.manifesto)),
        "word/settings.xml": settings_part(tag(language)),
        "word/footnotes.xml": _footnotes(text),
        "word/header1.xml": _header(publication, text),
        "word/header2.xml": f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('Header', '')}</w:hdr>",
        "word/footer1.xml": _footer(publication, text),
        "word/footer2.xml": f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph('Footer', '')}</w:ftr>",
        "docProps/core.xml": _core(publication, text),
        "docProps/app.xml": app_part(),
        "docProps/custom.xml": custom_part(_properties(publication, language)),
    }
    written = assemble(parts, text.links)
    ensure_sound(written)
    return written


def _written(publication: Publication, language: str) -> tuple[Writing, Writing]:
    manifesto = publication.manifesto
    front = Writing(language, dict(manifesto.addressees))
    write_title_page(front, publication)
    text = Writing(language, dict(manifesto.addressees))
    text.parts.append('<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>')
    write_preamble(text, manifesto)
    write_chapters(text, manifesto)
    write_signatures(text, publication)
    write_votes(text, publication)
    write_authenticity(text, publication)
    before = 1 + pages_of_contents(text.headings)
    text.headings = [replace(heading, page=heading.page + before) for heading in text.headings]
    return front, text


def _footnotes(text: Writing) -> str:
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{_SEPARATORS}{''.join(text.footnotes)}</w:footnotes>"


def _header(publication: Publication, text: Writing) -> str:
    title, language = chosen(publication.manifesto.edition, text.language)
    right = text.word("manifesto")
    content = runs(title, Look(tag(language))) + tabulator(text.look) + runs(right, text.look)
    notice = chosen(publication.notice, text.language)
    below = paragraph("Header", runs(notice[0], Look(tag(notice[1]), strong=True))) if notice[0] else ""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('Header', content)}{below}</w:hdr>"


def _footer(publication: Publication, text: Writing) -> str:
    look = text.look
    left = runs(f"SHA-256 {publication.sha256[:8]}…", look)
    page = field("PAGE", "2", look) + runs(f" {text.word('of')} ", look)
    pages = str(max(heading.page for heading in text.headings))
    content = left + tabulator(look) + runs(f"{text.word('page')} ", look) + page + field("NUMPAGES", pages, look)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph('Footer', content)}</w:ftr>"


def _core(publication: Publication, text: Writing) -> str:
    manifesto = publication.manifesto
    edition = chosen(manifesto.edition, text.language)[0]
    names = [chosen(names, text.language)[0] for _, names in manifesto.addressees]
    chapters = [chosen(chapter.title, text.language)[0] for chapter in manifesto.chapters]
    return core_part(
        title=f"{text.word('manifesto')} – {edition}",
        subject=state_in_words(text, publication),
        creator=text.word("creator"),
        keywords=", ".join([*names, *chapters])[:255],
        language=tag(text.language),
        moment=f"{publication.adopted_on or (manifesto.days or ('1980-01-01',))[0]}T00:00:00Z",
    )


def _properties(publication: Publication, language: str) -> dict[str, str]:
    return {
        PROPERTY_HASH: publication.sha256,
        PROPERTY_LANGUAGE: language,
        "Manifesto adopted on": publication.adopted_on or "-",
        "Manifesto signatures": str(len(publication.signatures)),
    }
