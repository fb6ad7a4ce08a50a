"""Amendments as the European Parliament prints them: the draft text and the amendment beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exports.markup import Look, paragraph, runs
from exports.papers import Paper, finished_paper, write_head
from exports.tables import Kind, head, row, table
from exports.words import date_in_words, instruction
from exports.writing import Heading, Writing
from recommendations.domain.comparison import ComparedParagraph, Comparison, Mark, Segment, compare
from recommendations.domain.hunks import change_between
from recommendations.domain.papers import AmendmentList, AmendmentSheet
from recommendations.domain.statements import Statement, Wording
from recommendations.domain.text import Span, Unit, UnitKind

_WIDTHS = (4535, 4535)
Pair = tuple[str, str]
_ADDRESSEES = {Wording.ADDRESSEE_ADDED, Wording.ADDRESSEE_REMOVED}


def write_amendments(amendments: AmendmentList, language: str) -> bytes:
    """The amendments in their order, each with its instruction, its two columns and its justification.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, dict(amendments.addressees))
    day = date_in_words(amendments.tabled_on, language)
    theme = document.word("theme").format(number=amendments.number) if amendments.number else ""
    about = Paper(
        edition=amendments.edition,
        kind="amendments",
        title=amendments.title,
        lines=(theme, document.word("tabled").format(number=amendments.revision, day=day)),
        sha256=amendments.sha256,
        day=amendments.tabled_on,
        notice=amendments.notice,
    )
    write_head(document, about)
    for number, sheet in enumerate(amendments.sheets):
        _write_sheet(document, sheet, number)
    return finished_paper(document, about)


def _write_sheet(document: Writing, sheet: AmendmentSheet, position: int) -> None:
    """One amendment, from its number to its justification."""
    title, place = document.word("amendment").format(label=sheet.label), _place(document, sheet)
    start, end = document.bookmark(f"amendment_{position}")
    document.headings.append(Heading(1, "", title, document.look.language, f"amendment_{position}", document.page))
    document.add("HeadingSheet", start + runs(title, document.look) + end, length=len(title))
    document.say("SheetAuthors", ", ".join(sheet.authors))
    document.say("SheetPlace", place)
    document.say("Instruction", _instruction(document, sheet, place))
    columns = [("ColumnHead", document.word(key)) for key in ("draft text", "amendment column")]
    kind = Kind("AmendmentTable", title, document.word("sheet alt"))
    pairs = _rows(document, sheet)
    rows = [_row(pair, stays=place in {1, len(pairs)}) for place, pair in enumerate(pairs, start=1)]
    document.parts.append(table(kind, _WIDTHS, [head(document, _WIDTHS, columns), *rows]))
    document.height += 60.0
    document.say("Original", document.word("original").format(language=sheet.language))
    if sheet.reason:
        document.say("JustificationHead", document.word("justification"))
        document.say("Justification", sheet.reason, language=sheet.language)


def _row(pair: Pair, *, stays: bool) -> str:
    # No head stands alone at the end of a page, and no original language alone at the beginning of one.
    extra = "<w:keepNext/>" if stays else ""
    return row(_WIDTHS, [paragraph("ColumnText", content, extra=extra) for content in pair], may_split=True)


def _place(document: Writing, sheet: AmendmentSheet) -> str:
    if not sheet.kind.is_operative:
        place = document.word(sheet.kind.value)
    else:
        key = "commitment of" if sheet.kind is UnitKind.COMMITMENT else "recommendation"
        place = document.word(key).format(number=sheet.unit_number).strip()
    return document.word("new").format(place=place) if sheet.base is None else place


def _instruction(document: Writing, sheet: AmendmentSheet, place: str) -> str:
    if sheet.base is None:
        return document.word("instruct new")
    if sheet.amended is None:
        return document.word("instruct delete").format(place=_inside(place)).capitalize()
    told = [instruction(_named(document, one), document.language) for one in sheet.instructions]
    if not told:
        return place
    sentence = document.word("instruction").format(place=_inside(place), parts=document.word("then").join(told))
    return sentence[:1].upper() + sentence[1:]


def _inside(place: str) -> str:
    return place[:1].lower() + place[1:]


def _named(document: Writing, statement: Statement) -> Statement:
    if statement.wording not in _ADDRESSEES:
        return statement
    return replace(statement, old=document.name_of(statement.old), new=document.name_of(statement.new))


def _rows(document: Writing, sheet: AmendmentSheet) -> list[Pair]:
    """What stands on the left and on the right for every paragraph that changes."""
    if sheet.base is not None and sheet.amended is not None:
        shown = compare(sheet.base, change_between(sheet.base, sheet.amended))
        return list(_changed(document, shown, sheet.language))
    unit = sheet.base or sheet.amended
    texts = _paragraphs(unit) if unit is not None else ()
    loud = [document.spans(_loud(spans), sheet.language) for spans in texts]
    if sheet.base is None:
        return [("", words) for words in loud]
    return [(words, "" if place else _struck(document)) for place, words in enumerate(loud)]


def _paragraphs(unit: Unit) -> Sequence[tuple[Span, ...]]:
    title = [(Span(unit.title),)] if unit.title else []
    return [*title, *(paragraph.spans for paragraph in unit.paragraphs)]


def _changed(document: Writing, shown: Comparison, language: str) -> Iterator[Pair]:
    for compared in (shown.title, *shown.paragraphs):
        if compared.is_changed:
            yield _pair(document, compared, language)
    if any(mark is not Mark.KEPT for mark, _ in shown.addressees):
        yield _addressees(document, shown, Mark.INSERTED), _addressees(document, shown, Mark.DELETED)


def _pair(document: Writing, compared: ComparedParagraph, language: str) -> Pair:
    left, right = (
        document.spans(_shown(compared.segments, left_out), language) for left_out in (Mark.INSERTED, Mark.DELETED)
    )
    is_struck = compared.mark is Mark.DELETED and not compared.is_moved
    return left, _struck(document) if is_struck else right


def _shown(segments: Sequence[Segment], left_out: Mark) -> tuple[Span, ...]:
    """One side of the change, with the words that change in bold and italic."""
    kept = [segment for segment in segments if segment.mark is not left_out]
    return tuple(span for one in kept for span in (one.spans if one.mark is Mark.KEPT else _loud(one.spans)))


def _loud(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, strong=True, emphasis=True) for span in spans)


def _addressees(document: Writing, shown: Comparison, left_out: Mark) -> str:
    look = document.look
    loud = Look(look.language, strong=True, emphasis=True)
    names = [(mark, document.name_of(code)) for mark, code in shown.addressees if mark is not left_out]
    content = runs(document.word("addressed to"), look) if names else ""
    for place, (mark, name) in enumerate(names):
        content += runs(" · " if place else " ", look) + runs(name, look if mark is Mark.KEPT else loud)
    return content


def _struck(document: Writing) -> str:
    return runs(document.word("deleted"), Look(document.look.language, strong=True, emphasis=True))
