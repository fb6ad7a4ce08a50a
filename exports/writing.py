"""What grows while a document is written: footnotes, links, bookmarks, headings, and the length so far."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote, urlsplit

from exports.markup import Look, footnote_reference, paragraph, runs
from exports.markup import field as word_field
from exports.references import Reference, Targets, references
from exports.tracking import Tracking
from exports.typography import unbroken
from exports.words import WORDS, spoken, tag
from recommendations.domain.comparison import Mark
from recommendations.domain.manifesto import Translations, chosen
from recommendations.domain.papers import Attribution
from recommendations.domain.redlined_marks import side_by_side
from recommendations.domain.strokes import RedlinedParagraph, Stroke
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
    "PaperHead": (68, 13.0, 3.0),
    "PaperTitle": (36, 23.5, 3.0),
    "PaperSubject": (58, 15.5, 6.0),
    "PaperLine": (88, 11.7, 3.0),
    "Demand": (84, 12.9, 3.0),
    "DemandTheme": (76, 12.0, 9.0),
    "DemandShort": (1000, 10.7, 1.0),
    "DemandThemeShort": (84, 10.7, 3.0),
}
_ELSEWHERE = (90, 15.0, 4.0)
_DIGIT = re.compile(r"\d")
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents, or one that ``is_struck`` and only stands in a redline's text."""

    level: int
    number: str
    title: str
    language: str
    bookmark: str
    page: int
    is_struck: bool = False


@dataclass(slots=True)
class Writing:
    """A document in the making, in one language.

    ``tracking`` is there where changes are shown; with ``has_anchors`` every paragraph of the text has a bookmark.
    A text that ``is_set`` gets no-break spaces; one that is compared with another, or comes back, stays as it is.
    ``width`` is that of the characters that follow, in percent; what has a number in ``targets`` is referred to by it.
    """

    language: str
    addressees: Mapping[str, Translations]
    tracking: Tracking | None = None
    has_anchors: bool = False
    is_set: bool = False
    parts: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    remembered: dict[tuple[str, ...], str] = field(default_factory=dict)
    identifiers: int = 0
    tables: int = 0
    width: int = 100
    height: float = 0.0
    targets: Targets = field(default_factory=dict)

    def word(self, key: str) -> str:
        """A fixed word in the document's language."""
        return WORDS[spoken(self.language)][key]

    @property
    def look(self) -> Look:
        """Plain text in the language of the fixed words."""
        return _look_of(self.language)

    @property
    def page(self) -> int:
        """The page that the text has probably reached."""
        return 1 + int(self.height // PAGE_HEIGHT)

    def add(self, style: str, content: str, *, length: int, extra: str = "") -> None:
        """Append a paragraph of ``length`` characters."""
        self.parts.append(paragraph(style, content, extra=extra))
        width, line, around = MEASURES.get(style, _ELSEWHERE)
        self.height += around + line * max(1, math.ceil(length / width))

    def say(self, style: str, text: str, *, language: str | None = None, extra: str = "") -> None:
        """Append a paragraph of plain text."""
        look = self.look if language is None else Look(tag(language))
        self.add(style, runs(text, look), length=len(text), extra=extra)

    def say_chosen(self, style: str, translations: Translations) -> None:
        """Append a text in the document's language, or in the one it has; nothing where there is none."""
        text, language = chosen(translations, self.language)
        if text:
            self.say(style, text, language=language)

    def name_of(self, addressee: str) -> str:
        """The addressee's name; its code where it has none."""
        return chosen(self.addressees.get(addressee, ()), self.language)[0] or addressee

    def turn_page(self) -> None:
        """What follows begins a page."""
        self.height = math.ceil(self.height / PAGE_HEIGHT) * PAGE_HEIGHT

    def identifier(self) -> int:
        """A number that nothing else in the document has."""
        self.identifiers += 1
        return self.identifiers

    def bookmark(self, name: str) -> tuple[str, str]:
        """Start and end of a new bookmark."""
        number = self.identifier()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def forget_comments(self) -> None:
        """What follows is another unit, in which amendments are named again."""
        if self.tracking is not None:
            self.tracking.told.clear()

    def signed(self, mark: Mark, by: Attribution | None, text: str, look: Look) -> str:
        """Plain words as runs that come, go or stay."""
        content = runs(text, look._replace(is_deleted=mark is Mark.DELETED))
        return self._tracked(Stroke(mark, (), by), content)

    def paragraph_mark(self, mark: Mark, by: Attribution | None, *, is_moved: bool = False) -> str:
        """What a paragraph that comes or goes as a whole has at the end of its properties."""
        if self.tracking is None or mark is Mark.KEPT:
            return ""
        return self.tracking.paragraph_mark(mark, by, self.identifier(), is_moved=is_moved)

    def move_range(self, paragraph: RedlinedParagraph) -> tuple[str, str]:
        """What opens within a paragraph that moves as a whole, and what closes behind it; empty for any other one."""
        if self.tracking is None or not paragraph.move:
            return "", ""
        return self.tracking.move_range(paragraph.move, paragraph.mark, paragraph.by, self.identifier())

    def strokes(self, strokes: Sequence[Stroke], language: str, moving: str = "") -> str:
        """Stretches of text as runs, each change signed, the first one of an amendment in a unit with a comment.

        ``moving`` is the move of the paragraph itself, which has its range around it.
        """
        if self.tracking is None:
            return "".join(self._stroke(stroke, language) for stroke in strokes)
        content = ""
        for move, group in groupby(strokes, key=lambda stroke: "" if stroke.move == moving else stroke.move):
            end = list(group)
            written = "".join(self._stroke(stroke, language) for stroke in end)
            if move:
                start, close = self.tracking.move_range(move, end[0].mark, end[0].by, self.identifier())
                written = start + written + close
            content += written
        return content

    def spans(self, spans: tuple[Span, ...], language: str) -> str:
        """Text that nobody changes as runs, links and footnote references."""
        return self.strokes((Stroke(Mark.KEPT, spans),), language)

    def text_of(self, paragraph: RedlinedParagraph, language: str) -> str:
        """A paragraph's text as runs; where it names another recommendation, the number is a field that leads there."""
        if self.targets and self.tracking is None:
            spans = [span for stroke in paragraph.strokes for span in stroke.spans]
            text = "".join([span.text for span in spans])
            found = list(references(text, language, self.targets)) if _DIGIT.search(text) else []
            if found:
                return self._referring(spans, language, found)
        return self.strokes(paragraph.strokes, language, paragraph.move)

    def _referring(self, spans: Sequence[Span], language: str, found: Sequence[Reference]) -> str:
        content, at = "", 0
        for span in spans:
            end = at + len(span.text)
            own = [one for one in found if at <= one.start and one.end <= end]
            if own and not span.link:
                content += self._numbers(span, language, at, own)
            else:
                content += self._span(span, Stroke(Mark.KEPT, ()), language)
            at = end
        return content

    def _numbers(self, span: Span, language: str, at: int, own: Sequence[Reference]) -> str:
        look = Look(tag(language), span.strong, span.emphasis, "", self.width)
        text = unbroken(span.text, language) if self.is_set else span.text
        content, start = "", 0
        for one in own:
            number = text[one.start - at : one.end - at]
            content += runs(text[start : one.start - at], look)
            content += word_field(f"REF {one.bookmark} \\n \\h", number, look)
            start = one.end - at
        return content + runs(text[start:], look)

    def _stroke(self, stroke: Stroke, language: str) -> str:
        is_changed = stroke.mark is not Mark.KEPT or bool(stroke.was)
        content = (
            self._remarked(stroke, language)
            if stroke.was
            else "".join(self._span(span, stroke, language) for span in stroke.spans)
        )
        by = stroke.by
        if self.tracking is None or by is None or not is_changed or by.amendment in self.tracking.told:
            return content
        return self.tracking.commented(content, by, self.language, self.look)

    def _remarked(self, stroke: Stroke, language: str) -> str:
        """Words that stay, each with the marks it has and those that it had."""
        content = ""
        for span, was in side_by_side(stroke.spans, stroke.was):
            written = self._span(span, stroke, language)
            if self.tracking is not None and (span.strong, span.emphasis) != (was.strong, was.emphasis):
                written = self.tracking.remarked(written, stroke.by, was, self.identifier)
            content += written
        return content

    def _span(self, span: Span, stroke: Stroke, language: str) -> str:
        is_struck = stroke.mark is Mark.DELETED and not stroke.move
        look = Look(tag(language), span.strong, span.emphasis, "", self.width, is_struck)
        if span.footnote is not None:
            content = runs(span.text, look) + self._footnote(span.footnote, language)
            return self._tracked(stroke, content)
        text = unbroken(span.text, language) if self.is_set else span.text
        address = safe_address(span.link)
        if address is None:
            return self._tracked(stroke, runs(text, look))
        relation = self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")
        content = self._tracked(stroke, runs(text, look._replace(style="Hyperlink")))
        return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'

    def _tracked(self, stroke: Stroke, content: str) -> str:
        if self.tracking is None or stroke.mark is Mark.KEPT:
            return content
        is_moved = bool(stroke.move)
        return self.tracking.signed(stroke.mark, stroke.by, content, self.identifier(), is_moved=is_moved)

    def _footnote(self, text: str, language: str) -> str:
        look = Look(tag(language))
        number = len(self.footnotes) + 1
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        words = unbroken(text, language) if self.is_set else text
        content = paragraph("FootnoteText", mark + runs(" " + words, look))
        self.footnotes.append(f'<w:footnote w:id="{number}">{content}</w:footnote>')
        self.height += 13.0 * math.ceil(len(text) / 110)
        return footnote_reference(number, look)


@lru_cache(maxsize=64)
def _look_of(language: str) -> Look:
    return Look(tag(spoken(language)))


@lru_cache(maxsize=1024)
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
