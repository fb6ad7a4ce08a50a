"""The text itself: preamble and chapters with their numbered recommendations."""

from exports.markup import Look, runs
from exports.styles import CONTINUED
from exports.words import tag
from exports.writing import Heading, Writing
from recommendations.domain.anchors import bookmark_name
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, chosen
from recommendations.domain.text import Paragraph, Unit, UnitKind

_STYLES = {UnitKind.CITATION: "Citation", UnitKind.RECITAL: "Recital", UnitKind.PASSAGE: "Passage"}


def restarts(manifesto: Manifesto) -> tuple[int, ...]:
    """The numbers of the chapters that do not follow the one before, where the list starts anew."""
    before = [0, *(chapter.number for chapter in manifesto.chapters)]
    return tuple(
        chapter.number for last, chapter in zip(before, manifesto.chapters, strict=False) if _gap(last, chapter)
    )


def write_preamble(document: Writing, manifesto: Manifesto) -> None:
    """Citations, recitals and the formula that declares the recommendations."""
    if not manifesto.preamble:
        return
    write_heading(document, document.word("preamble"), "preamble")
    for numbered in manifesto.preamble:
        unit, language = _text(numbered, document.language)
        style = "Declaration" if unit.kind is UnitKind.PASSAGE else _STYLES.get(unit.kind, "Passage")
        for paragraph in unit.paragraphs:
            _write_paragraph(document, style, paragraph, language)


def write_chapters(document: Writing, manifesto: Manifesto) -> None:
    """The themes as numbered headings, with their passages and recommendations."""
    list_number, last = CONTINUED, 0
    instances = iter(range(CONTINUED + 1, CONTINUED + 1 + len(manifesto.chapters)))
    for chapter in manifesto.chapters:
        list_number = next(instances) if _gap(last, chapter) else list_number
        last = chapter.number
        _write_chapter(document, chapter, list_number)


def write_heading(document: Writing, title: str, name: str, *, new_page: bool = False) -> None:
    """A heading of the first level without a number, if wanted on a page of its own."""
    if new_page:
        document.turn_page()
    start, end = document.bookmark(name)
    look = document.look
    document.headings.append(Heading(1, "", title, look.language, name, document.page))
    extra = "<w:pageBreakBefore/>" if new_page else ""
    document.add("HeadingPlain", start + runs(title, look) + end, length=len(title), extra=extra)


def _gap(last: int, chapter: Chapter) -> bool:
    return chapter.number != last + 1


def _numbered(level: int, list_number: int) -> str:
    # The first instance is the headings' own: repeating it on the paragraph would only hide the tie.
    if list_number == CONTINUED:
        return ""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'


def _write_chapter(document: Writing, chapter: Chapter, list_number: int) -> None:
    title, language = chosen(chapter.title, document.language)
    name = f"theme_{chapter.number}"
    start, end = document.bookmark(name)
    document.headings.append(Heading(1, f"{chapter.number}.", title, tag(language), name, document.page))
    content = start + runs(title, Look(tag(language))) + end
    document.add("Heading1", content, length=len(title), extra=_numbered(0, list_number))
    for numbered in chapter.units:
        if numbered.number:
            _write_recommendation(document, numbered, list_number)
        else:
            _write_passage(document, numbered)


def _write_passage(document: Writing, numbered: NumberedUnit) -> None:
    unit, language = _text(numbered, document.language)
    for paragraph in unit.paragraphs:
        _write_paragraph(document, _STYLES.get(unit.kind, "Passage"), paragraph, language)


def _write_recommendation(document: Writing, numbered: NumberedUnit, list_number: int) -> None:
    unit, language = _text(numbered, document.language)
    name = bookmark_name(unit.uid)
    start, end = document.bookmark(name)
    paragraphs = list(unit.paragraphs)
    if unit.title or not paragraphs:
        document.headings.append(Heading(2, numbered.number, unit.title, tag(language), name, document.page))
        content = start + runs(unit.title, Look(tag(language))) + end
        document.add("Heading2", content, length=len(unit.title), extra=_numbered(1, list_number))
    else:
        # Without a title, the first paragraph itself carries the number.
        first = paragraphs.pop(0)
        content = start + document.spans(first.spans, language) + end
        number = f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{list_number}"/></w:numPr>'
        document.add("OperativeNumbered", content, length=len(first.plain), extra=number)
    _write_addressees(document, unit)
    for paragraph in paragraphs:
        _write_paragraph(document, "Operative", paragraph, language)


def _write_addressees(document: Writing, unit: Unit) -> None:
    if unit.kind is UnitKind.COMMITMENT:
        document.say("Addressees", document.word("commitment"))
    names = [chosen(document.addressees.get(code, ()), document.language)[0] or code for code in unit.addressees]
    if not names:
        return
    lead = document.word("addressed to") + " "
    strong = Look(document.look.language, style="AddresseeName")
    content = runs(lead, document.look) + runs(" · ".join(names), strong)
    document.add("Addressees", content, length=len(lead) + sum(map(len, names)))


def _write_paragraph(document: Writing, style: str, paragraph: Paragraph, language: str) -> None:
    document.add(style, document.spans(paragraph.spans, language), length=len(paragraph.plain))


def _text(numbered: NumberedUnit, language: str) -> tuple[Unit, str]:
    """The unit in the wanted language, or in the authoritative one, marked with the language it is in."""
    unit = numbered.text(language)
    return (unit, language) if unit is not None else (numbered.texts[0][1], numbered.texts[0][0])
