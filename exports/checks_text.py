"""Checks of the text: what Word would repair, and what a reader of it could not use."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exports.opened import MAIN, Opened, W, value, words

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_POINTER = re.compile(r"\s*(?:PAGEREF|REF)\s+(\S+)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LARGEST_IDENTIFIER = 0x7FFFFFFF
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN_ORDER = (
    "ins del moveFrom moveTo rStyle rFonts b bCs "
    "i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)


def footnotes_resolve(package: Opened) -> Iterator[str]:
    """Every reference has its footnote and every footnote its one reference."""
    notes = Counter(value(node, "id") for node in package.tree("word/footnotes.xml").iter(W + "footnote"))
    used = Counter(value(node, "id") for node in package.tree(MAIN).iter(W + "footnoteReference"))
    yield from (f"footnote {name} twice" for name, n in (notes | used).items() if n > 1)
    yield from (f"no footnote {name}" for name in used.keys() - notes.keys())
    yield from (f"footnote {name} unused" for name in notes.keys() - used.keys() - {"-1", "0"})
    yield from (f"no separator {name}" for name in {"-1", "0"} - notes.keys())


def comments_resolve(package: Opened) -> Iterator[str]:
    """Every comment's reference has its comment."""
    known = {value(node, "id") for node in package.tree("word/comments.xml").iter(W + "comment")}
    used = {value(node, "id") for node in package.tree(MAIN).iter(W + "commentReference")}
    yield from sorted(used - known)


def bookmarks_are_closed(package: Opened) -> Iterator[str]:
    """Every bookmark has one start, one end, a valid name, and shares none of them."""
    tree = package.tree(MAIN)
    starts = Counter(value(node, "id") for node in tree.iter(W + "bookmarkStart"))
    ends = Counter(value(node, "id") for node in tree.iter(W + "bookmarkEnd"))
    names = Counter(value(node, "name") for node in tree.iter(W + "bookmarkStart"))
    yield from (f"bookmark {name} twice" for name, n in (starts | names).items() if n > 1)
    yield from (f"bookmark {name} open" for name in (starts - ends) | (ends - starts))
    yield from (f"bookmark name {name!r}" for name in names if not _BOOKMARK.fullmatch(name))


def pointers_resolve(package: Opened) -> Iterator[str]:
    """Every link within the document and every PAGEREF leads to a bookmark."""
    tree = package.tree(MAIN)
    names = {value(node, "name") for node in tree.iter(W + "bookmarkStart")}
    anchors = {value(node, "anchor") for node in tree.iter(W + "hyperlink")} - {""}
    instructions = (_POINTER.match(str(node.text or "")) for node in tree.iter(W + "instrText"))
    yield from sorted((anchors | {found[1] for found in instructions if found}) - names)


def fields_are_balanced(package: Opened) -> Iterator[str]:
    """Every field begins, has its result and ends, also within another one."""
    for part, tree in package.texts():
        waiting: list[str] = []
        for node in tree.iter(W + "fldChar"):
            kind = value(node, "fldCharType")
            before = waiting.pop() if waiting and kind != "begin" else ""
            if (kind, before) not in {("begin", ""), ("separate", "begin"), ("end", "separate")}:
                yield f"{part}: {kind} after {before or 'nothing'}"
            waiting.extend([kind] if kind != "end" else [])
        if waiting:
            yield f"{part}: a field without an end"


def paragraphs_are_flat(package: Opened) -> Iterator[str]:
    """No paragraph stands in another; every cell ends with one."""
    for part, tree in package.texts():
        if any(paragraph.getparent() is not None and _within(paragraph) for paragraph in tree.iter(W + "p")):
            yield f"{part}: a paragraph in a paragraph"
        if any(len(cell) == 0 or cell[-1].tag != W + "p" for cell in tree.iter(W + "tc")):
            yield f"{part}: a cell without a paragraph"


def properties_are_in_order(package: Opened) -> Iterator[str]:
    """The properties of paragraphs and runs stand in the schema's order, once each."""
    for part, tree in package.own():
        for name, order in (("pPr", _PARAGRAPH_ORDER), ("rPr", _RUN_ORDER)):
            for node in tree.iter(W + name):
                found = [etree.QName(child).localname for child in node]
                if found != [known for known in order.split() if known in found]:
                    yield f"{part}: {name} {' '.join(found)}"


def tables_fit_their_grid(package: Opened) -> Iterator[str]:
    """Every row has as many columns as its table."""
    for table in package.tree(MAIN).iter(W + "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(W + "tr"):
            cells = sum(int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1) for cell in row.findall(W + "tc"))
            if cells != columns:
                yield f"{cells} cells in {columns} columns"


def tables_can_be_heard(package: Opened) -> Iterator[str]:
    """Every table has a caption and a description, and a table of data repeats its header row."""
    for table in package.tree(MAIN).iter(W + "tbl"):
        properties = table.find(W + "tblPr")
        for name in ("tblCaption", "tblDescription"):
            if properties is None or not value(properties.find(W + name)):
                yield f"no {name}"
        look = None if properties is None else properties.find(W + "tblLook")
        if value(look, "firstRow") == "1" and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield "no header row"


def languages_are_known(package: Opened) -> Iterator[str]:
    """Every run of words has a language, and every language is a tag that Word knows how to read."""
    for part, tree in package.texts():
        for run in tree.iter(W + "r"):
            if words(run).strip() and run.find(f"{W}rPr/{W}lang") is None:
                yield f"{part}: no language for {words(run)[:20]!r}"
        tags = {value(node) for node in tree.iter(W + "lang")}
        yield from (f"{part}: language {tag!r}" for tag in tags if not _TAG.fullmatch(tag))


def headings_lead(package: Opened) -> Iterator[str]:
    """Headings have words and never skip a level."""
    last = 0
    levels = {"Heading1": 1, "HeadingPlain": 1, "Heading2": 2, "HeadingSheet": 1, "Heading3": 3}
    for paragraph in package.tree(MAIN).iter(W + "p"):
        level = levels.get(value(paragraph.find(f"{W}pPr/{W}pStyle")), 0)
        if level > last + 1:
            yield f"level {level} after {last}: {words(paragraph)[:40]!r}"
        if level and not any(str(node.text or "").strip() for node in paragraph.iter(W + "t", W + "delText")):
            yield "a heading without words"
        last = level or last


def spaces_are_kept(package: Opened) -> Iterator[str]:
    """No space at the edge of a run can be lost."""
    for part, tree in package.texts():
        for node in tree.iter(W + "t"):
            text = str(node.text or "")
            keeps = node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            if text != text.strip() and not keeps:
                yield f"{part}: {text[:20]!r}"


def changes_are_signed(package: Opened) -> Iterator[str]:
    """Tracked changes have an author and a moment, and deleted words are marked as such."""
    for part, tree in package.texts():
        for node in tree.iter(W + "ins", W + "del"):
            if not value(node, "author") or not _MOMENT.fullmatch(value(node, "date")):
                yield f"{part}: a change without author or moment"
        if any(True for change in tree.iter(W + "del") for _ in change.iter(W + "t")):
            yield f"{part}: deleted words as text"


def identifiers_are_unique(package: Opened) -> Iterator[str]:
    """Paragraph identifiers, where there are any, are unique and in Word's range."""
    name = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    for part, tree in package.texts():
        found = Counter(str(node.get(name)) for node in tree.iter() if node.get(name) is not None)
        yield from (f"{part}: {key} twice" for key, n in found.items() if n > 1)
        yield from (f"{part}: {key} out of range" for key in found if not 0 < int(key, 16) <= _LARGEST_IDENTIFIER)


def section_closes_the_body(package: Opened) -> Iterator[str]:
    """The last thing in the body is its section."""
    body = package.tree(MAIN).find(W + "body")
    if body is None or len(body) == 0 or body[-1].tag != W + "sectPr":
        yield "no section at the end"


def _within(paragraph: etree._Element) -> bool:
    return any(parent.tag == W + "p" for parent in paragraph.iterancestors())
