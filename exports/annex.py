"""What stands after the text: signatures, the votes, and the hash on the last page."""

from collections.abc import Sequence

from exports.chapters import write_heading
from exports.markup import Look, clean, paragraph, runs
from exports.words import figure, majority_in_words, moment_in_words, tag
from exports.writing import Writing
from recommendations.domain.manifesto import Publication, SignatureLine, VoteLine, chosen

COLUMNS = (
    ("", 480, "TableFigureHead"),
    ("question", 4590, "TableHead"),
    ("for", 680, "TableFigureHead"),
    ("against", 820, "TableFigureHead"),
    ("abstain", 680, "TableFigureHead"),
    ("entitled", 850, "TableFigureHead"),
    ("result", 970, "TableHead"),
)
WIDTH = sum(width for _, width, _ in COLUMNS)
_EMPTY = paragraph("SignatureText", "")


def write_signatures(document: Writing, publication: Publication) -> None:
    """A block for each signature, or one empty line where the president will sign."""
    write_heading(document, document.word("signatures"), "signatures", new_page=True)
    if not publication.signatures:
        document.say("SignatureText", document.word("unsigned"), extra="<w:keepNext/>")
    blocks = [_signature(document, line) for line in publication.signatures] or [_unsigned(document)]
    document.parts.append(_signature_table(document, blocks))
    document.height += 110.0 * -(-len(blocks) // 2)


def write_votes(document: Writing, publication: Publication) -> None:
    """The annex with every announced vote."""
    write_heading(document, document.word("annex"), "annex")
    if not publication.votes:
        document.say("Passage", document.word("no votes"))
        return
    document.say("Passage", document.word("annex lead"))
    rows = [_row(document, position, vote) for position, vote in enumerate(publication.votes, start=1)]
    document.parts.append(_table(document, rows))
    document.height += 34.0 * len(rows)


def write_authenticity(document: Writing, publication: Publication) -> None:
    """The hash in groups of eight, last in the document."""
    write_heading(document, document.word("authenticity"), "authenticity")
    document.say("Passage", document.word("authenticity lead"), extra="<w:keepNext/>")
    document.say("Passage", document.word("authenticity tail"), extra="<w:keepNext/>")
    document.say("Hash", grouped(publication.sha256))


def grouped(sha256: str) -> str:
    """The hash as two lines of four groups, to be read aloud and compared by eye."""
    groups = [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
    return "\n".join(" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4))


def _signature(document: Writing, line: SignatureLine) -> str:
    moment = moment_in_words(line.signed_at, document.language)
    certified = document.word("certified").format(start=line.sha256[:8])
    name = runs(line.name, Look(document.look.language, strong=True))
    texts = (_function(document, line.function), f"{line.place}, {moment} UTC", certified)
    return paragraph("SignatureLine", name) + "".join(
        paragraph("SignatureText", runs(text, document.look)) for text in texts
    )


def _function(document: Writing, code: str) -> str:
    return document.word("president") if code == "president" else code


def _unsigned(document: Writing) -> str:
    texts = (document.word("name and function"), document.word("place and date"))
    return "".join(
        paragraph("SignatureLine", "", extra='<w:spacing w:before="840"/>')
        + paragraph("SignatureText", runs(text, document.look))
        for text in texts
    )


def _signature_table(document: Writing, blocks: Sequence[str]) -> str:
    rows = []
    for start in range(0, len(blocks), 2):
        pair = [*blocks[start : start + 2], _EMPTY][:2]
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="4535" w:type="dxa"/></w:tcPr>{block}{_EMPTY}</w:tc>' for block in pair
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    properties = _table_properties(
        "TableNormal", 9070, document.word("signatures"), document.word("signatures"), "0000"
    )
    grid = '<w:tblGrid><w:gridCol w:w="4535"/><w:gridCol w:w="4535"/></w:tblGrid>'
    return f"<w:tbl>{properties}{grid}{''.join(rows)}</w:tbl>"


def _table(document: Writing, rows: Sequence[str]) -> str:
    properties = _table_properties("VoteTable", WIDTH, document.word("annex"), document.word("alt"), "0420")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, width, _ in COLUMNS)
    heads = "".join(
        _cell(width, style, runs(document.word(key) if key else "№", document.look)) for key, width, style in COLUMNS
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"


def _table_properties(style: str, width: int, caption: str, description: str, look: str) -> str:
    first, bands = ("1", "0") if look == "0420" else ("0", "1")
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="{bands}" w:noVBand="1"/><w:tblCaption w:val="{clean(caption)}"/>'
        f'<w:tblDescription w:val="{clean(description)}"/></w:tblPr>'
    )


def _row(document: Writing, position: int, vote: VoteLine) -> str:
    language = document.language
    question, spoken_in = chosen(vote.question, language)
    closed = document.word("closed").format(moment=moment_in_words(vote.closed_at, language)) if vote.closed_at else ""
    below = " · ".join(filter(None, (majority_in_words(vote.majority, language), closed)))
    quiet = Look(document.look.language, style="Quiet")
    result = Look(document.look.language, style="Carried" if vote.adopted else "Lost")
    cells = [
        ("TableFigure", runs(str(position), document.look)),
        ("TableText", runs(question, Look(tag(spoken_in))) + runs("\n" + below, quiet)),
        *(("TableFigure", runs(figure(value, language), document.look)) for value in (vote.yes, vote.no, vote.abstain)),
        ("TableFigure", runs(figure(vote.entitled, language), document.look)),
        ("TableText", runs(document.word("carried" if vote.adopted else "lost"), result)),
    ]
    written = (_cell(width, style, content) for (_, width, _), (style, content) in zip(COLUMNS, cells, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(written)}</w:tr>"


def _cell(width: int, style: str, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, content)}</w:tc>'
