"""The text itself: preamble and chapters with their numbered recommendations, with or without their changes."""

from collections.abc import Sequence
from itertools import pairwise

from exports.markup import Look, runs
from exports.numbering import CONTINUED, numbered
from exports.words import tag
from exports.writing import Heading, Writing
from recommendations.domain.anchors import bookmark_name
from recommendations.domain.comparison import Mark
from recommendations.domain.redlined_text import RedlinedChapter, RedlinedText
from recommendations.domain.strokes import RedlinedParagraph, RedlinedUnit, Stroke
from recommendations.domain.text import UnitKind

_STYLES = {UnitKind.CITATION: "Citation", UnitKind.RECITAL: "Recital", UnitKind.PASSAGE: "Passage"}
PREAMBLE = _STYLES | {UnitKind.PASSAGE: "Declaration"}


def restarts(numbers: Sequence[int]) -> tuple[int, ...]:
    """The numbers of the chapters that do not follow the one before, where the list starts anew."""
    return tuple(number for last, number in pairwise((0, *numbers)) if number != last + 1)


def write_preamble(document: Writing, text: RedlinedText) -> None:
    """Citations, recitals and the formula that declares the recommendations."""
    if not text.preamble:
        return
    write_heading(document, document.word("preamble"), "preamble")
    for unit in text.preamble:
        write_outside(document, unit, PREAMBLE.get(unit.kind, "Passage"))


def write_chapters(document: Writing, text: RedlinedText) -> None:
    """The themes as numbered headings, with their passages and recommendations."""
    list_number, last = CONTINUED, 0
    instances = iter(range(CONTINUED + 1, CONTINUED + 1 + len(text.chapters)))
    for chapter in text.chapters:
        list_number = next(instances) if chapter.number != last + 1 else list_number
        last = chapter.number
        write_chapter(document, chapter, list_number)


def write_heading(document: Writing, title: str, name: str, *, new_page: bool = False) -> None:
    """A heading of the first level without a number, if wanted on a page of its own."""
    if new_page:
        document.turn_page()
    start, end = document.bookmark(name)
    look = document.look
    document.headings.append(Heading(1, "", title, look.language, name, document.page))
    extra = "<w:pageBreakBefore/>" if new_page else ""
    document.add("HeadingPlain", start + runs(title, look) + end, length=len(title), extra=extra)


def write_chapter(document: Writing, chapter: RedlinedChapter, list_number: int = CONTINUED) -> None:
    """A theme with its numbered title and its units."""
    name = f"theme_{chapter.number}"
    if chapter.title:
        content = document.strokes(chapter.title, chapter.language)
        is_struck = chapter.mark is Mark.DELETED
        if not is_struck:
            start, end = document.bookmark(name)
            content = start + content + end
        title, language = _plain(chapter.title), tag(chapter.language)
        document.headings.append(
            Heading(1, f"{chapter.number}.", title, language, name, document.page, is_struck=is_struck)
        )
        mark = document.paragraph_mark(chapter.mark, None)
        extra = _renumbered(0, list_number) + mark
        document.add("Heading1", content, length=len(_plain(chapter.title)), extra=extra)
    for unit in chapter.units:
        if unit.number:
            write_recommendation(document, unit, list_number)
        else:
            write_outside(document, unit)


def write_outside(document: Writing, unit: RedlinedUnit, style: str = "") -> None:
    """The paragraphs of a unit that has no number."""
    document.forget_comments()
    for place, paragraph in enumerate(unit.paragraphs):
        look = style or _STYLES.get(unit.kind, "Passage")
        _write_paragraph(document, look, paragraph, unit, name=unit.uid if place == 0 else paragraph.uid)


def write_recommendation(document: Writing, unit: RedlinedUnit, list_number: int = CONTINUED) -> None:
    """A unit with its number on its title, or without a title on its first paragraph."""
    document.forget_comments()
    paragraphs = list(unit.paragraphs)
    if _is_titled(unit):
        content = _anchored(document, unit, document.strokes(unit.title, unit.language))
        title, language, is_struck = _plain(unit.title), tag(unit.language), unit.mark is Mark.DELETED
        name = bookmark_name(unit.uid)
        document.headings.append(Heading(2, unit.number, title, language, name, document.page, is_struck=is_struck))
        fate = _fate([stroke.mark for stroke in unit.title] or [unit.mark])
        extra = _renumbered(1, list_number) + document.paragraph_mark(fate, unit.by)
        document.add("Heading2", content, length=len(_plain(unit.title)), extra=extra)
    else:
        # Without a title, the first paragraph itself carries the number.
        first = paragraphs.pop(0)
        content = _anchored(document, unit, document.text_of(first, unit.language))
        extra = numbered(1, list_number) + document.paragraph_mark(first.mark, first.by)
        document.add("OperativeNumbered", content, length=len(_plain(first.strokes)), extra=extra)
    write_addressees(document, unit)
    for paragraph in paragraphs:
        _write_paragraph(document, "Operative", paragraph, unit, name=paragraph.uid)


def _is_titled(unit: RedlinedUnit) -> bool:
    return bool(unit.title) or not unit.paragraphs


def _renumbered(level: int, list_number: int) -> str:
    # The first instance is the headings' own: repeating it on the paragraph would only hide the tie.
    return "" if list_number == CONTINUED else numbered(level, list_number)


def _anchored(document: Writing, unit: RedlinedUnit, content: str) -> str:
    """The paragraph with the unit's bookmark; what goes has none, for the same unit may stand elsewhere."""
    if unit.mark is Mark.DELETED:
        return content
    start, end = document.bookmark(bookmark_name(unit.uid))
    return start + content + end


def write_addressees(document: Writing, unit: RedlinedUnit) -> None:
    """To whom the unit speaks, or that it is a commitment."""
    if unit.kind is UnitKind.COMMITMENT:
        words = document.signed(unit.mark, unit.by, document.word("commitment"), Look(document.look.language))
        document.add("Addressees", words, length=60, extra=document.paragraph_mark(unit.mark, unit.by))
    if not unit.addressees:
        return
    length = len(document.word("addressed to")) + sum(len(document.name_of(code)) + 3 for _, code in unit.addressees)
    # Where nothing changes, the same few sets of addressees come again and again.
    content = _addressees(document, unit) if document.tracking else _remembered_addressees(document, unit)
    fate = _fate([mark for mark, _ in unit.addressees])
    document.add("Addressees", content, length=length, extra=document.paragraph_mark(fate, unit.by))


def _remembered_addressees(document: Writing, unit: RedlinedUnit) -> str:
    codes = tuple(code for _, code in unit.addressees)
    if codes not in document.remembered:
        document.remembered[codes] = _addressees(document, unit)
    return document.remembered[codes]


def _addressees(document: Writing, unit: RedlinedUnit) -> str:
    fate = _fate([mark for mark, _ in unit.addressees])
    lead = document.word("addressed to") + " "
    strong = Look(document.look.language, style="AddresseeName")
    content = document.signed(fate, unit.by, lead, document.look)
    for place, (mark, code) in enumerate(unit.addressees):
        before = _separator([earlier for earlier, _ in unit.addressees[:place]], mark)
        content += document.signed(before, unit.by, " · ", strong) if before else ""
        content += document.signed(mark, unit.by, document.name_of(code), strong)
    return content


def _fate(marks: Sequence[Mark]) -> Mark:
    """The one fate of all, or that their paragraph stays."""
    return marks[0] if len(set(marks)) == 1 else Mark.KEPT


def _separator(earlier: Sequence[Mark], mark: Mark) -> Mark | None:
    """What becomes of the sign before a name; None where neither the old nor the new text needs one."""
    was = mark is not Mark.INSERTED and any(one is not Mark.INSERTED for one in earlier)
    will_be = mark is not Mark.DELETED and any(one is not Mark.DELETED for one in earlier)
    if was and will_be:
        return Mark.KEPT
    return Mark.DELETED if was else Mark.INSERTED if will_be else None


def _write_paragraph(
    document: Writing, style: str, paragraph: RedlinedParagraph, unit: RedlinedUnit, *, name: str
) -> None:
    content = document.text_of(paragraph, unit.language)
    if document.has_anchors and paragraph.mark is not Mark.DELETED:
        start, end = document.bookmark(bookmark_name(name))
        content = start + content + end
    start, end = document.move_range(paragraph)
    extra = document.paragraph_mark(paragraph.mark, paragraph.by, is_moved=bool(paragraph.move))
    document.add(style, start + content, length=len(_plain(paragraph.strokes)), extra=extra)
    if end:
        document.parts.append(end)


def _plain(strokes: Sequence[Stroke]) -> str:
    """The words as they will be."""
    return "".join(span.text for stroke in strokes if stroke.mark is not Mark.DELETED for span in stroke.spans)
