"""What stands after the text: the votes, and the hash on the last page."""

from collections.abc import Mapping, Sequence
from itertools import chain

from exports.chapters import write_heading
from exports.markup import Look, clean, field, line_break, paragraph, runs
from exports.tables import Kind, head, row, table, write_caption
from exports.words import figure, majority_in_words, moment_in_words, tag
from exports.writing import Writing
from recommendations.domain.anchors import bookmark_name
from recommendations.domain.manifesto import Publication, VoteLine, chosen

COLUMNS = (
    ("", 480, "TableFigureHead"),
    ("question", 4590, "TableHead"),
    ("for", 680, "TableFigureHead"),
    ("against", 820, "TableFigureHead"),
    ("abstain", 680, "TableFigureHead"),
    ("entitled", 850, "TableFigureHead"),
    ("result", 970, "TableHead"),
)
TABLE = "table_votes"
"""The bookmark of the table's number."""


def write_votes(document: Writing, publication: Publication) -> None:
    """The annex with every announced vote."""
    write_heading(document, document.word("annex"), "annex")
    if not publication.votes:
        document.say("Passage", document.word("no votes"))
        return
    document.say("Passage", document.word("annex lead"))
    write_vote_table(document, publication.votes)


def write_vote_table(document: Writing, votes: Sequence[VoteLine]) -> None:
    """The figures of every vote, under a caption."""
    write_caption(document, document.word("votes caption"), TABLE)
    widths = [width for _, width, _ in COLUMNS]
    columns = [(style, document.word(key) if key else "№") for key, _, style in COLUMNS]
    kind = Kind("VoteTable", document.word("annex"), document.word("alt"))
    moulds = _moulds(document)
    there = _standing(document) if any(vote.unit for vote in votes) else {}
    rows = [
        _row(document, position, vote, moulds[vote.adopted], there.get(bookmark_name(vote.unit), ""))
        for position, vote in enumerate(votes, start=1)
    ]
    document.parts.append(table(kind, widths, [head(document, widths, columns), *rows]))
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


def _moulds(document: Writing) -> Mapping[bool, Sequence[str]]:
    """For each result a row in pieces, with figures to come between: four hundred rows differ in nothing else."""
    widths = [width for _, width, _ in COLUMNS]
    moulds = {}
    for is_adopted, style in ((True, "Carried"), (False, "Lost")):
        result = Look(document.look.language, style=style)
        figures = [paragraph("TableFigure", runs("{}", document.look)) for _ in range(5)]
        question = paragraph("TableText", "{}")
        told = paragraph("TableText", runs(document.word("carried" if is_adopted else "lost"), result))
        moulds[is_adopted] = row(widths, [figures[0], question, *figures[1:], told]).split("{}")
    return moulds


def _standing(document: Writing) -> Mapping[str, str]:
    """For each recommendation that the text has, by its bookmark, where it is: "in this text: 3.2", as a field."""
    quiet = Look(document.look.language, style="Quiet")
    lead = runs(f" · {document.word('in this text')} ", quiet)
    return {
        bookmark: lead + field(f"REF {bookmark} \\n \\h", number, quiet)
        for number, bookmark in document.targets.items()
    }


def _row(document: Writing, position: int, vote: VoteLine, mould: Sequence[str], there: str) -> str:
    language = document.language
    question, spoken_in = chosen(vote.question, language)
    closed = document.word("closed").format(moment=moment_in_words(vote.closed_at, language)) if vote.closed_at else ""
    below = " · ".join(filter(None, (majority_in_words(vote.majority, language), closed)))
    quiet = Look(document.look.language, style="Quiet")
    asked = runs(question, Look(tag(spoken_in))) + line_break(quiet) + runs(below, quiet) + there
    weights = (clean(figure(value, language)) for value in (vote.yes, vote.no, vote.abstain, vote.entitled))
    figures = (str(position), asked, *weights, "")
    return "".join(chain.from_iterable(zip(mould, figures, strict=True)))
