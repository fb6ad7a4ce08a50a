"""Who took part and who signs: the list of members, and the signature page."""

from exports.chapters import write_heading
from exports.markup import Look, paragraph, runs
from exports.papers import Paper, finished_paper, write_head
from exports.signing import signed, unsigned, write_blocks
from exports.tables import Kind, head, row, table, write_caption
from exports.words import days_in_words, figure
from exports.writing import Writing
from recommendations.domain.manifesto import chosen
from recommendations.domain.papers import Participant, Roll

_COLUMNS = (
    ("member", 2300, "TableHead"),
    ("country", 1500, "TableHead"),
    ("delegate", 2400, "TableHead"),
    ("function", 2070, "TableHead"),
    ("weight", 800, "TableFigureHead"),
)


def write_roll(roll: Roll, language: str) -> bytes:
    """The members with their delegates, proxies and votes, and a block for every signature, given or still to come.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, {})
    about = Paper(
        edition=roll.edition,
        kind="roll",
        lines=(", ".join(filter(None, (roll.place, days_in_words(roll.days, language)))),),
        sha256=roll.sha256,
        day=min(roll.days, default=""),
        notice=roll.notice,
    )
    write_head(document, about)
    _write_participants(document, roll)
    write_heading(document, document.word("signatures"), "signatures", new_page=True)
    waiting = [unsigned(document, chosen(function, language)[0], name) for name, function in roll.signatories]
    blocks = [*(signed(document, line) for line in roll.signatures), *waiting]
    write_blocks(document, blocks or [unsigned(document, "president")])
    return finished_paper(document, about)


def _write_participants(document: Writing, roll: Roll) -> None:
    write_heading(document, document.word("participants"), "participants")
    if not roll.participants:
        document.say("Passage", document.word("no participants"))
        return
    write_caption(document, document.word("participants caption"), "table_participants")
    widths = [width for _, width, _ in _COLUMNS]
    columns = [(style, document.word(key)) for key, _, style in _COLUMNS]
    kind = Kind("VoteTable", document.word("participants"), document.word("participants alt"))
    rows = [_row(document, participant, widths) for participant in roll.participants]
    document.parts.append(table(kind, widths, [head(document, widths, columns), *rows]))
    document.height += 20.0 * len(rows)


def _row(document: Writing, one: Participant, widths: list[int]) -> str:
    look = document.look
    cells = [
        paragraph("TableText", runs(one.member, Look(look.language, strong=True))),
        paragraph("TableText", runs(one.country, look)),
        paragraph("TableText", runs(one.delegate, look)),
        paragraph("TableText", runs(chosen(one.function, document.language)[0], look)),
        paragraph("TableFigure", runs(figure(one.weight, document.language), look)),
    ]
    return row(widths, cells)
