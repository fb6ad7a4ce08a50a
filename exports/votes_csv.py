"""The announced votes as a table for spreadsheets, in which no cell is ever computed."""

import csv
import io
from collections.abc import Iterator

from recommendations.domain.manifesto import Publication, VoteLine

_MARK = "\ufeff"
# What a spreadsheet would take for a formula at the beginning of a cell, also behind spaces.
_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - the wide forms count as well
_CONTROLS = frozenset("\t\r\n")


def write_votes(publication: Publication) -> bytes:
    """One row for each vote: the question in every language, majority, figures, result, and when it was closed."""
    languages = publication.manifesto.languages
    head = [*(f"question_{language}" for language in languages), "majority", "for", "against", "abstain", "entitled"]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*head, "result", "closed_at"])
    writer.writerows([safe(cell) for cell in _row(vote, languages)] for vote in publication.votes)
    return (_MARK + written.getvalue()).encode()


def safe(cell: str) -> str:
    """The cell as text: an apostrophe before what a spreadsheet would compute."""
    is_computed = cell.lstrip()[:1] in _FORMULA or cell[:1] in _CONTROLS
    return f"'{cell}" if is_computed else cell


def _row(vote: VoteLine, languages: tuple[str, ...]) -> Iterator[str]:
    questions = dict(vote.question)
    yield from (questions.get(language, "") for language in languages)
    yield from (vote.majority, vote.yes, vote.no, vote.abstain, vote.entitled)
    yield "adopted" if vote.adopted else "rejected"
    yield vote.closed_at
