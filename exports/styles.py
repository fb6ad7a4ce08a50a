"""The template, built in code: its styles; the numbering tied to the headings is in ``numbering``."""

from exports.markup import DECLARATION, NAMESPACES, clean
from exports.numbering import numbered


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


# Fonts that every office program has, or has a copy of with the same widths: page numbers then agree everywhere.
SERIF, SANS, MONO = _font("Times New Roman"), _font("Arial"), _font("Courier New")
INK = "1B2A41"
ACCENT = "1F4E8C"
GREY = "55606E"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"
UNNUMBERED = numbered(0, 0) + '<w:ind w:left="0" w:firstLine="0"/>'
RULE = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
BOX = (
    "<w:pBdr>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="9A3412"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)
HANGING = '<w:tabs><w:tab w:val="left" w:pos="680"/></w:tabs>'
CENTRE = '<w:jc w:val="center"/>'
COUNTED = '<w:suppressLineNumbers w:val="0"/>'
LINE = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{GREY}"/></w:pBdr>'
DOTS = '<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
RIGHT_EDGE = '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'

Style = tuple[str, str, str, str, str]
"""Identifier, name in Word, style it is based on, paragraph properties, character properties."""

PARAGRAPHS: tuple[Style, ...] = (
    ("BodyText", "Body Text", "Normal", "", ""),
    (
        "Title",
        "Title",
        "Normal",
        _spacing(240, 240, 240) + "<w:contextualSpacing/>",
        SANS + BOLD + _color(INK) + _size(76),
    ),
    ("Subtitle", "Subtitle", "Normal", _spacing(1800, 120, 252), SANS + BOLD + _color(ACCENT) + _size(32)),
    ("TitleLine", "Title Line", "Normal", _spacing(0, 80), SANS + _color(GREY) + _size(24)),
    ("TitleState", "Title State", "Normal", RULE + _spacing(560, 120), SANS + BOLD + _color(INK) + _size(24)),
    (
        "Notice",
        "Notice",
        "Normal",
        KEEP + BOX + _spacing(120, 240) + '<w:ind w:left="142" w:right="142"/>',
        SANS + BOLD + _color("9A3412") + _size(20),
    ),
    (
        "Heading1",
        "heading 1",
        "Normal",
        KEEP + numbered(0) + RULE + _spacing(560, 200, 252) + '<w:outlineLvl w:val="0"/>',
        SANS + BOLD + _color(INK) + _size(34),
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        KEEP + numbered(1) + _spacing(320, 80, 259) + '<w:outlineLvl w:val="1"/>',
        SANS + BOLD + _color(ACCENT) + _size(24),
    ),
    (
        "HeadingPlain",
        "Heading Plain",
        "Heading1",
        UNNUMBERED + '<w:outlineLvl w:val="0"/>',
        "",
    ),
    ("HeadingSheet", "Heading Sheet", "Heading2", UNNUMBERED + '<w:outlineLvl w:val="0"/>', _color(INK)),
    ("PaperHead", "Paper Head", "Normal", _spacing(0, 60, 240), SANS + BOLD + _color(ACCENT) + _size(22)),
    ("PaperTitle", "Paper Title", "Normal", _spacing(0, 60, 240), SANS + BOLD + _color(INK) + _size(40)),
    ("PaperSubject", "Paper Subject", "Normal", _spacing(0, 120, 240), SANS + _color(INK) + _size(26)),
    ("PaperLine", "Paper Line", "Normal", _spacing(0, 60, 252), SANS + _color(GREY) + _size(19)),
    ("SheetAuthors", "Sheet Authors", "Normal", KEEP + _spacing(0, 40, 240), BOLD),
    ("SheetPlace", "Sheet Place", "Normal", KEEP + _spacing(0, 60, 240), SANS + _size(20)),
    ("Instruction", "Instruction", "Normal", KEEP + _spacing(0, 120, 252), SANS + ITALIC + _color(GREY) + _size(18)),
    ("ColumnHead", "Column Head", "Normal", "<w:keepNext/>" + _spacing(60, 60, 240) + CENTRE, ITALIC),
    ("ColumnText", "Column Text", "Normal", _spacing(60, 60, 259), ""),
    ("Original", "Original Language", "Normal", KEEP + _spacing(60, 120, 240) + '<w:jc w:val="right"/>', _size(20)),
    ("JustificationHead", "Justification Head", "Normal", KEEP + _spacing(60, 60, 240) + CENTRE, ITALIC),
    ("Justification", "Justification", "Normal", _spacing(0, 200), ITALIC),
    ("LetterLine", "Letter Line", "Normal", _spacing(0, 0, 264), SANS + _size(20)),
    ("LetterText", "Letter Text", "Normal", _spacing(0, 160), ""),
    (
        "Demand",
        "Demand",
        "Normal",
        "<w:keepLines/>" + HANGING + _spacing(0, 60, 252) + '<w:ind w:left="680" w:hanging="680"/>',
        _size(21),
    ),
    ("DemandTheme", "Demand Theme", "Normal", KEEP + _spacing(140, 40, 240), SANS + BOLD + _color(ACCENT) + _size(20)),
    (
        "DemandShort",
        "Demand Short",
        "Demand",
        _spacing(0, 20, 240) + '<w:ind w:left="567" w:hanging="567"/>',
        _size(18),
    ),
    ("DemandThemeShort", "Demand Theme Short", "DemandTheme", _spacing(50, 10, 240), _size(18)),
    ("VoteQuestion", "Vote Question", "Normal", KEEP + _spacing(200, 40, 252), SANS + BOLD + _size(20)),
    ("VoteNames", "Vote Names", "Normal", "<w:keepLines/>" + _spacing(0, 40, 252), SANS + _size(18)),
    ("LineText", "Line Text", "Normal", COUNTED + _spacing(0, 160, 300) + '<w:ind w:left="680"/>', SERIF + _size(21)),
    (
        "TOCHeading",
        "TOC Heading",
        "Normal",
        KEEP + "<w:pageBreakBefore/>" + _spacing(0, 240),
        SANS + BOLD + _color(INK) + _size(34),
    ),
    (
        "TOC1",
        "toc 1",
        "Normal",
        DOTS.format(left=567) + _spacing(140, 20, 245) + '<w:ind w:left="567" w:hanging="567"/>',
        SANS + BOLD + _color(INK) + _size(21),
    ),
    (
        "TOC2",
        "toc 2",
        "Normal",
        DOTS.format(left=1247) + _spacing(0, 10, 245) + '<w:ind w:left="1247" w:hanging="680"/>',
        _color("333A45") + _size(21),
    ),
    ("Citation", "Citation", "Normal", "<w:keepLines/>" + '<w:ind w:left="567"/>', ITALIC),
    ("Recital", "Recital", "Normal", "<w:keepLines/>" + '<w:ind w:left="567"/>', ""),
    ("Declaration", "Declaration", "Normal", KEEP + _spacing(280, 280), BOLD + _color(INK) + _size(26)),
    ("Passage", "Passage", "Normal", "", _color("333A45")),
    ("Operative", "Operative", "Normal", '<w:ind w:left="680"/>', ""),
    ("OperativeNumbered", "Operative Numbered", "Operative", _spacing(240, 140), ""),
    (
        "Addressees",
        "Addressees",
        "Normal",
        "<w:keepNext/>" + _spacing(0, 100) + '<w:ind w:left="680"/>',
        SANS + _color(GREY) + _size(18),
    ),
    ("TableText", "Table Text", "Normal", _spacing(30, 30, 240), SANS + _size(17)),
    ("TableHead", "Table Head", "TableText", "<w:keepNext/>", BOLD + _color("FFFFFF")),
    ("TableFigureHead", "Table Figure Head", "TableHead", '<w:jc w:val="right"/>', ""),
    ("TableFigure", "Table Figure", "TableText", '<w:jc w:val="right"/>', ""),
    (
        "SignatureLine",
        "Signature Line",
        "Normal",
        "<w:keepNext/><w:keepLines/>" + LINE + _spacing(0, 60, 240),
        SANS + _size(21),
    ),
    ("SignatureText", "Signature Text", "Normal", "<w:keepLines/>" + _spacing(0, 20, 252), SANS + _size(19)),
    ("Hash", "Hash", "Normal", "<w:keepLines/>" + _spacing(160, 200, 300), MONO + BOLD + _color(INK) + _size(24)),
    ("Header", "header", "Normal", RIGHT_EDGE + _spacing(0, 0, 240), SANS + _color(GREY) + _size(16)),
    ("Footer", "footer", "Normal", RIGHT_EDGE + _spacing(0, 0, 240), SANS + _color(GREY) + _size(16)),
    ("FootnoteText", "footnote text", "Normal", _spacing(0, 40, 240), _size(18)),
    ("Caption", "caption", "Normal", KEEP + _spacing(160, 80, 240), SANS + BOLD + _color(INK) + _size(18)),
    ("CommentText", "annotation text", "Normal", _spacing(0, 0, 240), SANS + _size(18)),
)

CHARACTERS: tuple[tuple[str, str, str], ...] = (
    ("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
    ("CommentReference", "annotation reference", _size(16)),
    ("PlaceholderText", "Placeholder Text", _color(GREY)),
    ("Hyperlink", "Hyperlink", _color(ACCENT) + '<w:u w:val="single"/>'),
    ("AddresseeName", "Addressee Name", BOLD + _color(INK)),
    ("Quiet", "Quiet", _color(GREY) + _size(16)),
    ("Carried", "Carried", BOLD + _color("14532D")),
    ("Lost", "Lost", BOLD + _color("9A3412")),
)

TABLES = (("VoteTable", "Vote Table"), ("AmendmentTable", "Amendment Table"))

_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="VoteTable"><w:name w:val="Vote Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>'
    f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{INK}"/>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DAE1"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{INK}"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="band2Horz"><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F3F5F8"/></w:tcPr></w:tblStylePr>'
    "</w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="AmendmentTable"><w:name w:val="Amendment Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/>'
    f'<w:insideV w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/></w:tblBorders></w:tblPr></w:style>'
)


def styles_part(language: str) -> str:
    """styles.xml, whose default language is the document's."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{SERIF}{_size(23)}"
        f'<w:lang w:val="{clean(language)}" w:eastAsia="{clean(language)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:suppressLineNumbers/>{_spacing(0, 140)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        + "".join(_paragraph_style(style) for style in PARAGRAPHS)
        + "".join(_character_style(*style) for style in CHARACTERS)
        + _TABLE
        + "</w:styles>"
    )


def _paragraph_style(style: Style) -> str:
    identifier, name, base, paragraph, character = style
    custom = (
        "" if name[0].islower() or name in {"Title", "Subtitle", "Body Text", "TOC Heading"} else ' w:customStyle="1"'
    )
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{character}</w:rPr></w:style>'
    )


def _character_style(identifier: str, name: str, character: str) -> str:
    custom = (
        ""
        if name in {"footnote reference", "annotation reference", "Hyperlink", "Placeholder Text"}
        else ' w:customStyle="1"'
    )
    return (
        f'<w:style w:type="character"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{character}</w:rPr></w:style>'
    )
