"""What every Word file has around its text: header, footer, section, notes, comments, properties."""

from collections.abc import Mapping
from dataclasses import dataclass

from exports.chapters import restarts
from exports.lint import ensure_sound
from exports.markup import DECLARATION, NAMESPACES, Look, field, paragraph, runs, tabulator
from exports.numbering import numbering_part
from exports.package import app_part, assemble, core_part, custom_part, settings_part
from exports.styles import styles_part
from exports.words import tag
from exports.writing import Writing
from recommendations.domain.manifesto import Translations, chosen

_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>'
    '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
    for kind, number, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What one paper says of itself outside of its text.

    ``kind`` names the paper in the header, ``foot`` stands at the left of the footer, ``day`` is the text's own ISO
    date. ``numbers`` are those of the chapters, in their order.
    """

    edition: Translations
    kind: str
    foot: str
    day: str
    properties: Mapping[str, str]
    subject: str = ""
    keywords: str = ""
    notice: Translations = ()
    numbers: tuple[int, ...] = ()
    pages: int = 2
    has_title_page: bool = False
    has_line_numbers: bool = False
    is_tracked: bool = False


def finished(text: Writing, body: str, frame: Frame) -> bytes:
    """The file; the same text and frame give the same bytes.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    # The parts are gone before the checks take the file apart: together they would need twice the memory.
    written = assemble(_parts(text, body, frame), text.links)
    ensure_sound(written)
    return written


def _parts(text: Writing, body: str, frame: Frame) -> dict[str, str]:
    language = tag(text.language)
    parts = {
        "word/document.xml": _part("document", f"<w:body>{body}{_section(frame)}</w:body>"),
        "word/styles.xml": styles_part(language),
        "word/numbering.xml": numbering_part(restarts(frame.numbers)),
        "word/settings.xml": settings_part(language, is_tracked=frame.is_tracked),
        "word/footnotes.xml": _part("footnotes", _SEPARATORS + "".join(text.footnotes)),
        "word/header1.xml": _header(text, frame),
        "word/footer1.xml": _footer(text, frame),
        "docProps/core.xml": _core(text, frame),
        "docProps/app.xml": app_part(),
        "docProps/custom.xml": custom_part(frame.properties),
    }
    if frame.has_title_page:
        parts["word/header2.xml"] = _part("hdr", paragraph("Header", ""))
        parts["word/footer2.xml"] = _part("ftr", paragraph("Footer", ""))
    if text.tracking is not None and text.tracking.comments:
        parts["word/comments.xml"] = _part("comments", "".join(text.tracking.comments))
    return parts


def _part(root: str, content: str) -> str:
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def _section(frame: Frame) -> str:
    first = (
        '<w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
        '<w:footerReference w:type="first" r:id="rIdFirstFooter"/>'
        if frame.has_title_page
        else ""
    )
    lines = '<w:lnNumType w:countBy="1" w:distance="284" w:restart="continuous"/>' if frame.has_line_numbers else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        f'<w:footerReference w:type="default" r:id="rIdFooter"/>{first}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" '
        'w:gutter="0"/>'
        f"{lines}{'<w:titlePg/>' if frame.has_title_page else ''}</w:sectPr>"
    )


def _header(text: Writing, frame: Frame) -> str:
    title, language = chosen(frame.edition, text.language)
    content = runs(title, Look(tag(language))) + tabulator(text.look) + runs(frame.kind, text.look)
    notice = chosen(frame.notice, text.language)
    below = paragraph("Header", runs(notice[0], Look(tag(notice[1]), strong=True))) if notice[0] else ""
    return _part("hdr", paragraph("Header", content) + below)


def _footer(text: Writing, frame: Frame) -> str:
    look = text.look
    page = field("PAGE", "2", look) + runs(f" {text.word('of')} ", look)
    pages = field("NUMPAGES", str(frame.pages), look)
    content = runs(frame.foot, look) + tabulator(look) + runs(f"{text.word('page')} ", look) + page + pages
    return _part("ftr", paragraph("Footer", content))


def _core(text: Writing, frame: Frame) -> str:
    edition = chosen(frame.edition, text.language)[0]
    return core_part(
        title=f"{frame.kind} – {edition}",
        subject=frame.subject,
        creator=text.word("creator"),
        keywords=frame.keywords[:255],
        language=tag(text.language),
        moment=f"{frame.day[:10] or '1980-01-01'}T00:00:00Z",
    )
