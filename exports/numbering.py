"""Multilevel numbering, tied to the styles of the headings."""

from exports.markup import DECLARATION, NAMESPACES

CONTINUED = 1
"""The numbering that the heading styles carry: chapters one after the other."""


def numbered(level: int, list_number: int = CONTINUED) -> str:
    """The property that ties a paragraph, or a style, to a level of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'


def numbering_part(restarts: tuple[int, ...]) -> str:
    """numbering.xml: levels 1 and 1.1 tied to the headings.

    Themes keep the numbers under which they were debated; where one is left out, the next chapter
    is an instance of the same list that starts at its own number (``restarts``, numId 2, 3, ...).
    """
    levels = "".join(
        _level(level, text, style, indent)
        for level, text, style, indent in (
            (0, "%1.", "Heading1", 680),
            (1, "%1.%2", "Heading2", 680),
            (2, "%1.%2.%3", "", 850),
        )
    )
    first = f'<w:num w:numId="{CONTINUED}"><w:abstractNumId w:val="0"/></w:num>'
    others = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, start in enumerate(restarts, start=CONTINUED + 1)
    )
    return (
        f'{DECLARATION}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:nsid w:val="4E454D49"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="4E454D4A"/>{levels}</w:abstractNum>'
        f"{first}{others}</w:numbering>"
    )


def _level(level: int, text: str, style: str, indent: int) -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{tied}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
    )
