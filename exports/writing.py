"""What grows while a document is written: footnotes, links, bookmarks, headings, and the length so far."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from exports.markup import Look, footnote_reference, paragraph, runs
from exports.words import WORDS, spoken, tag
from recommendations.domain.manifesto import Translations
from recommendations.domain.text import Span

PAGE_HEIGHT = 690.0
"""Points of text on an A4 page between our margins, less what footnotes and kept paragraphs cost on average."""

# Characters on a line, points per line, points before and after: measured once on Times and Arial.
MEASURES = {
    "Heading1": (48, 21.0, 44.0),
    "HeadingPlain": (50, 21.0, 44.0),
    "Heading2": (66, 15.5, 20.0),
    "Addressees": (86, 12.5, 5.0),
    "Operative": (84, 16.0, 7.0),
    "OperativeNumbered": (84, 16.0, 19.0),
    "Passage": (94, 16.0, 7.0),
    "Citation": (86, 16.0, 7.0),
    "Recital": (86, 16.0, 7.0),
    "Declaration": (72, 18.0, 28.0),
}
_ELSEWHERE = (90, 15.0, 4.0)
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    level: int
    number: str
    title: str
    language: str
    bookmark: str
    page: int


@dataclass(slots=True)
class Writing:
    """A document in the making, in one language."""

    language: str
    addressees: Mapping[str, Translations]
    first_page: int = 1
    parts: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    bookmarks: int = 0
    height: float = 0.0

    def word(self, key: str) -> str:
        """A fixed word in the document's language."""
        return WORDS[spoken(self.language)][key]

    @property
    def look(self) -> Look:
        """Plain text in the language of the fixed words."""
        return Look(tag(spoken(self.language)))

    @property
    def page(self) -> int:
        """The page that the text has probably reached."""
        return self.first_page + int(self.height // PAGE_HEIGHT)

    def add(self, style: str, content: str, *, length: int, extra: str = "") -> None:
        """Append a paragraph of ``length`` characters."""
        self.parts.append(paragraph(style, content, extra=extra))
        width, line, around = MEASURES.get(style, _ELSEWHERE)
        self.height += around + line * max(1, math.ceil(length / width))

    def say(self, style: str, text: str, *, language: str | None = None, extra: str = "") -> None:
        """Append a paragraph of plain text."""
        look = self.look if language is None else Look(tag(language))
        self.add(style, runs(text, look), length=len(text), extra=extra)

    def turn_page(self) -> None:
        """What follows begins a page."""
        self.height = math.ceil(self.height / PAGE_HEIGHT) * PAGE_HEIGHT

    def bookmark(self, name: str) -> tuple[str, str]:
        """Start and end of a new bookmark."""
        self.bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>'
        return start, f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'

    def spans(self, spans: tuple[Span, ...], language: str) -> str:
        """A paragraph's spans as runs, links and footnote references."""
        return "".join(self._span(span, language) for span in spans)

    def _span(self, span: Span, language: str) -> str:
        look = Look(tag(language), strong=span.strong, emphasis=span.emphasis)
        if span.footnote is not None:
            return runs(span.text, look) + self._footnote(span.footnote, language)
        address = safe_address(span.link)
        if address is None:
            return runs(span.text, look)
        relation = self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")
        linked = Look(look.language, look.strong, look.emphasis, "Hyperlink")
        return f'<w:hyperlink r:id="{relation}" w:history="1">{runs(span.text, linked)}</w:hyperlink>'

    def _footnote(self, text: str, language: str) -> str:
        look = Look(tag(language))
        number = len(self.footnotes) + 1
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        content = paragraph("FootnoteText", mark + runs(" " + text, look))
        self.footnotes.append(f'<w:footnote w:id="{number}">{content}</w:footnote>')
        self.height += 13.0 * math.ceil(len(text) / 110)
        return footnote_reference(number, look)


def safe_address(link: str | None) -> str | None:
    """The address of a link that a document may hold; None for anything but a web or mail address."""
    if not link:
        return None
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return quote(link.strip().encode("utf-8", "ignore"), safe="%/:?#[]@!$&'()*+,;=-._~")
