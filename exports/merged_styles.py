"""A template's styles and lists with those of ours that it lacks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from exports.opened import W, value
from exports.styles import ACCENT
from exports.template import TEXT_WIDTH, Template

_STYLE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|link|next) w:val=")([^"]+)(")')
_LIST = re.compile(r'(<w:numId w:val=")([1-9]\d*)(")')
_OWN_STYLE = re.compile(r"<w:style .*?</w:style>", re.DOTALL)
_IDENTIFIER = re.compile(r'(w:styleId=")([^"]+)(")')
_LEVELS = re.compile(r'(w:abstractNumId="|<w:abstractNumId w:val=")(\d+)(")')
_INSTANCE = re.compile(r'(<w:num w:numId=")(\d+)(")')
_FONTS = re.compile(r"<w:rFonts [^>]*/>")
_FIXED = re.compile(r'w:styleId="(?:LineText|Hash|TableText)"')
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)(")')
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_HEADING_LEVELS = {"Heading1": 0, "Heading2": 1}
_BEFORE_NUMBER = {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}
_AFTER_LANGUAGE = {"eastAsianLayout", "specVanish", "oMath"}
_AFTER_PROPERTIES = {"rPr", "tblPr", "trPr", "tcPr", "tblStylePr"}


def place(parent: etree._Element, before: set[str]) -> int:
    """Where in the parent something stands that follows all of these."""
    return max((at for at, node in enumerate(parent, 1) if etree.QName(node).localname in before), default=0)


def renamed(text: str, names: Mapping[str, str], lists: int) -> str:
    """Markup with our styles under their new names, and our lists behind the ``lists`` of the template."""
    return _LIST.sub(_shifted(lists), _STYLE.sub(_mapped(names), text))


def lists_of(template: Template) -> int:
    """The highest number of a list in the template."""
    return max(_numbers(template, "num", "numId"), default=0)


def merged_styles(ours: str, template: Template) -> tuple[bytes, dict[str, str]]:
    """Its styles with ours that it lacks, and under which name each of ours is found now."""
    tree = etree.fromstring(template.styles_part)
    taken = {value(style, "styleId") for style in tree.iter(W + "style")}
    names = dict(template.styles)
    added: list[str] = []
    for style in _OWN_STYLE.findall(ours):
        identifier = str(_IDENTIFIER.findall(style)[0][1])
        if identifier not in names:
            names[identifier] = f"Hemicycle{identifier}" if identifier in taken else identifier
            added.append(style)
    lists = lists_of(template)
    ink = _ink(tree, names)
    tree.extend(_parsed([_fitted(style, template.text_width, ink) for style in added], names, lists))
    _tie_headings(tree, names, lists + 1)
    _leave_lines_uncounted(tree)
    _speak(tree, ours)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True), names


def merged_numbering(ours: str, template: Template, names: Mapping[str, str]) -> bytes:
    """Its lists, then ours under numbers of their own, tied to the headings."""
    by = max(_numbers(template, "abstractNum", "abstractNumId"), default=-1) + 1
    ours = _INSTANCE.sub(_shifted(lists_of(template)), _LEVELS.sub(_shifted(by), _STYLE.sub(_mapped(names), ours)))
    if not template.numbering_part:
        return ours.encode()
    tree, own = etree.fromstring(template.numbering_part), etree.fromstring(ours.encode())
    _untie(tree, set(names.values()))
    for tag, before in (("abstractNum", {"numPicBullet", "abstractNum"}), ("num", {"abstractNum", "num"})):
        at = place(tree, before)
        for node in reversed(own.findall(W + tag)):
            tree.insert(at, node)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _mapped(names: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: match[1] + names.get(match[2], match[2]) + match[3]


def _shifted(by: int) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{match[1]}{int(match[2]) + by}{match[3]}"


def _numbers(template: Template, tag: str, name: str) -> list[int]:
    if not template.numbering_part:
        return []
    return [int(value(node, name)) for node in etree.fromstring(template.numbering_part).findall(W + tag)]


def _parsed(styles: Sequence[str], names: Mapping[str, str], lists: int) -> Iterator[etree._Element]:
    text = _IDENTIFIER.sub(_mapped(names), renamed("".join(styles), names, lists))
    yield from list(etree.fromstring(f'<w:styles xmlns:w="{W[1:-1]}">{text}</w:styles>'))


def _ink(tree: etree._Element, names: Mapping[str, str]) -> str:
    """The colour of the template's own headings, as a plain number; ours where they have none."""
    for style in tree.iter(W + "style"):
        if value(style, "styleId") in {names[heading] for heading in _HEADING_LEVELS if heading in names}:
            colour = value(style.find(f"{W}rPr/{W}color"))
            if _COLOUR.fullmatch(colour):
                return colour
    return ACCENT


def _fitted(style: str, width: int, ink: str) -> str:
    """Our style in the template's fonts, in its colour and on its page; lines that are counted keep their font."""
    style = style.replace(f'"{ACCENT}"', f'"{ink}"')
    if width != TEXT_WIDTH:
        style = style.replace(f'w:pos="{TEXT_WIDTH}"', f'w:pos="{width}"')
    if _FIXED.search(style) is None:
        return _FONTS.sub("", style)
    return _SIZE.sub(lambda match: f"{match[1]}{int(match[2]) * min(width, TEXT_WIDTH) // TEXT_WIDTH}{match[3]}", style)


def _tie_headings(tree: etree._Element, names: Mapping[str, str], list_number: int) -> None:
    """The headings carry our numbers, whatever numbers the template gives them; what is based on them has none."""
    levels = {names[ours]: level for ours, level in _HEADING_LEVELS.items()}
    for style in tree.iter(W + "style"):
        level = levels.get(value(style, "styleId"))
        if level is not None:
            _number(style, level, list_number)
        elif value(style.find(W + "basedOn")) in levels:
            _number(style, 0, 0)


def _number(style: etree._Element, level: int, list_number: int) -> None:
    properties = _properties(style)
    for old in properties.findall(W + "numPr"):
        properties.remove(old)
    number = etree.Element(W + "numPr")
    etree.SubElement(number, W + "ilvl").set(W + "val", str(level))
    etree.SubElement(number, W + "numId").set(W + "val", str(list_number))
    properties.insert(place(properties, _BEFORE_NUMBER), number)


def _untie(numbering: etree._Element, names: set[str]) -> None:
    """The template's own lists let go of the headings: a style belongs to one list."""
    for level in numbering.iter(W + "lvl"):
        tied = level.find(W + "pStyle")
        if tied is not None and value(tied) in names:
            level.remove(tied)


def _properties(style: etree._Element) -> etree._Element:
    """The style's paragraph properties, made where there are none."""
    found = style.find(W + "pPr")
    if found is None:
        found = etree.Element(W + "pPr")
        later = [at for at, node in enumerate(style) if etree.QName(node).localname in _AFTER_PROPERTIES]
        style.insert(later[0] if later else len(style), found)
    return found


def _leave_lines_uncounted(tree: etree._Element) -> None:
    """Only the lines of a text are counted, not those of headings and lists of addressees."""
    defaults = _child(tree, "docDefaults", 0)
    properties = _child(_child(defaults, "pPrDefault", len(defaults)), "pPr", 0)
    if properties.find(W + "suppressLineNumbers") is None:
        node = etree.Element(W + "suppressLineNumbers")
        properties.insert(place(properties, _BEFORE_NUMBER | {"numPr"}), node)


def _speak(tree: etree._Element, ours: str) -> None:
    """The document's language is that of its words, whatever the template was made in."""
    properties = _child(_child(_child(tree, "docDefaults", 0), "rPrDefault", 0), "rPr", 0)
    for old in properties.findall(W + "lang"):
        properties.remove(old)
    spoken = next(etree.fromstring(ours.encode()).iter(W + "lang"))
    # Of what may stand in default properties, only marks of Asian layout and of maths follow a language.
    properties.insert(
        place(properties, {str(etree.QName(one).localname) for one in properties} - _AFTER_LANGUAGE), spoken
    )


def _child(parent: etree._Element, name: str, at: int) -> etree._Element:
    """The child of this name, made at this place where there is none."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(at, found)
    return found
