"""The page on which people sign: what was signed, or controls to be filled in by hand."""

from collections.abc import Sequence

from exports.chapters import write_heading
from exports.controls import date_control, text_control
from exports.markup import Look, paragraph, runs
from exports.tables import Kind, row, table
from exports.words import function_in_words, moment_in_words
from exports.writing import Writing
from recommendations.domain.manifesto import Publication, SignatureLine

_COLUMN = 4535
_ROOM = '<w:spacing w:before="840"/>'
_EMPTY = paragraph("SignatureText", "")


def write_signatures(document: Writing, publication: Publication) -> None:
    """A block for each signature, or one to be filled in where the president will sign."""
    write_heading(document, document.word("signatures"), "signatures", new_page=True)
    if not publication.signatures:
        document.say("SignatureText", document.word("unsigned"), extra="<w:keepNext/>")
    blocks = [signed(document, line) for line in publication.signatures] or [unsigned(document, "president")]
    write_blocks(document, blocks)


def write_blocks(document: Writing, blocks: Sequence[str]) -> None:
    """Signature blocks, two beside each other."""
    widths = (_COLUMN, _COLUMN)
    rows = []
    for start in range(0, len(blocks), 2):
        pair = [*blocks[start : start + 2], ""][:2]
        rows.append(row(widths, [block + _EMPTY for block in pair]))
    word = document.word("signatures")
    document.parts.append(table(Kind("TableNormal", word, word, has_head=False), widths, rows))
    document.height += 110.0 * len(rows)


def signed(document: Writing, line: SignatureLine) -> str:
    """The block of somebody who has signed."""
    moment = moment_in_words(line.signed_at, document.language)
    certified = document.word("certified").format(start=line.sha256[:8])
    name = runs(line.name, Look(document.look.language, strong=True))
    texts = (function_in_words(line.function, document.language), f"{line.place}, {moment} UTC", certified)
    return paragraph("SignatureLine", name, extra=_ROOM) + "".join(
        paragraph("SignatureText", runs(text, document.look)) for text in texts
    )


def unsigned(document: Writing, function: str, name: str = "") -> str:
    """A block to be signed: a line, and controls for what is not known yet."""
    look = document.look
    who = runs(name, Look(look.language, strong=True)) if name else text_control(document, "name")
    what = (
        runs(function_in_words(function, document.language), look) if function else text_control(document, "function")
    )
    where = text_control(document, "place") + runs(", ", look) + date_control(document)
    return paragraph("SignatureLine", "", extra=_ROOM) + "".join(
        paragraph("SignatureText", content) for content in (who, what, where)
    )
