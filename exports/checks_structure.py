"""Checks of the structure: what stands in what, and in which order."""

import re
from collections.abc import Iterator

from lxml import etree

from exports.grammar import grammar
from exports.opened import MAIN, Opened, W, value

_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}
_SEVERAL = {
    "sectPr": "headerReference/footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "zoom trackRevisions defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
    "numbering": "numPicBullet abstractNum num",
}
_CELL_END = re.compile(rb"</w:tc>(?<!</w:p></w:tc>)(?<!<w:p/></w:tc>)")
_EMPTY_ROW = re.compile(rb"<w:tr>(?:<w:trPr>(?:<[^>]*/>)*</w:trPr>)?</w:tr>")


def elements_stand_where_they_may(package: Opened) -> Iterator[str]:
    """Paragraphs, runs, texts, tables, changes and controls stand in what may hold them, their properties first."""
    for part, tree in package.texts():
        checked = grammar()
        if not checked.validate(tree):
            yield from (f"{part}: {entry.message}" for entry in checked.error_log)


def cells_end_with_a_paragraph(package: Opened) -> Iterator[str]:
    """Every cell has a paragraph as its last element, and every row a cell."""
    for part, _ in package.texts():
        if _CELL_END.search(package.parts[part]):
            yield f"{part}: a cell without a paragraph"
        if _EMPTY_ROW.search(package.parts[part]):
            yield f"{part}: a row without a cell"


def properties_are_in_order(package: Opened) -> Iterator[str]:
    """The properties of paragraphs, runs and tables stand in the schema's order, once each."""
    for part, _ in package.own():
        for name, forms in package.properties(part).items():
            order = _ORDERS[name].split()
            for children in ([etree.QName(child).localname for child in form] for form in forms):
                if children != [known for known in order if known in children]:
                    yield f"{part}: {name} {' '.join(children)}"


def sections_are_in_order(package: Opened) -> Iterator[str]:
    """Sections, settings and lists have their parts in the schema's order; some come more than once."""
    for part, _ in package.own():
        for name, order in _SEVERAL.items():
            places = {tag: place for place, tags in enumerate(order.split()) for tag in tags.split("/")}
            for node in package.nodes(part, name):
                children = [etree.QName(child).localname for child in node]
                if sorted(children, key=lambda tag: places.get(tag, -1)) != children:
                    yield f"{part}: {name} {' '.join(children)}"


def tables_fit_their_grid(package: Opened) -> Iterator[str]:
    """Every row has as many columns as its table, and the columns are together as wide as it."""
    for table in package.nodes(MAIN, "tbl"):
        columns = [int(value(column, "w") or 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        width = int(value(table.find(f"{W}tblPr/{W}tblW"), "w") or 0)
        if abs(sum(columns) - width) > len(columns):
            yield f"{sum(columns)} wide in a table of {width}"
        counts = {len(row.findall(W + "tc")) for row in table.iterfind(W + "tr")}
        yield from (f"{count} cells in {len(columns)} columns" for count in counts - {len(columns)})


def tables_can_be_heard(package: Opened) -> Iterator[str]:
    """Every table has a caption and a description, and a table of data repeats its header row."""
    for table in package.nodes(MAIN, "tbl"):
        properties = table.find(W + "tblPr")
        for name in ("tblCaption", "tblDescription"):
            if properties is None or not value(properties.find(W + name)):
                yield f"no {name}"
        look = None if properties is None else properties.find(W + "tblLook")
        if value(look, "firstRow") == "1" and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield "no header row"


def section_closes_the_body(package: Opened) -> Iterator[str]:
    """The last thing in the body is its section."""
    body = package.tree(MAIN).find(W + "body")
    if body is None or len(body) == 0 or body[-1].tag != W + "sectPr":
        yield "no section at the end"


def lines_are_counted_alone(package: Opened) -> Iterator[str]:
    """Where lines are numbered, only those of the text are, and every paragraph of the text is."""
    tree, styles = package.tree(MAIN), package.tree("word/styles.xml")
    if tree.find(f"{W}body/{W}sectPr/{W}lnNumType") is None:
        return
    if styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}suppressLineNumbers") is None:
        yield "headings would be counted"
    counted = (value(style.find(f"{W}pPr/{W}suppressLineNumbers")) == "0" for style in styles.iter(W + "style"))
    if not any(counted):
        yield "no line would be counted"
