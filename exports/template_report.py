"""What a template brings, for whoever decides whether documents shall wear it."""

from collections.abc import Iterator

from lxml import etree

from exports.opened import W, value
from exports.roles import USUAL, names_in_word
from exports.template import Template
from recommendations.domain.dress import StyleFound, TemplateReport
from recommendations.domain.text import printable

_TWENTIETHS_PER_MILLIMETRE = 1440 / 25.4
_SIDES = ("top", "right", "bottom", "left")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_LISTED = 6
_LONGEST = 60


def report_on(template: Template) -> TemplateReport:
    """The template in figures and names."""
    section = etree.fromstring(template.section)
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    named = names_in_word()
    special = [ours for ours in named if ours not in USUAL]
    return TemplateReport(
        usual=tuple(_found(template, ours, named[ours]) for ours in USUAL),
        special=tuple(_found(template, ours, named[ours]) for ours in special),
        page=(_millimetres(value(page, "w")), _millimetres(value(page, "h"))),
        margins=tuple(_millimetres(value(margins, side)) for side in _SIDES),  # type: ignore[arg-type]  # four sides
        fonts=_listed(_fonts(template)),
        languages=_listed(_languages(template)),
        has_frame=template.has_frame,
        has_page_numbers=any(b"PAGE" in part for name, part in template.kept.items() if name.endswith(".xml")),
        pictures=sum(kind.startswith("image/") for kind in template.kinds.values()),
        size=sum(map(len, (template.styles_part, template.numbering_part, *template.kept.values()))),
    )


def _found(template: Template, ours: str, name: str) -> StyleFound:
    return StyleFound(name, printable(template.names.get(ours, ""))[:_LONGEST])


def _millimetres(text: str) -> int:
    return round(int(text) / _TWENTIETHS_PER_MILLIMETRE) if text.lstrip("-").isdecimal() else 0


def _listed(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(printable(one)[:_LONGEST] for one in dict.fromkeys(found) if one)[:_MOST_LISTED]


def _fonts(template: Template) -> Iterator[str]:
    """The fonts of texts and headings, whose names stand in the styles or in the theme."""
    in_theme = {
        end: str(node.get("typeface", ""))
        for name, part in template.kept.items()
        if "/theme" in name and name.endswith(".xml")
        for end, node in zip(("minor", "major"), _latin(etree.fromstring(part)), strict=False)
    }
    for node in etree.fromstring(template.styles_part).iter(f"{W}rFonts"):
        theme = value(node, "asciiTheme")
        yield in_theme.get(theme[:5], "") if theme else value(node, "ascii")


def _latin(theme: etree._Element) -> Iterator[etree._Element]:
    for end in ("minorFont", "majorFont"):
        yield from (node for fonts in theme.iter(_DRAWING + end) for node in list(fonts.iter(_DRAWING + "latin"))[:1])


def _languages(template: Template) -> Iterator[str]:
    yield from (value(node) for node in etree.fromstring(template.styles_part).iter(f"{W}lang"))
